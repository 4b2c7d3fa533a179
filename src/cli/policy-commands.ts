// One line a command of `cdk8s-cilium policy`.
export { policyEval } from './policy-eval';
export { policyReplay } from './policy-replay';
export { policySuggest } from './policy-suggest';
export { policyTest } from './policy-test';
