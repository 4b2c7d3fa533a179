import { eq, truthy } from '../../core/helm';
import type { Value } from '../../core/json';
import { semverCompare } from '../../core/semver';
import type { Refusal, RefusalInput } from './refusal';

/** A tag without what follows `@`, as a version: the chart fails where it is none. */
function olderThan09(tag: Value): boolean {
  if (typeof tag !== 'string') throw new TypeError('the tag is not text');
  return semverCompare('<0.9.0', tag.replace(/@.*$/, '').replace(/^v/, ''));
}

/** Whether the tags of the UI are looked at: `latest` on either image switches that off for both. */
function tagsAreChecked({ values: { hubble } }: RefusalInput): boolean {
  return (
    truthy(hubble.ui.enabled) &&
    !eq(hubble.ui.backend.image.tag, 'latest') &&
    !eq(hubble.ui.frontend.image.tag, 'latest')
  );
}

function tagRule(image: 'backend' | 'frontend'): Refusal {
  return {
    code: 'hubble-ui-too-old',
    path: `hubble.ui.${image}.image.tag`,
    when: (input) => {
      if (!tagsAreChecked(input)) return false;
      try {
        return olderThan09(input.values.hubble.ui[image].image.tag);
      } catch {
        return true; // the chart stumbles over what is no version: `main`, a commit, null
      }
    },
    message: `the ${image} of Hubble UI has to carry a version from 0.9.0 on, or the chart cannot tell`,
    allowed: 'a version from v0.9.0 on, with or without a digest, or latest',
    fix: `keep the release's own tag, or name the whole image in hubble.ui.${image}.image.override`,
  };
}

/** Hubble, its relay and its UI, and who scrapes them. */
export const hubbleRefusals: readonly Refusal[] = [
  {
    code: 'hubble-ui-needs-relay',
    path: 'hubble.relay.enabled',
    when: ({ values: { hubble } }) =>
      truthy(hubble.ui.enabled) && !truthy(hubble.ui.standalone.enabled) && !truthy(hubble.relay.enabled),
    message: 'Hubble UI reads its flows from Hubble Relay, which is not enabled',
    allowed: 'true while hubble.ui.enabled is true',
    fix: 'set hubble.relay.enabled to true, or hubble.ui.standalone.enabled if a relay runs outside of this install',
  },
  {
    code: 'hubble-ui-needs-client-certificate',
    path: 'hubble.ui.standalone.tls.certsVolume',
    when: ({ values: { hubble } }) =>
      truthy(hubble.ui.enabled) &&
      truthy(hubble.ui.standalone.enabled) &&
      truthy(hubble.relay.tls.server.enabled) &&
      !truthy(hubble.ui.standalone.tls.certsVolume),
    message: 'a standalone Hubble UI has no client certificate for a relay that asks for TLS',
    allowed: 'a projected volume with ca.crt, tls.crt and tls.key',
    fix: 'give the volume, or set hubble.relay.tls.server.enabled to false if the relay does not use TLS',
  },
  {
    code: 'hubble-relay-needs-hubble',
    path: 'hubble.enabled',
    when: ({ values: { hubble } }) => truthy(hubble.relay.enabled) && !truthy(hubble.enabled),
    message: 'Hubble Relay collects from the Hubble servers of the agents, which are off',
    allowed: 'true while hubble.relay.enabled is true',
    fix: 'set hubble.enabled to true, or hubble.relay.enabled to false',
  },
  {
    code: 'service-monitor-without-crd',
    path: 'prometheus.serviceMonitor.trustCRDsExist',
    when: ({ values: { prometheus, operator, envoy, hubble }, ctx }) =>
      ((truthy(prometheus.enabled) && truthy(prometheus.serviceMonitor.enabled)) ||
        (truthy(operator.prometheus.enabled) && truthy(operator.prometheus.serviceMonitor.enabled)) ||
        (truthy(envoy.prometheus.enabled) && truthy(envoy.prometheus.serviceMonitor.enabled)) ||
        (truthy(hubble.relay.prometheus.enabled) && truthy(hubble.relay.prometheus.serviceMonitor.enabled))) &&
      !ctx.capabilities.apiVersions.has('monitoring.coreos.com/v1') &&
      !truthy(prometheus.serviceMonitor.trustCRDsExist),
    message: 'a ServiceMonitor is asked for, but the cluster is not known to have monitoring.coreos.com/v1',
    allowed: 'true, or monitoring.coreos.com/v1 among the API versions of the cluster',
    fix: 'name the API version (--api-versions monitoring.coreos.com/v1, or apiVersions of the cluster) once the CRDs are there',
  },
  {
    code: 'cert-manager-without-issuer',
    path: 'hubble.tls.auto.certManagerIssuerRef',
    when: ({ values: { hubble } }) =>
      truthy(hubble.enabled) &&
      truthy(hubble.tls.enabled) &&
      truthy(hubble.tls.auto.enabled) &&
      eq(hubble.tls.auto.method, 'certmanager') &&
      !truthy(hubble.tls.auto.certManagerIssuerRef),
    message: 'cert-manager is to issue the certificates of Hubble, but no issuer is named',
    allowed: 'group, kind and name of an Issuer or ClusterIssuer',
    fix: 'set certManagerIssuerRef, or another method: cronJob makes the certificates in the cluster',
  },
  {
    code: 'redact-allow-and-deny',
    path: 'hubble.redact.http.headers',
    when: ({ values: { hubble } }) =>
      truthy(hubble.redact.http.headers.allow) && truthy(hubble.redact.http.headers.deny),
    message: 'headers to keep and headers to redact are both listed, and each list says what the other leaves open',
    allowed: 'allow or deny, one of them empty',
    fix: 'keep allow to redact everything but those headers, or deny to redact only those',
  },
  tagRule('backend'),
  tagRule('frontend'),
];
