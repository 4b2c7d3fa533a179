import * as fc from 'fast-check';
import { resourceSchemasOf } from '../../src/catalogue/catalogue';
import { goRegexp } from '../../src/core/go-regexp';

describe('an expression', () => {
  test.each([
    ['^a+b?$', ['a', 'aab'], ['', 'b', 'abb', 'xab']],
    ['b', ['abc', 'b'], ['', 'ac']],
    ['^(a|bc)*$', ['', 'abca', 'bc'], ['b', 'cb', 'abcb']],
    ['^a{2}$', ['aa'], ['a', 'aaa']],
    ['^a{2,}$', ['aa', 'aaaa'], ['a']],
    ['^a{1,3}$', ['a', 'aaa'], ['', 'aaaa']],
    ['^(?:ab){0,2}?c$', ['c', 'abc', 'ababc'], ['abababc']],
    ['^a{,2}$', ['a{,2}'], ['a', 'aa']],
    ['^[-a-c_]+$', ['-', 'abc_'], ['d', 'a d']],
    ['^[]a]$', [']', 'a'], ['b']],
    ['^[^a-c]$', ['d', '\n', '😀'], ['a', '', 'dd']],
    ['^[\\d.]+\\.\\w\\W$', ['1.2.a-'], ['1.2.a1']],
    ['^\\D$', ['x'], ['1']],
    ['^a\\/b$', ['a/b'], ['ab']],
    ['^.$', ['x', '\r', '😀'], ['\n', '', 'xx']],
    ['a$|^b', ['ca', 'bc'], ['ac', 'cb']],
    ['^()x$', ['x'], ['']],
    ['^\\t\\n$', ['\t\n'], ['tn']],
    ['^\\pL\\p{Lu}\\PL$', ['äÄ1'], ['ää1', 'äÄx']],
  ])('%s fits what Go says it fits', (source, fitting, others) => {
    const fits = goRegexp(source);
    expect(fitting.filter((text) => !fits(text))).toEqual([]);
    expect(others.filter((text) => fits(text))).toEqual([]);
  });

  test('knows the white space that Go knows, not that of JavaScript, and control characters', () => {
    expect(['\t', '\n', '\f', '\r', ' '].every(goRegexp('^\\s$'))).toBe(true);
    expect(['\v', '\u00a0', '\u2003', '\ufeff'].some(goRegexp('^\\s$'))).toBe(false);
    expect(['\u0007', '\u0378', '\u200b'].some(goRegexp('^\\PC$'))).toBe(false);
  });

  test.each(['(a', 'a)', '*a', '[a', '\\', '\\é', '[b-a]', '[a-\\d]', 'a{2,1}', 'a{1001}'])(
    'fails on %s, which is none',
    (source) => expect(() => goRegexp(source)).toThrow(/error parsing regexp/),
  );

  test('takes no longer for text that almost fits', () => {
    const fits = goRegexp('^([-a-zA-Z0-9_]+[.]?)+$');
    expect(fits('a'.repeat(5000))).toBe(true);
    expect(fits(`${'a'.repeat(5000)}!`)).toBe(false);
  });
});

describe('the expressions of the CRDs', () => {
  const patterns = Object.entries(resourceSchemasOf('1.20.2').patterns);
  /** JavaScript reads these as Go does: no classes that differ. */
  const alike = patterns.filter(([, source]) => !/\\[spP]/.test(source));

  test('are all supported', () => {
    for (const [, source] of [...patterns, ...Object.entries(resourceSchemasOf('1.18.0').patterns)]) {
      expect(() => goRegexp(source)).not.toThrow();
    }
  });

  test.each(alike)('%s decides as JavaScript does, on text short enough for that', (_, source) => {
    const fits = goRegexp(source);
    const theirs = new RegExp(source);
    const texts = fc.string({ unit: fc.constantFrom(...'0123456789afzAZ.:/-_*, ½'), maxLength: 18 });
    fc.assert(fc.property(texts, (text) => fits(text) === theirs.test(text)));
    for (const text of [
      '10.0.0.0/8',
      'fd00::/64',
      '1:2:3:4:5:6:7:8',
      '65000:100',
      '4294967296',
      'http',
      '65536',
      'a--b',
      'a.b',
    ]) {
      expect([text, fits(text)]).toEqual([text, theirs.test(text)]);
    }
  });
});
