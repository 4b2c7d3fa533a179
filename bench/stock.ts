/** What people write today: stock cdk8s with its Helm construct. */
import { App, Chart, Helm } from 'cdk8s';

const app = new App();
const { BENCH_CHART = '', BENCH_VALUES = '', BENCH_HELM = 'helm' } = process.env;
new Helm(new Chart(app, 'cilium'), 'cilium', {
  chart: BENCH_CHART,
  releaseName: 'cilium',
  namespace: 'kube-system',
  helmExecutable: BENCH_HELM,
  helmFlags: ['--kube-version', '1.36.0', '-a', 'monitoring.coreos.com/v1', '-f', BENCH_VALUES],
});
app.synth();
