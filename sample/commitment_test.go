package sample

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// committedPlan is a plan of twenty cases with one variable.
func committedPlan(t *testing.T, change func(*Frame, *Design)) *Plan {
	t.Helper()
	f := &Frame{Variables: []Variable{{Name: "gender", Categories: []string{"female", "male"}}}}
	for i, id := range strings.Fields("a b c d e f g h i j k l m n o p q r s t") {
		f.Cases = append(f.Cases, Case{ID: id, Group: "all", Values: []string{[]string{"female", "male"}[i%2]}})
	}
	d := DefaultDesign()
	change(f, &d)
	p, err := NewPlan(f, []Group{{ID: "all"}}, d)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func asItIs(*Frame, *Design) {}

// A commitment holds for its plan, in whatever order the list stands, and for no other
// list, design or rules.
func TestCommitmentHoldsListAndDesign(t *testing.T) {
	c, err := committedPlan(t, asItIs).Commit("none", "dice", time.Date(2021, 6, 20, 23, 0, 0, 0, time.UTC))
	if err != nil || c.Date != "2021-06-20" {
		t.Fatal(c, err)
	}
	if err := c.Broken(committedPlan(t, asItIs), "none"); err != nil {
		t.Error(err)
	}
	if err := c.Broken(committedPlan(t, func(f *Frame, _ *Design) { slices.Reverse(f.Cases) }), "none"); err != nil {
		t.Errorf("another order of the list: %v", err)
	}
	if err := c.Broken(committedPlan(t, asItIs), "other"); err == nil || !strings.Contains(err.Error(), "design") {
		t.Errorf("other rules: %v", err)
	}
	for name, change := range map[string]func(*Frame, *Design){
		"a case left out":      func(f *Frame, _ *Design) { f.Cases = f.Cases[1:] },
		"another category":     func(f *Frame, _ *Design) { f.Cases[3].Values = []string{"female"} },
		"another id":           func(f *Frame, _ *Design) { f.Cases[3].ID = "z" },
		"matched on nothing":   func(f *Frame, _ *Design) { *f = f.matchedOnNothing() },
		"another size":         func(_ *Frame, d *Design) { d.Sizes = map[string]int{"all": 9} },
		"other reserves":       func(_ *Frame, d *Design) { d.Reserve = 0.1 },
		"a case taken":         func(_ *Frame, d *Design) { d.Include = []Forced{{"a", "of note"}} },
		"another method":       func(_ *Frame, d *Design) { d.Method = Simple },
		"a least number":       func(_ *Frame, d *Design) { d.AtLeast = []AtLeast{{"gender", "male", 1}} },
		"census of small ones": func(_ *Frame, d *Design) { d.CensusFrom = 0.95 },
	} {
		if err := c.Broken(committedPlan(t, change), "none"); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

func (f *Frame) matchedOnNothing() Frame {
	bare := Frame{}
	for _, c := range f.Cases {
		bare.Cases = append(bare.Cases, Case{ID: c.ID, Group: c.Group})
	}
	return bare
}

// The line is found in a mail that folds, quotes or prettifies it, and nowhere else.
func TestParseCommitment(t *testing.T) {
	c, err := committedPlan(t, asItIs).Commit("none", "the lottery of 23 June 2021, in order", time.Date(2021, 6, 20, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	line, keys := c.String(), c.Keys
	if got, err := ParseCommitment("kept:\n" + keys.Line() + "\n" + line + "\n"); err != nil || got != c {
		t.Errorf("with its keys: %v, %v", got, err)
	}
	c.Keys = CommitmentKeys{} // the line does not have them
	for _, text := range []string{
		line, "Dear all,\nplease keep this:\n" + line + "\nYours\n", strings.ReplaceAll(line, " ", "\n> "), "> " + line + "\n> " + line,
		strings.Replace(strings.Replace(line, `"`, "“", 1), `"`, "”", 1), strings.ReplaceAll(line, " ", "\r\n"),
	} {
		if got, err := ParseCommitment(text); err != nil || got != c {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"", "onecase-commit-2", line[:len(line)-1], strings.ToUpper(line), strings.Replace(line, "2021-06-20", "2021-06-31", 1),
		line + "\n" + strings.Replace(line, "2021-06-20", "2021-06-21", 1), line + "0", strings.Replace(line, "commit-2", "commit-3", 1), line + keys.Line() + "\n" + CommitmentKeys{keys.Design, keys.Frame}.Line(),
	} {
		if got, err := ParseCommitment(text); err == nil {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
	for _, source := range []string{"", " ", `a "b"`, "a\nb", strings.Repeat("x", 300)} {
		if _, err := committedPlan(t, asItIs).Commit("none", source, time.Now()); err == nil {
			t.Errorf("the source %q is taken", source)
		}
	}
}

// A record keeps its commitment under its seal: another one, one dated after the draw and
// one put in later are found.
func TestVerifyCommitment(t *testing.T) {
	plan, drawn := committedPlan(t, asItIs), time.Date(2021, 6, 21, 9, 0, 0, 0, time.UTC)
	draw, err := plan.Draw("3 1 4 1 5 2 6 5 3 1 4 1")
	if err != nil {
		t.Fatal(err)
	}
	record := func(made time.Time, change func(*Record)) *Verification {
		c, err := plan.Commit("none", "dice", made)
		if err != nil {
			t.Fatal(err)
		}
		r := NewRecord(draw, ListSource{Name: "list.csv", SHA256: "x"}, "none", drawn)
		c.Keep(r)
		change(r)
		v, err := r.Verify(plan.frame, "x")
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := record(drawn, func(*Record) {}); !v.Verified || len(v.Warnings) > 0 {
		t.Errorf("%+v", v)
	}
	for name, v := range map[string]*Verification{
		"dated after the draw": record(drawn.AddDate(0, 0, 1), func(*Record) {}),
		"taken out":            record(drawn, func(r *Record) { r.Commitment = "" }),
		"another date":         record(drawn, func(r *Record) { r.Commitment = strings.Replace(r.Commitment, "06-21", "06-01", 1) }),
		"without its keys":     record(drawn, func(r *Record) { r.CommitmentKeys = CommitmentKeys{}; resealed(r) }),
		"with other keys":      record(drawn, func(r *Record) { r.CommitmentKeys.Frame = strings.Repeat("0d", keyBytes); resealed(r) }),
		"keys exchanged":       record(drawn, func(r *Record) { k := &r.CommitmentKeys; k.Frame, k.Design = k.Design, k.Frame; resealed(r) }),
		"made to be the first": record(drawn, func(r *Record) {
			r.Commitment = strings.Replace(r.Commitment, "commit-2", "commit-1", 1)
			r.CommitmentKeys = CommitmentKeys{}
			resealed(r)
		}),
		"another design": record(drawn, func(r *Record) { r.Commitment = r.Commitment[:len(r.Commitment)-4] + "0000" }),
	} {
		if v.Verified {
			t.Errorf("%s: verified", name)
		}
	}
	plain := NewRecord(draw, ListSource{Name: "list.csv", SHA256: "x"}, "none", drawn)
	if text, err := compactJSON(plain); err != nil || strings.Contains(string(text), "commitment") {
		t.Error("a record without a commitment is not written as before")
	}
}

func TestFewThrows(t *testing.T) {
	for seed, doubt := range map[string]bool{"3 1 4": true, "": true, "twelve": true, "3141 5265 12": false, "31415 26535 31415 26535": false} {
		if got := len((Commitment{Source: Dice}).Doubts(seed)) > 0; got != doubt {
			t.Errorf("%q: %v", seed, got)
		}
	}
	if (Commitment{Source: "a lottery"}).Doubts("3") != nil {
		t.Error("a seed that is not thrown is doubted")
	}
}

// Two seeds of audits of Colorado's elections, of 10 July 2020 and 15 November 2021, each
// of twenty throws of a ten-sided die as published. The tickets are Python's hashlib's,
// see testdata/README.md. The leading zero of the second is part of it.
func TestSeedsOfColorado(t *testing.T) {
	text, err := os.ReadFile("testdata/colorado.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Seed    string
		Tickets []struct{ ID, Ticket string }
		Order   []string
	}
	if err := json.Unmarshal(text, &vectors); err != nil || len(vectors) != 2 {
		t.Fatal(err, len(vectors))
	}
	for _, v := range vectors {
		if len(v.Seed) != 20 || NormalizeID(v.Seed) != v.Seed {
			t.Errorf("the seed %q", v.Seed)
		}
		d, tickets := newDealer(v.Seed), map[string]ticket{}
		for _, want := range v.Tickets {
			dealt := d.deal(want.ID)
			tickets[want.ID] = dealt
			if got := fmt.Sprintf("%x", dealt[:]); got != want.Ticket {
				t.Errorf("%s, %s: %s, want %s", v.Seed, want.ID, got, want.Ticket)
			}
		}
		got := slices.SortedFunc(slices.Values(v.Order), func(a, b string) int { return tickets[a].Compare(tickets[b]) })
		if !slices.Equal(got, v.Order) {
			t.Errorf("%s: in the order %v, want %v", v.Seed, got, v.Order)
		}
	}
}

// fixedKeys are the keys of a commitment in tests.
var fixedKeys = CommitmentKeys{Frame: strings.Repeat("0a", keyBytes), Design: strings.Repeat("0b", keyBytes)}

// The hash of the frame and its digest are those of Python's hashlib, of the text that the
// specification gives and of key + hash. Each commitment has keys of its own.
func TestKeyedDigests(t *testing.T) {
	plan := committedPlan(t, asItIs)
	c, err := plan.commit("none", "dice", noon, fixedKeys)
	if err != nil {
		t.Fatal(err)
	}
	frame := plan.frame.hash()
	if frame != "794e289954812d0794014bed80446ba32583e3049aed77fff50111b120fe8573" || c.Frame != "f19944027af17a945d31e35bc74e0495f46e6694a861962e01d969d7eb1d1843" {
		t.Errorf("the frame %s has the digest %s", frame, c.Frame)
	}
	first, second := must2(plan.Commit("none", "dice", noon)), must2(plan.Commit("none", "dice", noon))
	if first.Frame == second.Frame || first.Design == second.Design || first.Keys.Frame == first.Keys.Design {
		t.Error("the keys are not of one commitment each")
	}
	for _, c := range []Commitment{first, second} {
		if err := c.Broken(plan, "none"); err != nil {
			t.Error(err)
		}
		c.Keys = CommitmentKeys{}
		if err := c.Broken(plan, "none"); err == nil || !strings.Contains(err.Error(), "without its keys") {
			t.Errorf("without its keys: %v", err)
		}
	}
}

func must2(c Commitment, err error) Commitment {
	if err != nil {
		panic(err)
	}
	return c
}

// Whoever knows every id and every value, the line and the public copy, and tries all lists, finds
// none that fits. In a line of version 1, and in the record, the same attack finds just the one list.
func TestTryingEveryListAgainstACommitmentFindsNothing(t *testing.T) {
	plan := committedPlan(t, func(f *Frame, _ *Design) { f.Cases = f.Cases[:8] })
	draw, err := plan.Draw("3 1 4")
	if err != nil {
		t.Fatal(err)
	}
	c := must2(plan.Commit("none", "dice", noon))
	r := NewRecord(draw, ListSource{}, "none", noon)
	c.Keep(r)
	first := Commitment{1, c.Date, c.Source, plan.frame.hash(), plan.fixed("none").designDigest(), CommitmentKeys{}}
	copied := r.Public()
	if copied.DesignKey != c.Keys.Design {
		t.Error("the copy cannot be checked against the design")
	}
	for name, text := range map[string]string{"line": c.String(), "copy": publicText(t, copied), "record": string(written(t, r)), "first": first.String()} {
		digests := regexp.MustCompile(`\b[0-9a-f]{64}\b`).FindAllString(text, -1)
		keys := append(regexp.MustCompile(`\b[0-9a-f]{32}\b`).FindAllString(text, -1), "")
		tried, found := 0, 0
		for women := range 1 << 8 {
			guess := committedPlan(t, func(f *Frame, _ *Design) {
				f.Cases = f.Cases[:8]
				for i := range f.Cases {
					f.Cases[i].Values = []string{f.Variables[0].Categories[women>>i&1]}
				}
			}).frame.hash()
			tried++
			if slices.ContainsFunc(keys, func(key string) bool { return slices.Contains(digests, keyed(key, guess)) }) {
				found++
			}
		}
		want := 0
		if name == "record" || name == "first" {
			want = 1
		}
		if found != want || len(digests) == 0 {
			t.Errorf("the %s: of %d lists %d fit one of %d digests, want %d", name, tried, found, len(digests), want)
		}
	}
}
