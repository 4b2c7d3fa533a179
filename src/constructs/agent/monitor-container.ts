import type { Container, VolumeMount } from 'kubernetes-types/core/v1';
import { rangeList, text, truthy } from '../../core/helm';
import type { RenderContext } from '../context';
import { inAgentImage, resources } from './images';
import { items } from './items';

/** A side container that prints the datapath's events, once the agent's socket is there. */
export function monitorContainers(ctx: RenderContext): Container[] {
  const { extraVolumeMounts, monitor } = ctx.values;
  if (!truthy(monitor.enabled)) return [];
  const types = rangeList(monitor.eventTypes)
    .map((type) => ` --type=${text(type)}`)
    .join('');
  return [
    {
      ...inAgentImage(ctx, 'cilium-monitor'),
      command: ['/bin/bash', '-c', '--'],
      args: [
        [
          'for i in {1..5}; do \\',
          '  [ -S /var/run/cilium/monitor1_2.sock ] && break || sleep 10;\\',
          '  done; \\',
          `cilium-dbg monitor${types}`,
        ].join('\n'),
      ],
      volumeMounts: [{ name: 'cilium-run', mountPath: '/var/run/cilium' }, ...items<VolumeMount>(extraVolumeMounts)],
      resources: resources(monitor.resources),
    },
  ];
}
