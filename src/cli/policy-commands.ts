// One line a command of `cdk8s-cilium policy`.
export { policyEval } from './policy-eval';
export { policyTest } from './policy-test';
export { policyReplay } from './policy-replay';
export { policySuggest } from './policy-suggest';
