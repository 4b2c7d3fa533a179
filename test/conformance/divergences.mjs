/**
 * Where we do not do as the chart does, on purpose. Whatever else differs is a defect of ours. An entry says why, and
 * how it is recognised:
 *
 * - `accepts(difference, context)`: between two renderings; `difference` is what compare.mjs finds
 * - `refuses(issue, context)`: an issue of ours for values that Helm renders; `context.expected` is what it renders
 * - `renders(error, context)`: an error of Helm's for values that we render
 */

const texts = (difference) => typeof difference.expected === 'string' && typeof difference.got === 'string';
const print = (value) => JSON.stringify(value) ?? '';

/** Shell that runs in pods: where it stands. One line that the chart itself writes inline is compared as it is. */
const SCRIPTS = [
  /^spec\.template\.spec\.containers(?:\.cilium-agent|\[0\])\.lifecycle\.postStart\.exec\.command\[2\]$/,
  /^spec\.template\.spec\.containers\.node-init\.env\.STARTUP_SCRIPT\.value$/,
  /^spec\.template\.spec\.containers\.node-init\.lifecycle\.preStop\.exec\.command\[6\]$/,
  /^spec\.template\.spec\.initContainers\.init\.command\[2\]$/,
  /^spec\.template\.spec\.containers\.cilium-init\.command\[2\]$/,
];

export const divergences = [
  {
    id: 'integers',
    reason:
      'a number of a million and more is a float to Helm and prints as 1e+06, which the programs cannot read; we print its digits',
    accepts: (difference) =>
      texts(difference) &&
      /\de\+\d+/.test(difference.expected) &&
      difference.expected.replace(/-?\d(?:\.\d+)?e\+\d+/g, (number) => String(Number(number))) === difference.got,
  },
  {
    id: 'scripts',
    reason:
      'the text of shell scripts is not carried over: ours do the same in other words (test/ has them run), and depend on the same values',
    script: true,
    accepts: (difference) =>
      texts(difference) &&
      difference.expected.includes('\n') &&
      difference.got.includes('\n') &&
      SCRIPTS.some((at) => at.test(difference.path)),
  },
  {
    id: 'dashboards',
    reason: 'the dashboards that the chart ships are not carried over; the library has its own',
    accepts: ({ path, got, object }) =>
      path === '' &&
      got === undefined &&
      object.kind === 'ConfigMap' &&
      Object.entries(object.data ?? {}).every(([key, text]) => key.endsWith('.json') && /"panels"\s*:/.test(text)),
    // Nothing here reads whether they are wanted, so nothing stumbles where that is missing.
    renders: (error) => /\/dashboards-configmap\.yaml:1:.*nil pointer/.test(error),
  },
  {
    id: 'not-text',
    reason:
      'the chart prints %!s(…), or puts lists and numbers where Kubernetes takes text only, and nothing can apply that; we refuse and name the value',
    refuses: (issue, { expected }) =>
      issue.code === 'not-text' &&
      (/%!\w?\(/.test(print(expected)) ||
        expected.some(
          (object) =>
            object.kind === 'ConfigMap' && Object.values(object.data ?? {}).some((value) => typeof value !== 'string'),
        )),
  },
  {
    id: 'removed-protection',
    reason:
      'an option that protects the cluster, and that this release does not read, is ignored by the chart; here it is an error',
    // `unknown-value` is an error for the same reason only: a protection that this release does not have yet.
    refuses: (issue) =>
      (issue.code === 'removed-value' && /less protected/.test(issue.message)) || issue.code === 'unknown-value',
  },
  {
    id: 'text-that-stays-text',
    reason:
      'text that the chart prints unquoted is read again (yes is true, 0123 is 83, `x: y` a map) where nothing but text can be applied; ours stays text',
    accepts: ({ path, expected, got }) =>
      typeof got === 'string' &&
      typeof expected !== 'string' &&
      /^data\.|\.(?:args|command)\[\d+\]$|[nN]ame$|[nN]amespace$/.test(path),
  },
  {
    id: 'preflight-env',
    reason:
      'the chart puts the environment of the pre-flight FQDN container among its volume mounts, which no API server takes; ours is where it belongs',
    accepts: ({ title, path, expected, got }) =>
      title.endsWith('/cilium-pre-flight-check') &&
      ((/fqdn-precache\.volumeMounts\.#*$/.test(path) && got === undefined) ||
        (/fqdn-precache\.env(?:\.[^.]+)?$/.test(path) && expected === undefined)),
  },
  {
    id: 'job-resources',
    reason:
      'the chart puts limits and requests of the CoreDNS job, until 1.18.3 those of certgen too, beside `resources` instead of into it, which no API server takes; ours are where they belong',
    accepts: ({ title, path, expected, got }) =>
      /\/(?:cilium-coredns-mcsapi-autoconfig|(?:hubble|clustermesh-apiserver)-generate-certs)$/.test(title) &&
      (/\.containers\.(?:autoconfig|certgen)\.resources$/.test(path)
        ? expected === undefined
        : /\.containers\.(?:autoconfig|certgen)\.(?!env|args|command|image|volume)[^.]+$/.test(path) &&
          got === undefined),
  },
  {
    id: 'broken-yaml',
    reason: 'the chart prints something that is no YAML for values that are fine; we render what was meant',
    renders: (error) => /^YAML parse error|is not YAML/.test(error),
  },
];

/** The entry that explains a difference between two renderings. */
export const isDivergence = (difference, context) => divergences.find((entry) => entry.accepts?.(difference, context));
/** The entry that explains why we refuse what Helm renders. */
export const isRefusedOnPurpose = (issue, context) => divergences.find((entry) => entry.refuses?.(issue, context));
/** The entry that explains why we render what Helm refuses. */
export const isRenderedOnPurpose = (error, context) => divergences.find((entry) => entry.renders?.(error, context));
