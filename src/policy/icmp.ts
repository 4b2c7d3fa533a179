import { list, text } from './plain-object';
import type { Plain } from './plain-object';
import type { PortRule } from './policy-entry';
import { refusePolicy } from './refusal';
import type { RuleRef } from './result';

/** Names of ICMP types. Source: pkg/policy/api/icmp.go. */
const IPV4: Readonly<Record<string, number>> = {
  EchoReply: 0,
  DestinationUnreachable: 3,
  Redirect: 5,
  Echo: 8,
  EchoRequest: 8,
  RouterAdvertisement: 9,
  RouterSelection: 10,
  TimeExceeded: 11,
  ParameterProblem: 12,
  Timestamp: 13,
  TimestampReply: 14,
  Photuris: 40,
  ExtendedEchoRequest: 42,
  ExtendedEchoReply: 43,
};

const IPV6: Readonly<Record<string, number>> = {
  DestinationUnreachable: 1,
  PacketTooBig: 2,
  TimeExceeded: 3,
  ParameterProblem: 4,
  EchoRequest: 128,
  EchoReply: 129,
  MulticastListenerQuery: 130,
  MulticastListenerReport: 131,
  MulticastListenerDone: 132,
  RouterSolicitation: 133,
  RouterAdvertisement: 134,
  NeighborSolicitation: 135,
  NeighborAdvertisement: 136,
  RedirectMessage: 137,
  RouterRenumbering: 138,
  ICMPNodeInformationQuery: 139,
  ICMPNodeInformationResponse: 140,
  InverseNeighborDiscoverySolicitation: 141,
  InverseNeighborDiscoveryAdvertisement: 142,
  HomeAgentAddressDiscoveryRequest: 144,
  HomeAgentAddressDiscoveryReply: 145,
  MobilePrefixSolicitation: 146,
  MobilePrefixAdvertisement: 147,
  DuplicateAddressRequestCodeSuffix: 157,
  DuplicateAddressConfirmationCodeSuffix: 158,
  ExtendedEchoRequest: 160,
  ExtendedEchoReply: 161,
};

const codes = (family: string): Readonly<Record<string, number>> => (family === 'IPv6' ? IPV6 : IPV4);

/** A name that its family does not know fails already when the object is read, before any other check. */
export function checkTypeNames(rules: readonly Plain[] | undefined): void {
  for (const field of (rules ?? []).flatMap((rule) => list(rule.fields) ?? [])) {
    const type = text(field.type);
    const family = text(field.family);
    if (!/^\d+$/.test(type) && codes(family)[type] === undefined)
      refusePolicy(`ICMP type ${type} not found in ${family}`);
  }
}

/** ICMP rules as ports: the type is the port, so 0 is every type. */
export function sanitizeICMP(given: Plain, ref: RuleRef): PortRule {
  const fields = list(given.fields) ?? [];
  if (fields.length > 40) refusePolicy('too many types, the max is 40');
  return {
    ports: fields.map((field) => {
      const family = text(field.family);
      if (!['', 'IPv4', 'IPv6'].includes(family)) refusePolicy(`wrong family: ${family}`);
      const type = text(field.type);
      return { port: codes(family)[type] ?? Number(type), protocol: family === 'IPv6' ? 'ICMPV6' : 'ICMP' };
    }),
    ref,
  };
}
