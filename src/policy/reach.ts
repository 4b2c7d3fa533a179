import type { Direction, Distillery, PeerEntries } from './distillery';
import { fullName } from './dns';
import { directionVerdict } from './direction-verdict';
import type { Learns } from './direction-verdict';
import { everyAddress } from './outside';
import { PROTOCOL_NAMES } from './protocol';
import type { DirectionResult, FlowResult } from './result';
import { boundaries, dnsRules, domainOf, httpRules, l7Rules, spansOf, wholeSpans } from './span';
import type { DirectionSpan, L7Rules, ProtocolSpace } from './span';
import type { PeerEntry } from './subject-policy';
import type { Flow } from './scenario';
import { verdictOf } from './verdict';
import type { Peer } from './world';

/** Ports of one protocol that fare alike between two ends. */
export interface Span {
  /** `TCP`, `UDP`, `SCTP`, `ICMP`, `ICMPv6`, another one that a rule names, or `other`: all that no rule names. */
  readonly protocol: string;
  /** First and last port, or type of an ICMP message; both 0 for protocols that have neither. */
  readonly first: number;
  readonly last: number;
  /** As `flow` gives it for a connection without L7 data: `redirect` is allowed as far as the proxies' rules go. */
  readonly verdict: FlowResult['verdict'];
  /** What the proxy of the sending side lets through. */
  readonly egress?: L7Rules;
  /** What the proxy of the receiving side lets through. */
  readonly ingress?: L7Rules;
}

/** What is open between two ends: spans that together hold every port of every protocol. */
export interface Reach {
  /** Equal ones have one number, within one world. */
  readonly id: number;
  readonly spans: readonly Span[];
}

interface Spans {
  readonly id: number;
  readonly spans: readonly DirectionSpan[];
}

/** How a protocol of a space is written; `other` stands for all that no rule names. */
export function protocolText(space: ProtocolSpace, protocol: number): string {
  if (protocol === space.other) return 'other';
  return protocol === 58 ? 'ICMPv6' : (PROTOCOL_NAMES.get(protocol) as string);
}

/**
 * What is open between ends of a world, whole: not ports that were asked for, but every one. Undefined where neither end
 * is under policy. Computed once for all peers that the rules of a subject do not tell apart.
 */
