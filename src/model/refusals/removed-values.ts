import { toText, truthy } from '../../core/helm';
import { undeclared, type Refusal } from './refusal';

/** A value that an older release had. */
interface Removed {
  readonly path: string;
  /** The minor that removed it. */
  readonly gone: string;
  /** What took its place, as an instruction. */
  readonly fix: string;
  /** The chart looks whether it is there at all, not whether it is true. */
  readonly presence?: true;
}

const REMOVED: readonly Removed[] = [
  { path: 'enableCiliumEndpointSlice', gone: '1.18', fix: 'set ciliumEndpointSlice.enabled instead' },
  { path: 'ciliumEndpointSlice.sliceMode', gone: '1.18', fix: 'remove it: slices are filled first come, first served' },
  { path: 'encryption.keyFile', gone: '1.16', fix: 'set encryption.ipsec.keyFile instead' },
  { path: 'encryption.mountPath', gone: '1.16', fix: 'set encryption.ipsec.mountPath instead' },
  { path: 'encryption.secretName', gone: '1.16', fix: 'set encryption.ipsec.secretName instead' },
  { path: 'encryption.interface', gone: '1.16', fix: 'set encryption.ipsec.interface instead' },
  {
    path: 'proxy.prometheus.enabled',
    gone: '1.16',
    fix: 'remove it, be it false, and set envoy.prometheus.enabled instead',
    presence: true,
  },
  { path: 'proxy.prometheus.port', gone: '1.16', fix: 'set envoy.prometheus.port instead' },
  { path: 'endpointStatus', gone: '1.16', fix: 'remove it: endpoint status is no longer written' },
  { path: 'remoteNodeIdentity', gone: '1.16', fix: 'remove it: remote nodes always have their own identity' },
  { path: 'containerRuntime.integration', gone: '1.16', fix: 'remove it: the container runtime is not asked any more' },
  { path: 'etcd.managed', gone: '1.16', fix: 'remove it, run etcd yourself and list it in etcd.endpoints' },
  { path: 'tunnel', gone: '1.15', fix: 'set routingMode to native or tunnel, and tunnelProtocol to vxlan or geneve' },
  { path: 'clustermesh.apiserver.tls.ca.cert', gone: '1.15', fix: 'set tls.ca.cert instead' },
  { path: 'clustermesh.apiserver.tls.ca.key', gone: '1.15', fix: 'set tls.ca.key instead' },
  { path: 'enableK8sEventHandover', gone: '1.15', fix: 'remove it: the agents watch Kubernetes themselves' },
  { path: 'enableCnpStatusUpdates', gone: '1.15', fix: 'remove it: nodes no longer write into the status of policies' },
];

/** Values that older releases had and that stop an install today. Releases that removed more say so in the schema. */
export const removedValues: readonly Refusal[] = REMOVED.map(({ path, gone, fix, presence }) => ({
  code: 'removed-value',
  path,
  when: ({ map }) => {
    const value = undeclared(map, path);
    // A missing key digs up as "", anything else prints as something: false does, and so does null.
    return presence ? value !== undefined && toText(value) !== '' : truthy(value);
  },
  // Key material stays out of messages.
  ...(path.includes('.tls.') ? { got: () => 'a value' } : {}),
  message: `Cilium ${gone} removed this value; nothing reads it any more`,
  fix,
  source: `https://docs.cilium.io/en/v${gone}/operations/upgrade/#helm-options`,
}));
