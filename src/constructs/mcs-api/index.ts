import { mcsAPIFacts } from '../../catalogue/facts/mcs-api';
import { truthy } from '../../core/helm';
import { factsFor } from '../../core/release-range';
import { meshOf } from '../clustermesh/mesh';
import type { Render } from '../context';
import { coreDNSAccess } from './coredns-access';
import { autoconfigAccess } from './autoconfig-access';
import { autoconfigJob } from './autoconfig-job';

/** The Multi-Cluster Services API: a Job that teaches CoreDNS the clusterset domain, and what both may read. */
export const renderMCSAPI: Render = (ctx) => {
  if (!factsFor(ctx.release, mcsAPIFacts).configuresCoreDNS || !meshOf(ctx).hasMCSAPI) return [];
  if (!truthy(ctx.values.clustermesh.mcsapi.corednsAutoConfigure.enabled)) return [];
  return [...coreDNSAccess(ctx), ...autoconfigAccess(ctx), autoconfigJob(ctx)];
};
