package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
)

const kentFile = "../../examples/kent/kent.toml"

// keysOf gives the keys of a JSON object in their order.
func keysOf(t *testing.T, object json.RawMessage) []string {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(object))
	var keys []string
	depth, key := 0, false
	for {
		token, err := d.Token()
		if err != nil {
			return keys
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
			key = depth == 1
			continue
		case json.Delim('}'), json.Delim(']'):
			depth--
			key = depth == 1
			continue
		}
		if depth == 1 {
			if key {
				keys = append(keys, token.(string))
			}
			key = !key
		}
	}
}

// inOrder reports whether keys has those of want, in this order.
func inOrder(keys []string, want ...string) bool {
	for _, k := range keys {
		if len(want) > 0 && k == want[0] {
			want = want[1:]
		}
	}
	return len(want) == 0
}

// What programs rely on: the keys, in the promised order.
func TestRateKeys(t *testing.T) {
	whole := json.RawMessage(mustRun(t, "rate", kentFile, "--format", "json"))
	var r struct {
		Standards []json.RawMessage `json:"standards"`
		Swing     struct {
			Up, Down json.RawMessage
		} `json:"overall_swing"`
		Published json.RawMessage `json:"published"`
	}
	if err := json.Unmarshal(whole, &r); err != nil {
		t.Fatal(err)
	}
	var joint struct {
		Discretion json.RawMessage   `json:"discretion"`
		Questions  []json.RawMessage `json:"questions"`
		Swing      struct {
			Up, Down json.RawMessage
		} `json:"swing"`
		Flags []json.RawMessage `json:"flags"`
	}
	last := r.Standards[len(r.Standards)-1]
	if err := json.Unmarshal(last, &joint); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name   string
		object json.RawMessage
		want   string
	}{
		{"rate", whole, "verb schema rules service standards score score_computed maximum overall overall_swing published warnings"},
		{"standard", last, "id group rating computed driver drivers discretion questions missing swing flags discretion_open"},
		{"discretion", joint.Discretion, "to reason"},
		{"question", joint.Questions[1],
			"id yes of proportion percent band population population_source margin low high up down unreachable"},
		{"up", joint.Swing.Up, "to fewest most blocked_by"},
		{"down", joint.Swing.Down, "to fewest most"},
		{"flag", joint.Flags[0], "criterion question fires direction if_shared detail readings"},
		{"overall up", r.Swing.Up, "to points fewest reachable route routes"},
		{"overall down", r.Swing.Down, "to points fewest reachable"},
		{"published", r.Published, "agrees differences"},
	} {
		if keys := keysOf(t, c.object); !inOrder(keys, strings.Fields(c.want)...) {
			t.Errorf("%s has the keys %v, want %s", c.name, keys, c.want)
		}
	}
}

// Joint working in Kent as JSON, value by value.
func TestRateKentJointWorking(t *testing.T) {
	var r struct {
		Standards []struct {
			ID        string
			Questions []map[string]any
		}
		Swing struct {
			Down map[string]any
		} `json:"overall_swing"`
	}
	if err := json.Unmarshal([]byte(mustRun(t, "rate", "--format", "json", kentFile)), &r); err != nil {
		t.Fatal(err)
	}
	police := r.Standards[11].Questions[1]
	for key, want := range map[string]any{
		"id": "ooc.joint-working.police", "yes": 2.0, "of": 4.0, "proportion": 0.5, "percent": 50.0, "band": "requires-improvement",
		"population": 8.0, "population_source": "at-most", "low": 0.25, "high": 0.75, "up": 1.0, "down": 1.0,
	} {
		if police[key] != want {
			t.Errorf("%s is %v, want %v", key, police[key], want)
		}
	}
	if d := r.Swing.Down; d["to"] != "inadequate" || d["points"] != 12.0 || d["fewest"] != nil || d["reachable"] != false {
		t.Errorf("overall down: %v", d)
	}
}

// The result for people fits 100 columns and says the ratings first.
func TestRateKentText(t *testing.T) {
	for _, args := range [][]string{{"rate", kentFile}, {"rate", kentFile, "--explain"},
		{"rules", "show", "hmip-youth-2018"}, {"rules", "list"}} {
		fits(t, mustRun(t, args...))
	}
	says(t, mustRun(t, "rate", kentFile),
		"Kent: Requires improvement, 18 of 36",
		"The judgements alone make 17, Requires improvement",
		"│ · Implementation │ Good │ Safety of others │ 68% (21/31) │ 4-6 │ 2 │ yes │",
		"│ · Joint working │ Good (decided) │ Work with the │ 50% (2/4) │ 1-2 │ 1 │ yes │",
		"the share has to rise on recommendations too",
		"Court disposals: reviewing to Good (2), or",
		"No number of cases can do it",
		"Every rating given agrees.",
		"no whole count of 35 makes 47%",
	)
}

// The annexe of the Kent report, written down word for word, does not check.
func TestRulesCheckKentAnnexe(t *testing.T) {
	out, messages, code := try("rules", "check", "../../discretion/rules/testdata/kent-annexe.toml", "--format", "json")
	if code != 1 || !strings.Contains(out, `"where": "scoring.maximum"`) || messages != "" {
		t.Errorf("exit %d: %s%s", code, out, messages)
	}
}
