const UNIT: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1000000n,
  s: 1000000000n,
  m: 60000000000n,
  h: 3600000000000n,
};
const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/g;
const WHOLE = /^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const MAX = 9223372036854775807n;

/** Reads a Go duration (`1h30m`, `-1.5s`, `0`) in milliseconds; undefined where Go's time.ParseDuration fails. */
export function parseDuration(source: string): number | undefined {
  const negative = source.startsWith('-');
  const rest = /^[+-]/.test(source) ? source.slice(1) : source;
  if (rest === '0') return 0;
  if (!WHOLE.test(rest)) return undefined;
  let nanoseconds = 0n;
  for (const [, whole, fraction, name] of rest.matchAll(PART)) {
    const unit = UNIT[name as string] as bigint;
    nanoseconds += BigInt(whole || '0') * unit;
    if (fraction) nanoseconds += (BigInt(fraction) * unit) / 10n ** BigInt(fraction.length);
  }
  if (nanoseconds > MAX + (negative ? 1n : 0n)) return undefined;
  const milliseconds = Number(nanoseconds) / 1e6;
  return negative && milliseconds !== 0 ? -milliseconds : milliseconds;
}
