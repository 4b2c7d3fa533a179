import { CLUSTER_LABEL, POD_NAMESPACE } from './labels';
import { list, object, text } from './plain-object';
import type { Plain } from './plain-object';
import type { ParseContext } from './sanitize-context';
import { cidrPeer } from './sanitize-cidr';
import { readSelector, withSource } from './sanitize-selector';
import type { Service } from './scenario';
import { labelSelector } from './selector';
import type { Selector } from './selector';

function selects(toService: Plain, service: Service): boolean {
  const namespace = service.namespace ?? 'default';
  const bySelector = toService.k8sServiceSelector;
  if (bySelector !== undefined && bySelector !== null) {
    const given = object(bySelector);
    if (!['', namespace].includes(text(given.namespace))) return false;
    const labels = Object.entries(service.labels ?? {}).map(([key, value]) => ({ source: 'k8s', key, value }));
    // The source of a key is ignored here: pkg/policy/k8s/service.go labelsMatcher.
    const selector = withSource('k8s:', stripSources(given.selector));
    return labelSelector(selector).matches({ labels, names: [] });
  }
  const byName = object(toService.k8sService);
  return ['', namespace].includes(text(byName.namespace)) && text(byName.serviceName) === service.name;
}

function stripSources(value: unknown): ReturnType<typeof readSelector> {
  const { matchLabels = {}, matchExpressions = [] } = readSelector(value);
  const strip = (key: string): string => key.slice(key.indexOf(':') + 1);
  return {
    matchLabels: Object.fromEntries(Object.entries(matchLabels).map(([key, label]) => [strip(key), label])),
    matchExpressions: matchExpressions.map((one) => ({ ...one, key: strip(one.key) })),
  };
}

/**
 * What `toServices` comes to: the pods of a service with a selector, the backends of one without. A service that is not
 * there adds nothing. Source: pkg/policy/k8s/service.go processRule.
 */
export function servicePeers(context: ParseContext, toServices: unknown): Selector[] {
  return (list(toServices) ?? []).flatMap((toService) =>
    context.services
      .filter((service) => selects(toService, service))
      .flatMap((service) => {
        if (Object.keys(service.selector ?? {}).length === 0) {
          return (service.backends ?? []).map((address) =>
            cidrPeer(context, `${address}/${address.includes(':') ? 128 : 32}`, []),
          );
        }
        const matchLabels: Record<string, string> = {
          ...service.selector,
          [POD_NAMESPACE]: service.namespace ?? 'default',
        };
        if (context.cluster !== '') matchLabels[CLUSTER_LABEL] ??= context.cluster;
        return [labelSelector(withSource('k8s:', { matchLabels }))];
      }),
  );
}
