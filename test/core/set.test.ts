import { IssueError } from '../../src/core/issue';
import { setValues } from '../../src/core/set';

describe('--set', () => {
  test.each<[string, unknown]>([
    ['a.b=c,d=1', { a: { b: 'c' }, d: 1 }],
    ['a={x,1,null}', { a: ['x', 1, null] }],
    ['a={}', { a: [''] }],
    ['a[1]=x', { a: [null, 'x'] }],
    ['a[0].b=1,a[0].c=2', { a: [{ b: 1, c: 2 }] }],
    ['a[0][1]=x', { a: [[null, 'x']] }],
    ['a\\.b=c\\,d', { 'a.b': 'c,d' }],
    ['a=', { a: '' }],
    ['a=TRUE,b=null,c=0,d=007,e=-5,f=1.5,g=+5', { a: true, b: null, c: 0, d: '007', e: -5, f: '1.5', g: 5 }],
    ['a=b=c', { a: 'b=c' }],
    ['', {}],
  ])('%s', (line, expected) => expect(setValues({}, [line])).toEqual(expected));

  test('later assignments win, and the input is left alone', () => {
    const base = { a: { b: 1 }, l: [1, 2] };
    expect(setValues(base, ['a.b=2', 'a.c=3,l[0]=9'])).toEqual({ a: { b: 2, c: 3 }, l: [9, 2] });
    expect(base).toEqual({ a: { b: 1 }, l: [1, 2] });
  });

  test.each([
    'a',
    'a.b',
    'a,b=1',
    'a={x',
    'a[x]=1',
    'a[-1]=1',
    'a[0]x=1',
    'a[99999]=1',
    'n.b=1',
    'n[0]=1',
    'a=9007199254740993',
  ])('fails for %s', (line) => {
    expect(() => setValues({ n: 1 }, [line])).toThrow(IssueError);
  });

  test('--set-string keeps text, --set-json reads values', () => {
    expect(setValues({}, ['a=1,b={true,x}'], 'string')).toEqual({ a: '1', b: ['true', 'x'] });
    expect(setValues({}, ['a={"b":[1,null]},c="x",d='], 'json')).toEqual({ a: { b: [1, null] }, c: 'x', d: null });
    expect(() => setValues({}, ['a=x'], 'json')).toThrow(/not a JSON value/);
  });
});
