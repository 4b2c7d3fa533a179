import * as fc from 'fast-check';
import { holds, parseAddress, parseCIDR } from '../../src/core/cidr';

describe('addresses', () => {
  test.each([
    ['0.0.0.0', 4, 0n],
    ['192.168.1.98', 4, 0xc0a80162n],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['fd00:10::1', 6, (0xfd00n << 112n) | (0x10n << 96n) | 1n],
    ['::ffff:1.2.3.4', 6, (0xffffn << 32n) | 0x01020304n],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
  ])('%s is read', (text, family, value) => {
    expect(parseAddress(text)).toEqual({ family, value });
  });

  test.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '01.2.3.4',
    '1.2.3.4.5',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    'g::1',
    '::1.2.3.300',
  ])('fails on %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  test('every IPv4 address is the number that its bytes are', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)), (bytes) => {
        const expected = bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
        expect(parseAddress(bytes.join('.'))?.value).toBe(expected);
      }),
    );
  });
});

describe('CIDRs', () => {
  test('hold their first and last address and none beside them', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 0xffffffffn), fc.integer({ min: 1, max: 31 }), (value, prefix) => {
        const text = [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
        const range = parseCIDR(`${text}/${prefix}`);
        if (!range) throw new Error('not read');
        expect(holds(range, { family: 4, value })).toBe(true);
        expect(range.last - range.first + 1n).toBe(1n << BigInt(32 - prefix));
        expect(holds(range, { family: 4, value: range.first - 1n })).toBe(false);
        expect(holds(range, { family: 4, value: range.last + 1n })).toBe(false);
        expect(holds(range, { family: 6, value })).toBe(false);
      }),
    );
  });

  test.each(['10.0.0.0', '10.0.0.0/33', '::/129', '/8', 'x/8', '10.0.0.0/-1'])('fails on %j', (text) => {
    expect(parseCIDR(text)).toBeUndefined();
  });
});
