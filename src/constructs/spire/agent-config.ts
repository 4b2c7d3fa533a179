import { text } from '../../core/helm';
import { quoted } from '../certificates/quoted';
import type { RenderContext } from '../context';
import { healthCheckConfig, spiffeID } from './names';

/** Port of the agent's health checks, on the host's network. */
export const AGENT_HEALTH_PORT = 4251;

/** The agent's configuration: its server, its sockets, and that Cilium's agent may ask for the pods' identities. */
export function agentConfig(ctx: RenderContext): string {
  const { authentication, cluster } = ctx.values;
  const { adminSocketPath, agentSocketPath, install, trustDomain } = authentication.mutual.spire;
  return `agent {
  data_dir = "/run/spire"
  log_level = "ERROR"
  server_address = "spire-server"
  server_port = "8081"
  socket_path = ${quoted(agentSocketPath)}
  admin_socket_path = ${quoted(adminSocketPath)}
  trust_bundle_path = "/run/spire/bundle/bundle.crt"
  trust_domain = ${quoted(trustDomain)}
  authorized_delegates = [
    "${spiffeID(ctx, 'cilium-agent')}",
  ]
}

plugins {
  NodeAttestor "k8s_psat" {
    plugin_data {
      cluster = ${quoted(cluster.name)}
    }
  }

  KeyManager "memory" {
    plugin_data {
    }
  }

  WorkloadAttestor "k8s" {
    plugin_data {
      skip_kubelet_verification = ${text(install.agent.skipKubeletVerification)}
    }
  }
}

${healthCheckConfig(AGENT_HEALTH_PORT)}`;
}
