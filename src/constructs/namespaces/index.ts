import type { Render } from '../context';
import { resourceQuotas } from './resource-quotas';
import { secretsNamespaces } from './secrets-namespaces';

/** Quotas that let critical pods run outside kube-system, and the namespaces that hold TLS secrets. */
export const renderNamespaces: Render = (ctx) => [...resourceQuotas(ctx), ...secretsNamespaces(ctx)];
