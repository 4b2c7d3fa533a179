// What is Cilium 1.18's own in the program that main.go is.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/cilium/cilium/pkg/container/versioned"
	"github.com/cilium/cilium/pkg/endpoint/regeneration"
	"github.com/cilium/cilium/pkg/fqdn/re"
	"github.com/cilium/cilium/pkg/identity"
	ipcachetypes "github.com/cilium/cilium/pkg/ipcache/types"
	"github.com/cilium/cilium/pkg/k8s"
	slimnetworking "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	k8sutils "github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	"github.com/cilium/cilium/pkg/spanstat"
	"github.com/cilium/cilium/pkg/types"
	"github.com/cilium/cilium/pkg/u8proto"
)

const (
	defaultLocalCluster = false
	localNodeLabels     = false
)

func init() {
	if err := re.InitRegexCompileLRU(quiet, 1024); err != nil {
		panic(err)
	}
}

// lookedUp stands a port that no case has in for ICMP's type 0 and port 0, which the look-up of this release does not take:
// rules for every port have it, those for others do not.
func lookedUp(port uint16) uint16 {
	if port == 0 {
		return 255
	}
	return port
}

func allowLocalhost(value string) { option.Config.AllowLocalhost = value }

type noMetrics struct{}

func (noMetrics) AddRule(api.Rule) {}
func (noMetrics) DelRule(api.Rule) {}

type parsed struct {
	name  string
	rules api.Rules
}

func parsedRules(rules api.Rules) parsed { return parsed{rules: rules} }

func parseNetworkPolicy(cluster string, np *slimnetworking.NetworkPolicy) (parsed, error) {
	rules, err := k8s.ParseNetworkPolicy(quiet, cluster, np)
	return parsed{rules: rules}, err
}

func parseClusterNetworkPolicy(*world, json.RawMessage) (parsed, error) {
	return parsed{}, errors.New("ClusterNetworkPolicy is not supported by Cilium 1.18.11")
}

func add(repo *policy.Repository, one parsed) {
	repo.ReplaceByResource(one.rules, ipcachetypes.ResourceID(one.name))
}

// anySource is labelsMatcher of pkg/policy/k8s.
type anySource labels.Labels

func (l anySource) Get(key string) string { return l[key].Value }
func (l anySource) Has(key string) bool   { return labels.Labels(l).HasLabelWithKey(key) }

func serviceSelected(selector api.EndpointSelector, all labels.Labels) bool {
	selector.SyncRequirementsWithLabelSelector()
	return selector.Matches(anySource(all))
}

// groupLabels is cidrGroupLabels of pkg/policy/k8s.
func groupLabels(group cidrGroup) labels.Labels {
	all := labels.Map2Labels(k8sutils.RemoveCiliumLabels(group.Labels), labels.LabelSourceCIDRGroup)
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

type nobody struct{}

func (nobody) RegisterFQDNSelector(api.FQDNSelector) uint64   { return 0 }
func (nobody) UnregisterFQDNSelector(api.FQDNSelector) uint64 { return 0 }

func prepare(w *world) { w.repo.GetSelectorCache().SetLocalIdentityNotifier(nobody{}) }

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
func (o owner) PolicyDebug(string, ...any) {}
func (o owner) IsHost() bool               { return o.id.ID == identity.ReservedIdentityHost }
func (o owner) MapStateSize() int          { return 0 }
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
	return distilled, [2]bool{distilled.IngressPolicyEnabled, distilled.EgressPolicyEnabled}, nil
}

func filters(p *policy.EndpointPolicy, ingress bool) iter.Seq[*policy.L4Filter] {
	rules := p.L4Policy.Egress.PortRules
	if ingress {
		rules = p.L4Policy.Ingress.PortRules
	}
	return func(yield func(*policy.L4Filter) bool) { rules.ForEach(yield) }
}

func selects(selector policy.CachedSelector, id identity.NumericIdentity) bool {
	return selector.Selects(versioned.Latest(), id)
}

// candidateOf knows no precedence but that of deny: rules have no priority in this release.
func candidateOf(_ *policy.EndpointPolicy, _ *policy.L4Filter, psp *policy.PerSelectorPolicy) candidate {
	return candidate{deny: psp.GetDeny(), psp: psp}
}
