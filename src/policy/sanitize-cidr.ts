import { holds, parseAddress, parseCIDR } from '../core/cidr';
import type { AddressRange } from '../core/cidr';
import { addressFault, prefixFault } from './go-netip';
import { object, text, texts } from './plain-object';
import type { Plain } from './plain-object';
import { Refusal, refusePolicy } from './refusal';
import type { ParseContext } from './sanitize-context';
import { sanitizeSelector } from './sanitize-selector';
import { WILDCARD, cidrKey, cidrSelector, labelSelector } from './selector';
import type { LabelSelector, Selector } from './selector';

/** The label that every CIDR of a group carries. Source: pkg/policy/api/cidr.go. */
export const GROUP_NAME = 'io.cilium.policy.cidrgroupname';

/** `fromCIDR`: a CIDR or an address. Source: pkg/policy/api/rule_validation.go CIDR.sanitize. */
export function sanitizeCIDR(context: ParseContext, cidr: string): Selector {
  if (cidr === '') refusePolicy('IP must be specified');
  const fault = prefixFault(cidr) && addressFault(cidr);
  if (fault) refusePolicy(`unable to parse CIDR: ${fault}`);
  return cidrPeer(context, cidr, [], !context.config.ipv6 && cidr.includes(':'));
}

/** A CIDR with its exceptions as a selector, not validated. `rangeOnly`: of everything, the world is left out. */
export function cidrPeer(context: ParseContext, cidr: string, except: readonly string[], rangeOnly = false): Selector {
  const has = (key: string): Selector =>
    keyed(context, `cidr:${cidr}`, except, { matchExpressions: [{ key, operator: 'Exists' }] });
  const selector = has(cidrKey(cidr, context.cidr.worlds));
  if (!cidr.endsWith('/0') || !context.facts.everywhereIsRange) return selector;
  const range = has(`cidr:${cidr}`);
  if (rangeOnly) return range;
  return { ...selector, matches: (peer) => selector.matches(peer) || range.matches(peer) };
}

function keyed(context: ParseContext, key: string, except: readonly string[], selector: LabelSelector): Selector {
  return cidrSelector(except.length > 0 ? `${key}-[${except.join(',')}]` : key, context.cidr, {
    ...selector,
    matchExpressions: [
      ...(selector.matchExpressions ?? []),
      ...except.map((hole) => ({ key: cidrKey(hole, context.cidr.worlds), operator: 'DoesNotExist' })),
    ],
  });
}

/** `fromCIDRSet`. Source: pkg/policy/api/rule_validation.go CIDRRule.sanitize. */
export function sanitizeCIDRRule(context: ParseContext, given: Plain): Selector {
  const { facts } = context;
  const cidr = text(given.cidr);
  const reference = text(given.cidrGroupRef);
  const hasSelector = given.cidrGroupSelector !== undefined && given.cidrGroupSelector !== null;
  let selector: LabelSelector = {};
  if (hasSelector) {
    try {
      selector = sanitizeSelector(given.cidrGroupSelector, facts.keysWithoutSource, 'cidrgroup:');
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const shown = JSON.stringify(object(given.cidrGroupSelector));
      refusePolicy(`failed to ${facts.cidrGroupVerb} cidrGroupSelector ${shown}: ${error.message}`);
    }
  }
  const count = Number(cidr !== '') + Number(reference !== '') + Number(hasSelector);
  if (count === 0) refusePolicy('one of cidr, cidrGroupRef, or cidrGroupSelector is required');
  if (count > 1) refusePolicy('more than one of cidr, cidrGroupRef, or cidrGroupSelector may not be set');
  const except = texts(given.except) ?? [];
  if (reference !== '') {
    return keyed(context, `cidrgroup:${reference}`, except, {
      matchExpressions: [{ key: `cidrgroup:${GROUP_NAME}/${reference}`, operator: 'Exists' }],
    });
  }
  // The agent knows a selector that asks for nothing by the key of the one for everything, pods and all.
  if (hasSelector && except.length === 0 && labelSelector(selector).wildcard) return WILDCARD;
  if (hasSelector) return keyed(context, `cidrgroup:${JSON.stringify(selector)}`, except, selector);
  const wrong = prefixFault(cidr);
  if (wrong !== undefined) refusePolicy(`unable to parse CIDRRule ${JSON.stringify(cidr)}: ${wrong}`);
  const range = parseCIDR(cidr) as AddressRange;
  const bits = (prefix: string): number => Number(prefix.slice(prefix.lastIndexOf('/') + 1));
  for (const hole of except) {
    const fault = prefixFault(hole);
    if (fault !== undefined) refusePolicy(fault);
    const address = parseAddress(hole.slice(0, hole.lastIndexOf('/'))) as ReturnType<typeof parseAddress> & object;
    if ((facts.exceptIsNarrower && bits(cidr) > bits(hole)) || !holds(range, address)) {
      refusePolicy(`allow CIDR prefix ${cidr} does not contain exclude CIDR prefix ${hole}`);
    }
  }
  return cidrPeer(context, cidr, except);
}
