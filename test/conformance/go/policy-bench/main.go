// Command policy-bench measures Cilium's own engine: a world of pods and policies, as JSON, on stdin; every pair of pods on
// the ports that are asked, cell by cell; one line of JSON with the seconds and the hash of the cells on stdout. Reading
// JSON into memory and the start of the program are not counted; parsing policies is, as it is part of what an agent does.
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"maps"
	"os"
	"time"

	cmtypes "github.com/cilium/cilium/pkg/clustermesh/types"
	"github.com/cilium/cilium/pkg/crypto/certificatemanager"
	"github.com/cilium/cilium/pkg/endpoint/regeneration"
	envoypolicy "github.com/cilium/cilium/pkg/envoy/policy"
	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/identitymanager"
	ipcachetypes "github.com/cilium/cilium/pkg/ipcache/types"
	"github.com/cilium/cilium/pkg/k8s"
	v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	slimnetworking "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	k8sutils "github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	policytypes "github.com/cilium/cilium/pkg/policy/types"
	policyutils "github.com/cilium/cilium/pkg/policy/utils"
	"github.com/cilium/cilium/pkg/types"
	"github.com/cilium/cilium/pkg/u8proto"
)

type input struct {
	Policies   []json.RawMessage `json:"policies"`
	Namespaces []namespace       `json:"namespaces"`
	Endpoints  []struct {
		Name           string            `json:"name"`
		Namespace      string            `json:"namespace"`
		Labels         map[string]string `json:"labels"`
		ServiceAccount string            `json:"serviceAccount"`
		Ports          []struct {
			Name     string `json:"name"`
			Port     int    `json:"port"`
			Protocol string `json:"protocol"`
		} `json:"ports"`
	} `json:"endpoints"`
	Ports  []uint16 `json:"ports"`
	Rounds int      `json:"rounds"`
}

type namespace struct {
	Name   string            `json:"name"`
	Labels map[string]string `json:"labels"`
}

func (n namespace) GetName() string              { return n.Name }
func (n namespace) GetNamespace() string         { return "" }
func (n namespace) GetLabels() map[string]string { return n.Labels }

type noMetrics struct{}

func (noMetrics) AddRule(policytypes.PolicyEntry) {}
func (noMetrics) DelRule(policytypes.PolicyEntry) {}

type pod struct {
	id     *identity.Identity
	ports  types.NamedPortMap
	policy *policy.EndpointPolicy
}

func (p *pod) GetID() uint64 { return uint64(p.id.ID) }
func (p *pod) GetIngressNamedPort(name string, proto u8proto.U8proto) uint16 {
	port, _ := p.ports.GetNamedPort(name, proto)
	return port
}
func (p *pod) PolicyDebug(string, ...any)                  {}
func (p *pod) IsHost() bool                                { return false }
func (p *pod) PreviousMapStateSizes() policy.MapStateSizes { return policy.MapStateSizes{} }
func (p *pod) RegenerateIfAlive(*regeneration.ExternalRegenerationMetadata) <-chan bool {
	done := make(chan bool)
	close(done)
	return done
}

type named struct{ types.NamedPortMultiMap }

func (n named) GetNamedPorts() types.NamedPortMultiMap { return n.NamedPortMultiMap }

type updater interface {
	Update(nid identity.NumericIdentity, old, new types.NamedPortMap) bool
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1}))

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func configure() {
	log.SetOutput(io.Discard)
	must(labelsfilter.ParseLabelPrefixCfg(quiet, nil, nil, ""))
	policy.SetPolicyEnabled(option.DefaultEnforcement)
	option.Config.UnsafeDaemonConfigOption.AllowLocalhost = option.AllowLocalhostAlways
	option.Config.ClusterName = "default"
	api.InitEntities("default")
	option.Config.EnableIPv4 = true
	option.Config.EnableICMPRules = true
	option.Config.EnableL7Proxy = true
	option.Config.EnableNonDefaultDenyPolicies = true
}

func entries(raw json.RawMessage) (string, policytypes.PolicyEntries) {
	var head struct {
		Kind     string
		Metadata struct{ Name, Namespace string }
	}
	must(json.Unmarshal(raw, &head))
	name := fmt.Sprintf("%s/%s/%s", head.Kind, head.Metadata.Namespace, head.Metadata.Name)
	cluster := cmtypes.LocalClusterNameForPolicies(cmtypes.PolicyConfig{PolicyDefaultLocalCluster: true}, "default")
	if head.Kind == "NetworkPolicy" {
		np := &slimnetworking.NetworkPolicy{}
		must(json.Unmarshal(raw, np))
		all, err := k8s.ParseNetworkPolicy(quiet, cluster, np)
		must(err)
		return name, all
	}
	cnp := &v2.CiliumNetworkPolicy{}
	must(json.Unmarshal(raw, cnp))
	rules, err := cnp.Parse(quiet, cluster)
	must(err)
	return name, policyutils.RulesToPolicyEntries(rules)
}

