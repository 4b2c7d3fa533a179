import { truthy } from '../../core/helm';
import type { Render } from '../context';
import { agent } from './agent';
import { bundle, namespace } from './namespace';
import { server } from './server';

/** SPIRE, which gives pods the identities of mutual authentication: a server, and an agent on every node. */
export const renderSpire: Render = (ctx) => {
  const { enabled, install } = ctx.values.authentication.mutual.spire;
  if (!truthy(enabled) || !truthy(install.enabled)) return [];
  return [...namespace(ctx), bundle(ctx), ...server(ctx), ...agent(ctx)];
};
