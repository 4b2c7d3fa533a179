// Command policy answers what Cilium's own policy engine decides: one case (a scenario, as JSON) a line on stdin, one
// result a line on stdout, in the same order. It is one text for all releases: release.go has what differs.
//
// Cilium's own code reads the policies, filters labels, selects, resolves and looks up. Written anew from its source are:
// which labels an address gets (pkg/ipcache), which peers a service becomes (pkg/policy/k8s), Envoy's walk over the rules
// of a port, and the look-up of the DNS proxy (pkg/fqdn/dnsproxy).
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"maps"
	"net/netip"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"

	cmtypes "github.com/cilium/cilium/pkg/clustermesh/types"
	"github.com/cilium/cilium/pkg/crypto/certificatemanager"
	envoypolicy "github.com/cilium/cilium/pkg/envoy/policy"
	"github.com/cilium/cilium/pkg/fqdn/matchpattern"
	"github.com/cilium/cilium/pkg/identity"
	"github.com/cilium/cilium/pkg/identity/identitymanager"
	k8sconst "github.com/cilium/cilium/pkg/k8s/apis/cilium.io"
	v2 "github.com/cilium/cilium/pkg/k8s/apis/cilium.io/v2"
	slimnetworking "github.com/cilium/cilium/pkg/k8s/slim/k8s/api/networking/v1"
	slimmeta "github.com/cilium/cilium/pkg/k8s/slim/k8s/apis/meta/v1"
	k8sutils "github.com/cilium/cilium/pkg/k8s/utils"
	"github.com/cilium/cilium/pkg/labels"
	"github.com/cilium/cilium/pkg/labelsfilter"
	"github.com/cilium/cilium/pkg/option"
	"github.com/cilium/cilium/pkg/policy"
	"github.com/cilium/cilium/pkg/policy/api"
	"github.com/cilium/cilium/pkg/types"
	"github.com/cilium/cilium/pkg/u8proto"
)

type scenario struct {
	Policies         []json.RawMessage   `json:"policies"`
	Namespaces       []namespace         `json:"namespaces"`
	Endpoints        []endpoint          `json:"endpoints"`
	Nodes            []node              `json:"nodes"`
	DNS              map[string][]string `json:"dns"`
	CIDRGroups       []cidrGroup         `json:"cidrGroups"`
	Services         []service           `json:"services"`
	KubeAPIServerIPs []string            `json:"kubeAPIServerIPs"`
	Config           config              `json:"config"`
	Flows            []flow              `json:"flows"`
}

type namespace struct {
	Name   string            `json:"name"`
	Labels map[string]string `json:"labels"`
}

func (n namespace) GetName() string              { return n.Name }
func (n namespace) GetNamespace() string         { return "" }
func (n namespace) GetLabels() map[string]string { return n.Labels }

type endpoint struct {
	Name           string            `json:"name"`
	Namespace      string            `json:"namespace"`
	Labels         map[string]string `json:"labels"`
	ServiceAccount string            `json:"serviceAccount"`
	IP             string            `json:"ip"`
	Ports          []struct {
		Name     string `json:"name"`
		Port     int    `json:"port"`
		Protocol string `json:"protocol"`
	} `json:"ports"`
}

type node struct {
	Name   string            `json:"name"`
	Labels map[string]string `json:"labels"`
	IP     string            `json:"ip"`
	Local  bool              `json:"local"`
}

type cidrGroup struct {
	Name   string            `json:"name"`
	Labels map[string]string `json:"labels"`
	CIDRs  []string          `json:"cidrs"`
}

type service struct {
	Name      string            `json:"name"`
	Namespace string            `json:"namespace"`
	Labels    map[string]string `json:"labels"`
	Selector  map[string]string `json:"selector"`
	Backends  []string          `json:"backends"`
}

