import type { JsonObject } from '../../../src/core/json';
import { placeInNamespaces } from '../../../src/policy/import/kustomize';
import { readManifests } from '../../../src/policy/import/manifests';

const policy = (namespace?: string): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata:\n  name: p\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}spec:\n  endpointSelector: {}\n`;

const kustomization = (namespace: string | undefined, ...resources: string[]): string =>
  `kind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\n${namespace === undefined ? '' : `namespace: ${namespace}\n`}resources:\n${resources.map((one) => `  - ${one}\n`).join('')}`;

const flux = (path: string, namespace: string): string =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: app\n  namespace: flux-system\nspec:\n  path: ${path}\n  targetNamespace: ${namespace}\n`;

function namespaces(files: Readonly<Record<string, string>>): (string | undefined)[] {
  const texts = Object.entries(files).map(([file, text]) => ({ file, text }));
  return placeInNamespaces(readManifests(texts).objects, texts)
    .filter(({ kind }) => kind !== 'Kustomization')
    .map(({ metadata }) => (metadata as JsonObject).namespace as string | undefined);
}

test('without kustomizations objects keep the namespace that they have', () => {
  expect(namespaces({ 'a.yaml': policy(), 'b.yaml': policy('shop') })).toEqual([undefined, 'shop']);
});

test('a kustomization gives its namespace to the files that it names, whatever they say themselves', () => {
  expect(
    namespaces({
      'app/kustomization.yaml': kustomization('shop', './named.yaml', 'other.yaml'),
      'app/named.yaml': policy(),
      'app/other.yaml': policy('elsewhere'),
      'app/unnamed.yaml': policy(),
    }),
  ).toEqual(['shop', 'shop', undefined]);
});

test('the outermost kustomization counts', () => {
  expect(
    namespaces({
      '/repo/base/kustomization.yaml': kustomization('inner', 'p.yaml'),
      '/repo/base/p.yaml': policy(),
      '/repo/prod/kustomization.yaml': kustomization('outer', '../base'),
    }),
  ).toEqual(['outer']);
});

test('where overlays disagree the object stays as it is', () => {
  expect(
    namespaces({
      'base/kustomization.yaml': kustomization(undefined, 'p.yaml'),
      'base/p.yaml': policy(),
      'prod/kustomization.yaml': kustomization('prod', '../base'),
      'test/kustomization.yaml': kustomization('test', '../base'),
    }),
  ).toEqual([undefined]);
});

test('the targetNamespace of the Flux Kustomization with the longest path counts above all', () => {
  expect(
    namespaces({
      'kubernetes/apps/ks.yaml': `${flux('./kubernetes/apps', 'all')}---\n${flux('./kubernetes/apps/web/app', 'web')}`,
      'kubernetes/apps/web/app/kustomization.yaml': kustomization('shop', 'p.yaml'),
      'kubernetes/apps/web/app/p.yaml': policy(),
      'kubernetes/apps/p.yaml': policy(),
    }),
  ).toEqual(['web', 'all']);
});

test('objects without a namespace of their kind get none', () => {
  const clusterwide = policy().replace('CiliumNetworkPolicy', 'CiliumClusterwideNetworkPolicy');
  expect(namespaces({ 'kustomization.yaml': kustomization('shop', 'p.yaml'), 'p.yaml': clusterwide })).toEqual([
    undefined,
  ]);
});

test('a kustomization that cannot be read, or whose namespace is to be filled in, gives none', () => {
  expect(namespaces({ 'kustomization.yaml': 'a: [', 'p.yaml': policy() })).toEqual([undefined]);
  expect(namespaces({ 'kustomization.yaml': kustomization('${NS}', 'p.yaml'), 'p.yaml': policy() })).toEqual([
    undefined,
  ]);
});
