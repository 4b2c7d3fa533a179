import { renderAgent } from './agent';
import { renderCertificates } from './certificates';
import { renderCiliumConfig, renderIpMasqAgent } from './cilium-config';
import { renderClusterMesh } from './clustermesh';
import type { Render } from './context';
import { renderEnvoy } from './envoy';
import { renderGateway } from './gateway';
import { renderHubble } from './hubble';
import { renderHubbleRelay } from './hubble-relay';
import { renderHubbleUI } from './hubble-ui';
import { renderIngress } from './ingress';
import { renderMCSAPI } from './mcs-api';
import { renderNamespaces } from './namespaces';
import { renderNodeInit } from './node-init';
import { renderOperator } from './operator';
import { renderPreflight } from './preflight';
import { renderSpire } from './spire';
import { renderStandaloneDNSProxy } from './standalone-dns-proxy';
import { renderZtunnel } from './ztunnel';

/** The parts of the install, in the order in which they are listed to people. */
const PARTS: readonly Render[] = [
  renderNamespaces,
  renderCiliumConfig,
  renderIpMasqAgent,
  renderAgent,
  renderEnvoy,
  renderOperator,
  renderCertificates,
  renderHubble,
  renderHubbleRelay,
  renderHubbleUI,
  renderClusterMesh,
  renderMCSAPI,
  renderIngress,
  renderGateway,
  renderSpire,
  renderNodeInit,
  renderPreflight,
  renderStandaloneDNSProxy,
  renderZtunnel,
];

/** Every object of the install. */
export const renderInstall: Render = (ctx) => PARTS.flatMap((render) => [...render(ctx)]);
