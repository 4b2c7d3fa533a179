const UNIT: Readonly<Record<string, number>> = { ns: 1e-6, us: 1e-3, 'µs': 1e-3, 'μs': 1e-3, ms: 1, s: 1e3, m: 6e4, h: 36e5 };

/** Reads a Go duration (`1h30m`, `-1.5s`, `0`) in milliseconds; undefined where Go's time.ParseDuration fails. */
export function parseDuration(source: string): number | undefined {
  const signed = /^([+-]?)(.*)$/s.exec(source);
  const rest = signed?.[2] ?? '';
  const sign = signed?.[1] === '-' ? -1 : 1;
  if (rest === '0') return 0;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let total = 0;
  for (const [, amount, unit] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(amount) * (UNIT[unit as string] as number);
  }
  return sign * total;
}
