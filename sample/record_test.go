package sample

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2021, 6, 21, 12, 0, 0, 0, time.UTC)

// drawnRecord is the record of 39 of 50 cases, and their frame.
func drawnRecord(t testing.TB, change ...func(*Design)) (*Record, *Frame) {
	t.Helper()
	f := madeFrame("record", 50, fourVariables)
	d := sized(39)
	for _, c := range change {
		c(&d)
	}
	list := ListSource{Name: "cases.csv", SHA256: strings.Repeat("ab", 32), Rows: 60}
	return NewRecord(mustDraw(t, f, d, "1"), list, "none", noon), f
}

func written(t testing.TB, r *Record) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func reread(t testing.TB, text []byte) *Record {
	t.Helper()
	r, err := ReadRecord(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRecordsReadBackAndWriteTheSame(t *testing.T) {
	r, f := drawnRecord(t, func(d *Design) { d.Caps = []Cap{{"manager", 6}}; d.Include = []Forced{{"K000003", "asked for"}} })
	text := written(t, r)
	again := reread(t, text)
	if !bytes.Equal(written(t, again), text) {
		t.Error("a record that was read writes another text")
	}
	mustVerify(t, again, f)
}

func TestRecordsOfOneDrawDifferInTimesAlone(t *testing.T) {
	a, _ := drawnRecord(t)
	b, _ := drawnRecord(t)
	b.Times.Drawn = stamp(noon.Add(time.Hour))
	cut := func(r *Record) string {
		before, _, _ := strings.Cut(string(written(t, r)), `"times"`)
		return before
	}
	if cut(a) != cut(b) {
		t.Error("two records of one draw differ before their times")
	}
	if !strings.HasSuffix(string(written(t, a)), "\"times\": {\"drawn\":\"2021-06-21T12:00:00Z\"}\n}\n") {
		t.Error("times are not the last thing in a record")
	}
}

func TestRecordsHoldNoManagers(t *testing.T) {
	r, _ := drawnRecord(t, func(d *Design) { d.Caps = []Cap{{"manager", 6}, {"team", 30}} })
	if bytes.Contains(written(t, r), []byte("Manager 1")) || bytes.Contains(written(t, r), []byte("Team 1")) {
		t.Error("the record names managers or teams")
	}
}

func TestRecordErrors(t *testing.T) {
	r, _ := drawnRecord(t)
	text := string(written(t, r))
	for _, c := range []struct{ name, from, to, want string }{
		{"no JSON", text, "hello", "this is not a record of a draw"},
		{"another format", `"onecase-record"`, `"other"`, `its format is "other"`},
		{"a newer version", `"version": 1,`, `"version": 2, "more": 1,`, "use a newer one"},
		{"another algorithm", Algorithm, "onecase-draw-9", "this program follows onecase-draw-1"},
		{"an unknown field", `"rules":`, `"ruels": 1, "rules":`, `unknown field "ruels"`},
		{"something after it", text, text + "{}", "something follows the record"},
		{"an empty seed", `"seed": "1"`, `"seed": ""`, "the seed is empty"},
		{"a cell that is not there", `{"id":"` + r.Groups[0].Selected[0].ID + `","cell":`, `{"id":"` + r.Groups[0].Selected[0].ID + `","cell":9`, "in a cell that is not there"},
		{"weights", `"weight":`, `"weight":1`, "the weights of its plans do not add up"},
		{"a negative weight", `"weight":`, `"weight":-1`, "has a weight of -"},
		{"a case twice", r.Groups[0].Selected[1].ID + `","cell`, r.Groups[0].Selected[0].ID + `","cell`, "stands twice"},
		{"a design without sense", `"confidence":0.8`, `"confidence":80`, "the confidence 80 is not between 0 and 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			changed := strings.Replace(text, c.from, c.to, 1)
			if changed == text {
				t.Fatalf("%q does not stand in the record", c.from)
			}
			_, err := ReadRecord(strings.NewReader(changed))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// Whatever a file holds, reading it gives an error or a record that can be
// written, replaced in and verified without a panic.
func FuzzReadRecord(f *testing.F) {
	small := madeFrame("fuzz", 9, fourVariables[:2])
	r := NewRecord(mustDraw(f, small, sized(4), "1"), ListSource{Name: "l"}, "none", noon)
	f.Add(written(f, r))
	if _, _, err := r.Replace(r.Groups[0].Selected[0].ID, "gone", UseReserve, noon); err != nil {
		f.Fatal(err)
	}
	if _, err := r.Extend(small, map[string]int{"all": 6}, noon); err != nil {
		f.Fatal(err)
	}
	f.Add(written(f, r))
	f.Add([]byte(`{"format":"onecase-record","version":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ReadRecord(bytes.NewReader(text))
		if err != nil {
			return
		}
		if err := r.Write(&bytes.Buffer{}); err != nil {
			t.Errorf("a record that was read cannot be written: %v", err)
		}
		if r.Design.Reserve > 1 || len(r.Design.Sizes) > 3 {
			return
		}
		if _, err := r.Verify(small, ""); err != nil {
			t.Errorf("a record that was read cannot be compared: %v", err)
		}
		for _, g := range r.Groups {
			for _, c := range g.Selected {
				_, _, _ = r.Replace(c.ID, "gone", UseReserve, noon)
			}
		}
	})
}

func TestLayOutKeepsTheValue(t *testing.T) {
	long := `{"a":[` + strings.Repeat(`{"x":"comma, brace } quote \" end"},`, 9) + `1],"b":{},"c":[],"d":[` + strings.Repeat("1,", 99) + `2]}`
	out := layOut(nil, []byte(long), "")
	if got := strings.NewReplacer("\n", "", "\": ", "\":").Replace(string(out)); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(long, " ", "") {
		t.Errorf("laid out as %s", out)
	}
	for _, line := range strings.Split(string(out), "\n") {
		if strings.Contains(line, "comma") && !strings.Contains(line, `"x":"comma, brace } quote \" end"`) {
			t.Errorf("a string was broken: %s", line)
		}
	}
}

func mustVerify(t testing.TB, r *Record, f *Frame) {
	t.Helper()
	v, err := r.Verify(f, r.List.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range v.Differences {
		t.Errorf("%s: %s", d.Where, d.Message)
	}
	if !v.Verified {
		t.Fatal("not verified")
	}
}

// Every kind of tampering is found, and said where.
func TestVerifyFindsWhatWasChanged(t *testing.T) {
	base, f := drawnRecord(t)
	if _, _, err := base.Replace(base.Groups[0].Selected[4].ID, "restricted", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	text := written(t, base)
	mustVerify(t, reread(t, text), f)
	for _, c := range []struct {
		name   string
		tamper func(*Record, *Frame)
		where  string
		want   string
	}{
		{"a changed row", func(_ *Record, f *Frame) { f.Cases[7].Values = []string{"b", "c", "c", "d"} }, "frame.rows", "case K000007 (row 9) has changed"},
		{"a changed manager", func(_ *Record, f *Frame) { f.Cases[7].Manager = "Someone else" }, "frame.rows", "K000007"},
		{"a case more", func(_ *Record, f *Frame) {
			f.Cases = append(f.Cases, Case{ID: "new", Group: "all", Values: f.Cases[0].Values, Row: 99})
		}, "frame.rows", "case new (row 99) is eligible now"},
		{"a case fewer", func(_ *Record, f *Frame) { f.Cases = f.Cases[1:] }, "frame.rows", "case K000000 was eligible"},
		{"an edited selection", func(r *Record, _ *Frame) {
			g := &r.Groups[0]
			g.Selected[0], g.Reserves[0] = g.Reserves[0], g.Selected[0]
		}, "all.selected", "in the sample, and the repeated draw does not"},
		{"another seed", func(r *Record, _ *Frame) { r.Seed = "2" }, "all.selected", "repeated draw"},
		{"another size", func(r *Record, _ *Frame) { r.Design.Sizes["all"] = 38 }, "all.sample", "the size or the population"},
		{"reserves in another order", func(r *Record, _ *Frame) { slices.Reverse(r.Groups[0].Reserves) }, "all.reserves", "another order"},
		{"plan weights", func(r *Record, _ *Frame) {
			r.Groups[0].Core.Table[0].Weight--
			r.Groups[0].Core.Table[1].Weight++
		}, "all.core.table", "the plans or their weights"},
		{"the plan that was followed", func(r *Record, _ *Frame) { r.Groups[0].Core.Plan ^= 1 }, "all.core", "what design and seed give"},
		{"a chance", func(r *Record, _ *Frame) { *r.Groups[0].Inclusion.PerCase = 0.79 }, "all.inclusion", "the chances"},
		{"a target", func(r *Record, _ *Frame) { r.Groups[0].Variables[0].Categories[0].Target++ }, "all.variables", "populations or targets"},
		{"a replacement", func(r *Record, _ *Frame) {
			p := &r.Replacements[0]
			for _, c := range r.Groups[0].Reserves {
				if c.ID != p.By {
					p.By = c.ID
					break
				}
			}
		}, "replacements.1", "and the rule gives"},
		{"a replacement of a case that is not there", func(r *Record, _ *Frame) { r.Replacements[0].Case = "nobody" }, "replacements.1", "cannot be repeated"},
		{"the frame's hash", func(r *Record, _ *Frame) { r.Frame.SHA256 = strings.Repeat("0", 64) }, "frame", "not those the record was made from"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := reread(t, text)
			g := &Frame{Variables: f.Variables, Cases: slices.Clone(f.Cases)}
			c.tamper(r, g)
			v, err := r.Verify(g, "")
			if err != nil {
				t.Fatal(err)
			}
			if v.Verified {
				t.Fatal("verified all the same")
			}
			for _, d := range v.Differences {
				if d.Where == c.where && strings.Contains(d.Message, c.want) {
					return
				}
			}
			t.Errorf("differences %+v, want %q at %s", v.Differences, c.want, c.where)
		})
	}
}

func TestAnotherFileWithTheSameCasesVerifiesWithAWarning(t *testing.T) {
	r, f := drawnRecord(t)
	slices.Reverse(f.Cases)
	for i := range f.Cases {
		f.Cases[i].Row = i + 2
	}
	v, err := r.Verify(f, strings.Repeat("cd", 32))
	if err != nil {
		t.Fatal(err)
	}
	if !v.Verified || len(v.Warnings) != 1 || v.Warnings[0].Code != "file-changed" {
		t.Errorf("verified %v with %v", v.Verified, v.Warnings)
	}
}

// The reserve that is used leaves the sample at least as well balanced as any
// other would.
func TestReplaceKeepsTheBalanceBest(t *testing.T) {
	r, f := drawnRecord(t)
	g := &r.Groups[0]
	for i := range 8 {
		id := g.Selected[4*i].ID
		before, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		best := 1e9
		for _, c := range before.Reserves {
			after := slices.DeleteFunc(slices.Clone(before.Sample), func(c Chosen) bool { return c.ID == id })
			best = min(best, largest(g.BalanceOf(append(after, c))))
		}
		p, warnings, err := r.Replace(id, fmt.Sprint("reason ", i), UseReserve, noon)
		if err != nil || p.By == "" || len(warnings) > 0 {
			t.Fatalf("replacement %+v, %v, %v", p, warnings, err)
		}
		if p.Largest > best+1e-9 {
			t.Errorf("%s leaves a difference of %.3f; %.3f was possible", p.By, p.Largest, best)
		}
	}
	// The eight reserves are used up.
	p, warnings, err := r.Replace(g.Selected[1].ID, "one more", UseReserve, noon)
	if err != nil || p.By != "" || len(warnings) != 1 || warnings[0].Code != "no-reserve" {
		t.Errorf("replacement %+v, %v, %v", p, warnings, err)
	}
	s, err := r.Status("all")
	if err != nil || len(s.Sample) != 38 || len(s.Reserves) != 0 || len(s.Dropped) != 9 {
		t.Errorf("status %+v, %v", s, err)
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

func TestReplacePolicies(t *testing.T) {
	r, f := drawnRecord(t)
	g := &r.Groups[0]
	for i, c := range []struct {
		policy  Policy
		sample  int
		by      bool
		explain string
	}{
		{CountFailed, 39, false, "answered no"},
		{NotAssessable, 38, false, "smaller by one"},
		{UseReserve, 38, true, "The sample size stays"},
	} {
		p, _, err := r.Replace(g.Selected[i].ID, "why", c.policy, noon)
		if err != nil {
			t.Fatal(err)
		}
		s, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Sample) != c.sample || (p.By != "") != c.by || !strings.Contains(c.policy.Effect(), c.explain) {
			t.Errorf("%s: sample %d, by %q, effect %q", c.policy, len(s.Sample), p.By, c.policy.Effect())
		}
	}
	mustVerify(t, reread(t, written(t, r)), f)
}

func TestReplaceErrors(t *testing.T) {
	r, _ := drawnRecord(t)
	g := &r.Groups[0]
	used := g.Selected[0].ID
	if _, _, err := r.Replace(used, "first", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	failed := g.Selected[1].ID
	if _, _, err := r.Replace(failed, "first", CountFailed, noon); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id, reason string
		policy     Policy
		want       string
	}{
		{"nobody", "x", UseReserve, `case "nobody" is not in the sample`},
		{used, "x", UseReserve, "has left the sample already"},
		{failed, "x", UseReserve, "counts as failed already"},
		{g.Selected[2].ID, " ", UseReserve, "needs a reason"},
		{g.Selected[2].ID, strings.Repeat("x", 501), UseReserve, "at most 500"},
		{g.Selected[2].ID, "x", "ignore", "not one of replace, failed and not-assessable"},
	} {
		if _, _, err := r.Replace(c.id, c.reason, c.policy, noon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q, %q: %v, want %q", c.id, c.policy, err, c.want)
		}
	}
	if len(r.Replacements) != 2 {
		t.Errorf("%d replacements after errors", len(r.Replacements))
	}
}

// An extension keeps every case, gets the size exactly, and is verified with
// what came before and after it.
func TestExtendKeepsEveryCase(t *testing.T) {
	f := madeFrame("extend", 51, fourVariables)
	r := NewRecord(mustDraw(t, f, sized(26), "1"), ListSource{Name: "l"}, "none", noon)
	if _, _, err := r.Replace(r.Groups[0].Selected[3].ID, "gone", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	before, _ := r.Status("all")
	for _, n := range []int{31, 40} {
		if _, err := r.Extend(f, map[string]int{"all": n}, noon); err != nil {
			t.Fatal(err)
		}
		after, err := r.Status("all")
		if err != nil {
			t.Fatal(err)
		}
		if len(after.Sample) != n {
			t.Errorf("%d cases after an extension to %d", len(after.Sample), n)
		}
		for _, c := range before.Sample {
			if after.find(c.ID) < 0 {
				t.Errorf("%s was lost by the extension to %d", c.ID, n)
			}
		}
		for _, c := range after.Reserves {
			if after.find(c.ID) >= 0 {
				t.Errorf("%s is in the sample and a reserve", c.ID)
			}
		}
	}
	s, _ := r.Status("all")
	if _, _, err := r.Replace(s.Sample[0].ID, "later", UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	mustVerify(t, reread(t, written(t, r)), f)
	r.Extensions[0].Added[0].ID, r.Extensions[0].Reserves[0].ID = r.Extensions[0].Reserves[0].ID, r.Extensions[0].Added[0].ID
	if v, err := r.Verify(f, ""); err != nil || v.Verified {
		t.Errorf("a tampered extension verifies (%v)", err)
	}
}

func TestExtendErrors(t *testing.T) {
	r, f := drawnRecord(t)
	for _, c := range []struct {
		sizes map[string]int
		want  string
	}{
		{map[string]int{"court": 44}, `no group "court"`},
		{map[string]int{"all": 39}, "cannot be extended to 39"},
		{map[string]int{"all": 51}, "cannot be extended to 51"},
	} {
		if _, err := r.Extend(f, c.sizes, noon); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.sizes, err, c.want)
		}
	}
	f.Cases = f.Cases[1:]
	if _, err := r.Extend(f, map[string]int{"all": 44}, noon); err == nil || !strings.Contains(err.Error(), "does not agree with the list") {
		t.Errorf("another list: %v", err)
	}
}
