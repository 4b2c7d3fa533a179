import { text, truthy } from '../../core/helm';
import { namespaceOf } from '../common';
import type { RenderContext } from '../context';
import { SERVER, spiffeID } from './names';

/**
 * Runs beside the server, in its process namespace: it reaches the server's command through /proc, for the server's
 * image has no shell. It registers the agents, Cilium's agent (which asks for identities on behalf of pods) and its
 * operator (which creates them), and again whenever an entry is gone. Ends with the server. For busybox's sh.
 */
export function registerScript(ctx: RenderContext): string {
  const { authentication, serviceAccounts } = ctx.values;
  const spireNamespace = text(authentication.mutual.spire.install.namespace);
  const agent = spiffeID(ctx, `ns/${spireNamespace}/sa/spire-agent`);
  const pods = (account: string) => `-selector k8s:ns:${namespaceOf(ctx)} -selector k8s:sa:${account}`;
  const selectors = {
    agent: `-selector k8s_psat:agent_ns:${spireNamespace} -selector k8s_psat:agent_sa:spire-agent`,
    cilium: pods(text(serviceAccounts.cilium.name)),
    operator: pods(text(serviceAccounts.operator.name)),
  };
  return `set -e
echo "Waiting for the process of ${SERVER}"
until pgrep ${SERVER} > /dev/null; do sleep 5; done
root="/proc/$(pgrep ${SERVER})/root"

entry() {
  verb="$1"
  shift
  "$root/opt/spire/bin/${SERVER}" entry "$verb" -socketPath "$root/tmp/spire-server/private/api.sock" "$@"
}

# register OPTIONS-FOR-CREATING ID SELECTORS...
register() {
  options="$1"
  id="$2"
  shift 2
  if entry show -spiffeID "$id" "$@" | grep -q "Found 0 entries"; then
    # shellcheck disable=SC2086
    entry create -spiffeID "$id" $options "$@"
  fi
}

until entry show > /dev/null 2>&1; do
  echo "Waiting for ${SERVER} to answer"
  sleep 5
done

agent="${agent}"
while pgrep ${SERVER} > /dev/null; do
  register "-node" "$agent" ${selectors.agent}
  register "-parentID $agent" "${spiffeID(ctx, 'cilium-agent')}" ${selectors.cilium}
  register "-parentID $agent" "${spiffeID(ctx, 'cilium-operator')}" ${selectors.operator}
  sleep 30
done
`;
}

/** Lets the agent start only once its server answers; gives up after a minute. For busybox's sh. */
export function waitForServerScript(ctx: RenderContext): string {
  const { install, serverAddress } = ctx.values.authentication.mutual.spire;
  const address = truthy(serverAddress) ? text(serverAddress) : `${SERVER}.${text(install.namespace)}.svc:8081`;
  return `set -e
address="${address}"
deadline=$(($(date +%s) + 60))
until nc -z "$address" -w 3 > /dev/null 2>&1; do
  if [ "$(date +%s)" -gt "$deadline" ]; then
    echo "No SPIRE server at $address for a minute"
    exit 1
  fi
  echo "Waiting for the SPIRE server at $address"
  sleep 1
done
echo "The SPIRE server at $address answers"
`;
}