type config struct {
	EnablePolicy                 string   `json:"enablePolicy"`
	PolicyCIDRMatchMode          []string `json:"policyCIDRMatchMode"`
	EnableNodeSelectorLabels     bool     `json:"enableNodeSelectorLabels"`
	EnableHostFirewall           bool     `json:"enableHostFirewall"`
	AllowLocalhost               string   `json:"allowLocalhost"`
	IPv6                         bool     `json:"ipv6"`
	ClusterName                  string   `json:"clusterName"`
	PolicyDefaultLocalCluster    *bool    `json:"policyDefaultLocalCluster"`
	EnableNonDefaultDenyPolicies *bool    `json:"enableNonDefaultDenyPolicies"`
	EnableL7Proxy                *bool    `json:"enableL7Proxy"`
}

type httpRequest struct {
	Method  string            `json:"method"`
	Path    string            `json:"path"`
	Host    string            `json:"host"`
	Headers map[string]string `json:"headers"`
}

type flow struct {
	From  string       `json:"from"`
	To    string       `json:"to"`
	Proto string       `json:"proto"`
	Port  uint16       `json:"port"`
	ICMP  *uint16      `json:"icmp"`
	HTTP  *httpRequest `json:"http"`
	DNS   *string      `json:"dns"`
}

type l7 struct {
	Type     string `json:"type"`
	Decision string `json:"decision"`
}

type direction struct {
	Decision string   `json:"decision"`
	Enforced bool     `json:"enforced"`
	Rules    []string `json:"rules,omitempty"`
	Error    string   `json:"error,omitempty"`
	L7       *l7      `json:"l7,omitempty"`
}

type flowResult struct {
	Egress  direction `json:"egress"`
	Ingress direction `json:"ingress"`
	Verdict string    `json:"verdict"`
}

type policyError struct {
	Policy string `json:"policy"`
	Error  string `json:"error"`
}

type result struct {
	PolicyErrors []policyError `json:"policyErrors,omitempty"`
	Flows        []flowResult  `json:"flows"`
	Panic        string        `json:"panic,omitempty"`
}

// peer is one end of a flow.
type peer struct {
	id      *identity.Identity
	ports   types.NamedPortMap
	subject bool
	policy  *policy.EndpointPolicy
	enforce [2]bool // ingress, egress
	err     error
	solved  bool
}

// world is a case that is being answered.
type world struct {
	scenario
	repo    *policy.Repository
	manager identitymanager.IDManager
	named   named
	byKey   map[string]*peer
	byEnd   map[string]*peer
	fqdns   []api.FQDNSelector
	nextID  identity.NumericIdentity
	ids     identity.IdentityMap
	nsNames map[string]namespace
}

var quiet = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelError + 1}))

func main() {
	log.SetOutput(io.Discard)
	if err := labelsfilter.ParseLabelPrefixCfg(quiet, nil, nil, ""); err != nil {
		panic(err)
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			answer, _ := json.Marshal(answerTo(line))
			out.Write(append(answer, '\n'))
			if in.Buffered() == 0 {
				out.Flush()
			}
		}
		if err != nil {
			return
		}
	}
}

func answerTo(line []byte) (answer result) {
	defer func() {
		if p := recover(); p != nil {
			answer = result{Panic: fmt.Sprint(p)}
		}
	}()
	var one scenario
	if err := json.Unmarshal(line, &one); err != nil {
		return result{Panic: err.Error()}
	}
	configure(one.Config)
	w := &world{
		scenario: one,
		byKey:    map[string]*peer{}, byEnd: map[string]*peer{},
		nextID: 10000, ids: identity.IdentityMap{}, nsNames: map[string]namespace{},
	}
	for _, ns := range one.Namespaces {
		all := map[string]string{"kubernetes.io/metadata.name": ns.Name}
		maps.Copy(all, ns.Labels)
		w.nsNames[ns.Name] = namespace{ns.Name, all}
	}
	// The repository wants the identities, and these need the names that policies select.
	parsed, refused := w.parse()
	w.named = newNamed()
	for i := range w.Endpoints {
		w.end(w.Endpoints[i].Namespace + "/" + w.Endpoints[i].Name)
	}
	for _, name := range []string{"host", "world", "unmanaged", "health", "init", "ingress", "remote-node", "kube-apiserver"} {
		w.end("entity:" + name)
	}
	for _, n := range w.Nodes {
		w.end("node:" + n.Name)
	}
	for _, f := range w.Flows {
		w.end(f.From)
		w.end(f.To)
	}
	w.manager = identitymanager.NewIDManager(quiet)
	w.repo = policy.NewPolicyRepository(quiet, w.ids, nil,
		envoypolicy.NewEnvoyL7RulesTranslator(quiet, certificatemanager.NewMockSecretManagerInline()),
		w.manager, noMetrics{})
	prepare(w)
	for _, p := range parsed {
		add(w.repo, p)
	}
	answer.PolicyErrors = refused
	for _, f := range w.Flows {
		answer.Flows = append(answer.Flows, w.judge(f))
	}
	return answer
}

