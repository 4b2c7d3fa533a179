import { App } from 'cdk8s';
import { Cilium } from '..';
import * as clusters from './main';

/** The clusters as a plain cdk8s app, for those who run `cdk8s synth`. */
const app = new App();
for (const cluster of Object.values(clusters).flat()) new Cilium(app, cluster.name, cluster);
app.synth();
