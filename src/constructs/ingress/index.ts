import { truthy } from '../../core/helm';
import type { Render } from '../context';
import { ingressClass } from './ingress-class';
import { ingressBackend, ingressService } from './service';

/** Ingress: the class that Ingresses name, and the load balancer that they share. */
export const renderIngress: Render = (ctx) =>
  truthy(ctx.values.ingressController.enabled) ? [ingressClass(ctx), ingressService(ctx), ingressBackend(ctx)] : [];
