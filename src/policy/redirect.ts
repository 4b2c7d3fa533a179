import { MergeConflict } from './merge-conflict';
import type { ListenerRef } from './policy-entry';

/** The proxy that a rule redirects to: `http`, `dns`, `tls`, `crd` (a listener of one's own), `kafka` or a parser by name. */
export interface Redirect {
  /** Empty: no redirect. */
  readonly parser: string;
  /** `namespace/config/listener`, where one is named. */
  readonly listener: string;
  /** 1 decides first, 126 last; 0 without a redirect. */
  readonly priority: number;
}

export const NO_REDIRECT: Redirect = { parser: '', listener: '', priority: 0 };

/** Source: pkg/policy/l4.go ListenerPriority; kafka and parsers by name are of releases before 1.20. */
const PRIORITY: Readonly<Record<string, number>> = { '': 0, http: 101, kafka: 106, tls: 116, dns: 121, crd: 126 };
const PARSER_BY_NAME = 111;

/** The redirect of a port rule. Source: pkg/policy/l4.go createL4Filter. */
export function redirectOf(parser: string, listener: ListenerRef | undefined, namespace: string): Redirect {
  if (!listener) return { parser, listener: '', priority: PRIORITY[parser] ?? PARSER_BY_NAME };
  if (listener.kind === 'CiliumEnvoyConfig' && namespace === '') {
    throw new MergeConflict(`Listener ${JSON.stringify(listener.name)} in CCNP can not use Kind CiliumEnvoyConfig`);
  }
  const where = listener.kind === 'CiliumClusterwideEnvoyConfig' ? '' : namespace;
  return {
    parser: 'crd',
    listener: qualified(where, listener),
    priority: listener.priority || (PRIORITY.crd as number),
  };
}

/** Source: pkg/policy/api/utils.go ResourceQualifiedName, with the namespace forced. */
function qualified(namespace: string, { name, config }: ListenerRef): string {
  return name === '' || name.startsWith(`${namespace}/`) ? name : `${namespace}/${config}/${name}`;
}

const promotes = (from: string, to: string): boolean =>
  from === '' || (from === 'tls' && !['', 'dns', 'crd'].includes(to));

/** Merges two redirects of one filter and selector. Source: pkg/policy/rule.go mergeRedirect. */
export function mergeRedirect(existing: Redirect, added: Redirect): Redirect {
  const { listener } = existing;
  let { parser, priority } = existing;
  if (parser !== added.parser) {
    if (promotes(parser, added.parser)) ({ parser, priority } = added);
    else if (!promotes(added.parser, parser)) {
      throw new MergeConflict(`cannot merge conflicting L7 parsers (${existing.parser}/${added.parser})`);
    }
  }
  if (added.listener === '' || (added.listener === listener && added.priority === priority)) {
    return { parser, listener, priority };
  }
  // Zero wraps around to the last place.
  const order = (number: number): number => (number === 0 ? 65535 : number - 1);
  if (order(priority) < order(added.priority)) return { parser, listener, priority };
  if (listener === '' || order(added.priority) < order(priority)) {
    return { parser, listener: added.listener, priority: added.priority };
  }
  throw new MergeConflict(
    `cannot merge conflicting CiliumEnvoyConfig Listeners (${added.listener}/${listener}) with the same priority (${priority})`,
  );
}
