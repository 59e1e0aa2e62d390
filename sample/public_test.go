package sample

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"onecase/sample/internal/stream"
)

func publicText(t testing.TB, p *PublicRecord) string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// publicDesigns are designs of every kind, each with a frame. Force takes one case whatever
// the seed.
func publicDesigns(force func(*Frame) Forced) map[string]struct {
	f *Frame
	d Design
} {
	out := map[string]struct {
		f *Frame
		d Design
	}{}
	add := func(name string, f *Frame, n int, change func(*Design)) {
		d := sized(n)
		change(&d)
		out[name] = struct {
			f *Frame
			d Design
		}{f, d}
	}
	add("matched", madeFrame("public", 50, fourVariables), 39, func(*Design) {})
	add("capped", cappedFrame("public", 50, fourVariables), 20, func(d *Design) { d.Caps = []Cap{{"manager", 4}, {"team", 15}} })
	add("least", madeFrame("public", 60, fourVariables), 20, func(d *Design) { d.AtLeast = []AtLeast{{"v1", "b", 5}} })
	add("simple", madeFrame("public", 40, fourVariables), 20, func(d *Design) { d.Method = Simple })
	add("stratified", madeFrame("public", 40, fourVariables[:2]), 20, func(d *Design) {
		d.Method, d.Allocation = Stratified, Neyman
		d.Expected = []Expected{{"v1", "a", .3}}
		d.Collapse = []Collapse{{"v2", "b"}}
	})
	f := madeFrame("public", 50, fourVariables)
	add("forced", f, 30, func(d *Design) { d.Include = []Forced{force(f)} })
	return out
}

// The public copy is the same whichever case has which row of the list, but for a seal
// with a secret in it: so nothing in it tells one case from another, whatever is tried.
func TestThePublicCopyIsTheSameWhicheverCaseIsWhich(t *testing.T) {
	at := func(i int) func(*Frame) Forced {
		return func(f *Frame) Forced { return Forced{f.Cases[i].ID, "asked for by the family"} }
	}
	seal := regexp.MustCompile(`"seal": "[0-9a-f]{32}"`)
	const seed = "20 throws"
	for name, c := range publicDesigns(at(7)) {
		t.Run(name, func(t *testing.T) {
			made := func(f *Frame, d Design) string {
				r := NewRecord(mustDraw(t, f, d, seed),
					ListSource{Name: "cases.csv", SHA256: strings.Repeat("cd", 32), Rows: 60}, "none", noon)
				for i, reason := range []string{"the file of " + f.Cases[3].ID, "lost"} {
					if _, _, err := r.Replace(r.Groups[0].Selected[5*i].ID, reason, UseReserve, noon); err != nil {
						t.Fatal(err)
					}
				}
				if d.Method != Stratified {
					if _, err := r.Extend(f, map[string]int{"all": d.Sizes["all"] + 3}, noon); err != nil {
						t.Fatal(err)
					}
				}
				if _, _, err := r.Assign([]Reader{{Name: "Ann Lee", Capacity: 30},
					{Name: "Bo Ray", Capacity: 30}}, 0, "s", noon); err != nil {
					t.Fatal(err)
				}
				text := publicText(t, r.Public())
				if !seal.MatchString(text) {
					t.Fatal("the copy has no seal")
				}
				bare := seal.ReplaceAllString(text, "") // by chance a seal has any four digits
				for _, private := range []string{"Ann", "Manager", "Team", "lost", "family", "cases.csv", "cdcd", f.Cases[0].ID[:4]} {
					if strings.Contains(bare, private) {
						t.Errorf("the copy has %q", private)
					}
				}
				if strings.Contains(text, r.Salt) || strings.Contains(text, r.Seal) {
					t.Error("the copy has the record's salt or its first seal")
				}
				return bare
			}
			want := made(c.f, c.d)
			s := stream.New("whichever " + name)
			for range sweep(4, 40) {
				order := upTo(len(c.f.Cases))
				s.Shuffle(order)
				other, d := &Frame{Variables: c.f.Variables, Cases: slices.Clone(c.f.Cases)}, c.d
				for i := range other.Cases {
					other.Cases[i].ID = c.f.Cases[order[i]].ID
				}
				if d.Include != nil {
					d.Include = []Forced{at(7)(other)}
				}
				if got := made(other, d); got != want {
					t.Fatalf("another list with the same counts has another copy:\n%s\nand\n%s", got, want)
				}
			}
		})
	}
}

