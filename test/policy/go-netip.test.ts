import { addressFault, prefixFault } from '../../src/policy/go-netip';

describe('what Go says of an address', () => {
  test.each<[string, string | undefined]>([
    ['10.0.0.1', undefined],
    ['2001:db8::1', undefined],
    ['::', undefined],
    ['fe80::1%eth0', undefined],
    ['::ffff:10.0.0.1', undefined],
    ['1:2:3:4:5:6:10.0.0.1', undefined],
    ['1::', undefined],
    ['x', 'unable to parse IP'],
    ['%eth0', 'missing IPv6 address'],
    ['10.0.0.0/33', 'unexpected character (at "/33")'],
    ['10.0.0', 'IPv4 address too short'],
    ['10.0.0.0.1', 'IPv4 address too long'],
    ['10.0.0.256', 'IPv4 field has value >255'],
    ['10.0.0.01', 'IPv4 field has octet with leading zero'],
    ['10..0.1', 'IPv4 field must have at least one digit (at ".0.1")'],
    ['10.0.0.', 'IPv4 field must have at least one digit (at ".")'],
    ['a.b', 'unexpected character (at "a.b")'],
    ['2001:db8::/129', 'each colon-separated field must have at least one digit (at "/129")'],
    ['2001:db8:1/64', 'unexpected character, want colon (at "/64")'],
    ['1:2:3', 'address string too short'],
    ['1:', 'colon must be followed by more characters (at ":")'],
    ['1::2::3', 'multiple :: in address (at ":3")'],
    ['12345::', 'each group must have 4 or less digits (at "12345::")'],
    ['1:g::', 'each colon-separated field must have at least one digit (at "g::")'],
    ['1:2:3:4:5:6:7:8:9', 'trailing garbage after address (at "9")'],
    ['1:2:3:4:5:6:7::8', 'the :: must expand to at least one field of zeros'],
    ['1:10.0.0.1', 'embedded IPv4 address must replace the final 2 fields of the address (at "10.0.0.1")'],
    [
      '::1:2:3:4:5:6:7:10.0.0.1',
      'too many hex fields to fit an embedded IPv4 at the end of the address (at "10.0.0.1")',
    ],
    ['::10.0.1', 'IPv4 address too short'],
    ['fe80::1%', 'zone must be a non-empty string'],
  ])('%s', (text, words) => {
    expect(addressFault(text)).toBe(words && `ParseAddr(${JSON.stringify(text)}): ${words}`);
  });
});

describe('what Go says of a prefix', () => {
  test.each<[string, string | undefined]>([
    ['10.0.0.0/8', undefined],
    ['::/0', undefined],
    ['10.0.0.0', "no '/'"],
    ['10.0.0.0/33', 'prefix length out of range'],
    ['::/129', 'prefix length out of range'],
    ['10.0.0.0/08', 'bad bits after slash: "08"'],
    ['10.0.0.0/', 'bad bits after slash: ""'],
    ['10.0.0.0/a', 'bad bits after slash: "a"'],
    ['10.0.0/8', 'ParseAddr("10.0.0"): IPv4 address too short'],
    ['10.0.0.0/8/8', 'ParseAddr("10.0.0.0/8"): unexpected character (at "/8")'],
    ['fe80::1%eth0/64', 'IPv6 zones cannot be present in a prefix'],
  ])('%s', (text, words) => {
    expect(prefixFault(text)).toBe(words && `netip.ParsePrefix(${JSON.stringify(text)}): ${words}`);
  });
});
