// Command render is `helm template` for many value sets: it loads each chart once and answers one JSON request a line
// on stdin with one JSON answer a line on stdout, in any order, each with the request's id.
//
//	{"id":1,"chart":"<folder>","values":{…},"namespace":"kube-system","kubeVersion":"1.34.0","apiVersions":["x/v1"]}
//	{"id":1,"objects":[…],"notes":"…"}   or   {"id":1,"error":"…"}
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"sync"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/releaseutil"
	"sigs.k8s.io/yaml"
)

type request struct {
	ID          json.RawMessage `json:"id"`
	Chart       string          `json:"chart"`
	Values      map[string]any  `json:"values"`
	Namespace   string          `json:"namespace"`
	KubeVersion string          `json:"kubeVersion"`
	APIVersions []string        `json:"apiVersions"`
}

type answer struct {
	ID      json.RawMessage `json:"id"`
	Objects []any           `json:"objects,omitempty"`
	Notes   string          `json:"notes,omitempty"`
	Error   string          `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard) // Helm's warnings about tables
	requests := make(chan request)
	answers := make(chan answer)
	var workers sync.WaitGroup
	for range runtime.NumCPU() {
		workers.Add(1)
		go func() {
			defer workers.Done()
			charts := map[string]*chart.Chart{} // of its own: rendering must not share one
			for q := range requests {
				answers <- reply(q, charts)
			}
		}()
	}
	go func() {
		in := bufio.NewScanner(os.Stdin)
		in.Buffer(make([]byte, 1<<20), 1<<28)
		for in.Scan() {
			var q request
			if err := json.Unmarshal(in.Bytes(), &q); err != nil {
				log.Fatal(err)
			}
			requests <- q
		}
		close(requests)
		workers.Wait()
		close(answers)
	}()
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for a := range answers {
		if err := encoder.Encode(a); err != nil {
			_ = encoder.Encode(answer{ID: a.ID, Error: err.Error()})
		}
		_ = out.Flush()
	}
}

func reply(q request, charts map[string]*chart.Chart) (a answer) {
	a.ID = q.ID
	defer func() {
		if r := recover(); r != nil {
			a.Error = fmt.Sprintf("panic: %v", r)
		}
	}()
	c, ok := charts[q.Chart]
	if !ok {
		var err error
		if c, err = loader.Load(q.Chart); err != nil {
			a.Error = err.Error()
			return a
		}
		charts[q.Chart] = c
	}
	objects, notes, err := render(q, c)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	a.Objects, a.Notes = objects, notes
	return a
}

func render(q request, c *chart.Chart) ([]any, string, error) {
	install := action.NewInstall(new(action.Configuration))
	install.ReleaseName, install.Namespace = "cilium", q.Namespace
	install.DryRun, install.ClientOnly, install.Replace = true, true, true
	install.APIVersions = chartutil.VersionSet(q.APIVersions)
	version, err := chartutil.ParseKubeVersion(q.KubeVersion)
	if err != nil {
		return nil, "", err
	}
	install.KubeVersion = version
	values := q.Values
	if values == nil {
		values = map[string]any{}
	}
	release, err := install.Run(c, values)
	if err != nil {
		return nil, "", err
	}
	manifests := []string{release.Manifest}
	for _, hook := range release.Hooks {
		manifests = append(manifests, hook.Manifest)
	}
	objects := []any{}
	for _, manifest := range manifests {
		for _, text := range releaseutil.SplitManifests(manifest) {
			var object any
			// What Helm prints ends with a line's end; without it, text at the very end would lose its own.
			if err := yaml.Unmarshal([]byte(text+"\n"), &object); err != nil {
				return nil, "", fmt.Errorf("the output is not YAML: %w", err)
			}
			if object != nil {
				objects = append(objects, object)
			}
		}
	}
	return objects, release.Info.Notes, nil
}
