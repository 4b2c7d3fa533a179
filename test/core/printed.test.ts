import { printed } from '../../src/core/printed';

test.each<[unknown, string]>([
  [{ a: 1 }, '{"a":1}'],
  [undefined, 'nothing'],
  [() => 1, 'a function'],
  [1n, '1n'],
  [Number.NaN, 'NaN'],
  ['x'.repeat(200), `"${'x'.repeat(96)}…`],
])('%p is printed as %s', (value, text) => expect(printed(value)).toBe(text));

test('what contains itself is printed without a crash', () => {
  const round: Record<string, unknown> = {};
  round.round = round;
  expect(printed(round)).toBe('a circle');
});