// An attack with all ids and all values: every list that the counts allow is tried, and for
// each everything that could be published of it, against what the copy holds. The same
// attack finds the list from the record at once.
func TestTryingEveryListFindsNothing(t *testing.T) {
	f := &Frame{Variables: []Variable{{"risk", []string{"high", "low"}}, {"gender", []string{"female", "male"}}}}
	values := [][]string{{"high", "female"}, {"low", "male"}, {"low", "male"}, {"high", "male"},
		{"low", "female"}, {"low", "male"}, {"high", "male"}}
	for i, v := range values {
		f.Cases = append(f.Cases, Case{ID: fmt.Sprintf("K%d", i+1), Group: "all", Values: v, Manager: []string{"Ann", "Bo"}[i%2]})
	}
	const seed = "3 1 4 1 5"
	d := sized(4)
	reasons := []string{"no file", "restricted", "moved away"}
	truth := NewRecord(mustDraw(t, f, d, seed), ListSource{}, "none", noon)
	gone := truth.Groups[0].Selected[1].ID
	if _, _, err := truth.Replace(gone, reasons[1], UseReserve, noon); err != nil {
		t.Fatal(err)
	}
	record, copied := string(written(t, truth)), publicText(t, truth.Public())
	digests := regexp.MustCompile(`"[0-9a-f]{16,64}"`)
	if n := len(digests.FindAllString(copied, -1)); n != 1 {
		t.Errorf("the copy has %d digests, and one seal is wanted", n)
	}
	tried, inRecord, inCopy := 0, 0, 0
	eachOrder(len(values), func(order []int) {
		guess := &Frame{Variables: f.Variables, Cases: slices.Clone(f.Cases)}
		for i, k := range order {
			guess.Cases[i].Values, guess.Cases[i].Manager = values[k], f.Cases[k].Manager
		}
		tried++
		hits := func(text string) bool { return strings.Contains(record, text) }
		said := []string{guess.SHA256()}
		for i := range guess.Cases {
			said = append(said, guess.Cases[i].digest())
		}
		if tried%211 == 0 || hits(guess.SHA256()) { // a draw of each takes long
			draw := mustDraw(t, guess, d, seed)
			for _, salt := range []string{"", seed} {
				r := newRecord(draw, ListSource{}, "none", noon, salt)
				said = append(said, r.Seal, r.DrawDigest(), r.LastSeal())
				for _, reason := range reasons {
					after := newRecord(draw, ListSource{}, "none", noon, salt)
					if _, _, err := after.Replace(after.Groups[0].Selected[1].ID, reason, UseReserve, noon); err == nil {
						said = append(said, after.LastSeal(), after.Digest())
					}
				}
				plan := draw.plan.fixed("none")
				said = append(said, plan.designDigest())
			}
		}
		for _, s := range said {
			if strings.Contains(copied, s[:16]) {
				inCopy++
			}
		}
		if hits(guess.SHA256()) {
			inRecord++
		}
	})
	t.Logf("tried %d lists", tried)
	if inRecord == 0 {
		t.Error("the attack does not find the list from the record: it can find nothing anywhere")
	}
	if inCopy > 0 {
		t.Errorf("%d guesses are confirmed by the copy", inCopy)
	}
}

