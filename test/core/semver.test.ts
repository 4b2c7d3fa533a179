import { parseDuration } from '../../src/core/duration';
import { semverCompare } from '../../src/core/semver';

describe('version constraints', () => {
  test.each<[string, string, boolean]>([
    ['>=1.16', '1.16', true],
    ['>=1.16', '1.15.99', false],
    ['<1.30.0', 'v1.29', true],
    ['>=1.27-0', '1.34.1-eks-1', true],
    ['>=1.27', '1.34.1-eks-1', false],
    ['>=1.30.0-0', '1.30.0-rc.1', true],
    ['>1.30.0-rc.2', '1.30.0-rc.10', true],
    ['1.2', '1.2.9', true],
    ['=1.2.3', '1.2.3+build', true],
    ['!=1.x', '1.5.0', false],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['^1.2', '1.9.0', true],
    ['^0.2.3', '0.3.0', false],
    ['*', '9.9.9', true],
    ['>11', '11.1.0', false],
    ['>=1.2, <2', '1.9.0', true],
    ['<1 || >=2', '1.5.0', false],
    ['1.2 - 1.4', '1.4.5', true],
    ['>=1.8', '01.09.0', true],
  ])('%s holds for %s: %s', (constraint, version, expected) =>
    expect(semverCompare(constraint, version)).toBe(expected),
  );
  test.each([
    ['>=1.16', 'main'],
    ['>=1.16', ''],
    ['>=1.16', '1.2.3.4'],
    ['>= a', '1.2'],
    ['>=1.16', '1.2.3-01'],
  ])('fails for %s and %j', (constraint, version) => {
    expect(() => semverCompare(constraint, version)).toThrow();
  });
});

describe('durations, in milliseconds', () => {
  test.each<[string, number | undefined]>([
    ['1h30m', 5400000],
    ['-1.5s', -1500],
    ['0', 0],
    ['1µs', 0.001],
    ['.5s', 500],
    ['2562047h47m16.854775808s', undefined],
    ['1', undefined],
    ['', undefined],
    ['1d', undefined],
    ['1 s', undefined],
    ['.s', undefined],
    ['1e3s', undefined],
  ])('%j', (source, expected) => expect(parseDuration(source)).toBe(expected));
});
