import type { Render } from '../context';
import { certgenObjects } from './certgen';
import { certManagerCertificates } from './certmanager';
import { dynamicMetricsConfigMap, flowlogConfigMap } from './dynamic-configmaps';
import { metricsService, metricsServiceMonitor } from './metrics';
import { peerService } from './peer-service';
import { providedSecrets } from './provided-secrets';

/** Hubble beside the agent: its services, its certificates and what it follows at run time. */
export const renderHubble: Render = (ctx) => [
  ...peerService(ctx),
  ...metricsService(ctx),
  ...metricsServiceMonitor(ctx),
  ...certgenObjects(ctx),
  ...certManagerCertificates(ctx),
  ...providedSecrets(ctx),
  ...flowlogConfigMap(ctx),
  ...dynamicMetricsConfigMap(ctx),
];
