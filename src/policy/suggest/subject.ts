import { allPods, labels, namespace as namespaceSelector, reserved } from '../builders/labels';
import { CLUSTER_LABEL } from '../labels';
import type { FlowWorld } from '../import/flow-world';
import type { Party } from '../import/party';
import type { EndpointSelector } from '../rule';
import { directionDraft, type DirectionDraft } from './draft';
import { stableLabels, type StableLabels } from './stable-labels';

/** Endpoints that one policy is for. */
export interface Subject {
  /** Undefined for endpoints without a namespace: clusterwide. */
  readonly namespace?: string;
  /** Which endpoint of Cilium's own it is, where it is one. */
  readonly entity?: 'ingress' | 'health';
  readonly selector: EndpointSelector;
  /** Names of the workloads. */
  readonly workloads: Map<string, string>;
  readonly namespaceOnly: boolean;
  readonly ingress: DirectionDraft;
  readonly egress: DirectionDraft;
  flows: number;
}

/** Tells who a party is as a subject, and by which labels. */
export interface Subjects {
  /** The subject that a party is, or undefined: nodes, the world, other clusters' pods. */
  of(party: Party): Subject | undefined;
  /** A party's pods as a peer of a policy in a namespace; in a clusterwide one, of any. */
  peer(party: Party, namespace: string | undefined): EndpointSelector | undefined;
  readonly all: readonly Subject[];
}

const CLUSTER_KEY = `k8s:${CLUSTER_LABEL}`;

export function subjectsOf(made: FlowWorld): Subjects {
  const known = new Map<string, Subject>();
  const stable = new Map<Party, StableLabels | undefined>();
  const { config } = made.world;
  const labelsOf = (party: Party): StableLabels | undefined => {
    if (!stable.has(party)) {
      const endpoint = party.kind === 'pod' ? made.endpoint(party) : undefined;
      stable.set(party, endpoint && stableLabels(endpoint, config));
    }
    return stable.get(party);
  };
  const add = (key: string, make: () => Omit<Subject, 'ingress' | 'egress' | 'workloads' | 'flows'>): Subject => {
    let subject = known.get(key);
    if (!subject) {
      subject = { ...make(), workloads: new Map(), ingress: directionDraft(), egress: directionDraft(), flows: 0 };
      known.set(key, subject);
    }
    return subject;
  };
  return {
    get all() {
      return [...known.values()];
    },
    of(party) {
      if (party.name === 'entity:ingress' || party.name === 'entity:health') {
        const name = party.name === 'entity:ingress' ? 'ingress' : 'health';
        return add(name, () => ({ entity: name, selector: reserved(name), namespaceOnly: false }));
      }
      const own = labelsOf(party);
      const endpoint = made.endpoint(party);
      if (!own || !endpoint || endpoint.cluster !== undefined) return undefined;
      const namespace = endpoint.namespace ?? 'default';
      const selector = own.namespaceOnly ? allPods() : labels(own.labels);
      const subject = add(JSON.stringify([namespace, own.labels]), () => ({
        namespace,
        selector,
        namespaceOnly: own.namespaceOnly,
      }));
      const name = party.name.slice(party.name.indexOf('/') + 1);
      if (!subject.workloads.has(name)) subject.workloads.set(name, party.workload?.kind ?? '');
      return subject;
    },
    peer(party, namespace) {
      const own = labelsOf(party);
      const endpoint = made.endpoint(party);
      if (!own || !endpoint) return undefined;
      const there = endpoint.namespace ?? 'default';
      const elsewhere = there === namespace && endpoint.cluster === undefined ? undefined : there;
      const all: Record<string, string> = { ...own.labels };
      if (endpoint.cluster !== undefined) all[CLUSTER_KEY] = endpoint.cluster;
      if (Object.keys(all).length > 0) return labels(all, elsewhere === undefined ? {} : { namespace: elsewhere });
      return elsewhere === undefined ? allPods() : namespaceSelector(elsewhere);
    },
  };
}
