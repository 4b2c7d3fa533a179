import type { Found } from '../../core/finding';
import { list, object, text } from '../plain-object';
import type { PolicyFinding, PolicyLintContext } from './context';
import { foundAt } from './policy-view';
import { typoOf } from './words';

function* missing(context: PolicyLintContext): Iterable<Found> {
  const services = context.world.services ?? [];
  for (const { policy, path, rule, ingress } of context.rules) {
    if (!policy.cilium || ingress) continue;
    for (const [at, one] of (list(rule.toServices) ?? []).entries()) {
      const { serviceName, namespace } = object(one.k8sService);
      const name = text(serviceName);
      if (name === '') continue;
      const own = services.filter((service) => ['', service.namespace ?? 'default'].includes(text(namespace)));
      if (own.length === 0 || own.some((service) => service.name === name)) continue;
      const meant = typoOf(
        name,
        own.map((service) => service.name),
      );
      yield foundAt(policy, `${path}.toServices[${at}].k8sService`, {
        ...(meant === undefined && { severity: 'note' as const }),
        message: `there is no service ${[text(namespace), name].filter(Boolean).join('/')} in the input`,
        fix:
          meant === undefined
            ? 'mend the name, or use toEndpoints with the labels of its pods'
            : `did you mean ${meant}?`,
      });
    }
  }
}

function* denied(context: PolicyLintContext): Iterable<Found> {
  for (const { policy, path, rule, deny } of context.rules) {
    if (!policy.cilium || !deny || (list(rule.toServices)?.length ?? 0) === 0) continue;
    yield foundAt(policy, `${path}.toServices`, {
      message: 'the agent resolves services for allowing rules only: here they select nobody',
      fix: 'use toEndpoints with the labels of the pods',
    });
  }
}

export const serviceFindings: readonly PolicyFinding[] = [
  {
    code: 'service-missing',
    severity: 'warning',
    why: 'A service that is not there adds no peer; with toPorts beside it the rule then opens these ports to everybody.',
    source: 'pkg/policy/k8s/service.go, processRule',
    check: missing,
  },
  {
    code: 'service-denied',
    severity: 'warning',
    why: 'toServices of a denying rule is accepted and never resolved. With toPorts beside it these ports are denied to everybody.',
    source: 'pkg/policy/k8s/service.go, processRule',
    check: denied,
  },
];
