import './register';

export { policyMatchers } from './matchers';
export { policyWorld } from './policy-world';
export type { PolicyFlow, PolicyWorld, PolicyWorldOptions } from './policy-world';
