import { addressText, namesOf, sampleName } from './universe';
import { NAMESPACE_LABELS, POD_NAMESPACE, SERVICE_ACCOUNT, labelFilter } from '../labels';
import type { Endpoint, Namespace, Node, World } from '../scenario';
import type { Selector } from '../selector';
import type { PolicyLintContext } from './context';
import { podThatMeets } from './pod-labels';

/** A world beside the given one, with ends made up so that they are what selectors select. */
export class Stage {
  private readonly endpoints: Endpoint[] = [];
  private readonly namespaces: Namespace[] = [];
  private readonly nodes: Node[] = [];
  private readonly dns: Record<string, readonly string[]> = {};

  constructor(private readonly context: PolicyLintContext) {}

  /** The world with all ends that were asked for, with other policies or of another release where that is said. */
  world(more: Partial<World> = {}): World {
    const { world } = this.context;
    return {
      ...world,
      endpoints: [...(world.endpoints ?? []), ...this.endpoints],
      namespaces: [...(world.namespaces ?? []), ...this.namespaces],
      nodes: [...(world.nodes ?? []), ...this.nodes],
      dns: { ...world.dns, ...this.dns },
      ...more,
    };
  }

  /** A pod that a selector selects, one of the input where there is one; undefined where there can be none. */
  pod(selector: Selector): string | undefined {
    const real = this.context.selected(selector)[0];
    return real ? real.end : this.madeUpPod(selector);
  }

  private madeUpPod(selector: Selector): string | undefined {
    if (selector.kind !== 'labels') return undefined;
    const filter = labelFilter(this.context.parse.config.labels);
    const found = podThatMeets(selector.requirements, [], (key) => filter({ source: 'k8s', key, value: '' }));
    if (found === undefined || found === 'unknown') return undefined;
    const name = `(pod-${this.endpoints.length + 1})`;
    const labels: Record<string, string> = {};
    const ofNamespace: Record<string, string> = {};
    const wanted = found.get(POD_NAMESPACE);
    for (const [key, value] of found) {
      if (key.startsWith(`${NAMESPACE_LABELS}.`)) ofNamespace[key.slice(NAMESPACE_LABELS.length + 1)] = value;
      else if (!key.startsWith('io.cilium.k8s.') && key !== POD_NAMESPACE) labels[key] = value;
    }
    const labelled = Object.keys(ofNamespace).length > 0;
    const namespace = wanted ?? (labelled ? `(namespace-${this.endpoints.length + 1})` : '(any-namespace)');
    const known = [...(this.context.world.namespaces ?? []), ...this.namespaces].some((one) => one.name === namespace);
    if (labelled && !known) this.namespaces.push({ name: namespace, labels: ofNamespace });
    const serviceAccount = found.get(SERVICE_ACCOUNT);
    this.endpoints.push({ name, namespace, labels, ...(serviceAccount !== undefined && { serviceAccount }) });
    return `${namespace}/${name}`;
  }

  /** Ends that a selector selects, one of each kind. */
  peers(selector: Selector): string[] {
    const names = namesOf(selector);
    if (names) return [this.named(names.matchName || sampleName(names.matchPattern))];
    if (selector.kind === 'cidr') {
      const range = selector.requirements.find((one) => one.range && one.operator === 'Exists')?.range;
      return range
        ? [`ip:${addressText(range.family, range.first)}`, `ip:${addressText(range.family, range.last)}`]
        : [];
    }
    const pod = this.pod(selector);
    return [...(pod === undefined ? [] : [pod]), ...this.context.universe.entitiesOf(selector)];
  }

  /** An address that was learned for a name. */
  named(name: string): string {
    this.dns[name] ??= this.context.world.dns?.[name] ?? [
      addressText(4, 0xcb007100n + BigInt(Object.keys(this.dns).length % 200)),
    ];
    return `fqdn:${name}`;
  }
}
