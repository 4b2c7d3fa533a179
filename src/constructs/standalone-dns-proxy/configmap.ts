import { quote, withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import { commonLabels, namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';

/** Name of the ConfigMap. */
export const CONFIG = 'standalone-dns-proxy-config';

/** The proxy's options: what concerns DNS is the same as the agent's. */
export function configMap(ctx: RenderContext): KubeObject {
  const { dnsProxy, ipv4, ipv6, l7Proxy, standaloneDnsProxy: values } = ctx.values;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: CONFIG,
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(commonLabels(ctx)),
      annotations: withBlock<JsonObject>(values.annotations),
    },
    data: {
      'enable-l7-proxy': quote(l7Proxy),
      debug: quote(values.debug),
      'enable-standalone-dns-proxy': quote(values.enabled),
      'enable-ipv4': quote(ipv4.enabled),
      'enable-ipv6': quote(ipv6.enabled),
      'standalone-dns-proxy-server-port': quote(values.serverPort),
      'tofqdns-proxy-port': quote(dnsProxy.proxyPort),
      'tofqdns-enable-dns-compression': quote(dnsProxy.enableDnsCompression),
    },
  } as KubeObject;
}
