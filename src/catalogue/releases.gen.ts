// Written by `npm run catalogue`; facts only, no upstream text.
// From the published charts 1.18.0 to 1.18.12, 1.19.0 to 1.19.6, 1.20.0.
// From the source (Go module github.com/cilium/cilium) of 1.19.7, 1.20.1 to 1.20.2.

/** By release: where its facts come from (a source tree names no digests), and the Kubernetes that its chart accepts. */
export const releases = {
  '1.18.0': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.1': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.2': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.3': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.4': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.5': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.6': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.7': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.8': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.9': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.10': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.11': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.18.12': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.0': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.1': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.2': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.3': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.4': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.5': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.6': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.19.7': { source: 'source', kubeVersion: '>= 1.21.0-0' },
  '1.20.0': { source: 'chart', kubeVersion: '>= 1.21.0-0' },
  '1.20.1': { source: 'source', kubeVersion: '>= 1.21.0-0' },
  '1.20.2': { source: 'source', kubeVersion: '>= 1.21.0-0' },
} as const;

/** By minor: what it is tested on and needs. */
export const requirements = {
  '1.18': {
    /** Documentation/network/kubernetes/compatibility.rst, Documentation/operations/system_requirements.rst */
    source: 'cilium@v1.18.11',
    kubernetes: ['1.30', '1.31', '1.32', '1.33'],
    kernel: { default: '5.10', 'RHEL 8.10': '4.18' },
    features: { 'multicast-amd64': '5.10', 'ipv6-big-tcp': '5.19', 'multicast-arm64': '6.0', 'ipv4-big-tcp': '6.3' },
  },
  '1.19': {
    /** Documentation/network/kubernetes/compatibility.rst, Documentation/operations/system_requirements.rst */
    source: 'cilium@v1.19.7',
    kubernetes: ['1.32', '1.33', '1.34', '1.35'],
    kernel: { default: '5.10', 'RHEL 8.10': '4.18' },
    features: { 'multicast-amd64': '5.10', 'ipv6-big-tcp': '5.19', 'multicast-arm64': '6.0', 'ipv4-big-tcp': '6.3' },
  },
  '1.20': {
    /** Documentation/network/kubernetes/compatibility.rst, Documentation/operations/system_requirements.rst */
    source: 'cilium@v1.20.2',
    kubernetes: ['1.33', '1.34', '1.35', '1.36'],
    kernel: { default: '5.10', 'RHEL 8.10': '4.18' },
    features: { 'multicast-amd64': '5.10', 'ipv6-big-tcp': '5.19', 'multicast-arm64': '6.0', 'ipv4-big-tcp': '6.3', netkit: '6.8' },
  },
} as const;
