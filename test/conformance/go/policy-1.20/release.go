// What is Cilium 1.20's own in the program that main.go is.
package main

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/cilium/cilium/pkg/endpoint/regeneration"
	"github.com/cilium/cilium/pkg/identity"
	ipcachetypes "github.com/cilium/cilium/pkg/ipcache/types"
	"github.com/cilium/cilium/pkg/k8s"
	slimnetworking "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	k8sutils "github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	policytypes "github.com/cilium/cilium/pkg/policy/types"
	policyutils "github.com/cilium/cilium/pkg/policy/utils"
	"github.com/cilium/cilium/pkg/types"
	"github.com/cilium/cilium/pkg/u8proto"
	policyv1alpha2 "sigs.k8s.io/network-policy-api/apis/v1alpha2"
)

const (
	defaultLocalCluster = true
	localNodeLabels     = true
)

func lookedUp(port uint16) uint16 { return port }

func allowLocalhost(value string) { option.Config.UnsafeDaemonConfigOption.AllowLocalhost = value }

type noMetrics struct{}

func (noMetrics) AddRule(policytypes.PolicyEntry) {}
func (noMetrics) DelRule(policytypes.PolicyEntry) {}

type parsed struct {
	name    string
	entries policytypes.PolicyEntries
}

func parsedRules(rules api.Rules) parsed {
	return parsed{entries: policyutils.RulesToPolicyEntries(rules)}
}

func parseNetworkPolicy(cluster string, np *slimnetworking.NetworkPolicy) (parsed, error) {
	entries, err := k8s.ParseNetworkPolicy(quiet, cluster, np)
	return parsed{entries: entries}, err
}

func parseClusterNetworkPolicy(w *world, raw json.RawMessage) (parsed, error) {
	kcnp := &policyv1alpha2.ClusterNetworkPolicy{}
	if err := json.Unmarshal(raw, kcnp); err != nil {
		return parsed{}, err
	}
	entries, err := k8s.ParseClusterNetworkPolicy(quiet, w.clusterForPolicies(), kcnp)
	for _, entry := range entries {
		clip(entry.L4)
		for _, selector := range entry.L3 {
			if fqdn, ok := selector.GetFQDNSelector(); ok {
				w.fqdns = append(w.fqdns, *fqdn)
			}
		}
	}
	return parsed{entries: entries}, err
}

func add(repo *policy.Repository, one parsed) {
	repo.ReplaceByResource(one.entries, ipcachetypes.ResourceID(one.name))
}

type anySource labels.Labels

func (l anySource) GetLabel(label *labels.Label) string { return l[label.Key].Value }
func (l anySource) HasLabel(label *labels.Label) bool   { _, ok := l[label.Key]; return ok }
func (l anySource) LookupLabel(label *labels.Label) (string, bool) {
	v, ok := l[label.Key]
	return v.Value, ok
}

func serviceSelected(selector api.EndpointSelector, all labels.Labels) bool {
	return policytypes.Matches(policytypes.NewLabelSelector(selector), anySource(all))
}

// groupLabels is cidrsAndLabelsForCIDRGroup of pkg/policy/k8s.
func groupLabels(group cidrGroup) labels.Labels {
	all := labels.Labels{}
	for key, value := range k8sutils.RemoveCiliumLabels(group.Labels) {
		label := labels.NewLabel(key, value, labels.LabelSourceCIDRGroup)
		all[label.Key] = label
		encoded := labels.EncodedCIDRGroupLabel(label.Key, label.Value, label.Source)
		all[encoded.Key] = encoded
	}
	label := api.LabelForCIDRGroupRef(group.Name)
	all[label.Key] = label
	return all
}

// named are the named ports of the cluster's pods.
type named struct{ ports types.NamedPortMultiMap }

type updater interface {
	Update(nid identity.NumericIdentity, old, new types.NamedPortMap) bool
}

func newNamed() named { return named{types.NewNamedPortMultiMap()} }

func (n named) add(id identity.NumericIdentity, ports types.NamedPortMap) {
	n.ports.(updater).Update(id, nil, ports)
}

func (n named) egress(name string, proto u8proto.U8proto, id identity.NumericIdentity) uint16 {
	for _, port := range n.ports.GetNamedPorts(name, proto, slices.Values([]identity.NumericIdentity{id})) {
		return port
	}
	return 0
}

func (n named) GetNamedPorts() types.NamedPortMultiMap { return n.ports }

func prepare(w *world) {
	w.repo.SetNamedPortsGetter(w.named)
	w.repo.UpdateIdentities(maps.Clone(w.ids), nil)
}

type owner struct{ *peer }

func (o owner) GetID() uint64 { return uint64(o.id.ID) }
func (o owner) GetIngressNamedPort(name string, proto u8proto.U8proto) uint16 {
	port, _ := o.ports.GetNamedPort(name, proto)
	return port
}
func (o owner) PolicyDebug(string, ...any)                  {}
func (o owner) IsHost() bool                                { return o.id.ID == identity.ReservedIdentityHost }
func (o owner) PreviousMapStateSizes() policy.MapStateSizes { return policy.MapStateSizes{} }
func (o owner) RegenerateIfAlive(*regeneration.ExternalRegenerationMetadata) <-chan bool {
	done := make(chan bool)
	close(done)
	return done
}

func distil(w *world, p *peer) (*policy.EndpointPolicy, [2]bool, error) {
	resolved, _, err := w.repo.ComputeSelectorPolicy(p.id)
	if err != nil {
		return nil, [2]bool{}, err
	}
	distilled := resolved.DistillPolicy(quiet, owner{p}, map[string]uint16{policy.FallbackRedirectID: redirected})
	if err := distilled.Ready(); err != nil {
		return nil, [2]bool{}, fmt.Errorf("not ready: %w", err)
	}
	return distilled, [2]bool{distilled.SelectorPolicy.IngressPolicyEnabled, distilled.SelectorPolicy.EgressPolicyEnabled}, nil
}

func filters(p *policy.EndpointPolicy, ingress bool) iter.Seq[*policy.L4Filter] {
	if ingress {
		return p.SelectorPolicy.L4Policy.Ingress.PortRules.Filters()
	}
	return p.SelectorPolicy.L4Policy.Egress.PortRules.Filters()
}

func selects(selector policy.CachedSelector, id identity.NumericIdentity) bool {
	return selector.Selects(id)
}

func candidateOf(p *policy.EndpointPolicy, filter *policy.L4Filter, psp *policy.PerSelectorPolicy) candidate {
	c := candidate{precedence: uint64(psp.GetPrecedence()), deny: psp.IsDeny(), pass: psp.IsPass(), psp: psp}
	if c.pass {
		direction := &p.SelectorPolicy.L4Policy.Egress
		if filter.Ingress {
			direction = &p.SelectorPolicy.L4Policy.Ingress
		}
		_, last := direction.GetTierPriorities(filter.Tier)
		c.until = uint64(last.ToPassPrecedence())
	}
	return c
}
