import { coalesce, isNil, join, quote, toRawJson, truthy } from '../../core/helm';
import type { ByFirstInstall } from '../../catalogue/facts/cilium-config';
import { byFirstInstall } from './derived';
import { given, inReleasesWith, on, type ConfigEntry } from './entry';

/** Since 1.12 Azure's primary addresses are left to the node. */
const AZURE_USES_PRIMARY_ADDRESS: ByFirstInstall<string> = [
  ['1.12', 'false'],
  ['', 'true'],
];

/** What AWS ENI attaches to a node. */
const eniNodeEntries: readonly ConfigEntry[] = given(
  (s) => truthy(s.values.eni.nodeSpec),
  [
    {
      key: 'eni-first-interface-index',
      when: (s) => !isNil(s.values.eni.nodeSpec.firstInterfaceIndex),
      value: (s) => quote(s.values.eni.nodeSpec.firstInterfaceIndex),
    },
    {
      key: 'eni-subnet-ids',
      when: (s) => truthy(s.values.eni.nodeSpec.subnetIDs),
      value: (s) => join(',', s.values.eni.nodeSpec.subnetIDs),
    },
    {
      key: 'eni-subnet-tags',
      when: (s) => truthy(s.values.eni.nodeSpec.subnetTags),
      value: (s) => join(',', s.values.eni.nodeSpec.subnetTags),
    },
    {
      key: 'eni-security-groups',
      when: (s) => truthy(s.values.eni.nodeSpec.securityGroups),
      value: (s) => join(',', s.values.eni.nodeSpec.securityGroups),
    },
    {
      key: 'eni-security-group-tags',
      when: (s) => truthy(s.values.eni.nodeSpec.securityGroupTags),
      value: (s) => join(',', s.values.eni.nodeSpec.securityGroupTags),
    },
    {
      key: 'eni-exclude-interface-tags',
      when: (s) => truthy(s.values.eni.nodeSpec.excludeInterfaceTags),
      value: (s) => join(',', s.values.eni.nodeSpec.excludeInterfaceTags),
    },
    { key: 'eni-use-primary-address', when: (s) => truthy(s.values.eni.nodeSpec.usePrimaryAddress), value: on },
    {
      key: 'eni-disable-prefix-delegation',
      when: (s) => truthy(s.values.eni.nodeSpec.disablePrefixDelegation),
      value: on,
    },
    {
      key: 'eni-delete-on-termination',
      when: (s) => !isNil(s.values.eni.nodeSpec.deleteOnTermination),
      value: (s) => quote(s.values.eni.nodeSpec.deleteOnTermination),
    },
  ],
);

const awsEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.eni.enabled),
    [
      { key: 'enable-endpoint-routes', when: (s) => !truthy(s.values.endpointRoutes.enabled), value: on },
      { key: 'auto-create-cilium-node-resource', value: on },
      { key: 'aws-release-excess-ips', when: (s) => truthy(s.values.eni.awsReleaseExcessIPs), value: on },
      { key: 'aws-enable-prefix-delegation', when: (s) => truthy(s.values.eni.awsEnablePrefixDelegation), value: on },
      { key: 'ec2-api-endpoint', value: (s) => quote(s.values.eni.ec2APIEndpoint) },
      { key: 'eni-tags', value: (s) => toRawJson(s.values.eni.eniTags) },
      ...inReleasesWith('cloudNodeSpecs', eniNodeEntries),
      {
        key: 'subnet-ids-filter',
        when: (s) => truthy(s.values.eni.subnetIDsFilter),
        value: (s) => join(' ', s.values.eni.subnetIDsFilter),
      },
      {
        key: 'subnet-tags-filter',
        when: (s) => truthy(s.values.eni.subnetTagsFilter),
        value: (s) => join(',', s.values.eni.subnetTagsFilter),
      },
      {
        key: 'instance-tags-filter',
        when: (s) => truthy(s.values.eni.instanceTagsFilter),
        value: (s) => join(',', s.values.eni.instanceTagsFilter),
      },
    ],
  ),
  {
    key: 'eni-gc-interval',
    when: (s) => truthy(s.values.eni.gcInterval),
    value: (s) => quote(s.values.eni.gcInterval),
  },
  { key: 'eni-gc-tags', when: (s) => truthy(s.values.eni.gcTags), value: (s) => toRawJson(s.values.eni.gcTags) },
];

const azureEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.azure.enabled),
    [
      { key: 'enable-endpoint-routes', value: on },
      { key: 'auto-create-cilium-node-resource', value: on },
      {
        key: 'azure-user-assigned-identity-id',
        when: (s) => truthy(s.values.azure.userAssignedIdentityID),
        value: (s) => quote(s.values.azure.userAssignedIdentityID),
      },
      {
        // An explicit false is passed over, as the chart passes over it: the default decides.
        key: 'azure-use-primary-address',
        value: (s) => quote(coalesce(s.values.azure.usePrimaryAddress, byFirstInstall(s, AZURE_USES_PRIMARY_ADDRESS))),
      },
    ],
  ),
  {
    key: 'azure-interface-name',
    fact: 'cloudNodeSpecs',
    when: (s) => truthy(s.values.azure.nodeSpec.azureInterfaceName),
    value: (s) => quote(s.values.azure.nodeSpec.azureInterfaceName),
  },
];

const alibabaEntries: readonly ConfigEntry[] = [
  ...given(
    (s) => truthy(s.values.alibabacloud.enabled),
    [
      { key: 'enable-endpoint-routes', value: on },
      { key: 'auto-create-cilium-node-resource', value: on },
    ],
  ),
  ...inReleasesWith('cloudNodeSpecs', [
    {
      key: 'alibabacloud-vswitches',
      when: (s) => truthy(s.values.alibabacloud.nodeSpec.vSwitches),
      value: (s) => join(',', s.values.alibabacloud.nodeSpec.vSwitches),
    },
    {
      key: 'alibabacloud-vswitch-tags',
      when: (s) => truthy(s.values.alibabacloud.nodeSpec.vSwitchTags),
      value: (s) => join(',', s.values.alibabacloud.nodeSpec.vSwitchTags),
    },
    {
      key: 'alibabacloud-security-groups',
      when: (s) => truthy(s.values.alibabacloud.nodeSpec.securityGroups),
      value: (s) => join(',', s.values.alibabacloud.nodeSpec.securityGroups),
    },
    {
      key: 'alibabacloud-security-group-tags',
      when: (s) => truthy(s.values.alibabacloud.nodeSpec.securityGroupTags),
      value: (s) => join(',', s.values.alibabacloud.nodeSpec.securityGroupTags),
    },
  ]),
];

/** What the cloud's networks ask for. The last entry is the user's own wish for routes to endpoints, wherever they run. */
export const cloudEntries: readonly ConfigEntry[] = [
  ...awsEntries,
  ...azureEntries,
  ...alibabaEntries,
  {
    key: 'enable-endpoint-routes',
    when: (s) => truthy(s.values.endpointRoutes) && truthy(s.values.endpointRoutes.enabled),
    value: (s) => quote(s.values.endpointRoutes.enabled),
  },
];
