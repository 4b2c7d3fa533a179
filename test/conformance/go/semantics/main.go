// Command semantics answers questions about Helm's dialect with Helm's own code: one JSON request a line on stdin,
// one JSON answer a line on stdout, in the same order. An answer has either "value" or "error".
//
//	{"op":"tpl","template":"{{ .Values.x | quote }}","values":"<YAML>"}   what the engine prints
//	{"op":"field", same}                                                  the same, read back as YAML
//	{"op":"merge","defaults":"<YAML>","files":["<YAML>"],"json":[],"set":[],"setString":[]}   effective values
//	{"op":"layers", same without defaults}                                the user's values, merged
//	{"op":"yaml","text":"…"}                                              what sigs.k8s.io/yaml reads
//	{"op":"values","text":"…"}                                            the same as a values file
//	{"op":"duration","text":"1h"}                                         nanoseconds
//	{"op":"regexp","template":"^a$","text":"a"}                           whether the expression fits the text
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/cli/values"
	"helm.sh/helm/v3/pkg/engine"
	"helm.sh/helm/v3/pkg/getter"
	"sigs.k8s.io/yaml"
)

type request struct {
	Op        string   `json:"op"`
	Template  string   `json:"template"`
	Values    string   `json:"values"`
	Defaults  string   `json:"defaults"`
	Files     []string `json:"files"`
	JSON      []string `json:"json"`
	Set       []string `json:"set"`
	SetString []string `json:"setString"`
	Text      string   `json:"text"`
}

type answer struct {
	Value any    `json:"value"`
	Error string `json:"error,omitempty"`
}

func main() {
	log.SetOutput(io.Discard) // Helm's warnings about tables
	scratch, err := os.MkdirTemp("", "semantics")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(scratch)
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<28)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var q request
		a := answer{}
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			a.Error = err.Error()
		} else if v, err := ask(q, scratch); err != nil {
			a.Error = err.Error()
		} else {
			a.Value = v
		}
		if err := encoder.Encode(a); err != nil {
			_ = encoder.Encode(answer{Error: err.Error()})
		}
	}
}

func ask(q request, scratch string) (v any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	switch q.Op {
	case "tpl":
		return render(q)
	case "field":
		text, err := render(q)
		if err != nil {
			return nil, err
		}
		var v any
		err = yaml.Unmarshal([]byte(text), &v)
		return v, err
	case "merge":
		user, err := layers(q, scratch)
		if err != nil {
			return nil, err
		}
		defaults, err := chartutil.ReadValues([]byte(q.Defaults))
		if err != nil {
			return nil, err
		}
		return chartutil.CoalesceValues(chartOf("", defaults), user)
	case "layers":
		return layers(q, scratch)
	case "yaml":
		var v any
		err := yaml.Unmarshal([]byte(q.Text), &v)
		return v, err
	case "values":
		v := map[string]any{}
		err := yaml.Unmarshal([]byte(q.Text), &v)
		if v == nil {
			v = map[string]any{}
		}
		return v, err
	case "regexp":
		re, err := regexp.Compile(q.Template)
		if err != nil {
			return nil, err
		}
		return re.MatchString(q.Text), nil
	case "duration":
		d, err := time.ParseDuration(q.Text)
		return int64(d), err
	}
	return nil, fmt.Errorf("unknown op %q", q.Op)
}

func chartOf(template string, defaults map[string]any) *chart.Chart {
	return &chart.Chart{
		Metadata:  &chart.Metadata{Name: "c", Version: "1.0.0", APIVersion: "v2"},
		Templates: []*chart.File{{Name: "templates/t.yaml", Data: []byte(template)}},
		Values:    defaults,
	}
}

func layers(q request, scratch string) (map[string]any, error) {
	options := values.Options{Values: q.Set, StringValues: q.SetString, JSONValues: q.JSON}
	for i, text := range q.Files {
		file := filepath.Join(scratch, fmt.Sprintf("%d.yaml", i))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return nil, err
		}
		options.ValueFiles = append(options.ValueFiles, file)
	}
	return options.MergeValues(getter.Providers{})
}

func render(q request) (string, error) {
	user, err := chartutil.ReadValues([]byte(q.Values))
	if err != nil {
		return "", err
	}
	c := chartOf(q.Template, nil)
	top, err := chartutil.ToRenderValues(c, user, chartutil.ReleaseOptions{Name: "r", Namespace: "n"}, chartutil.DefaultCapabilities)
	if err != nil {
		return "", err
	}
	files, err := engine.Render(c, top)
	if err != nil {
		return "", err
	}
	return files["c/templates/t.yaml"], nil
}
