//go:build tools

// Package tools names the programs of the control plane, so that one module pins them all and compiles once what they
// have in common.
package tools

import (
	_ "github.com/cilium/cilium/operator"
	_ "github.com/fluxcd/helm-controller"
	_ "github.com/fluxcd/kustomize-controller"
	_ "github.com/fluxcd/source-controller"
	_ "go.etcd.io/etcd/server/v3"
	_ "k8s.io/kubernetes/cmd/kube-apiserver"
	_ "k8s.io/kubernetes/cmd/kube-controller-manager"
)
