import { inQuotes, isNil, quote, text, truthy } from '../../core/helm';
import { unquoted } from './config-text';
import { cniChainingMode, isChained } from './derived';
import { declares, given, type ConfigEntry } from './entry';

/** The CNI configuration that the agent reads or writes, and the plugin that it may be chained behind. */
export const cniEntries: readonly ConfigEntry[] = [
  {
    key: 'custom-cni-conf',
    when: (s) => declares(s.values.cni, 'customConf'),
    value: (s) => inQuotes(text(s.values.cni.customConf)),
  },
  ...given(isChained, [
    { key: 'cni-chaining-mode', value: (s) => unquoted(cniChainingMode(s), 'cni.chainingMode') },
    {
      // The plugin that Cilium is chained behind routes to the pods; portmap does not.
      key: 'enable-local-node-route',
      when: (s) => cniChainingMode(s) !== 'portmap',
      value: () => 'false',
    },
  ]),
  {
    key: 'cni-chaining-target',
    when: (s) => !isNil(s.values.cni.chainingTarget),
    value: (s) => quote(s.values.cni.chainingTarget),
  },
  {
    key: 'cni-external-routing',
    when: (s) => !isNil(s.values.cni.externalRouting),
    value: (s) => quote(s.values.cni.externalRouting),
  },
  {
    key: 'enable-route-mtu-for-cni-chaining',
    when: (s) => truthy(s.values.cni.enableRouteMTUForCNIChaining),
    value: (s) => quote(s.values.cni.enableRouteMTUForCNIChaining),
  },
  {
    key: 'read-cni-conf',
    when: ({ values: { cni } }) => truthy(cni.configMap) || truthy(cni.readCniConf),
    value: ({ values: { cni } }) =>
      truthy(cni.configMap)
        ? unquoted(`${text(cni.confFileMountPath)}/${text(cni.configMapKey)}`, 'cni.configMapKey')
        : unquoted(cni.readCniConf, 'cni.readCniConf'),
  },
  {
    // A custom configuration is written only where it comes from a ConfigMap, which needed the flag up to 1.13.
    key: 'write-cni-conf-when-ready',
    when: ({ values: { cni } }) => (truthy(cni.customConf) ? truthy(cni.configMap) : truthy(cni.install)),
    value: (s) => unquoted(`${text(s.values.cni.hostConfDirMountPath)}/05-cilium.conflist`, 'cni.hostConfDirMountPath'),
  },
  ...given(
    (s) => !truthy(s.values.cni.customConf) && truthy(s.values.cni.install),
    [
      { key: 'cni-exclusive', value: (s) => quote(s.values.cni.exclusive) },
      { key: 'cni-log-file', value: (s) => quote(s.values.cni.logFile) },
    ],
  ),
  {
    key: 'cni-uninstall',
    when: (s) => truthy(s.values.cni.uninstall),
    value: (s) => quote(s.values.cni.uninstall),
  },
];