func yes(value *bool) bool { return value == nil || *value }

func configure(c config) {
	mode := c.EnablePolicy
	if mode == "" {
		mode = option.DefaultEnforcement
	}
	policy.SetPolicyEnabled(mode)
	name := c.ClusterName
	if name == "" {
		name = "default"
	}
	localhost := c.AllowLocalhost
	if localhost == "" || localhost == "auto" {
		localhost = option.AllowLocalhostAlways // what the agent makes of auto where Kubernetes runs it
	}
	allowLocalhost(localhost)
	option.Config.ClusterName = name
	api.InitEntities(name)
	option.Config.EnableIPv4 = true
	option.Config.EnableIPv6 = c.IPv6
	option.Config.EnableICMPRules = true
	option.Config.PolicyCIDRMatchMode = c.PolicyCIDRMatchMode
	option.Config.EnableNodeSelectorLabels = c.EnableNodeSelectorLabels
	option.Config.EnableHostFirewall = c.EnableHostFirewall
	option.Config.EnableL7Proxy = yes(c.EnableL7Proxy)
	option.Config.EnableNonDefaultDenyPolicies = yes(c.EnableNonDefaultDenyPolicies)
}

func (w *world) clusterForPolicies() string {
	local := defaultLocalCluster
	if w.Config.PolicyDefaultLocalCluster != nil {
		local = *w.Config.PolicyDefaultLocalCluster
	}
	return cmtypes.LocalClusterNameForPolicies(cmtypes.PolicyConfig{PolicyDefaultLocalCluster: local}, option.Config.ClusterName)
}

// parse reads the policies as the agent's watchers do.
func (w *world) parse() (all []parsed, refused []policyError) {
	for _, raw := range w.Policies {
		var head struct {
			Kind     string
			Metadata struct{ Name, Namespace string }
		}
		if err := json.Unmarshal(raw, &head); err != nil {
			refused = append(refused, policyError{"", err.Error()})
			continue
		}
		ns := head.Metadata.Namespace
		if ns == "" && (head.Kind == "CiliumNetworkPolicy" || head.Kind == "NetworkPolicy") {
			ns = "default"
		}
		if head.Kind == "CiliumClusterwideNetworkPolicy" || head.Kind == "ClusterNetworkPolicy" {
			ns = ""
		}
		name := fmt.Sprintf("%s/%s/%s", head.Kind, ns, head.Metadata.Name)
		one, err := w.parseOne(head.Kind, ns, raw)
		if err != nil {
			refused = append(refused, policyError{name, err.Error()})
			continue
		}
		one.name = name
		all = append(all, one)
	}
	return all, refused
}

func (w *world) parseOne(kind, ns string, raw json.RawMessage) (one parsed, err error) {
	switch kind {
	case "CiliumNetworkPolicy", "CiliumClusterwideNetworkPolicy":
		cnp := &v2.CiliumNetworkPolicy{}
		if err := json.Unmarshal(raw, cnp); err != nil {
			return one, err
		}
		cnp.Namespace = ns
		for _, s := range w.Services {
			s.translate(cnp.Spec)
			for _, spec := range cnp.Specs {
				s.translate(spec)
			}
		}
		rules, err := cnp.Parse(quiet, w.clusterForPolicies())
		if err != nil {
			return one, err
		}
		for _, rule := range rules {
			for _, ingress := range rule.Ingress {
				clip(ingress.ToPorts)
			}
			for _, egress := range rule.Egress {
				clip(egress.ToPorts)
				w.fqdns = append(w.fqdns, egress.ToFQDNs...)
			}
		}
		return parsedRules(rules), nil
	case "NetworkPolicy":
		np := &slimnetworking.NetworkPolicy{}
		if err := json.Unmarshal(raw, np); err != nil {
			return one, err
		}
		np.Namespace = ns
		defaulted(np)
		return parseNetworkPolicy(w.clusterForPolicies(), np)
	case "ClusterNetworkPolicy":
		return parseClusterNetworkPolicy(w, raw)
	}
	return one, fmt.Errorf("unknown kind %s", kind)
}

