/** What the suite fetches at run time from Go's module proxy, besides what go.mod pins. Nothing of it is kept here. */

/** Charts to compare with: the newest and an older patch of each minor. Others are taken where --release asks for them. */
export const RELEASES = ['1.18.6', '1.18.11', '1.19.4', '1.19.7', '1.20.1', '1.20.2'];
/** One of each minor has to be there, or the suite has not judged what it is for. */
export const MINORS = ['1.18', '1.19', '1.20'];

/** The Kubernetes of the control plane that the suite starts, as in go/control-plane/go.mod. */
export const KUBERNETES = 'v1.36.4';

/** Modules of which only data is read: OpenAPI, CRDs, scripts. Flux's and Argo CD's are those of go/control-plane and go/argocd. */
export const DATA = {
  kubernetes: `k8s.io/kubernetes@${KUBERNETES}`,
  prometheus: 'github.com/prometheus-operator/prometheus-operator@v0.94.1',
  gateway: 'sigs.k8s.io/gateway-api@v1.6.1',
  certManager: 'github.com/cert-manager/cert-manager@v1.21.0',
  sourceController: 'github.com/fluxcd/source-controller@v1.9.5',
  kustomizeController: 'github.com/fluxcd/kustomize-controller@v1.9.5',
  helmController: 'github.com/fluxcd/helm-controller@v1.6.4',
  argocd: 'github.com/argoproj/argo-cd/v3@v3.5.7',
};

/** What the cluster offers, everywhere in the suite. */
export const CLUSTER = {
  namespace: 'kube-system',
  kubeVersion: '1.34.0',
  apiVersions: [
    'monitoring.coreos.com/v1',
    'gateway.networking.k8s.io/v1',
    'gateway.networking.k8s.io/v1/GatewayClass',
    'cilium.io/v2',
  ],
};
