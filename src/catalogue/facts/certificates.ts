import type { FactTable } from '../../core/release-range';

/** Where certificates and their issuers differ between releases. Source: install/kubernetes/cilium of each release. */
export const certificatesFacts = {
  /** Secrets whose content changes from one rendering to the next are labelled and annotated as such. */
  marksNonIdempotent: '>=1.19.0',
  /** certgen's pods set the deprecated field `serviceAccount` besides `serviceAccountName`. */
  certgenSetsServiceAccount: '<1.19.0',
  /** `certgen.ttlSecondsAfterFinished: 0` reaches the Job; later releases take it for "not set". */
  certgenKeepsZeroTTL: '<1.19.0',
  /** certgen renews a CA that would expire before its leaves do. */
  certgenEnforcesCAValidity: '>=1.20.0',
  /** The Job is named after its content, so that a change makes a new Job; before, it was a hook of Helm's. */
  certgenNamesJobByContent: '>=1.19.0',
  /** The CronJob limits how many finished Jobs are kept. */
  certgenLimitsHistory: '>=1.19.0',
} as const satisfies FactTable;
