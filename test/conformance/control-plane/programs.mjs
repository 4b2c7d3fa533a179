/** The programs of the control plane: what each is built from. They are kept by the hash of their module. */
import { build, isBuilt, judgeFolder } from '../judges.mjs';
import { module } from '../charts.mjs';
import { DATA, KUBERNETES } from '../pins.mjs';

const stamp = 'k8s.io/component-base/version';
const [major, minor] = KUBERNETES.slice(1).split('.');
const kubernetes = [
  '-ldflags',
  `-s -w -X ${stamp}.gitVersion=${KUBERNETES} -X ${stamp}.gitMajor=${major} -X ${stamp}.gitMinor=${minor} -X ${stamp}.gitTreeState=clean`,
];
const stripped = ['-ldflags', '-s -w'];

const PROGRAMS = {
  etcd: ['go.etcd.io/etcd/server/v3', 'control-plane', stripped],
  'kube-apiserver': ['k8s.io/kubernetes/cmd/kube-apiserver', 'control-plane', kubernetes],
  'kube-controller-manager': ['k8s.io/kubernetes/cmd/kube-controller-manager', 'control-plane', kubernetes],
  'source-controller': ['github.com/fluxcd/source-controller', 'control-plane', stripped],
  'kustomize-controller': ['github.com/fluxcd/kustomize-controller', 'control-plane', stripped],
  'helm-controller': ['github.com/fluxcd/helm-controller', 'control-plane', stripped],
  'cilium-operator-generic': [
    'github.com/cilium/cilium/operator',
    'control-plane',
    ['-tags', 'ipam_provider_operator', ...stripped],
  ],
  argocd: ['.', 'argocd', stripped],
  kustomize: ['sigs.k8s.io/kustomize/kustomize/v5', 'kustomize', stripped],
};

/** What each part of the suite needs. The parts beside `server` are only run by default where this is built. */
export const NEEDS = {
  server: ['etcd', 'kube-apiserver', 'kustomize'],
  operator: ['etcd', 'kube-apiserver', 'cilium-operator-generic'],
  flux: [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'source-controller',
    'kustomize-controller',
    'helm-controller',
    'cilium-operator-generic',
  ],
  argocd: ['etcd', 'kube-apiserver', 'kube-controller-manager', 'cilium-operator-generic', 'argocd', 'kustomize'],
  'argocd-helm': [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'cilium-operator-generic',
    'argocd',
    'kustomize',
  ],
  applicationset: [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'cilium-operator-generic',
    'argocd',
    'kustomize',
  ],
  handover: [
    'etcd',
    'kube-apiserver',
    'kube-controller-manager',
    'source-controller',
    'kustomize-controller',
    'helm-controller',
  ],
};

/** The path of a program, built where it is not yet. */
export function program(name) {
  const [target, from, args] = PROGRAMS[name];
  return build(name, target, from, [...args, '-buildvcs=false']);
}

/** Whether a program is built already. */
export const isThere = (name) => isBuilt(name, PROGRAMS[name][1]);

/** The folder of a pinned module's files; throws why it cannot be had. */
export function moduleFolder(pin) {
  const { folder, reason } = module(DATA[pin] ?? pin);
  if (!folder) throw new Error(reason);
  return folder;
}

/** Where the judges of the control plane are kept. */
export const programFolder = () => judgeFolder('control-plane');
