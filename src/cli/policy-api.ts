// What an app gets of `cdk8s-cilium/policy`: a file of its own in the bundle, since most apps want none of it.
export * from '../policy';
