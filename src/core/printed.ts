/** A value as text for people, cut where it is long. Never throws: an app may hand over what no JSON can carry. */
export function printed(value: unknown, longest = 100): string {
  const text = jsonOf(value);
  return text.length > longest ? `${text.slice(0, longest - 3)}…` : text;
}

function jsonOf(value: unknown): string {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch {
    // a number beyond JSON, or a map that contains itself
  }
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'object') return 'a circle';
  return value === undefined ? 'nothing' : `a ${typeof value}`;
}