// pods are the endpoints; equal labels are one identity.
func pods(one input) (all []*pod, ids identity.IdentityMap, ports named) {
	spaces := map[string]namespace{}
	for _, ns := range one.Namespaces {
		meta := map[string]string{"kubernetes.io/metadata.name": ns.Name}
		maps.Copy(meta, ns.Labels)
		spaces[ns.Name] = namespace{ns.Name, meta}
	}
	ids = identity.IdentityMap{}
	ports = named{types.NewNamedPortMultiMap()}
	known := map[string]*identity.Identity{}
	for _, e := range one.Endpoints {
		own := k8sutils.SanitizePodLabels(e.Labels, spaces[e.Namespace], e.ServiceAccount, "default")
		kept, _ := labelsfilter.Filter(labels.Map2Labels(own, labels.LabelSourceK8s))
		key := string(kept.SortedList())
		id, ok := known[key]
		if !ok {
			id = identity.NewIdentity(identity.NumericIdentity(10000+len(known)), kept)
			known[key] = id
			ids[id.ID] = id.LabelArray
		}
		own_ := types.NamedPortMap{}
		for _, port := range e.Ports {
			must(own_.AddPort(port.Name, port.Port, port.Protocol))
		}
		ports.NamedPortMultiMap.(updater).Update(id.ID, nil, own_)
		all = append(all, &pod{id: id, ports: own_})
	}
	return all, ids, ports
}

func cell(p *pod, key policy.Key) byte {
	entry, _, found := p.policy.Lookup(key)
	switch {
	case !found || entry.IsDeny():
		return 1
	case entry.IsRedirectEntry():
		return 4
	}
	return 0
}

func main() {
	raw, err := io.ReadAll(os.Stdin)
	must(err)
	var one input
	must(json.Unmarshal(raw, &one))
	configure()
	var answer struct {
		Cold    []float64 `json:"cold"`
		Distil  []float64 `json:"distil"`
		LookUps []float64 `json:"lookUps"`
		Cells   string    `json:"cells"`
	}
	for round := 0; round < one.Rounds; round++ {
		start := time.Now()
		all, ids, ports := pods(one)
		repo := policy.NewPolicyRepository(quiet, ids, nil,
			envoypolicy.NewEnvoyL7RulesTranslator(quiet, certificatemanager.NewMockSecretManagerInline()),
			identitymanager.NewIDManager(quiet), noMetrics{})
		repo.SetNamedPortsGetter(ports)
		repo.UpdateIdentities(maps.Clone(ids), nil)
		for _, raw := range one.Policies {
			name, parsed := entries(raw)
			repo.ReplaceByResource(parsed, ipcachetypes.ResourceID(name))
		}
		byIdentity := map[identity.NumericIdentity]policy.SelectorPolicy{}
		for _, p := range all {
			resolved, ok := byIdentity[p.id.ID]
			if !ok {
				resolved, _, err = repo.ComputeSelectorPolicy(p.id)
				must(err)
				byIdentity[p.id.ID] = resolved
			}
			p.policy = resolved.DistillPolicy(quiet, p, map[string]uint16{policy.FallbackRedirectID: 11111})
			must(p.policy.Ready())
		}
		distilled := time.Now()
		cells := make([]byte, 0, len(all)*len(all)*len(one.Ports))
		for at, port := range one.Ports {
			for _, from := range all {
				for _, to := range all {
					egress := cell(from, policy.EgressKey().WithIdentity(to.id.ID).WithPortProto(u8proto.TCP, port))
					ingress := cell(to, policy.IngressKey().WithIdentity(from.id.ID).WithPortProto(u8proto.TCP, port))
					cells = append(cells, egress|ingress<<4)
				}
			}
			if at == 0 {
				answer.Cold = append(answer.Cold, time.Since(start).Seconds())
				answer.Distil = append(answer.Distil, distilled.Sub(start).Seconds())
				distilled = time.Now()
			}
		}
		answer.LookUps = append(answer.LookUps, float64(len(all)*len(all)*(len(one.Ports)-1))/time.Since(distilled).Seconds())
		sum := sha256.Sum256(cells)
		answer.Cells = hex.EncodeToString(sum[:])
	}
	must(json.NewEncoder(os.Stdout).Encode(answer))
}
