export { ciliumConfigEntries } from './entries';
export { ciliumConfigInput, type ConfigEntry, type ConfigInput } from './entry';
export { ciliumConfigRequirements, type Requirement } from './requirements';
export { renderCiliumConfig, renderConfigMapTemplate, renderIpMasqAgent } from './config-map';
