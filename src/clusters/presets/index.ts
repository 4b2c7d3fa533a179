export { constrained, type ConstrainedOptions } from './constrained';
export { homelab } from './homelab';
export { performance, type PerformanceOptions } from './performance';
export { production } from './production';
export { staging } from './staging';
export { talos, type TalosOptions } from './talos';
