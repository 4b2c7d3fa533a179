import { renderNamespaces } from '../../src/constructs/namespaces';
import { contextFor, find, type ContextOptions } from '../support';

const NEWEST = '1.20.0';

function render(values: object = {}, release = NEWEST, options: ContextOptions = {}) {
  return renderNamespaces(contextFor(release, values, options));
}

function names(values: object, release = NEWEST): string[] {
  return render(values, release).map((object) => `${object.kind}/${object.metadata.name}`);
}

describe('namespaces for secrets', () => {
  test('features that share a namespace make it once', () => {
    const shared = { enabled: true, secretsNamespace: { name: 'secrets' } };
    expect(
      names({ ingressController: shared, gatewayAPI: shared, tls: { secretsNamespace: { name: 'secrets' } } }),
    ).toContain('Namespace/secrets');
    expect(
      names({
        ingressController: shared,
        gatewayAPI: shared,
        envoyConfig: shared,
        bgpControlPlane: shared,
        tls: { secretsNamespace: { name: 'secrets' } },
      }),
    ).toEqual(['Namespace/secrets']);
  });

  test('a namespace is left to the user where `create` is off or its feature is', () => {
    expect(names({ tls: { secretsNamespace: { create: false } } })).toEqual([]);
    expect(
      names({
        tls: { secretsNamespace: { create: false } },
        gatewayAPI: { enabled: true, secretsNamespace: { create: false } },
      }),
    ).toEqual([]);
  });

  test('a preflight install made those of features until 1.20', () => {
    const values = {
      preflight: { enabled: true },
      ingressController: { enabled: true, secretsNamespace: { name: 'ingress' } },
    };
    expect(names(values, '1.19.6')).toEqual(['Namespace/ingress']);
    expect(names(values)).toEqual([]);
  });

  test('labels of their own are read from 1.19 on, annotations always', () => {
    const values = {
      tls: { secretsNamespace: { name: 'secrets' } },
      secretsNamespaceLabels: { team: 'net' },
      secretsNamespaceAnnotations: { owner: 'net' },
    };
    expect(find(render(values), 'Namespace', 'secrets')).toMatchObject({
      metadata: { labels: { team: 'net' }, annotations: { owner: 'net' } },
    });
    expect(find(render(values, '1.18.12'), 'Namespace', 'secrets')).not.toMatchObject({
      metadata: { labels: { team: 'net' } },
    });
  });
});

describe('quotas for critical pods', () => {
  test('are made on request, and on GKE outside kube-system', () => {
    const quotas = (values: object) => names(values).filter((name) => name.startsWith('ResourceQuota'));
    const both = ['ResourceQuota/cilium-resource-quota', 'ResourceQuota/cilium-operator-resource-quota'];
    expect(quotas({})).toEqual([]);
    expect(quotas({ resourceQuotas: { enabled: true } })).toEqual(both);
    expect(quotas({ gke: { enabled: true } })).toEqual([]);
    expect(quotas({ gke: { enabled: true }, namespaceOverride: 'cilium' })).toEqual(both);
  });

  test('cover only what runs', () => {
    expect(names({ resourceQuotas: { enabled: true }, agent: false })).not.toContain(
      'ResourceQuota/cilium-resource-quota',
    );
    expect(names({ resourceQuotas: { enabled: true }, operator: { enabled: false } })).not.toContain(
      'ResourceQuota/cilium-operator-resource-quota',
    );
  });

  test('count pods as text', () => {
    const objects = render({ resourceQuotas: { enabled: true, cilium: { hard: { pods: '7' } } } });
    expect(find(objects, 'ResourceQuota', 'cilium-resource-quota')).toMatchObject({ spec: { hard: { pods: '7' } } });
  });
});