export function reachability(
  distilled: Distillery,
  learns: Learns,
  space: ProtocolSpace,
): (from: Peer, to: Peer) => Reach | undefined {
  const known = new Map<string, Spans>();
  const intern = (spans: readonly DirectionSpan[]): Spans => {
    const word = ({ decision, l7, result }: DirectionSpan): string =>
      [decision, l7?.key, result?.l7?.decision, result?.authentication].join(' ');
    const joined = join(spans, word);
    const key = JSON.stringify(joined.map((span) => [span.protocol, span.first, span.last, word(span)]));
    let found = known.get(key);
    if (!found) known.set(key, (found = { id: known.size, spans: joined }));
    return found;
  };
  const none = intern(wholeSpans(space, 'none'));
  const open = intern(wholeSpans(space, 'allowed'));
  const failed = intern(wholeSpans(space, 'error'));
  const byEntries = new WeakMap<PeerEntries, Spans>();
  const unknown = new Map<string, Spans>();

  const asker =
    (subject: Peer, which: Direction, peer: Peer) =>
    (protocol: number, port: number): DirectionResult => {
      const at = protocol === 1 || protocol === 58 ? { icmp: port } : { port };
      const flow = { from: '', to: '', proto: PROTOCOL_NAMES.get(protocol) as string, ...at };
      return directionVerdict(distilled, learns, subject, which, peer, flow).result;
    };

  const direction = (subject: Peer, which: Direction, other: Peer): Spans => {
    if (!subject.subject) return none;
    const policy = distilled.policyOf(subject);
    if (policy.error !== undefined) return failed;
    if (!policy.directions[which].enforced) return open;
    const peer = distilled.ends.seenFrom(subject, other);
    if (peer.unknown) {
      const key = `${which} ${subject.end} ${peer.end}`;
      let found = unknown.get(key);
      if (!found) unknown.set(key, (found = intern(unanswered(subject, which, peer))));
      return found;
    }
    const ofPeer = distilled.peerEntries(subject, policy, which, peer);
    let found = byEntries.get(ofPeer);
    if (!found) byEntries.set(ofPeer, (found = intern(spansOf(ofPeer.entries, space, asker(subject, which, other)))));
    return found;
  };

  /** A name without an answer: the verdict that holds for every address outside, port by port. */
  const unanswered = (subject: Peer, which: Direction, peer: Peer): DirectionSpan[] => {
    const policy = distilled.policyOf(subject);
    const name = peer.name as string;
    const names = which === 'egress' && learns(subject, name).learned !== 'never' ? [fullName(name)] : [];
    const lists = everyAddress(distilled, policy, which, names).map((identity) =>
      distilled.entriesOf(subject, policy, which, identity),
    );
    const rulesOf = (type: L7Rules['type'], of: (entries: readonly PeerEntry[]) => L7Rules): L7Rules =>
      l7Rules(
        type,
        lists.flatMap((entries) => of(entries).rules),
      );
    return space.protocols.flatMap((protocol) => {
      const starts = [...new Set(lists.flatMap((entries) => boundaries(entries, protocol)))].sort((a, b) => a - b);
      return starts.map((first, at) => {
        const last = (starts[at + 1] ?? domainOf(protocol)[1] + 1) - 1;
        const result = asker(subject, which, peer)(protocol, first);
        const type: string | undefined = result.decision === 'allowed' ? result.l7?.type : undefined;
        const l7 =
          type === undefined
            ? undefined
            : type === 'http'
              ? rulesOf('http', (entries) => httpRules(entries, protocol, first))
              : type === 'dns'
                ? rulesOf('dns', (entries) => dnsRules(entries, protocol, first, last))
                : { type, rules: [], key: type };
        return { protocol, first, last, decision: result.decision, result, ...(l7 && { l7 }) };
      });
    });
  };

  const pairs = new Map<number, Reach>();
  const ids = new Map<string, number>();
  const combine = (egress: Spans, ingress: Spans): Reach => {
    const spans = join(
      both(space, egress.spans, ingress.spans, distilled.context.config.policyAuditMode),
      ({ verdict, egress: e, ingress: i }) => [verdict, e?.key, i?.key].join(' | '),
    );
    const key = JSON.stringify(
      spans.map((span) => ({ ...span, egress: span.egress?.key, ingress: span.ingress?.key })),
    );
    const id = ids.get(key) ?? ids.size;
    ids.set(key, id);
    return { id, spans };
  };

  return (from, to) => {
    if (!from.subject && !to.subject) return undefined;
    const egress = direction(from, 'egress', to);
    const ingress = direction(to, 'ingress', from);
    const key = egress.id * 2 ** 24 + ingress.id;
    let found = pairs.get(key);
    if (!found) pairs.set(key, (found = combine(egress, ingress)));
    return found;
  };
}

/** Joins neighbours of one protocol that fare alike. */
function join<S extends { readonly protocol: unknown; readonly first: number; readonly last: number }>(
  spans: readonly S[],
  key: (span: S) => string,
): S[] {
  const joined: S[] = [];
  let before: string | undefined;
  for (const span of spans) {
    const previous = joined[joined.length - 1];
    const now = key(span);
    if (previous && before === now && previous.protocol === span.protocol && previous.last + 1 === span.first) {
      joined[joined.length - 1] = { ...previous, last: span.last };
    } else joined.push(span);
    before = now;
  }
  return joined;
}

/** Of a flow that is asked about as such, nobody knows whether its ends have authenticated each other. */
const UNKNOWN: Flow = { from: '', to: '', proto: 'TCP' };

/** Lays the spans of both directions over each other; both hold every port, in the same order. */
function both(
  space: ProtocolSpace,
  egress: readonly DirectionSpan[],
  ingress: readonly DirectionSpan[],
  audit: boolean,
): Span[] {
  const spans: Span[] = [];
  let [e, i] = [0, 0];
  while (e < egress.length && i < ingress.length) {
    const [one, other] = [egress[e] as DirectionSpan, ingress[i] as DirectionSpan];
    const last = Math.min(one.last, other.last);
    const verdict = verdictOf([asResult(one), asResult(other)], UNKNOWN, audit);
    const redirected = verdict === 'redirect';
    spans.push({
      protocol: protocolText(space, one.protocol),
      first: Math.max(one.first, other.first),
      last,
      verdict,
      ...(redirected && one.l7 && { egress: one.l7 }),
      ...(redirected && other.l7 && { ingress: other.l7 }),
    });
    if (one.last === last) e++;
    if (other.last === last) i++;
  }
  return spans;
}

function asResult({ decision, result }: DirectionSpan): DirectionResult {
  return result ?? { decision, enforced: true, allowedBy: [], deniedBy: [], nearest: [] };
}
