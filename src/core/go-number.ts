/** Numbers as Go reads and prints them. */

/**
 * `strconv.ParseInt(source, 0, 64)`: a sign, `0x`, `0o`, `0b` or a leading 0 for octal, underscores between digits
 * where there is a prefix. Undefined for what Go refuses, which includes what does not fit in 64 bits.
 */
export function parseGoInt(source: string, max = 9223372036854775807n): bigint | undefined {
  const match =
    /^([+-]?)(?:0([xX])_?([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)|0([bB])_?([01]+(?:_[01]+)*)|0[oO]?(_?[0-7]+(?:_[0-7]+)*)|(0|[1-9]\d*(?:_\d+)*))$/.exec(
      source,
    );
  if (!match) return undefined;
  const [, sign, hex, hexDigits, bin, binDigits, octal, decimal] = match;
  const digits = (hexDigits ?? binDigits ?? octal ?? decimal ?? '').replaceAll('_', '');
  const magnitude = BigInt(`${hex ? '0x' : bin ? '0b' : octal !== undefined ? '0o' : ''}${digits}`);
  if (sign === '-') return magnitude <= 9223372036854775808n ? -magnitude : undefined;
  // Go's ParseUint, which reads what ParseInt finds too large, knows no sign.
  return magnitude <= (sign ? 9223372036854775807n : max) ? magnitude : undefined;
}

/** Go's shortest digits (`%v`, `%g`): with an exponent below 1e-4 and from 1e+06 on. */
function goFloat(value: number): string {
  const [digits, exponent] = value.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/**
 * A number as a template prints it. Integers are the one place where we differ from Go: it prints a float64 of a
 * million as `1e+06`, which the agent cannot read; we print `1000000`.
 */
export function numberText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : goFloat(value);
}

/** Go's `strconv.FormatFloat(value, 'g', -1, 32)`: how a number that is a map's key becomes its name. */
export function float32Text(value: number): string {
  const single = Math.fround(value);
  if (single === 0) return Object.is(single, -0) ? '-0' : '0';
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  let precision = 1;
  while (precision < 9 && Math.fround(Number(single.toPrecision(precision))) !== single) precision++;
  return goFloat(Number(single.toPrecision(precision)));
}
