/**
 * Removes the SNAT and connmark rules that AWS's VPC CNI leaves on a node, which drop Cilium's traffic. Runs at every
 * start of the agent, for nodes that were set up by aws-node before. A node whose rules cannot be listed is left alone:
 * a hook that fails would kill the agent. Does what files/agent/poststart-eni.bash of the chart does, in our words.
 */
export const REMOVE_AWS_RULES = `set -euo pipefail
stale='AWS-(SNAT|CONNMARK)-CHAIN'
if rules="$(iptables-save)" && [[ "\${rules}" =~ \${stale} ]]; then
  echo 'removing the iptables rules of the AWS VPC CNI'
  printf '%s\\n' "\${rules}" | grep -Ev "\${stale}" | iptables-restore
fi
`;
