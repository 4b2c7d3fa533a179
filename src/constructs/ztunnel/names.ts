/** Name of the DaemonSet and label of its pods. */
export const NAME = 'ztunnel-cilium';
/** The Secret with the root certificate. */
export const SECRETS = 'cilium-ztunnel-secrets';
/** Key of the root certificate in the Secret, and its file name. */
export const BOOTSTRAP_ROOT = 'bootstrap-root.crt';
