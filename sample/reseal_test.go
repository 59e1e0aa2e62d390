package sample

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// resealed has the seals that its text would have, had it been so from the first.
func resealed(r *Record) {
	r.Seal = r.sealOfDraw()
	before := r.Seal
	for _, e := range r.entries() {
		_, due := e.seals(before)
		switch {
		case e.extension != nil:
			e.extension.Seal = due
		case e.assignment != nil:
			e.assignment.Seal = due
		case e.reread != nil:
			e.reread.Seal = due
		default:
			e.replacement.Seal = due
		}
		before = due
	}
}

// Whoever has a record can write another and seal it anew. Its last seal is then another than the one that was
// published, and what draw and rule give cannot be changed at all. A record made to be of version 1, without a salt, says
// that its times are in no seal.
func TestResealedRecordsHaveAnotherSeal(t *testing.T) {
	base, f := changedRecord(t)
	text, published := written(t, base), base.LastSeal()
	edits := map[string]func(*Record){
		"as it was":             func(*Record) {},
		"a reason reworded":     func(r *Record) { r.Replacements[0].Reason = "lost" },
		"no last replacement":   func(r *Record) { r.Replacements, r.Times.Replaced = r.Replacements[:2], r.Times.Replaced[:2] },
		"another case replaced": func(r *Record) { r.Replacements[2].Case = r.Groups[0].Selected[3].ID },
		"another reserve":       func(r *Record) { r.Replacements[2].By = r.Replacements[1].By },
		"no extension":          func(r *Record) { r.Extensions, r.Times.Extended = nil, nil },
		"an earlier day":        func(r *Record) { r.Times.Drawn = "2020-06-21T12:00:00Z" },
		"another list":          func(r *Record) { r.List.Name, r.List.SHA256 = "other.csv", strings.Repeat("0", 64) },
		"no digests":            func(r *Record) { r.Frame.Rows = nil },
		"another seed":          func(r *Record) { r.Seed = "2" },
		"another selection": func(r *Record) {
			g := &r.Groups[0]
			g.Selected[0], g.Reserves[0] = g.Reserves[0], g.Selected[0]
		},
		"another chance": func(r *Record) { *r.Groups[0].Inclusion.PerCase = 0.79 },
	}
	never := []string{"another case replaced", "another reserve", "another seed", "another selection", "another chance"}
	tried := 0
	for name, change := range edits {
		for how, again := range map[string]func(*Record){
			"sealed anew":               func(r *Record) { resealed(r) },
			"sealed with another salt":  func(r *Record) { r.Salt = strings.Repeat("0b", saltBytes); resealed(r) },
			"made to be of version 1":   func(r *Record) { r.Version, r.Salt = 1, ""; resealed(r) },
			"of version 1, seals as is": func(r *Record) { r.Version, r.Salt = 1, "" },
			"of version 1 with a salt":  func(r *Record) { r.Version = 1; resealed(r) },
			"without its salt":          func(r *Record) { r.Salt = ""; resealed(r) },
		} {
			if name == "as it was" && how == "sealed anew" ||
				sweep(0, 1) == 0 && (how == "sealed with another salt" || how == "of version 1, seals as is") {
				continue
			}
			tried++
			r := reread(t, text)
			change(r)
			again(r)
			var b strings.Builder
			if err := r.Write(&b); err != nil {
				t.Fatal(err)
			}
			r, err := ReadRecord(strings.NewReader(b.String()))
			if err != nil {
				if how != "of version 1 with a salt" && how != "without its salt" && !slices.Contains(never, name) {
					t.Errorf("%s, %s: %v", name, how, err)
				}
				continue
			}
			if how == "of version 1 with a salt" || how == "without its salt" {
				t.Errorf("%s, %s: it is read", name, how)
			}
			v, err := r.Verify(f, "")
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case v.Verified && slices.Contains(never, name):
				t.Errorf("%s, %s: it is verified", name, how)
			case v.Verified && r.LastSeal() == published:
				t.Errorf("%s, %s: it is verified with the seal that was published", name, how)
			case v.Verified && r.Version == 1 && r.TimesSealed():
				t.Errorf("%s, %s: it says that its times are sealed", name, how)
			case how == "of version 1, seals as is" && v.Verified:
				t.Errorf("%s, %s: it is verified", name, how)
			}
		}
	}
	t.Logf("tried %d records", tried)
}

// Entries of another record of the same draw do not fit into this one, as each has a salt of its own.
func TestEntriesOfAnotherRecordDoNotFit(t *testing.T) {
	a, f := drawnRecord(t)
	b := reread(t, written(t, a))
	b.Salt = strings.Repeat("0c", saltBytes)
	resealed(b)
	for i := range 2 {
		for _, r := range []*Record{a, b} {
			if _, _, err := r.Replace(r.Groups[0].Selected[5*i].ID, "restricted", UseReserve, noon); err != nil {
				t.Fatal(err)
			}
		}
	}
	mustVerify(t, reread(t, written(t, a)), f)
	mustVerify(t, reread(t, written(t, b)), f)
	for k := range 2 {
		r := reread(t, written(t, a))
		r.Replacements[k] = b.Replacements[k]
		v, err := r.Verify(f, "")
		if err != nil || v.Verified || v.Differences[0].Where != fmt.Sprint("replacements.", k+1) {
			t.Errorf("entry %d of another record: %+v, %v", k+1, v, err)
		}
	}
	r := reread(t, written(t, a))
	r.Replacements, r.Times = b.Replacements, b.Times
	if v, err := r.Verify(f, ""); err != nil || v.Verified {
		t.Errorf("all entries of another record: %+v, %v", v, err)
	}
}

// Times that go back are told of, whoever sealed them.
func TestVerifyTellsTimesThatGoBack(t *testing.T) {
	for name, change := range map[string]func(*Times){
		"":              func(*Times) {},
		"replacement 1": func(at *Times) { at.Drawn = "2099-01-01T00:00:00Z" },
		"replacement 3": func(at *Times) { at.Replaced[2] = "2001-01-01T00:00:00Z" },
	} {
		r, f := changedRecord(t)
		change(&r.Times)
		resealed(r)
		v, err := r.Verify(f, "")
		if err != nil || !v.Verified {
			t.Fatal(name, err, v)
		}
		var said string
		for _, w := range v.Warnings {
			if w.Code == "times-go-back" {
				said = w.Message
			}
		}
		if name == "" && said != "" || name != "" && !strings.Contains(said, "true: "+name+" is of ") {
			t.Errorf("%q: %q", name, said)
		}
	}
}