// clip leaves the lists of L7 rules no room to grow. The ports of one rule share them, and mergePortProto appends to them:
// where JSON left room, what is appended for one port overwrites what was for another, in the order of a map. A verdict
// that chance decides is none to compare with.
func clip(ports api.PortRules) {
	for _, port := range ports {
		if port.Rules != nil {
			port.Rules.HTTP = slices.Clip(port.Rules.HTTP)
			port.Rules.DNS = slices.Clip(port.Rules.DNS)
		}
	}
}

// defaulted is what the API server fills in.
func defaulted(np *slimnetworking.NetworkPolicy) {
	if len(np.Spec.PolicyTypes) == 0 {
		np.Spec.PolicyTypes = []slimnetworking.PolicyType{slimnetworking.PolicyTypeIngress}
		if len(np.Spec.Egress) > 0 {
			np.Spec.PolicyTypes = append(np.Spec.PolicyTypes, slimnetworking.PolicyTypeEgress)
		}
	}
}

// translate is pkg/policy/k8s's processRule.
func (s service) translate(rule *api.Rule) {
	if rule == nil {
		return
	}
	for i := range rule.Egress {
		for _, to := range rule.Egress[i].ToServices {
			if !s.meant(to) {
				continue
			}
			if len(s.Selector) == 0 {
				for _, backend := range s.Backends {
					addr := netip.MustParseAddr(backend)
					cidr := api.CIDR(netip.PrefixFrom(addr, addr.BitLen()).String())
					rule.Egress[i].ToCIDRSet = append(rule.Egress[i].ToCIDRSet, api.CIDRRule{Cidr: cidr, Generated: true})
				}
				continue
			}
			selector := maps.Clone(s.Selector)
			selector[k8sconst.PodNamespaceLabel] = s.Namespace
			es := api.NewESFromK8sLabelSelector(labels.LabelSourceK8sKeyPrefix, &slimmeta.LabelSelector{MatchLabels: selector})
			es.Generated = true
			rule.Egress[i].ToEndpoints = append(rule.Egress[i].ToEndpoints, es)
		}
	}
}

func (s service) meant(to api.Service) bool {
	if sel := to.K8sServiceSelector; sel != nil {
		if sel.Namespace != "" && sel.Namespace != s.Namespace {
			return false
		}
		return serviceSelected(api.EndpointSelector(sel.Selector), labels.Map2Labels(s.Labels, labels.LabelSourceK8s))
	}
	if ref := to.K8sService; ref != nil {
		return (ref.Namespace == "" || ref.Namespace == s.Namespace) && ref.ServiceName == s.Name
	}
	return false
}

// end makes an end of a flow an identity; equal labels are one identity.
func (w *world) end(end string) *peer {
	if p, ok := w.byEnd[end]; ok {
		return p
	}
	p := w.makeEnd(end)
	w.byEnd[end] = p
	return p
}

func (w *world) isAPIServer(ip string) bool {
	return ip != "" && slices.Contains(w.KubeAPIServerIPs, ip)
}

func reserved(names ...string) labels.Labels {
	all := labels.Labels{}
	for _, name := range names {
		all[name] = labels.NewLabel(name, "", labels.LabelSourceReserved)
	}
	return all
}

func (w *world) hostLabels() labels.Labels {
	all := reserved("host")
	for _, n := range w.Nodes {
		if !n.Local {
			continue
		}
		kept, _ := labelsfilter.Filter(labels.Map2Labels(n.Labels, labels.LabelSourceK8s))
		all.MergeLabels(kept)
		if w.isAPIServer(n.IP) {
			all.MergeLabels(reserved("kube-apiserver"))
		}
		all.MergeLabels(w.nodeLabels(n))
	}
	return all
}

