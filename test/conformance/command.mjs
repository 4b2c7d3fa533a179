/** `helm template`, the command itself: the programs that answer for it have to say what it says. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, judgeFolder } from './judges.mjs';
import { CLUSTER } from './pins.mjs';

/** The documents that the command prints for a chart and values, as text. */
export function command(chart, values) {
  const home = mkdtempSync(join(judgeFolder(), 'command-'));
  writeFileSync(join(home, 'values.json'), JSON.stringify(values));
  // Of the environment, what names folders is replaced, and what helm chokes on is left out.
  const env = { ...process.env, HELM_CONFIG_HOME: home, HELM_CACHE_HOME: home, HELM_DATA_HOME: home };
  delete env.NODE_EXTRA_CA_CERTS;
  const { namespace, kubeVersion, apiVersions } = CLUSTER;
  try {
    return execFileSync(
      build('helm', 'helm.sh/helm/v3/cmd/helm'),
      [
        ...[
          'template',
          'cilium',
          chart,
          '-n',
          namespace,
          '--kube-version',
          kubeVersion,
          '-f',
          join(home, 'values.json'),
        ],
        ...apiVersions.flatMap((version) => ['-a', version]),
      ],
      { encoding: 'utf8', maxBuffer: 1 << 28, env, stdio: ['ignore', 'pipe', 'inherit'] },
    ).split(/^---$/m);
  } finally {
    rmSync(home, { recursive: true });
  }
}
