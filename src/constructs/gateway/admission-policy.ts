import type { Validation } from 'kubernetes-types/admissionregistration/v1';
import { withBlock } from '../../core/helm';
import type { JsonObject } from '../../core/json';
import type { KubeObject, RenderContext } from '../context';
import { GATEWAY_CLASS } from './gateway-class';

const NAME = 'gateway.cilium.io';

const apiVersion = 'admissionregistration.k8s.io/v1';

/** Gateways, when they are made and when they change. */
const GATEWAYS = {
  resourceRules: [
    {
      apiGroups: ['gateway.networking.k8s.io'],
      apiVersions: ['v1'],
      operations: ['CREATE', 'UPDATE'],
      resources: ['gateways'],
    },
  ],
} as const;

const terminates = "has(e.tls) && has(e.tls.mode) && e.tls.mode == 'Terminate'";

/** The rule in CEL: a listener of ours that terminates TLS has one certificate. */
const ONE_CERTIFICATE = [
  `object.spec.gatewayClassName != '${GATEWAY_CLASS}' ||`,
  '(has(object.spec.listeners)) &&',
  `object.spec.listeners.filter(e, ${terminates}).all(e, e.tls.certificateRefs.size() == 1)`,
].join(' ');

interface PolicySpec {
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly matchConstraints: typeof GATEWAYS;
  readonly validations: readonly Validation[];
}

interface BindingSpec {
  readonly policyName: string;
  readonly validationActions: readonly ('Deny' | 'Warn' | 'Audit')[];
  readonly matchResources: typeof GATEWAYS;
}

/** The policy and its binding: the API server refuses Gateways of the class that the controller cannot serve. */
export function gatewayAdmissionPolicy(ctx: RenderContext): (KubeObject & { spec: PolicySpec | BindingSpec })[] {
  const metadata = { name: NAME, labels: withBlock<JsonObject>(ctx.values.commonLabels) };
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata,
      spec: {
        failurePolicy: 'Fail',
        matchConstraints: GATEWAYS,
        validations: [
          {
            expression: ONE_CERTIFICATE,
            message: `${GATEWAY_CLASS} GatewayClass requires exactly one certificateRef per listener when tls.mode is Terminate.`,
            reason: 'Invalid',
          },
        ],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata,
      spec: { policyName: NAME, validationActions: ['Deny'], matchResources: GATEWAYS },
    },
  ];
}
