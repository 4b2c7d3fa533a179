/**
 * The part `flux`: our clusters as Flux delivers them, with the real controllers and the real cilium-operator. There are no
 * nodes: no pod ever runs.
 */
import { scenario } from './flux-scenario.mjs';

/** Anton in both modes, and its staging once, in short. */
const scenarios = ({ anton, antonStaging }) => [
  { cluster: anton, mode: 'manifests', change: oneReplica },
  { cluster: anton, mode: 'helm', change: oneReplica },
  { cluster: antonStaging, mode: 'manifests', change: debugging, brief: true },
];

const oneReplica = (values) => ({ ...values, operator: { ...values.operator, replicas: 1 } });
const debugging = (values) => ({ ...values, debug: { enabled: true } });

/** Runs the part. */
export async function flux({ ours, ...judge }) {
  for (const one of scenarios(ours.clusters)) await scenario({ ours, ...one }, judge);
}
