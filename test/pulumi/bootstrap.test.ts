import * as pulumi from '@pulumi/pulumi';
import { bootstrapCluster, defineCluster, IssueError, type KubeObject } from '../../src';
import { anton } from '../../src/clusters/anton';
import { CiliumBootstrap, type CiliumBootstrapArgs } from '../../src/pulumi';

/** What Pulumi's engine was asked to make. */
interface Made {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
}

/** With which options; `after` names what it depends on. */
interface Asked {
  readonly name: string;
  readonly retained: boolean;
  readonly protected: boolean;
  readonly after: readonly string[];
}

let made: Made[] = [];
let asked: Asked[] = [];

const nameOf = (resource: pulumi.Resource): string => (resource as unknown as { __name: string }).__name;

/** Runs a program with Pulumi's mocks, and waits until everything is registered. */
async function program(args: CiliumBootstrapArgs): Promise<CiliumBootstrap> {
  made = [];
  asked = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        made.push({ type, name, inputs: inputs as Record<string, unknown> });
        return { id: `${name}-id`, state: inputs as Record<string, unknown> };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    'lab',
    'test',
  );
  const component = new CiliumBootstrap('cilium', args, {
    transformations: [
      ({ type, name, opts }) => {
        const after = (opts.dependsOn ?? []) as pulumi.Resource[];
        if (type.startsWith('kubernetes:'))
          asked.push({
            name,
            retained: opts.retainOnDelete === true,
            protected: opts.protect === true,
            after: after.map(nameOf),
          });
        return undefined;
      },
    ],
  });
  await pulumi.runtime.disconnect();
  return component;
}

const objects = (): KubeObject[] => bootstrapCluster(anton).stages.flatMap((each) => [...each.objects]);

const resources = (): Made[] => made.filter(({ type }) => type.startsWith('kubernetes:'));

describe('the bootstrap as a Pulumi component', () => {
  test('makes every object of the bundle, as it is, as the resource of its kind', async () => {
    await program({ cluster: anton });
    const found = new Map(resources().map((each) => [each.name, each]));
    for (const { apiVersion, kind, ...rest } of objects()) {
      const { namespace, name } = rest.metadata;
      const one = found.get(['cilium', kind, ...(namespace === undefined ? [] : [namespace]), name].join('/'));
      expect(one?.type).toBe(`kubernetes:${apiVersion.includes('/') ? apiVersion : `core/${apiVersion}`}:${kind}`);
      const { apiVersion: version, kind: made, ...inputs } = one?.inputs ?? {};
      expect({ version, made }).toEqual({ version: apiVersion, made: kind });
      expect(inputs).toEqual(JSON.parse(JSON.stringify(rest)));
    }
    expect(resources()).toHaveLength(objects().length);
  });

  test('leaves the network alone when the objects leave the stack, unless told to let it go', async () => {
    await program({ cluster: anton });
    expect(asked).toHaveLength(objects().length);
    expect(asked.filter(({ retained }) => !retained)).toEqual([]);
    expect(asked.filter((each) => each.protected)).toEqual([]);
    await program({ cluster: anton, retainOnDelete: false, protect: true });
    expect(asked.filter((each) => each.retained || !each.protected)).toEqual([]);
  });

  test('starts the agent once its configuration and its rights are there, and no sooner', async () => {
    await program({ cluster: anton });
    const [agent] = asked.filter(({ name }) => name === 'cilium/DaemonSet/kube-system/cilium');
    expect(agent?.after).toEqual(
      expect.arrayContaining([
        'cilium/ConfigMap/kube-system/cilium-config',
        'cilium/ClusterRoleBinding/cilium',
        'cilium/Namespace/cilium-secrets',
      ]),
    );
    expect(agent?.after.filter((name) => /\/(?:Deployment|Service)\//.test(name))).toEqual([]);
  });

  test('makes no object wait for a Service, whose endpoints come last', async () => {
    await program({ cluster: anton });
    expect(asked.filter(({ after }) => after.some((name) => name.includes('/Service/')))).toEqual([]);
  });

  test('names everything by the component, so that one program can make several clusters', async () => {
    const component = await program({ cluster: anton });
    expect(made.find(({ type }) => type === 'cdk8s-cilium:index:CiliumBootstrap')?.name).toBe('cilium');
    expect(resources().filter(({ name }) => !name.startsWith('cilium/'))).toEqual([]);
    expect(component.stages.agent?.map(nameOf)).toEqual([
      'cilium/DaemonSet/kube-system/cilium',
      'cilium/DaemonSet/kube-system/cilium-envoy',
    ]);
  });

  test('fails on what synth refuses, before anything is made', async () => {
    const values = { hubble: { tls: { auto: { enabled: false }, server: { cert: 'Y2VydA==', key: 'c2VjcmV0' } } } };
    const leaky = defineCluster('leaky', { cilium: '1.18.12', kubernetes: '1.36', values });
    await expect(program({ cluster: leaky })).rejects.toThrow(IssueError);
    expect(resources()).toEqual([]);
  });
});
