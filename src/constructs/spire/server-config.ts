import { text } from '../../core/helm';
import { quoted } from '../certificates/quoted';
import type { RenderContext } from '../context';
import { healthCheckConfig, spiffeID } from './names';

/** Port of the server's health checks. */
export const SERVER_HEALTH_PORT = 8080;

/** The server's configuration: its CA, how it trusts agents (by their ServiceAccount), and where it keeps its data. */
export function serverConfig(ctx: RenderContext): string {
  const { authentication, cluster } = ctx.values;
  const { install, trustDomain } = authentication.mutual.spire;
  const { keyType, subject } = install.server.ca;
  const agent = `${text(install.namespace)}:${text(install.agent.serviceAccount.name)}`;
  return `server {
  bind_address = "0.0.0.0"
  bind_port = "8081"
  socket_path = "/tmp/spire-server/private/api.sock"
  trust_domain = ${quoted(trustDomain)}
  data_dir = "/run/spire/data"
  log_level = "INFO"
  ca_key_type = ${quoted(keyType)}

  ca_subject = {
    country = [${quoted(subject.country)}],
    organization = [${quoted(subject.organization)}],
    common_name = ${quoted(subject.commonName)},
  }

  admin_ids = [
    "${spiffeID(ctx, 'cilium-operator')}",
  ]
}

plugins {
  DataStore "sql" {
    plugin_data {
      database_type = "sqlite3"
      connection_string = "/run/spire/data/datastore.sqlite3"
    }
  }

  NodeAttestor "k8s_psat" {
    plugin_data {
      clusters = {
        ${quoted(cluster.name)} = {
          use_token_review_api_validation = true
          service_account_allow_list = ["${agent}"]
        }
      }
    }
  }

  KeyManager "disk" {
    plugin_data {
      keys_path = "/run/spire/data/keys.json"
    }
  }

  Notifier "k8sbundle" {
    plugin_data {
      namespace = ${quoted(install.namespace)}
    }
  }
}

${healthCheckConfig(SERVER_HEALTH_PORT)}`;
}
