import type { Render } from '../context';
import { clusterRoleBindings, clusterRoles } from './cluster-role';
import { daemonSet } from './daemonset';
import { roles, runsAgent } from './roles';
import { serviceAccounts } from './service-account';
import { services } from './service';
import { serviceMonitors } from './service-monitor';

/** The agent: its DaemonSet, what it may do, and how its metrics are reached. */
export const renderAgent: Render = (ctx) => [
  ...(runsAgent(ctx)
    ? [
        ...serviceAccounts(ctx),
        ...clusterRoles(ctx),
        ...clusterRoleBindings(ctx),
        ...services(ctx),
        ...serviceMonitors(ctx),
        daemonSet(ctx),
      ]
    : []),
  ...roles(ctx),
];
