import type { DaemonSetSpec } from 'kubernetes-types/apps/v1';
import type { PodSpec, Toleration } from 'kubernetes-types/core/v1';
import { standaloneDNSProxyFacts } from '../../catalogue/facts/standalone-dns-proxy';
import { plain, rangeList, sha256, toRawJson, truthy, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { factsFor } from '../../core/release-range';
import { semverCompare } from '../../core/semver';
import { chartLabel, commonLabels, image, namespaceOf } from '../common';
import { once, type KubeObject, type RenderContext } from '../context';
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
            ? { 'cilium.io/standalone-dns-proxy-configmap-checksum': configChecksum(ctx) }
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
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: NAME,
      namespace: namespaceOf(ctx),
      labels: { ...labels, ...commonLabels(ctx) },
      annotations: withBlock<JsonObject>(values.annotations),
    },
    spec,
  } as KubeObject;
}

function configChecksum(ctx: RenderContext): string {
  return sha256(toRawJson(JSON.parse(JSON.stringify(once(ctx, configMap))) as JsonObject));
}

function podSpec(ctx: RenderContext): PodSpec {
  const { standaloneDnsProxy: values } = ctx.values;
  const { setsHostUsers } = factsFor(ctx.release, standaloneDNSProxyFacts);
  return {
    hostNetwork: true,
    hostUsers: setsHostUsers && semverCompare('>=1.33-0', ctx.capabilities.kubeVersion) ? true : undefined,
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
