// What is Cilium 1.19's own in the program that main.go is.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"sync"

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
	"github.com/cilium/cilium/pkg/spanstat"
	"github.com/cilium/cilium/pkg/types"
	"github.com/cilium/cilium/pkg/u8proto"
)

const (
	defaultLocalCluster = true
	localNodeLabels     = false
)

func lookedUp(port uint16) uint16 { return port }

func allowLocalhost(value string) { option.Config.AllowLocalhost = value }

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

func parseClusterNetworkPolicy(*world, json.RawMessage) (parsed, error) {
	return parsed{}, errors.New("ClusterNetworkPolicy is not supported by Cilium 1.19.7")
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
	Update(old, new types.NamedPortMap) bool
}

func newNamed() named { return named{types.NewNamedPortMultiMap()} }

func (n named) add(_ identity.NumericIdentity, ports types.NamedPortMap) {
	n.ports.(updater).Update(nil, ports)
}

// egress is one number for the whole cluster, none where pods disagree.
func (n named) egress(name string, proto u8proto.U8proto, _ identity.NumericIdentity) uint16 {
	port, _ := n.ports.GetNamedPort(name, proto)
	return port
}

func prepare(w *world) {
	var wg sync.WaitGroup
	w.repo.GetSubjectSelectorCache().UpdateIdentities(maps.Clone(w.ids), nil, &wg)
	wg.Wait()
}

type owner struct {
	*peer
	named named
}

func (o owner) GetID() uint64 { return uint64(o.id.ID) }
func (o owner) GetNamedPort(ingress bool, name string, proto u8proto.U8proto) uint16 {
	if !ingress {
		return o.named.egress(name, proto, 0)
	}
	port, _ := o.ports.GetNamedPort(name, proto)
	return port
}
func (o owner) PolicyDebug(string, ...any)         {}
func (o owner) IsHost() bool                       { return o.id.ID == identity.ReservedIdentityHost }
func (o owner) PreviousMapState() *policy.MapState { return nil }
func (o owner) RegenerateIfAlive(*regeneration.ExternalRegenerationMetadata) <-chan bool {
	done := make(chan bool)
	close(done)
	return done
}

type stats struct{ spanstat.SpanStat }

func (s *stats) WaitingForPolicyRepository() *spanstat.SpanStat { return &s.SpanStat }
func (s *stats) SelectorPolicyCalculation() *spanstat.SpanStat  { return &s.SpanStat }

// redirects gives every rule for a proxy the port that the agent would have opened for it.
func redirects(o owner, resolved policy.SelectorPolicy) map[string]uint16 {
	all := map[string]uint16{}
	for filter, rule := range resolved.RedirectFilters() {
		port := filter.Port
		if port == 0 && filter.PortName != "" {
			port = o.GetNamedPort(filter.Ingress, filter.PortName, filter.U8Proto)
		}
		all[policy.ProxyID(uint16(o.GetID()), filter.Ingress, string(filter.Protocol), port, rule.Policy.GetListener())] = redirected
	}
	return all
}

func distil(w *world, p *peer) (*policy.EndpointPolicy, [2]bool, error) {
	w.manager.Add(p.id) // makes the place in the cache that is looked for
	resolved, _, err := w.repo.GetSelectorPolicy(p.id, 0, &stats{}, uint64(p.id.ID))
	if err != nil {
		return nil, [2]bool{}, err
	}
	o := owner{p, w.named}
	distilled := resolved.DistillPolicy(quiet, o, redirects(o, resolved))
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

func candidateOf(_ *policy.EndpointPolicy, _ *policy.L4Filter, psp *policy.PerSelectorPolicy) candidate {
	return candidate{precedence: uint64(^uint32(0) - uint32(psp.GetPriority())), deny: psp.IsDeny(), psp: psp}
}