func (w *world) nodeLabels(n node) labels.Labels {
	all := labels.Labels{}
	if option.Config.EnableNodeSelectorLabels && (localNodeLabels || !n.Local) {
		// As pkg/node/manager, nodeIdentityLabels: the cluster's label is none of the node's, and is not filtered.
		kept, _ := labelsfilter.FilterNodeLabels(labels.Map2Labels(n.Labels, labels.LabelSourceNode))
		all.MergeLabels(kept)
		cluster := map[string]string{k8sconst.PolicyLabelCluster: option.Config.ClusterName}
		all.MergeLabels(labels.Map2Labels(cluster, labels.LabelSourceK8s))
	}
	if option.Config.PolicyCIDRMatchesNodes() {
		// As pkg/ipcache, resolveIdentity: what its address and all longer prefixes around it say, groups and names too.
		if _, err := netip.ParseAddr(n.IP); err == nil {
			for key, label := range w.addressLabels(n.IP) {
				if label.Source != labels.LabelSourceReserved {
					all[key] = label
				}
			}
		}
	}
	return all
}

func (w *world) makeEnd(end string) *peer {
	if name, ok := strings.CutPrefix(end, "entity:"); ok {
		switch name {
		case "host":
			return w.identify(identity.ReservedIdentityHost, w.hostLabels(), nil, w.Config.EnableHostFirewall, "")
		case "world":
			return w.identify(identity.ReservedIdentityWorld, reserved("world"), nil, false, "")
		case "unmanaged":
			return w.identify(identity.ReservedIdentityUnmanaged, reserved("unmanaged"), nil, false, "")
		case "health":
			return w.identify(identity.ReservedIdentityHealth, reserved("health"), nil, true, "")
		case "init":
			return w.identify(identity.ReservedIdentityInit, reserved("init"), nil, true, "")
		case "ingress":
			return w.identify(identity.ReservedIdentityIngress, reserved("ingress"), nil, true, "")
		case "remote-node":
			return w.identify(identity.ReservedIdentityRemoteNode, reserved("remote-node"), nil, false, "")
		case "kube-apiserver":
			return w.identify(identity.ReservedIdentityKubeAPIServer, reserved("kube-apiserver", "remote-node"), nil, false, "")
		}
		panic("unknown entity " + name)
	}
	if name, ok := strings.CutPrefix(end, "node:"); ok {
		for _, n := range w.Nodes {
			if n.Name != name {
				continue
			}
			if n.Local {
				return w.end("entity:host")
			}
			all := reserved("remote-node")
			if w.isAPIServer(n.IP) {
				all.MergeLabels(reserved("kube-apiserver"))
			}
			all.MergeLabels(w.nodeLabels(n))
			if len(all) == 1 {
				return w.end("entity:remote-node")
			}
			return w.identify(0, all, nil, false, "remote")
		}
		panic("unknown node " + name)
	}
	if name, ok := strings.CutPrefix(end, "fqdn:"); ok {
		ips := w.DNS[name]
		if len(ips) == 0 {
			return w.end("entity:world")
		}
		return w.end("ip:" + ips[0])
	}
	if ip, ok := strings.CutPrefix(end, "ip:"); ok {
		for _, e := range w.Endpoints {
			if e.IP == ip {
				return w.end(e.Namespace + "/" + e.Name)
			}
		}
		for _, n := range w.Nodes {
			if n.IP == ip {
				return w.end("node:" + n.Name)
			}
		}
		return w.identify(0, w.addressLabels(ip), nil, false, "local")
	}
	for _, e := range w.Endpoints {
		if e.Namespace+"/"+e.Name == end {
			return w.pod(e)
		}
	}
	panic("unknown end " + end)
}

