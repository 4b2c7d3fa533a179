// One line a command of `cdk8s-cilium policy`.
export { policyEval } from './policy-eval';
export { policyTest } from './policy-test';
export { policyMatrix } from './policy-matrix';
export { policyDiff } from './policy-diff';
export { policyReplay } from './policy-replay';
export { policySuggest } from './policy-suggest';
export { policyLint } from './policy-lint';
