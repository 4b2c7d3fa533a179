import type { Finding } from '../../core/finding';
import type { Entrance } from '../import/workloads';
import { repository } from '../repository';
import type { Repository } from '../repository';
import { parseContext } from '../sanitize-context';
import type { ParseContext } from '../sanitize-context';
import type { World } from '../scenario';
import type { Selector } from '../selector';
import { endsOf, prefixesOf } from '../world';
import type { Identity } from '../world';
import { grantsOf } from './grant';
import { fillPlaceholders } from './placeholders';
import type { Grant } from './grant';
import { policyView } from './policy-view';
import type { PolicyView, RuleView } from './policy-view';
import { Universe } from './universe';

/** What policies are linted with. */
export interface PolicyLintInput {
  /** Policies with their origins, and whatever is known of the cluster. */
  readonly world: World;
  /** @default - none */
  readonly entrances?: readonly Entrance[];
  /** A release that the cluster will be brought to. @default - none */
  readonly upgradeTo?: string;
}

export type PolicyFinding = Finding<PolicyLintContext>;

/** A pod of the input as policies see it. */
export interface Pod {
  /** `namespace/name`. */
  readonly end: string;
  readonly namespace: string;
  readonly name: string;
  readonly identity: Identity;
  readonly ports: readonly { readonly name: string; readonly port: number }[];
}

/** The input of a lint, with what findings ask of it; each part is computed when it is first asked for. */
export class PolicyLintContext {
  /** With something in the place of variables. */
  readonly world: World;
  readonly entrances: readonly Entrance[];
  readonly upgradeTo: string | undefined;
  readonly parse: ParseContext;
  private readonly known = new Map<string, unknown>();

  constructor(input: PolicyLintInput) {
    this.world = fillPlaceholders(input.world);
    this.entrances = input.entrances ?? [];
    this.upgradeTo = input.upgradeTo;
    this.parse = parseContext(input.world);
  }

  private once<T>(key: string, make: () => T): T {
    if (!this.known.has(key)) this.known.set(key, make());
    return this.known.get(key) as T;
  }

  get policies(): readonly PolicyView[] {
    return this.once('policies', () => this.world.policies.map((policy) => policyView(this.parse, policy)));
  }

  /** The rules of all policies that the agent accepts. */
  get rules(): readonly RuleView[] {
    return this.once('rules', () =>
      this.policies.filter(({ refusal }) => refusal === undefined).flatMap(({ rules }) => rules),
    );
  }

  get grants(): readonly Grant[] {
    return this.once('grants', () => this.policies.flatMap((policy) => grantsOf(policy)));
  }

  /** The CIDRs that policies name. */
  get prefixes(): readonly string[] {
    return this.once('prefixes', () => prefixesOf(this.policies.flatMap(({ entries }) => entries)));
  }

  get repository(): Repository {
    return this.once('repository', () => repository(this.world));
  }

  get universe(): Universe {
    return this.once('universe', () => {
      const selectors = new Map<string, Selector>();
      for (const { peer, entry } of this.grants) selectors.set(peer.key, peer).set(entry.subject.key, entry.subject);
      return new Universe(this.world, this.parse, selectors, this.prefixes);
    });
  }

  get pods(): readonly Pod[] {
    return this.once('pods', () => {
      const ends = endsOf(this.world, this.parse, this.prefixes);
      return (this.world.endpoints ?? []).map((endpoint) => {
        const namespace = endpoint.namespace ?? 'default';
        const end = `${namespace}/${endpoint.name}`;
        const identity = ends.identities[ends.peer(end).identity - 1] as Identity;
        return { end, namespace, name: endpoint.name, identity, ports: endpoint.ports ?? [] };
      });
    });
  }

  /** The pods of the input that a selector selects. */
  selected(selector: Selector): readonly Pod[] {
    return this.once(`selected ${selector.kind} ${selector.key}`, () =>
      this.pods.filter(({ identity }) => selector.matches(identity)),
    );
  }
}
