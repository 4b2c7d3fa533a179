import { parseAddress, parseCIDR } from '../core/cidr';

/** The ranges of whole numbers, both ends included. */
const INTEGERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
};

/** The range that a format of whole numbers stands for; undefined where the type has the same. */
export function rangeOf(format: string): readonly [least: number, most: number] | undefined {
  return INTEGERS[format];
}

/**
 * Whether text is of a format, for the API server: kube-openapi's strfmt reads addresses with k8s.io/utils/net, whose
 * parser skips leading zeros, as Go's own did before 1.17.
 */
export function isOfFormat(text: string, format: string): boolean {
  const plain = text.replace(/(^|[.:/])0+(?=[0-9a-fA-F])/g, '$1');
  switch (format) {
    case 'cidr':
      return parseCIDR(plain) !== undefined;
    case 'ipv4':
      return text.includes('.') && parseAddress(plain) !== undefined;
    default:
      return true;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  cidr: 'a CIDR, for example 192.0.2.0/24 or 2001:db8::/64',
  ipv4: 'an IPv4 address, for example 192.0.2.1',
  int32: 'a whole number of 32 bits',
};

/** A format, for people. */
export function formatWords(format: string): string {
  return WORDS[format] ?? format;
}

/** What was probably meant with text that is of no such format. */
export function formatFix(text: string, format: string): string | undefined {
  if (format !== 'cidr') return undefined;
  const [address = '', prefix] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed) return undefined;
  const width = parsed.family === 4 ? 32 : 128;
  return prefix === undefined
    ? `write ${address}/${width} for this one address`
    : `a prefix of IPv${parsed.family} has 0 to ${width} bits`;
}
