// One line a command of `cdk8s-cilium policy`.
export { policyEval } from './policy-eval';
export { policyLint } from './policy-lint';
