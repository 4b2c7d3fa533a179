import { addressFault } from './go-netip';
import { isPlain, list, object, text } from './plain-object';
import type { Plain } from './plain-object';
import { refusePolicy } from './refusal';
import { isServiceName, parsePort } from './sanitize-ports';

/** A port of either side. */
export interface RedirectPort {
  readonly port: number;
  readonly protocol: string;
  readonly name: string;
}

export interface LocalRedirect {
  /** `CiliumLocalRedirectPolicy/namespace/name`. */
  readonly policy: string;
  readonly namespace: string;
  /** The address whose traffic is redirected; else `service`. */
  readonly address?: string;
  readonly service?: { readonly namespace: string; readonly name: string };
  /** Empty is every port of the service. */
  readonly ports: readonly RedirectPort[];
  readonly selector: unknown;
  readonly backendPorts: readonly RedirectPort[];
  readonly skipFromBackend: boolean;
}

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];

/** Source: pkg/k8s/apis/cilium.io/v2/clrp_types.go SanitizePortInfo. */
function sanitizePort(given: Plain, named: boolean): RedirectPort {
  const written = text(given.port);
  if (written === '') refusePolicy('port must be specified');
  const port = parsePort(written);
  if (port === 0) refusePolicy('port cannot be 0');
  const name = text(given.name);
  if (named && name === '') {
    refusePolicy(
      `port ${written} in the local redirect policy spec must have a valid IANA_SVC_NAME, as there are multiple ports`,
    );
  }
  if (named && !isServiceName(name)) refusePolicy(`port name ${name} isn't a valid IANA_SVC_NAME`);
  const protocol = text(given.protocol).toUpperCase();
  if (!PROTOCOLS.includes(protocol)) refusePolicy('unknown L4 protocol');
  return { port, protocol, name: name.toLowerCase() };
}

function ports(given: readonly Plain[], named: boolean, words: string): RedirectPort[] {
  return given.map((one) => {
    try {
      return sanitizePort(one, named);
    } catch (error) {
      if (error instanceof Error) error.message = `invalid ${words} port: ${error.message}`;
      throw error;
    }
  });
}

/**
 * A CiliumLocalRedirectPolicy, or a refusal in the agent's words.
 * Source: pkg/loadbalancer/redirectpolicy/redirectpolicy.go getSanitizedLocalRedirectPolicy.
 */
export function parseLocalRedirect(policy: Plain, namespace: string): LocalRedirect {
  const name = text(object(policy.metadata).name);
  const spec = object(policy.spec);
  if (name === '') refusePolicy('CiliumLocalRedirectPolicy must have a name');
  const frontend = object(spec.redirectFrontend);
  const { addressMatcher, serviceMatcher } = frontend;
  if (!isPlain(addressMatcher) && !isPlain(serviceMatcher)) {
    refusePolicy('both address and service matchers can not be empty');
  }
  if (isPlain(addressMatcher) && isPlain(serviceMatcher)) {
    refusePolicy('both address and service matchers can not be specified');
  }
  const byAddress = isPlain(addressMatcher);
  const matcher = object(byAddress ? addressMatcher : serviceMatcher);
  const written = list(matcher.toPorts) ?? [];
  const address = text(matcher.ip);
  const fault = byAddress ? addressFault(address) : undefined;
  if (fault !== undefined) refusePolicy(`invalid address matcher IP ${address}: ${fault}`);
  const service = { namespace: text(matcher.namespace), name: text(matcher.serviceName) };
  if (!byAddress && service.name === '') refusePolicy('kubernetes service name cannot be empty');
  if (!byAddress && service.namespace !== namespace) {
    refusePolicy('kubernetes service namespacedoes not match with the CiliumLocalRedirectPolicy namespace');
  }
  const front = ports(written, written.length > 1, byAddress ? 'address matcher' : 'service matcher');
  if (byAddress && front.length === 0) refusePolicy('invalid local redirect policy');
  const backend = object(spec.redirectBackend);
  const targets = list(backend.toPorts) ?? [];
  const backendPorts = ports(targets, front.length > 1 || targets.length > 1, 'backend');
  if (front.length === 1 && backendPorts[0]?.protocol !== front[0]?.protocol) {
    refusePolicy('backend protocol must match with frontend protocol');
  }
  return {
    policy: `CiliumLocalRedirectPolicy/${namespace}/${name}`,
    namespace,
    ...(byAddress ? { address } : { service }),
    ports: front,
    selector: backend.localEndpointSelector,
    backendPorts,
    skipFromBackend: spec.skipRedirectFromBackend === true,
  };
}

/** The port of a backend for a port of the frontend; undefined where the policy does not redirect that one. */
export function redirectPort(
  redirect: LocalRedirect,
  port: number,
  protocol: string,
  portName: string,
): RedirectPort | undefined {
  const { ports: front, backendPorts } = redirect;
  const own = front.find((one) => one.port === port && one.protocol === protocol);
  if (front.length > 0 && !own) return undefined;
  if (front.length === 1) return backendPorts[0];
  if (front.length === 0 && backendPorts.length <= 1) return backendPorts[0];
  const name = own ? own.name : portName;
  return backendPorts.find((one) => one.name === name && one.protocol === protocol);
}
