/** Width of help, and of a terminal that does not tell its own. */
export const WIDTH = 80;

/** Breaks a line between words at a width; what follows the first line is indented. A longer word stays whole. */
export function wrap(line: string, indent: number, width = WIDTH): string[] {
  if (line.length <= width) return [line];
  const before = line.lastIndexOf(' ', width);
  const blank = before > indent ? before : line.indexOf(' ', Math.max(width, indent));
  if (blank < 0) return [line];
  return [line.slice(0, blank).trimEnd(), ...wrap(' '.repeat(indent) + line.slice(blank + 1), indent, width)];
}

/** Where the words of a line of `explainFlow` begin: what follows the break of a long one stands under them. */
export function explanationIndent(line: string): number {
  return line.startsWith('    ') ? 14 : line.startsWith('  ') ? 11 : 10;
}
