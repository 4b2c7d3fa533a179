import { matrix, type Matrix } from '../policy/matrix';
import { command, usageError } from './command';
import { INPUT_OPTIONS, readPolicyInput, reportInput } from './policy-input';
import { matrixCsv, matrixDot, matrixMermaid } from './policy-matrix-graph';
import { matrixText } from './policy-matrix-text';
import { refusedPolicies } from './policy-refused';
import { reportIssues } from './report';
import { out, widthOf } from './streams';

/** `policy matrix`: who reaches whom on what. */
export const policyMatrix = command({
  usage: 'PATH... [OPTIONS]',
  about: [
    'Tells who reaches whom on what: every port of every protocol between all workloads, nodes, CIDRs, names and entities, as the agent of the release lets them.',
    'Pods in (brackets) are not in the input: (app=db) is one that a policy selects, (other) one without any label that a policy names.',
    'WHO is namespace/workload, a namespace, app=label, entity:NAME, ip:ADDRESS, fqdn:NAME, a CIDR, or a pattern with *.',
    'JSON is {release, groups: {from, to}, cells: [{from, to, ports: [{protocol, first, last, verdict, egress, ingress}]}], policyErrors}; from and to of a cell count its groups.',
  ],
  options: {
    from: { value: 'WHO', many: true, help: 'only who connects' },
    to: { value: 'WHO', many: true, help: 'only who is connected to: who reaches it?' },
    port: { value: 'PORT', many: true, help: 'only these ports of TCP, UDP and SCTP' },
    explain: { help: 'with the rules that open each' },
    known: { help: 'leave out pods that are not in the input' },
    format: { value: 'FORMAT', choices: ['text', 'json', 'csv', 'mermaid', 'dot'], help: 'output format' },
    ...INPUT_OPTIONS,
  },
  examples: [
    'cdk8s-cilium policy matrix kubernetes/',
    'cdk8s-cilium policy matrix kubernetes/ --to shop/db --explain',
    'kubectl get pods,ns,cnp,ccnp,netpol -A -o yaml | cdk8s-cilium policy matrix -',
  ],
  async run(given) {
    const ports = given.values('port').map(readPort);
    const input = await readPolicyInput(given.positionals, given);
    reportInput(input);
    const result = matrix(input.world, {
      from: given.values('from'),
      to: given.values('to'),
      ...(ports.length > 0 && { ports }),
      known: given.has('known'),
    });
    reportIssues(refusedPolicies(result.policyErrors));
    const byRow = given.has('from') && !given.has('to');
    const width = widthOf(1);
    switch (given.value('format') ?? 'text') {
      case 'json':
        out(`${JSON.stringify({ release: input.release, ...matrixJson(result) }, null, 2)}\n`);
        return 0;
      case 'csv':
        out(matrixCsv(result));
        return 0;
      case 'mermaid':
        out(matrixMermaid(result));
        return 0;
      case 'dot':
        out(matrixDot(result));
        return 0;
      default: {
        const { policies, endpoints = [] } = input.world;
        out(
          `Cilium ${input.release.name} (${input.release.from}), ${count(endpoints.length, 'workload')}, ${count(policies.length, 'policy', 'policies')}\n\n` +
            matrixText(result, { byRow, explain: given.has('explain'), ...(width !== undefined && { width }) }),
        );
        return 0;
      }
    }
  },
});

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`;

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  return usageError('--port is the number of a port', { got: text, allowed: '1 to 65535' });
}

/** The matrix as data. */
function matrixJson({ from, to, cells, policyErrors }: Matrix) {
  const names = (groups: Matrix['from']): string[][] => groups.map((group) => group.map(({ name }) => name));
  return {
    groups: { from: names(from), to: names(to) },
    cells: cells.flatMap((row, at) =>
      row.flatMap((cell, column) => {
        if (!cell) return [];
        const ports = cell.spans.map(({ egress, ingress, ...span }) => ({
          ...span,
          ...(egress && { egress: { type: egress.type, rules: egress.rules } }),
          ...(ingress && { ingress: { type: ingress.type, rules: ingress.rules } }),
        }));
        return [{ from: at, to: column, ports }];
      }),
    ),
    policyErrors,
  };
}
