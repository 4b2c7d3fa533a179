export * from './cluster-dns';
export * from './infrastructure';
export * from './isolation';
export * from './talos-host-firewall';
