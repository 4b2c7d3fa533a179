/** What the suite fetches at run time from Go's module proxy, besides what go.mod pins. Nothing of it is kept here. */

/** Charts to compare with: the newest and an older patch of each minor. Others are taken where --release asks for them. */
export const RELEASES = ['1.18.6', '1.18.11', '1.19.4', '1.19.7', '1.20.1', '1.20.2'];
/** One of each minor has to be there, or the suite has not judged what it is for. */
export const MINORS = ['1.18', '1.19', '1.20'];

/** Modules of which only data is read: OpenAPI and CRDs. */
export const DATA = {
  kubernetes: 'k8s.io/kubernetes@v1.36.4',
  prometheus: 'github.com/prometheus-operator/prometheus-operator@v0.94.1',
  gateway: 'sigs.k8s.io/gateway-api@v1.6.1',
  certManager: 'github.com/cert-manager/cert-manager@v1.21.0',
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
