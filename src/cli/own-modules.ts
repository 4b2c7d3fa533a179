/* eslint-disable @typescript-eslint/no-require-imports -- loaded when an app asks for them */

/** What an app may import of this package, and how it gets it: from this very program, so that nothing loads twice. */
export const OWN_MODULES: Readonly<Record<string, { readonly source: string; load(): unknown }>> = {
  'cdk8s-cilium': { source: 'index', load: () => require('../index') },
  'cdk8s-cilium/policy': {
    source: 'policy/index',
    load: () => require('./policy-api'),
  },
  'cdk8s-cilium/presets': { source: 'clusters/presets/index', load: () => require('../clusters/presets') },
};
