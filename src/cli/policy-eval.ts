import { repository } from '../policy';
import { command, usageError } from './command';
import { INPUT_OPTIONS, readPolicyInput, reportInput } from './policy-input';
import { out } from './streams';

/** `policy eval`: the verdict of one flow. */
export const policyEval = command({
  usage: 'PATH... --from END --to END [OPTIONS]',
  about: [
    'Tells the verdict of a flow under the policies that files or a cluster hold, as the agent of the release gives it.',
  ],
  options: {
    from: { value: 'END', help: 'namespace/workload, ip:ADDRESS, fqdn:NAME, node:NAME or entity:NAME' },
    to: { value: 'END', help: 'the same' },
    proto: { value: 'PROTOCOL', help: 'TCP by default' },
    port: { value: 'PORT', help: 'destination port' },
    ...INPUT_OPTIONS,
  },
  examples: ['cdk8s-cilium policy eval kubernetes/ --from shop/web --to shop/orders --port 8080'],
  async run(given) {
    const from = given.value('from') ?? usageError('--from is missing', { fix: 'name who connects' });
    const to = given.value('to') ?? usageError('--to is missing', { fix: 'name who is connected to' });
    const input = await readPolicyInput(given.positionals, given);
    reportInput(input);
    const result = repository(input.world).flow({
      from,
      to,
      proto: given.value('proto') ?? 'TCP',
      port: Number(given.value('port') ?? 0),
    });
    out(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  },
});
