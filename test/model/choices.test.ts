import { invalidChoices } from '../../src/model/choices';

describe('values that the chart lets pass and Cilium does not know', () => {
  test('a misspelt mode gets the one that was meant, and says who closes the set', () => {
    expect(invalidChoices('1.18.12', { routingMode: 'naitive' })).toEqual([
      expect.objectContaining({
        severity: 'warning',
        path: 'values.routingMode',
        allowed: 'native, tunnel',
        fix: 'did you mean native?',
        source: 'flag --routing-mode',
      }),
    ]);
    expect(invalidChoices('1.18.12', { loadBalancer: { mode: 'DSR' } })[0]?.fix).toBe('did you mean dsr?');
  });

  test('what works passes: by release, as text or not, and in any case where the chart lowers it', () => {
    expect(
      invalidChoices('1.20.2', {
        underlayProtocol: 'auto',
        kubeProxyReplacement: true,
        maglev: { tableSize: '65521' },
      }),
    ).toEqual([]);
    expect(invalidChoices('1.18.12', { underlayProtocol: 'auto' })).toHaveLength(1);
    expect(
      invalidChoices('1.20.2', {
        policyEnforcementMode: 'Always',
        bpf: { monitorAggregation: 'medium' },
        routingMode: null,
      }),
    ).toEqual([]);
  });

  test('elements of a list are looked at one by one', () => {
    expect(invalidChoices('1.20.2', { policyCIDRMatchMode: ['nodes', 'hosts'] })[0]).toMatchObject({
      got: '"hosts"',
      allowed: 'nodes, pods',
    });
  });

  test('closed sets of the schema are left to its check', () => {
    expect(invalidChoices('1.20.2', { identityManagementMode: 'nobody' })).toEqual([]);
  });
});
