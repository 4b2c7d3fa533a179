import type { VolumeProjection } from 'kubernetes-types/core/v1';
import { plain, text, toText, truthy, withBlock } from '../../core/helm';
import { refuse } from '../../core/issue';
import type { JsonObject, Value } from '../../core/json';
import { parseYaml } from '../../core/yaml-read';
import { namespaceOf } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { ternary } from '../ternary';

const USE_SECRET = 'tls.caBundle.useSecret';

/** The ConfigMap or Secret with the CAs to trust, if the user gives their text. */
export function caBundle(ctx: RenderContext): KubeObject[] {
  const { enabled, content, key, name, useSecret } = ctx.values.tls.caBundle;
  if (!truthy(enabled) || !truthy(content)) return [];
  const object = {
    apiVersion: 'v1',
    kind: ternary(useSecret, 'Secret', 'ConfigMap', USE_SECRET),
    metadata: {
      name: plain<string>(name),
      namespace: namespaceOf(ctx),
      labels: withBlock<JsonObject>(ctx.values.commonLabels),
    },
    [ternary(useSecret, 'stringData', 'data', USE_SECRET)]: { [text(plain(key))]: literalBlock(content) },
  };
  return [object];
}

/** Text indented below `key: |`, as YAML reads it back: one line break at the end, a common indentation dropped. */
function literalBlock(content: Value): string {
  if (typeof content !== 'string') {
    return refuse({
      code: 'not-text',
      path: 'values.tls.caBundle.content',
      message: 'the bundle is the text of a file',
      got: toText(content),
      allowed: 'certificates in PEM',
      fix: 'write it as a block of text, below `content: |`',
    });
  }
  if (/^\S/.test(content) && !content.includes('\r')) return content.replace(/\n*$/, '\n');
  return toText(parseYaml(`|\n  ${content.replaceAll('\n', '\n  ')}\n`));
}

/** Where a client finds its certificate and the CA of the server it talks to, as one projected volume. */
export function clientCertificateSources(ctx: RenderContext, secretName: Value, caFile: string): VolumeProjection[] {
  const { enabled, key, name, useSecret } = ctx.values.tls.caBundle;
  const bundled = truthy(enabled);
  const pair = [
    { key: 'tls.crt', path: 'client.crt' },
    { key: 'tls.key', path: 'client.key' },
  ];
  const own: VolumeProjection = {
    secret: {
      name: plain<string>(secretName),
      items: bundled ? pair : [...pair, { key: 'ca.crt', path: caFile }],
    },
  };
  if (!bundled) return [own];
  const bundle = { name: plain<string>(name), items: [{ key: plain<string>(key), path: caFile }] };
  return [
    own,
    ternary<VolumeProjection, VolumeProjection>(useSecret, { secret: bundle }, { configMap: bundle }, USE_SECRET),
  ];
}
