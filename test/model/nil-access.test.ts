import { template, IssueError } from '../../src';
import { nilAccess } from '../../src/model/nil-access';

describe('a map that is missing', () => {
  test('is named by its path, though other values were read as nil on purpose', () => {
    const values = { a: { b: null as { c: number } | null }, d: null };
    const read = (v: typeof values): unknown => [v.d, (v.a.b as { c: number }).c];
    expect(nilAccess(values, { a: { b: { c: 1 } }, d: null }, read)).toBe('a.b');
  });

  test('is not named where nothing stumbles', () => {
    expect(nilAccess({ a: 1 }, { a: 1 }, (v) => v.a)).toBeUndefined();
  });

  test.each(['securityContext', 'daemon', 'bpf', 'hubble.relay', 'operator.prometheus', 'cni'])(
    'fails with its own path: %s',
    (path) => {
      const values = path.split('.').reduceRight<object | null>((inner, key) => ({ [key]: inner }), null) as never;
      let thrown: unknown;
      try {
        template({ cilium: '1.20.0', values });
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(IssueError);
      expect((thrown as IssueError).issues.map((issue) => issue.path)).toContain(`values.${path}`);
    },
  );
});
