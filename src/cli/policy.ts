/* eslint-disable @typescript-eslint/no-require-imports -- loaded for these commands only */
import type * as policyCommands from './policy-commands';
import type { Entry } from './run';

/** All of them are one file beside the bundle, so that nobody else pays for them. */
const commands = (): typeof policyCommands => require('./policy-commands') as typeof policyCommands;

/** The commands of `cdk8s-cilium policy`, in the order of the help. */
export const POLICY_COMMANDS: Readonly<Record<string, Entry>> = {
  eval: {
    summary: 'tell the verdict of a flow, and why',
    load: () => commands().policyEval,
  },
  lint: {
    summary: 'find what is wrong with policies',
    load: () => commands().policyLint,
  },
};
