import type { Render } from '../context';
import { caBundle } from './ca-bundle';
import { caSecret } from './ca-secret';

/** The certificates of the whole install: Cilium's CA and the bundle of CAs to trust. */
export const renderCertificates: Render = (ctx) => [...caSecret(ctx), ...caBundle(ctx)];
