import type { Render } from '../context';
import { envoyConfigMap } from './config-map';
import { envoyDaemonSet } from './daemon-set';
import { envoyRuns } from './metadata';
import { envoyMetricsService, envoyServiceMonitor } from './metrics';
import { envoyServiceAccount, nodeLocalityRole } from './service-account';

/** Envoy in pods of its own, beside the agent's. */
export const renderEnvoy: Render = (ctx) => [
  // Apart from the rest: some releases keep it during preflight.
  ...envoyConfigMap(ctx),
  ...(envoyRuns(ctx)
    ? [
        ...envoyServiceAccount(ctx),
        ...nodeLocalityRole(ctx),
        envoyDaemonSet(ctx),
        ...envoyMetricsService(ctx),
        ...envoyServiceMonitor(ctx),
      ]
    : []),
];
