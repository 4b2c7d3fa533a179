import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type { PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { standaloneDNSProxyFacts } from '../../catalogue/facts/standalone-dns-proxy';
import { plain, rangeList, truthy, withBlock } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { hashOf } from '../checksum';
import { chartLabel, commonLabels, image, knowsHostUsers } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
import { daemonSetOf } from '../daemon-set';
import { ALL_READ } from '../file-modes';
import { CONFIG, configMap } from './configmap';

const NAME = 'standalone-dns-proxy';
const CONFIG_DIR = '/tmp/standalone-dns-proxy/config-map';

/** The proxy on every node. */
export function daemonSet(ctx: RenderContext): KubeObject {
  const { standaloneDnsProxy: values } = ctx.values;
  const facts = factsFor(ctx.release, standaloneDNSProxyFacts);
  const labels = {
    'k8s-app': NAME,
    'app.kubernetes.io/part-of': 'cilium',
    'app.kubernetes.io/name': NAME,
    name: NAME,
  };
  const spec: DaemonSetSpec = {
    minReadySeconds:
      facts.minReadySeconds ?? (truthy(values.minReadySeconds) ? plain<number>(values.minReadySeconds) : undefined),
    updateStrategy: withBlock(values.updateStrategy),
    selector: { matchLabels: { 'k8s-app': NAME } },
    template: {
      metadata: {
        annotations: {
          ...(truthy(values.rollOutPods)
            ? { 'cilium.io/standalone-dns-proxy-configmap-checksum': hashOf(once(ctx, configMap)) }
            : {}),
          [`container.apparmor.security.beta.kubernetes.io/${NAME}`]: 'unconfined',
        },
        labels: {
          ...labels,
          ...(facts.labelsPodsWithChart ? { 'helm.sh/chart': chartLabel(ctx) } : {}),
          ...commonLabels(ctx),
        } as Record<string, string>,
      },
      spec: podSpec(ctx),
    },
  };
  return daemonSetOf(ctx, NAME, labels, values.annotations, spec);
}

function podSpec(ctx: RenderContext): PodSpec {
  const { standaloneDnsProxy: values } = ctx.values;
  const { setsHostUsers } = factsFor(ctx.release, standaloneDNSProxyFacts);
  return {
    hostNetwork: true,
    hostUsers: setsHostUsers && knowsHostUsers(ctx) ? true : undefined,
    automountServiceAccountToken: plain<boolean>(values.automountServiceAccountToken),
    nodeSelector: withBlock(values.nodeSelector),
    tolerations: [{ operator: 'Exists' }, ...(rangeList(values.tolerations) as unknown as Toleration[])],
    containers: [
      {
        name: NAME,
        image: image(values.image, 'standaloneDnsProxy.image'),
        args: [`--config-dir=${CONFIG_DIR}`],
        imagePullPolicy: plain<string>(values.image.pullPolicy),
        volumeMounts: [
          { name: 'standalone-dns-proxy-config-path', mountPath: CONFIG_DIR, readOnly: true },
          { name: 'runtime-dir', mountPath: '/var/run/standalone-dns-proxy' },
        ],
        securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'], drop: ['ALL'] } },
      },
    ],
    volumes: [
      { name: 'standalone-dns-proxy-config-path', configMap: { name: CONFIG, defaultMode: ALL_READ } },
      { name: 'runtime-dir', emptyDir: {} },
    ],
  };
}