// eachOrder goes through the orders of n things.
func eachOrder(n int, visit func([]int)) {
	order := upTo(n)
	var walk func(int)
	walk = func(k int) {
		if k == n {
			visit(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			walk(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	walk(0)
}

// What a public copy says is drawn again from its counts, and what is not so is found.
func TestVerifyingAPublicCopy(t *testing.T) {
	for name, c := range publicDesigns(func(f *Frame) Forced { return Forced{f.Cases[7].ID, "asked for"} }) {
		t.Run(name, func(t *testing.T) {
			draw := mustDraw(t, c.f, c.d, "20 throws")
			commitment, err := draw.plan.Commit("none", "dice", noon) // a commitment of the same day
			if err != nil {
				t.Fatal(err)
			}
			r := NewRecord(draw, ListSource{}, "none", noon)
			commitment.Keep(r)
			text := publicText(t, r.Public())
			read := func() *PublicRecord {
				p, err := ReadPublic(strings.NewReader(text))
				if err != nil {
					t.Fatal(err)
				}
				return p
			}
			if again := publicText(t, read()); again != text {
				t.Error("a copy that was read writes another text")
			}
			v, err := read().Verify()
			if err != nil || !v.Verified {
				t.Fatalf("%+v, %v", v, err)
			}
			tables := name == "matched" || name == "capped" || name == "least" || name == "forced"
			if v.SeedChecked != tables || v.DesignChecked != (name == "matched" || name == "simple" || name == "capped") {
				t.Errorf("checked: seed %v, design %v", v.SeedChecked, v.DesignChecked)
			}
			for what, tamper := range map[string]func(*PublicRecord){
				"another size":                     func(p *PublicRecord) { p.Groups[0].Sample-- },
				"a case more in the first cell":    func(p *PublicRecord) { p.Groups[0].Cells[0].Population++; p.Groups[0].Population++; p.Cases++ },
				"other chances":                    func(p *PublicRecord) { p.Groups[0].Lowest /= 2 },
				"a commitment made after the draw": func(p *PublicRecord) { p.Drawn = stamp(noon.AddDate(0, 0, -3)) },
				"another seed": func(p *PublicRecord) {
					if p.Seed = "other"; !tables { // not what the copy depends on
						p.Groups[0].Reserves++
					}
				},
				"another number from a cell": func(p *PublicRecord) {
					if p.Groups[0].Core == nil {
						p.Groups[0].Reserves++
					} else {
						p.Groups[0].Core.Take[0]++
					}
				},
			} {
				p := read()
				if tamper(p); p.check() != nil {
					continue
				}
				if name == "stratified" && p.Cases > len(c.f.Cases) {
					continue // sizes and chances of this design are the same with a case more in that stratum
				}
				if v, err := p.Verify(); err == nil && v.Verified {
					t.Errorf("%s: verified all the same", what)
				}
			}
		})
	}
}

// Strata that tie for the last cases have one chance over all seeds, whichever of them a seed gives the cases to.
func TestVerifyingAPublicCopyOfTiedStrata(t *testing.T) {
	d := sized(6)
	d.Method = Stratified
	f := madeFrame("public", 8, [][]float64{{.25, .25, .25, .25}})
	for i := range f.Cases {
		f.Cases[i].Values[0] = f.Variables[0].Categories[i/2] // four strata of two cases, which are due 1.5 each
	}
	for seed := range 8 {
		v, err := NewRecord(mustDraw(t, f, d, fmt.Sprint("seed ", seed)), ListSource{}, "none", noon).Public().Verify()
		if err != nil || !v.Verified {
			t.Errorf("seed %d: %+v, %v", seed, v, err)
		}
	}
}

// The copy of a record without a salt has no seal.
func TestThePublicCopyOfAnOldRecord(t *testing.T) {
	r, _ := drawnRecord(t)
	if text := publicText(t, firstVersion(r).Public()); strings.Contains(text, `"seal"`) {
		t.Error("a seal that is found by trying")
	}
}

func TestPublicCopiesThatCannotBeRead(t *testing.T) {
	r, _ := drawnRecord(t)
	text := publicText(t, r.Public())
	for _, c := range []struct{ name, from, to, want string }{
		{"a record", text, string(written(t, r)), "no public copy"},
		{"a newer one", `"version": 1`, `"version": 2`, "use a newer one"},
		{"an unknown field", `"drawn"`, `"more": 1, "drawn"`, `unknown field "more"`},
		{"a field twice", `"drawn"`, `"drawn": "x", "drawn"`, "there twice"},
		{"a field in other letters", `"drawn"`, `"Drawn"`, `the key "Drawn" should be "drawn"`},
		{"a case named", `"criterion":"normal"`, `"criterion":"normal","include":[{"id":"a","reason":"b"}]`, "names cases"},
		{"many cases", `"cases": 50`, `"cases": 5000000`, "checked up to"},
		{"other cases", `"cases": 50`, `"cases": 51`, "its groups have 50 cases"},
		{"many categories", `"categories":2`, `"categories":999999`, "too many categories"},
		{"no time", `"drawn": "2`, `"drawn": "x2`, "no time"},
	} {
		changed := strings.Replace(text, c.from, c.to, 1)
		if changed == text {
			changed = strings.Replace(text, strings.ReplaceAll(c.from, ":", ": "), c.to, 1)
		}
		if changed == text {
			t.Errorf("%s: %q is not in the copy", c.name, c.from)
		}
		if _, err := ReadPublic(strings.NewReader(changed)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.name, err, c.want)
		}
	}
	changes := []PublicChange{{"replacement", "all", UseReserve, 1, "2021-06-21"}, {"replacement", "all", UseReserve, 0, "2021-06-21"},
		{"replacement", "all", CountFailed, 0, "2021-06-21"}, {"extension", "all", "", 3, "2021-06-21"}, {"assignment", "", "", 9, "2021-06-21"}, {"reread", "", "", 2, "2021-06-21"}}
	p := r.Public()
	p.Changes = changes
	for i := range changes {
		changes[i].Time = p.Drawn
	}
	if _, err := ReadPublic(strings.NewReader(publicText(t, p))); err != nil {
		t.Error(err)
	}
	for i, was := range changes {
		group := func(c *PublicChange) { c.Group = "all " }
		for name, edit := range map[string]func(c *PublicChange){"kind": func(c *PublicChange) { c.What = "replacemen" }, "a group with a blank": group,
			"the other way round with a group": func(c *PublicChange) { c.Group = map[string]string{"": "all", "all": ""}[c.Group] },
			"policy":                           func(c *PublicChange) { c.Policy = "replac" }, "the other way round with a policy": func(c *PublicChange) {
				if c.Policy = ""; c.What != "replacement" {
					c.Policy = UseReserve
				}
			}, "fewer than none": func(c *PublicChange) { c.Cases = -1 }, "more than there are": func(c *PublicChange) { c.Cases = 51 },
		} {
			changes[i] = was
			edit(&changes[i])
			if _, err := ReadPublic(strings.NewReader(publicText(t, p))); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("change %d: ", i+1)) {
				t.Errorf("%s of %+v: %v", name, was, err)
			}
		}
		if changes[i] = was; was.What == "replacement" {
			if changes[i].Cases = 2; was.Policy != UseReserve {
				changes[i].Cases = 1
			}
			if _, err := ReadPublic(strings.NewReader(publicText(t, p))); err == nil {
				t.Errorf("%+v is taken", changes[i])
			}
		}
		changes[i] = was
	}
	for name, change := range map[string]func(r *Record){"unknown": func(r *Record) { r.Groups[0].Inclusion = Inclusion{How: ChanceUnknown, Reason: "none"} },
		"no range": func(r *Record) { r.Groups[0].Inclusion.Cases, r.Groups[0].Inclusion.PerCase = nil, nil }} {
		r, _ := drawnRecord(t)
		change(r)
		if g := r.Public().Groups[0]; g.Lowest != 0 || g.Highest != 0 {
			t.Errorf("%s: chances from %v to %v", name, g.Lowest, g.Highest)
		}
	}
	if _, err := ReadPublic(strings.NewReader("x")); !errors.Is(err, ErrNotPublic) {
		t.Error(err)
	}
}

// Whatever a file holds, reading it gives an error or a copy that can be verified.
func FuzzReadPublic(f *testing.F) {
	small := madeFrame("fuzz", 9, fourVariables[:2])
	for _, d := range []Design{sized(4),
		{Confidence: .8, Margin: .05, Criterion: "normal", Method: Simple, Sizes: map[string]int{"all": 3}}} {
		r := NewRecord(mustDraw(f, small, d, "1"), ListSource{}, "none", time.Unix(0, 0))
		f.Add([]byte(publicText(f, r.Public())))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ReadPublic(bytes.NewReader(text))
		if err != nil || p.Cases > 200 {
			return
		}
		if _, err := p.Verify(); err != nil {
			return
		}
		publicText(t, p)
	})
}
