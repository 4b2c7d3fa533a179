import { gatewayFacts } from '../../catalogue/facts/gateway';
import { factsFor } from '../../core/release-range';
import type { Render } from '../context';
import { gatewayAdmissionPolicy } from './admission-policy';
import { gatewayClass, makesGatewayClass } from './gateway-class';

/** Gateway API: the class that Gateways name, and what is refused of them. */
export const renderGateway: Render = (ctx) => {
  if (!makesGatewayClass(ctx)) return [];
  const { admissionPolicy } = factsFor(ctx.release, gatewayFacts);
  return [gatewayClass(ctx), ...(admissionPolicy ? gatewayAdmissionPolicy(ctx) : [])];
};
