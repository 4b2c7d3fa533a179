/**
 * The rules of the CRDs that are written in CEL (`x-kubernetes-validations`), each as a predicate of our own, by the name
 * that the catalogue gives to its text. A rule that a release brings or changes has a name that is not here: a test says so.
 */
import { parseAddress } from '../core/cidr';
import { has, isMap } from '../core/json';
import { printed } from '../core/printed';

/** What a rule finds wrong. */
export interface Breach {
  /** The field below the place of the rule that it is about. */
  readonly at?: string;
  readonly message: string;
  readonly allowed?: string;
  readonly fix?: string;
}

/**
 * Judges a value with its defaults; `written` is what the user wrote there. The types below may be wrong: that is told
 * elsewhere, and a rule says nothing then.
 */
export type ResourceRule = (value: unknown, written: unknown) => Breach | undefined;

/** A field that is there for one type of advertisement and for no other. */
function needs(field: string, type: string): ResourceRule {
  return (value) =>
    isMap(value) && value.advertisementType === type && !has(value, field)
      ? { at: field, message: `an advertisement of type ${type} needs this field`, fix: `write ${field}: { … }` }
      : undefined;
}

function only(field: string, type: string): ResourceRule {
  return (value) =>
    isMap(value) && typeof value.advertisementType === 'string' && value.advertisementType !== type && has(value, field)
      ? {
          at: field,
          message: `only an advertisement of type ${type} has this field`,
          fix: `take ${field} away, or write advertisementType: '${type}'`,
        }
      : undefined;
}

const noSelectorForPodCIDR: ResourceRule = (value) =>
  isMap(value) && value.advertisementType === 'PodCIDR' && has(value, 'selector')
    ? {
        at: 'selector',
        message: 'an advertisement of type PodCIDR selects nothing: it has the pod CIDRs of each node',
        fix: 'take selector away',
      }
    : undefined;

const keepAliveWithinHoldTime: ResourceRule = (value, written) => {
  if (!isMap(value)) return undefined;
  const { keepAliveTimeSeconds: keepAlive, holdTimeSeconds: hold } = value;
  if (typeof keepAlive !== 'number' || typeof hold !== 'number' || keepAlive <= hold) return undefined;
  const silent = (field: string): boolean => !isMap(written) || written[field] == null;
  return {
    at: 'keepAliveTimeSeconds',
    message: silent('keepAliveTimeSeconds')
      ? `the keepalive time is ${keepAlive} seconds unless it is set, longer than the hold time`
      : silent('holdTimeSeconds')
        ? `the keepalive time is longer than the hold time, which is ${hold} seconds unless it is set`
        : 'the keepalive time is longer than the hold time',
    allowed: `1 to ${hold}`,
    fix: `write keepAliveTimeSeconds: ${Math.max(1, Math.floor(hold / 3))}, a third of the hold time`,
  };
};

const specOrSpecs: ResourceRule = (value) =>
  isMap(value) && !has(value, 'spec') && !has(value, 'specs')
    ? {
        message: 'a policy without spec and without specs says nothing',
        allowed: 'spec, specs',
        fix: 'write spec: { … }',
      }
    : undefined;

/** CEL's isIP knows neither zones nor IPv4 in IPv6 (apiserver, pkg/cel/library/ip.go). */
const addressOrEmpty: ResourceRule = (value) => {
  if (typeof value !== 'string' || value === '') return undefined;
  const address = parseAddress(value);
  if (address && !(address.family === 6 && address.value >> 32n === 0xffffn)) return undefined;
  return {
    message: 'this is no IP address',
    allowed: 'an IP address, for example 192.0.2.1 or 2001:db8::1',
    ...(value.includes('/') ? { fix: `write ${printed(value.split('/')[0])}: an address without a prefix` } : {}),
  };
};

/** The name of `self == oldSelf`: what stands there cannot be changed. */
export const FIXED_FIELD = 'f4f4adcf';

/** It compares with what the server has, which a specification alone cannot break: `synth --plan` tells it. */
const unchanged: ResourceRule = () => undefined;

export const resourceRules: Readonly<Record<string, ResourceRule>> = {
  '21ee9ff8': noSelectorForPodCIDR,
  '417528fd': only('service', 'Service'),
  '7ddfe444': keepAliveWithinHoldTime,
  '8ee4b7e5': addressOrEmpty,
  a38644f8: needs('service', 'Service'),
  ea17a156: needs('interface', 'Interface'),
  [FIXED_FIELD]: unchanged,
  faabc8d5: only('interface', 'Interface'),
  fbc5f74a: specOrSpecs,
};
