import { standaloneDNSProxyFacts } from '../../catalogue/facts/standalone-dns-proxy';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { once, type Render } from '../context';
import { configMap } from './configmap';
import { daemonSet } from './daemonset';

/** The standalone DNS proxy, which answers DNS for pods while the agent restarts. */
export const renderStandaloneDNSProxy: Render = (ctx) => {
  const { isDeployed } = factsFor(ctx.release, standaloneDNSProxyFacts);
  if (!isDeployed || !truthy(ctx.values.standaloneDnsProxy.enabled)) return [];
  return [once(ctx, configMap), daemonSet(ctx)];
};
