import type { Files } from './archive';

/** What a minor asks of its surroundings, and where its documentation says so. */
export interface Requirements {
  /** Minors of Kubernetes that are tested end to end. */
  readonly kubernetes: readonly string[];
  /** Oldest kernel; distributions that carry the needed parts in an older one have their own entry. */
  readonly kernel: Readonly<Record<string, string>>;
  /** Oldest kernel of single features. */
  readonly features: Readonly<Record<string, string>>;
}

export const COMPATIBILITY = 'Documentation/network/kubernetes/compatibility.rst';
export const SYSTEM = 'Documentation/operations/system_requirements.rst';

/** The features of the table of kernel versions, by our name for them. */
const FEATURES: readonly (readonly [string, RegExp])[] = [
  ['multicast-amd64', /enable_multicast.*AMD64/],
  ['multicast-arm64', /enable_multicast.*AArch64/],
  ['ipv6-big-tcp', /IPv6 BIG TCP/],
  ['ipv4-big-tcp', /IPv4 BIG TCP/],
  ['netkit', /netkit/],
];

/** Reads the two pages; undefined where the archive has no documentation. Throws where a page has another form. */
export function requirementsOf(documentation: Files): Requirements | undefined {
  const compatibility = documentation.get(COMPATIBILITY);
  const system = documentation.get(SYSTEM);
  if (compatibility === undefined || system === undefined) return undefined;
  const kubernetes = /^\|\s+((?:1\.\d+, )*1\.\d+)\s+\|/m.exec(compatibility)?.[1]?.split(', ');
  const kernel = /^`Linux kernel`_\s+>= ([\d.]+)(?: or >= ([\d.]+) on (RHEL [\d.]+))?/m.exec(system);
  if (!kubernetes || !kernel)
    throw new Error(`${COMPATIBILITY} or ${SYSTEM} has a new form: mend tools/catalogue/requirements.ts`);
  const features: Record<string, string> = {};
  for (const line of system.split('\n')) {
    const version = /\s{2,}>= ([\d.]+)\s*$/.exec(line)?.[1];
    const name = FEATURES.find(([, pattern]) => pattern.test(line))?.[0];
    if (version !== undefined && name !== undefined) features[name] = version;
  }
  return {
    kubernetes,
    kernel: { default: kernel[1] as string, ...(kernel[3] !== undefined && { [kernel[3]]: kernel[2] as string }) },
    features,
  };
}
