import { policyMatchers } from './matchers';

interface Expect {
  extend(matchers: typeof policyMatchers): void;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- where @types/jest keeps its matchers
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- its parameters
    interface Matchers<R, T = {}> {
      /** Passes where policies let the flow of `world.flow(…)` through; what came out and why is the message. */
      toBeAllowed(): R;
      /** Passes where policies or a proxy's rules refuse the flow of `world.flow(…)`. */
      toBeDenied(): R;
    }
  }
}

declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- its parameters
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    /** Passes where policies let the flow of `world.flow(…)` through; what came out and why is the message. */
    toBeAllowed(): R;
    /** Passes where policies or a proxy's rules refuse the flow of `world.flow(…)`. */
    toBeDenied(): R;
  }
}

/** Jest's `expect`: the global one, or with `injectGlobals: false` that of its package; none outside of Jest. */
function jestExpect(): Expect | undefined {
  const injected = (globalThis as { readonly expect?: Expect }).expect;
  if (typeof injected?.extend === 'function') return injected;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- there inside of Jest only
    return (require('@jest/globals') as { readonly expect: Expect }).expect;
  } catch {
    return undefined;
  }
}

jestExpect()?.extend(policyMatchers);
