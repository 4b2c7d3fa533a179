/* eslint-disable @typescript-eslint/no-require-imports -- loaded for these commands only */
import type * as policyCommands from './policy-commands';
import type { Entry } from './run';

/** All of them are one file beside the bundle, so that nobody else pays for them. */
const commands = (): typeof policyCommands => require('./policy-commands') as typeof policyCommands;

/** The commands of `cdk8s-cilium policy`, in the order of the help. */
export const POLICY_COMMANDS: Readonly<Record<string, Entry>> = {
  eval: {
    summary: 'tell the verdicts of flows, and why',
    load: () => commands().policyEval,
  },
  test: {
    summary: 'run scenario files as tests of policies',
    load: () => commands().policyTest,
  },
  matrix: {
    summary: 'tell who reaches whom on what',
    load: () => commands().policyMatrix,
  },
  diff: {
    summary: 'tell which connections two versions decide otherwise',
    load: () => commands().policyDiff,
  },
  replay: {
    summary: 'tell whose verdict policies change, of flows that were recorded',
    load: () => commands().policyReplay,
  },
  suggest: {
    summary: 'draw the least policies from flows, proven by replay',
    load: () => commands().policySuggest,
  },
  lint: {
    summary: 'find what is wrong with policies',
    load: () => commands().policyLint,
  },
};
