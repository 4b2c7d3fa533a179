const SCALE: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * A quantity of Kubernetes as a number, so that `1000m` and `1`, or `1024Mi` and `1Gi`, are equal; undefined for what is
 * none. Source: apimachinery's resource.Quantity.
 */
export function quantity(value: unknown): number | undefined {
  const [, digits, suffix = ''] =
    /^([+-]?\d*\.?\d+(?:[eE][+-]?\d+)?)([numkMGTPE]|[KMGTPE]i)?$/.exec(String(value)) ?? [];
  // Milli-units of fractions differ in the last bit.
  return digits === undefined ? undefined : Number((Number(digits) * (SCALE[suffix] ?? 1)).toPrecision(12));
}
