import type { Change, Outcome, PolicyDiff, Witness } from '../policy/diff';
import { partyText, type PartyText } from '../policy/party-text';
import type { Span } from '../policy/reach';
import type { HTTPRequest } from '../policy/scenario';
import { l7Text, portsText } from '../policy/span-text';
import { styled } from './streams';
import { wrap } from './wrap';

/** What a change is called. */
function signOf({ widens, narrows, before, after }: Change): '+' | '-' | '~' | '!' {
  if (after.verdict === 'error') return '!';
  const open = ({ verdict }: Outcome): boolean => ['allowed', 'redirect', 'audit'].includes(verdict);
  if (open(before) && open(after)) return '~';
  return widens ? '+' : narrows ? '-' : '!';
}

const who = (say: PartyText, { from, to }: Change): string => `${say(from).join(', ')} → ${say(to).join(', ')}`;

function ports(change: Change, all: PolicyDiff['wholeSpace']): string {
  return portsText(change.ports as readonly Span[], all as readonly Span[]).join('; ');
}

/** What of an outcome must be said: how far a proxy lets things pass, or that it is not plain. */
function outcomeText({ verdict, egress, ingress }: Outcome): string {
  if (verdict === 'error') return 'the policy fails as a whole';
  const rules = [egress, ingress].flatMap((one) => (one ? [l7Text(one)] : []));
  if (verdict === 'redirect') return [...new Set(rules)].join(' and ');
  return verdict === 'allowed' ? 'everything' : verdict;
}

function changeText(change: Change): string {
  const { before, after } = change;
  const plain = (outcome: Outcome): boolean => outcome.verdict === 'allowed' || outcome.verdict === 'denied';
  if (plain(before) && plain(after)) return '';
  if (before.verdict === 'denied') return `: ${outcomeText(after)}`;
  if (after.verdict === 'denied')
    return before.verdict === 'redirect' ? `: ${outcomeText(before)}` : `: was ${outcomeText(before)}`;
  return `: ${outcomeText(before)} becomes ${outcomeText(after)}`;
}

function requestText({ method = 'GET', path = '/', host, headers = {} }: HTTPRequest): string {
  const lines = Object.entries(headers).map(([name, value]) => ` with ${name}: ${value}`);
  return `${method} ${path}${host === undefined ? '' : ` at ${host}`}${lines.join('')}`;
}

function witnessText({ http, dns, before, after }: Witness): string {
  return `for example ${http ? requestText(http) : dns}: was ${before}, is ${after}`;
}

const TITLES = {
  '+': 'Allowed that was not',
  '~': 'Allowed before and after, on other terms',
  '-': 'Denied that was not',
  '!': 'Neither allowed nor denied as it was',
} as const;

const STYLE = { '+': 'yellow', '~': 'yellow', '-': 'cyan', '!': 'red' } as const;

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

function summary({ changes, parties }: PolicyDiff): string {
  if (changes.length === 0) return `nothing changes between ${parties.length} workloads, CIDRs, names and entities`;
  const widen = changes.filter(({ widens }) => widens).length;
  const narrow = changes.filter(({ narrows }) => narrows).length;
  return `${count(changes.length, 'change')}: ${widen} ${widen === 1 ? 'widens' : 'widen'}, ${narrow} ${narrow === 1 ? 'narrows' : 'narrow'}`;
}

/** The difference for people. */
export function diffText(diff: PolicyDiff, width: number): string {
  const say = partyText(diff.parties);
  const blocks = (Object.keys(TITLES) as (keyof typeof TITLES)[]).flatMap((sign) => {
    const own = diff.changes.filter((change) => signOf(change) === sign);
    if (own.length === 0) return [];
    const lines = own.flatMap((change) => {
      const text = `  ${sign} ${who(say, change)}  ${ports(change, diff.wholeSpace)}${changeText(change)}`;
      const terms =
        sign === '~' && change.witnesses.length === 0 ? ['no example of a request that fares otherwise was found'] : [];
      const [first = '', ...more] = wrap(text, 6, width);
      return [
        first.replace(`  ${sign} `, `  ${styled(1, STYLE[sign], sign)} `),
        ...more,
        ...[...change.witnesses.map(witnessText), ...terms].map((line) => `      ${line}`),
      ];
    });
    return [`${TITLES[sign]}:\n${lines.join('\n')}\n`];
  });
  return `${[...blocks, `${summary(diff)}\n`].join('\n')}`;
}

/** The difference for a comment on a change: a table of Markdown. */
export function diffMarkdown(diff: PolicyDiff): string {
  const say = partyText(diff.parties);
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');
  const rows = diff.changes.map((change) => {
    const example = change.witnesses.map(witnessText).join('<br>');
    const terms = changeText(change).replace(/^: /, '');
    const what = { '+': 'allowed', '-': 'denied', '~': 'other terms', '!': 'unclear' }[signOf(change)];
    const cells = [what, say(change.from).join(', '), say(change.to).join(', '), ports(change, diff.wholeSpace)];
    return `| ${[...cells, [terms, example].filter(Boolean).join('<br>')].map(cell).join(' | ')} |`;
  });
  const table = rows.length > 0 ? ['| | from | to | ports | terms |', '|---|---|---|---|---|', ...rows, ''] : [];
  return [`**Policies: ${summary(diff)}**`, '', ...table].join('\n');
}

/** The difference as data. */
export function diffJson({ changes, policyErrors }: PolicyDiff) {
  const outcome = ({ verdict, egress, ingress }: Outcome) => ({
    verdict,
    ...(egress && { egress: { type: egress.type, rules: egress.rules } }),
    ...(ingress && { ingress: { type: ingress.type, rules: ingress.rules } }),
  });
  return {
    changes: changes.map(({ widens, narrows, from, to, ports: own, before, after, witnesses }) => ({
      widens,
      narrows,
      from: from.map(({ name }) => name),
      to: to.map(({ name }) => name),
      ports: own,
      before: outcome(before),
      after: outcome(after),
      witnesses,
    })),
    policyErrors,
  };
}
