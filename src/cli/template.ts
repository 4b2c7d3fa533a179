import { renderTemplate } from '../constructs/template';
import { IssueError } from '../core/issue';
import { knownRelease } from '../model/known-release';
import { emitDocuments, inKubernetesOrder } from '../core/yaml-emit';
import { command, usageError } from './command';
import { reportIssues } from './report';
import { out } from './streams';
import { locateIssues, readValues } from './values-input';

/** `template`: what `helm template` prints, without Helm. */
export const template = command({
  usage: '--cilium RELEASE [OPTIONS]',
  about: [
    'Renders the install for values as helm template does, without Helm, and prints the manifests. Warnings go to standard error.',
  ],
  options: {
    cilium: { value: 'RELEASE', help: 'release of Cilium, for example 1.20.2' },
    values: { short: 'f', value: 'FILE', many: true, help: 'values file, - for standard input' },
    set: { value: 'PATH=VALUE', many: true, empty: true, help: 'set a value' },
    'set-string': { value: 'PATH=TEXT', many: true, empty: true, help: 'set a value to text' },
    'set-json': { value: 'PATH=JSON', many: true, empty: true, help: 'set a value to JSON' },
    namespace: { short: 'n', value: 'NAME', help: 'namespace of the install (default kube-system)' },
    'kube-version': { value: 'VERSION', help: 'version of Kubernetes (default 1.34.0)' },
    'api-versions': {
      short: 'a',
      value: 'GROUP/VERSION',
      many: true,
      help: 'API that the cluster serves, as group/version or group/version/Kind',
    },
    format: { value: 'FORMAT', choices: ['yaml', 'json'], help: 'output format' },
  },
  examples: [
    'cdk8s-cilium template --cilium 1.20.2 -f values.yaml',
    'cdk8s-cilium template --cilium 1.18.12 --set hubble.relay.enabled=true',
  ],
  run(given) {
    if (given.positionals.length > 0) {
      usageError('template takes no arguments', { got: given.positionals.join(' '), fix: 'name values files with -f' });
    }
    const named = given.value('cilium');
    if (named === undefined)
      usageError('which release of Cilium?', { fix: 'write --cilium RELEASE, for example --cilium 1.20.2' });
    const cilium = knownRelease(named);
    const input = readValues({
      files: given.values('values'),
      set: given.values('set'),
      setString: given.values('set-string'),
      setJson: given.values('set-json'),
    });
    const namespace = given.value('namespace');
    const kubeVersion = given.value('kube-version');
    try {
      const { objects, issues } = renderTemplate({
        cilium,
        values: input.values,
        apiVersions: given.values('api-versions').flatMap((list) => list.split(',')),
        ...(namespace === undefined ? {} : { namespace }),
        ...(kubeVersion === undefined ? {} : { kubeVersion }),
      });
      reportIssues([...input.issues, ...issues], (printed) => locateIssues(printed, input));
      out(
        given.value('format') === 'json'
          ? `${JSON.stringify(objects.map(inKubernetesOrder), null, 2)}\n`
          : emitDocuments(objects),
      );
      return 0;
    } catch (error) {
      throw error instanceof IssueError ? new IssueError(locateIssues(error.issues, input)) : error;
    }
  },
});