func (w *world) pod(e endpoint) *peer {
	ns, ok := w.nsNames[e.Namespace]
	if !ok {
		ns = namespace{e.Namespace, map[string]string{"kubernetes.io/metadata.name": e.Namespace}}
	}
	account := e.ServiceAccount
	if account == "" {
		account = "default"
	}
	own := k8sutils.SanitizePodLabels(e.Labels, ns, account, option.Config.ClusterName)
	kept, _ := labelsfilter.Filter(labels.Map2Labels(own, labels.LabelSourceK8s))
	ports := types.NamedPortMap{}
	for _, port := range e.Ports {
		protocol := port.Protocol
		if protocol == "" {
			protocol = "TCP"
		}
		_ = ports.AddPort(port.Name, port.Port, protocol)
	}
	// The agent of 1.20 keeps pods of other ports apart by generated labels, which no selector reads.
	return w.identify(0, kept, ports, true, e.Namespace+"/"+e.Name)
}

// addressLabels are the labels of an address outside: its CIDR, the names that it was learned for, the groups it is in.
func (w *world) addressLabels(ip string) labels.Labels {
	addr := netip.MustParseAddr(ip)
	all := labels.GetCIDRLabels(netip.PrefixFrom(addr, addr.BitLen()))
	if w.isAPIServer(ip) {
		all.MergeLabels(reserved("kube-apiserver"))
	}
	for _, selector := range w.fqdns {
		expression, err := selector.ToRegex()
		if err != nil {
			continue
		}
		for name, ips := range w.DNS {
			if slices.Contains(ips, ip) && expression.MatchString(fqdn(name)) {
				label := selector.IdentityLabel()
				all[label.Key] = label
			}
		}
	}
	for _, group := range w.CIDRGroups {
		if slices.ContainsFunc(group.CIDRs, func(cidr string) bool {
			prefix, err := netip.ParsePrefix(cidr)
			return err == nil && prefix.Contains(addr)
		}) {
			all.MergeLabels(groupLabels(group))
		}
	}
	return all
}

func fqdn(name string) string {
	return strings.ToLower(strings.TrimSuffix(name, ".")) + "."
}

func (w *world) identify(id identity.NumericIdentity, all labels.Labels, ports types.NamedPortMap, subject bool, scope string) *peer {
	key := fmt.Sprint(id, scope, string(all.SortedList()))
	if p, ok := w.byKey[key]; ok {
		if len(ports) == 0 || maps.Equal(p.ports, ports) {
			return p
		}
		// Pods of one identity that differ in their named ports.
		w.named.add(p.id.ID, ports)
		return &peer{id: p.id, ports: ports, subject: subject}
	}
	if id == 0 {
		id = w.nextID
		w.nextID++
		switch scope {
		case "local":
			id |= identity.IdentityScopeLocal
		case "remote":
			id |= identity.IdentityScopeRemoteNode
		}
	}
	p := &peer{id: identity.NewIdentity(id, all), ports: ports, subject: subject}
	w.byKey[key] = p
	w.ids[id] = p.id.LabelArray
	if len(ports) > 0 {
		w.named.add(id, ports)
	}
	return p
}

const redirected = 11111

func (w *world) resolve(p *peer) {
	if p.solved {
		return
	}
	p.solved = true
	p.policy, p.enforce, p.err = distil(w, p)
}

func (w *world) judge(f flow) flowResult {
	from, to := w.end(f.From), w.end(f.To)
	proto, port := protocolOf(f)
	r := flowResult{
		Egress:  w.look(from, to, false, proto, port, f),
		Ingress: w.look(to, from, true, proto, port, f),
	}
	decided := func(value string) bool { return r.Egress.Decision == value || r.Ingress.Decision == value }
	seventh := func(value string) bool {
		return r.Egress.L7 != nil && r.Egress.L7.Decision == value || r.Ingress.L7 != nil && r.Ingress.L7.Decision == value
	}
	switch {
	case decided("error"):
		r.Verdict = "error"
	case decided("denied") || seventh("denied"):
		r.Verdict = "denied"
	case seventh("unspecified"):
		r.Verdict = "redirect"
	default:
		r.Verdict = "allowed"
	}
	return r
}

func protocolOf(f flow) (u8proto.U8proto, uint16) {
	proto, err := u8proto.ParseProtocol(f.Proto)
	if err != nil {
		panic(err)
	}
	if f.ICMP != nil {
		return proto, *f.ICMP
	}
	return proto, f.Port
}

