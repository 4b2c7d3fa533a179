import { agentFacts } from '../../catalogue/facts/agent';
import { hasKey, isNil, truthy } from '../../core/helm';
import { factsFor, type FactsOf } from '../../core/release-range';
import { envoyDaemonSetEnabled } from '../common';
import { once, type RenderContext } from '../context';

/** What several pieces of the agent's pod decide together: a mount and its volume, a port and the Service on it. */
export interface PodDecisions {
  readonly facts: FactsOf<typeof agentFacts>;
  readonly privileged: boolean;
  /** Envoy runs in pods of its own, and the agent reaches it through sockets on the host. */
  readonly envoyRunsApart: boolean;
  /** An init container resolves the configuration from its sources, instead of mounting a sole ConfigMap. */
  readonly resolvesConfig: boolean;
  readonly ipsec: boolean;
  readonly ztunnel: boolean;
  /** Hubble serves metrics, over a static or a dynamic configuration. */
  readonly hubbleMetrics: boolean;
  readonly hubbleMetricsTls: boolean;
  readonly hubbleTls: boolean;
  /** The agent waits until node-init wrote its bootstrap file. */
  readonly waitsForNodeInit: boolean;
}

/** The pod's decisions; made once per context. */
export function podDecisions(ctx: RenderContext): PodDecisions {
  return once(ctx, decide);
}

function decide(ctx: RenderContext): PodDecisions {
  const { daemon, encryption, hubble, nodeinit, securityContext } = ctx.values;
  const facts = factsFor(ctx.release, agentFacts);
  const encrypts = truthy(encryption.enabled);
  const hubbleMetrics = truthy(hubble.metrics.enabled) || truthy(hubble.metrics.dynamic.enabled);
  return {
    facts,
    privileged: truthy(securityContext.privileged),
    envoyRunsApart: envoyDaemonSetEnabled(ctx) === 'true',
    resolvesConfig:
      !facts.mountsSoleConfigSource ||
      isNil(daemon.configSources) ||
      !/^config-map:[^,]+$/.test(daemon.configSources as string),
    ipsec: encrypts && encryption.type === 'ipsec',
    ztunnel: Boolean(facts.mountsZtunnelSecrets) && encrypts && encryption.type === 'ztunnel',
    hubbleMetrics,
    hubbleMetricsTls: truthy(hubble.enabled) && hubbleMetrics && truthy(hubble.metrics.tls.enabled),
    hubbleTls: truthy(hubble.enabled) && truthy(hubble.tls.enabled) && hasKey(hubble, 'listenAddress'),
    waitsForNodeInit: truthy(nodeinit.enabled) && truthy(nodeinit.bootstrapFile),
  };
}
