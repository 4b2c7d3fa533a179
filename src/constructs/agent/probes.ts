import type { Container, HTTPHeader, Probe } from 'kubernetes-types/core/v1';
import { plain, quote, truthy } from '../../core/helm';
import { installedSince, loopback } from '../common';
import type { RenderContext } from '../context';
import { podDecisions } from './pod-decisions';

type Probes = Pick<Container, 'startupProbe' | 'livenessProbe' | 'readinessProbe'>;

const BRIEF: HTTPHeader = { name: 'brief', value: 'true' };

/** Probes of the agent: HTTP on the node's loopback, or the command line for installs that began before 1.8. */
export function probes(ctx: RenderContext): Probes {
  const { keepDeprecatedProbes, livenessProbe, readinessProbe, startupProbe } = ctx.values;
  const byCommand = truthy(keepDeprecatedProbes) || !installedSince(ctx, '1.8');
  const status: Probe = { exec: { command: ['cilium', 'status', '--brief'] } };
  const liveness = (): Probe =>
    health(ctx, [
      BRIEF,
      { name: 'require-k8s-connectivity', value: quote(livenessProbe.requireK8sConnectivity) as string },
    ]);
  return {
    startupProbe: {
      ...health(ctx, [BRIEF]),
      failureThreshold: plain<number>(startupProbe.failureThreshold),
      periodSeconds: plain<number>(startupProbe.periodSeconds),
      successThreshold: 1,
      initialDelaySeconds: 5,
    },
    livenessProbe: {
      ...(byCommand ? status : liveness()),
      periodSeconds: plain<number>(livenessProbe.periodSeconds),
      successThreshold: 1,
      failureThreshold: plain<number>(livenessProbe.failureThreshold),
      timeoutSeconds: 5,
    },
    readinessProbe: {
      ...(byCommand ? status : health(ctx, [BRIEF])),
      periodSeconds: plain<number>(readinessProbe.periodSeconds),
      successThreshold: 1,
      failureThreshold: plain<number>(readinessProbe.failureThreshold),
      timeoutSeconds: 5,
    },
  };
}

function health(ctx: RenderContext, httpHeaders: HTTPHeader[]): Probe {
  const { healthPort } = ctx.values;
  return {
    httpGet: {
      host: loopback(ctx),
      path: '/healthz',
      port: podDecisions(ctx).facts.declaresHealthPort ? 'health' : plain<number>(healthPort),
      scheme: 'HTTP',
      httpHeaders,
    },
  };
}
