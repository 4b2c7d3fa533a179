import type { JobSpec } from 'kubernetes-types/batch/v1';
import type { LocalObjectReference, Toleration, Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { plain, quote, rangeList, text, truthy, withBlock } from '../../core/helm';
import { imageOf } from '../clustermesh/etcd-containers';
import { metadataOf } from '../clustermesh/mesh';
import { commonLabels, labelsOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { AUTOCONFIG } from './autoconfig-access';

/** The Job that adds the clusterset domain to CoreDNS's configuration. */
export function autoconfigJob(ctx: RenderContext): KubeObject {
  const { annotations } = ctx.values.clustermesh.mcsapi.corednsAutoConfigure;
  const labels = { 'k8s-app': AUTOCONFIG, ...commonLabels(ctx), 'app.kubernetes.io/part-of': 'cilium' };
  const metadata = metadataOf(ctx, AUTOCONFIG, labels, annotations);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    // A Job cannot be changed in place: Argo CD, which reads Helm's hooks too, replaces it after each sync.
    metadata: {
      ...metadata,
      annotations: { 'helm.sh/hook': 'post-install,post-upgrade', ...metadata.annotations },
    },
    spec: jobSpec(ctx),
  } as KubeObject;
}

function jobSpec(ctx: RenderContext): JobSpec {
  const { clustermesh, imagePullSecrets, serviceAccounts } = ctx.values;
  const values = clustermesh.mcsapi.corednsAutoConfigure;
  const { coredns } = values;
  return {
    template: {
      metadata: { labels: { 'k8s-app': AUTOCONFIG, ...labelsOf(values.podLabels) } as Record<string, string> },
      spec: {
        containers: [
          {
            name: 'autoconfig',
            ...imageOf(ctx),
            // The chart prints the requests and limits beside `resources`, where nothing reads them.
            resources: withBlock(values.resources),
            command: ['/usr/bin/clustermesh-apiserver'],
            args: [
              'mcsapi-coredns-cfg',
              `--coredns-deployment-name=${text(coredns.deploymentName)}`,
              `--coredns-configmap-name=${text(coredns.configMapName)}`,
              `--coredns-namespace=${text(coredns.namespace)}`,
              `--coredns-cluster-domain=${text(coredns.clusterDomain)}`,
              `--coredns-clusterset-domain=${text(coredns.clustersetDomain)}`,
              ...(rangeList(values.extraArgs) as string[]),
            ],
            volumeMounts: withBlock<VolumeMount[]>(values.extraVolumeMounts),
          },
        ],
        nodeSelector: withBlock(values.nodeSelector),
        priorityClassName: truthy(values.priorityClassName) ? plain<string>(values.priorityClassName) : undefined,
        tolerations: withBlock<Toleration[]>(values.tolerations),
        serviceAccountName: quote(serviceAccounts.corednsMCSAPI.name),
        automountServiceAccountToken: true,
        imagePullSecrets: withBlock<LocalObjectReference[]>(imagePullSecrets),
        restartPolicy: 'OnFailure',
        volumes: withBlock<Volume[]>(values.extraVolumes),
        affinity: withBlock(values.affinity),
      },
    },
    ttlSecondsAfterFinished: plain<number>(values.ttlSecondsAfterFinished),
  };
}
