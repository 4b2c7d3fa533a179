import { isLabelWord } from './resource-metadata';

/**
 * What the regular expressions of the CRDs are for, by their name in the catalogue: nobody should have to read 1,300
 * characters to learn that an IP address is wanted. One without words here is printed.
 */
export const patternWords: Readonly<Record<string, string>> = {
  '3344954c': 'a name of a server; `*.` or `**.` may stand before it',
  '451f1b03': 'a port from 0 to 65535, or a name of a port',
  '4bb8f61d': 'a CIDR, for example 192.0.2.0/24 or 2001:db8::/64',
  '691bfedf': 'an IP address, for example 192.0.2.1 or 2001:db8::1',
  '6b189d2d': 'a large community of BGP: three numbers of 32 bits, for example 64512:1:2',
  '6b388265': 'a name of an object: lower-case letters, digits, dashes and dots',
  '6f406a9d': 'a port from 1 to 65535; the expression in the CRD leaves out 60000 to 60999 and some above 65000',
  '76c6f020': 'a community of BGP: a number of 32 bits, or two of 16, for example 64512:100',
  '98877347': 'a name of a host; `*` stands for any letters in it',
  c8794047: 'a name of a port: letters, digits and single dashes between them, one letter at least',
  ec049c0c: 'a type of ICMP: 0 to 255, or its name, for example EchoRequest',
  ee830ded: 'a value of a label: letters, digits, dashes, dots and underscores, a letter or digit first and last',
  f5ae59ed: 'a name of a host: letters, digits, dashes and underscores between single dots',
  ff98a844: 'text without control characters',
};

/**
 * Expressions that nearly every cluster meets, without an expression: to load what judges them in linear time takes a
 * tenth of a synth. A test holds each against its expression.
 */
export const plainPatterns: Readonly<Record<string, (text: string) => boolean>> = {
  ee830ded: isLabelWord,
};
