import { truthy } from '../../core/helm';
import { commonLabels } from '../common';
import type { KubeObject, RenderContext } from '../context';
import { clusterMetadataOf, metadataOf, spireNamespace } from './names';

/** The namespace, where it does not exist already. */
export function namespace(ctx: RenderContext): KubeObject[] {
  if (truthy(ctx.values.authentication.mutual.spire.install.existingNamespace)) return [];
  const metadata = { name: spireNamespace(ctx), ...clusterMetadataOf(ctx, commonLabels(ctx)) };
  return [{ apiVersion: 'v1', kind: 'Namespace', metadata }];
}

/** An empty ConfigMap, into which the server writes the certificates that its agents trust. */
export function bundle(ctx: RenderContext): KubeObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadataOf(ctx, 'spire-bundle', commonLabels(ctx)) };
}