func (w *world) look(subject, other *peer, ingress bool, proto u8proto.U8proto, port uint16, f flow) (d direction) {
	d.Decision = "none"
	if !subject.subject {
		return d
	}
	w.resolve(subject)
	if subject.err != nil {
		d.Decision = "error"
		d.Error = subject.err.Error()
		return d
	}
	key := policy.EgressKey()
	d.Enforced = subject.enforce[1]
	if ingress {
		key = policy.IngressKey()
		d.Enforced = subject.enforce[0]
	}
	entry, meta, found := subject.policy.Lookup(key.WithIdentity(other.id.ID).WithPortProto(proto, lookedUp(port)))
	if !found || entry.IsDeny() {
		d.Decision = "denied"
	} else {
		d.Decision = "allowed"
	}
	if found {
		d.Rules = named_(meta)
	}
	if d.Decision == "allowed" && entry.IsRedirectEntry() {
		d.L7 = w.proxy(subject, other, ingress, proto, port, f)
	}
	return d
}

func named_(meta policy.RuleMeta) (names []string) {
	for _, rule := range meta.LabelArray() {
		get := func(key string) string { return rule.Get("k8s." + key) }
		if kind := get(k8sconst.PolicyLabelDerivedFrom); kind != "" {
			names = append(names, kind+"/"+get(k8sconst.PolicyLabelNamespace)+"/"+get(k8sconst.PolicyLabelName))
		} else {
			names = append(names, strings.Join(rule.GetModel(), ","))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// covers tells whether a filter is about a port of a peer; exact, that it is about this very port.
func (w *world) covers(filter *policy.L4Filter, subject, other *peer, ingress bool, proto u8proto.U8proto, port uint16) (covers, exact bool) {
	if filter.U8Proto != u8proto.ANY && filter.U8Proto != proto {
		return false, false
	}
	at := filter.Port
	if filter.PortName != "" {
		if ingress {
			at, _ = subject.ports.GetNamedPort(filter.PortName, filter.U8Proto)
		} else {
			at = w.named.egress(filter.PortName, filter.U8Proto, other.id.ID)
		}
		if at == 0 {
			return false, false
		}
	}
	if at == 0 {
		return true, false
	}
	if filter.EndPort > at {
		return at <= port && port <= filter.EndPort, false
	}
	return at == port, at == port
}

type candidate struct {
	precedence uint64
	deny, pass bool
	until      uint64 // where a pass goes on
	psp        *policy.PerSelectorPolicy
}

// proxy is what becomes of a flow that a proxy gets.
func (w *world) proxy(subject, other *peer, ingress bool, proto u8proto.U8proto, port uint16, f flow) *l7 {
	var candidates []candidate
	var parsers []string
	opened := map[uint16]policy.L7ParserType{}
	dns := false
	for filter := range filters(subject.policy, ingress) {
		covers, exact := w.covers(filter, subject, other, ingress, proto, port)
		if !covers {
			continue
		}
		at := filter.Port
		if exact {
			at = port
		}
		for _, psp := range filter.PerSelectorPolicies {
			if !psp.IsRedirect() {
				continue
			}
			// The agent opens one proxy for a port (addNewRedirects of pkg/endpoint): where rules want two, it is the one
			// that the walk over a map meets first.
			if before, ok := opened[at]; ok && before != psp.L7Parser {
				return &l7{"any", "chance"}
			}
			opened[at] = psp.L7Parser
		}
		for selector, psp := range filter.PerSelectorPolicies {
			if !selects(selector, other.id.ID) {
				continue
			}
			candidates = append(candidates, candidateOf(subject.policy, filter, psp))
			if psp.IsRedirect() {
				parsers = append(parsers, string(psp.L7Parser))
			}
			// The DNS proxy knows the filters of a very port: each selector of one that has DNS rules opens its names,
			// those without rules every name.
			if exact && f.DNS != nil && hasDNS(filter) && dnsAllows(psp, *f.DNS) {
				dns = true
			}
		}
	}
	kind := "http"
	if slices.Contains(parsers, "dns") {
		kind = "dns"
	}
	switch {
	case kind == "dns" && f.DNS == nil, kind == "http" && f.HTTP == nil:
		return &l7{kind, "unspecified"}
	case kind == "dns" && dns, kind == "http" && envoyAllows(candidates, f.HTTP):
		return &l7{kind, "allowed"}
	}
	return &l7{kind, "denied"}
}

func hasDNS(filter *policy.L4Filter) bool {
	for _, psp := range filter.PerSelectorPolicies {
		if psp != nil && psp.L7Parser == "dns" {
			return true
		}
	}
	return false
}

// dnsAllows is GeneratePattern and CheckAllowed of pkg/fqdn/dnsproxy.
func dnsAllows(psp *policy.PerSelectorPolicy, name string) bool {
	if psp == nil || len(psp.DNS) == 0 {
		return true
	}
	var expressions []string
	for _, rule := range psp.DNS {
		if rule.MatchName != "" {
			expressions = append(expressions, matchpattern.ToUnAnchoredRegexp(fqdn(rule.MatchName)))
		}
		if rule.MatchPattern != "" {
			expression := matchpattern.ToUnAnchoredRegexp(matchpattern.Sanitize(rule.MatchPattern))
			if expression == matchpattern.MatchAllUnAnchoredPattern {
				return true
			}
			expressions = append(expressions, expression)
		}
	}
	return regexpOf("^(?:" + strings.Join(expressions, "|") + ")$").MatchString(fqdn(name))
}

// envoyAllows walks the rules of a port as Envoy does: by precedence, denying ones first; a rule whose HTTP rules do not
// fit leaves the request to the next.
func envoyAllows(candidates []candidate, request *httpRequest) bool {
	slices.SortStableFunc(candidates, func(a, b candidate) int {
		if a.precedence != b.precedence {
			if a.precedence > b.precedence {
				return -1
			}
			return 1
		}
		rank := func(c candidate) int {
			if c.deny {
				return 0
			}
			return 1
		}
		return rank(a) - rank(b)
	})
	below := ^uint64(0)
	for _, one := range candidates {
		switch {
		case one.precedence > below:
		case one.deny:
			return false
		case one.pass:
			below = one.until
		case one.psp == nil || len(one.psp.HTTP) == 0:
			return true
		case slices.ContainsFunc(one.psp.HTTP, func(rule api.PortRuleHTTP) bool { return fits(rule, request) }):
			return true
		}
	}
	return false
}

var expressions sync.Map

func regexpOf(expression string) *regexp.Regexp {
	if found, ok := expressions.Load(expression); ok {
		return found.(*regexp.Regexp)
	}
	compiled := regexp.MustCompile(expression)
	expressions.Store(expression, compiled)
	return compiled
}

func wholly(expression, text string) bool {
	return expression == "" || regexpOf("^(?:"+expression+")$").MatchString(text)
}

// fits is a HTTP rule as pkg/envoy/policy hands it to Envoy: whole matches, headers by exact value or presence.
func fits(rule api.PortRuleHTTP, request *httpRequest) bool {
	method := request.Method
	if method == "" {
		method = "GET"
	}
	if !wholly(rule.Path, request.Path) || !wholly(rule.Method, method) || !wholly(rule.Host, request.Host) {
		return false
	}
	header := func(name string) (string, bool) {
		switch strings.ToLower(name) {
		case ":path":
			return request.Path, true
		case ":method":
			return method, true
		case ":authority", "host":
			return request.Host, request.Host != ""
		}
		for key, value := range request.Headers {
			if strings.EqualFold(key, name) {
				return value, true
			}
		}
		return "", false
	}
	for _, line := range rule.Headers {
		name, value, valued := strings.Cut(line, " ")
		if valued {
			name = strings.TrimRight(name, ":")
		}
		is, present := header(name)
		if !present || valued && is != value {
			return false
		}
	}
	for _, match := range rule.HeaderMatches {
		if match.Mismatch != "" { // LOG, ADD, DELETE, REPLACE let the request go on
			continue
		}
		is, present := header(match.Name)
		if !present || match.Value != "" && is != match.Value {
			return false
		}
	}
	return true
}
