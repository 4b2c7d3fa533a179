import { isNil, toText } from '../../core/helm';
import { toGoYaml } from '../../core/go-yaml';
import type { Value } from '../../core/json';
import { namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { meshOf } from './mesh';
import { ADMIN_CERT, LOCAL_CERT, REMOTE_CERT, SERVER_CERT, commonNames, serverHosts, validityHours } from './tls';

interface Request {
  /** Name of the Secret. */
  readonly name: string;
  /** As it stands in the text, quotes included. */
  readonly commonName: string;
  readonly hosts?: string;
  readonly usage: 'server auth' | 'client auth';
}

/** Certgen's configuration, YAML: which certificates it makes. */
export function certgenConfig(ctx: RenderContext): string {
  const { facts, hasKVStoreMesh } = meshOf(ctx);
  const server = commonNames.server(ctx);
  const requests: Request[] = [
    {
      name: SERVER_CERT,
      commonName: facts.namesServerAfterService ? server : quoted(server),
      hosts: hosts(ctx),
      usage: 'server auth',
    },
    { name: ADMIN_CERT, commonName: quoted(commonNames.admin(ctx)), usage: 'client auth' },
    { name: REMOTE_CERT, commonName: quoted(commonNames.remote(ctx)), usage: 'client auth' },
    ...(hasKVStoreMesh
      ? [{ name: LOCAL_CERT, commonName: quoted(commonNames.local(ctx)), usage: 'client auth' } as const]
      : []),
  ];
  return `certs:\n${requests.map((request) => requestText(ctx, request)).join('')}`;
}

function requestText(ctx: RenderContext, { name, commonName, hosts: names, usage }: Request): string {
  return [
    `- name: ${name}`,
    `  namespace: ${namespaceOf(ctx)}`,
    `  commonName: ${commonName}`,
    ...(names === undefined ? [] : ['  hosts:', names]),
    '  usage:',
    '  - signing',
    '  - key encipherment',
    `  - ${usage}`,
    `  validity: ${validityHours(ctx)}h`,
    '',
  ].join('\n');
}

function hosts(ctx: RenderContext): string {
  const { dnsNames, ipAddresses } = serverHosts(ctx);
  const names = [...dnsNames, ...ipAddresses];
  if (meshOf(ctx).facts.namesServerAfterService)
    return toGoYaml(names.map((name) => name ?? null)).replace(/^/gm, '  ');
  return names.map((name) => `  - ${quoted(name)}`).join('\n');
}

function quoted(value: Value): string {
  return isNil(value) ? '' : JSON.stringify(toText(value));
}
