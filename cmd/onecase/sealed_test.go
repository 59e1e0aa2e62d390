package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"onecase/discretion"
	"onecase/examples/kent"
	"onecase/sample"
)

// A record of which anything was taken out or emptied is refused by every verb that reads records, before
// it writes anything; verify lists what differs.
func TestEditedRecordsAreRefused(t *testing.T) {
	hostileFolder(t)
	mustRun(t, "assign", "kent.record.json", "cases.csv", "--readers", "readers.csv", "--days", "5", "--seed", "s", "--output", "week.xlsx")
	mustRun(t, "replace", "kent.record.json", "cases.csv", "--case", "K015", "--reason", "lost", "--judgements", "with.csv")
	mustRun(t, "draw", "cases.csv", "--as-of", kent.AsOf, "--extend", "kent.record.json", "--size", "court=41", "--output", "more.csv")
	mustRun(t, "reread", "kent.record.json", "--cases", "4", "--seed", "s")
	mustRun(t, "verify", "kent.record.json", "cases.csv", "--judgements", "week.csv")
	text, err := os.ReadFile("kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := discretion.ReadRecord("kent.record.json")
	if err != nil {
		t.Fatal(err)
	}
	judged, err := os.ReadFile("judgements.csv")
	if err != nil {
		t.Fatal(err)
	}
	write(t, "judgements.csv", strings.Join(slices.DeleteFunc(strings.SplitAfter(string(judged), "\n"),
		func(line string) bool { return strings.HasPrefix(line, "K015,") }), "")) // it is replaced
	verbs := [][]string{
		{"record", "FILE", "--public", "--output", "out.json"},
		{"replace", "FILE", "--case", whole.Groups[0].Selected[1].ID, "--reason", "no file"},
		{"assign", "FILE", "--readers", "readers.csv", "--days", "5", "--seed", "t", "--output", "out.csv"},
		{"reread", "FILE", "--cases", "5", "--seed", "t"},
		{"draw", "cases.csv", "--as-of", kent.AsOf, "--extend", "FILE", "--size", "court=42", "--record", "out.json", "--output", "out.csv"},
		{"progress", "week.csv", "--record", "FILE", "--seed", "1"},
		{"rate", "judgements.csv", "--record", "FILE", "--so-far"},
		{"estimate", "judgements.csv", "--record", "FILE", "--so-far"},
		{"outlook", "kent.toml", "--record", "FILE", "--seed", "1"},
	}
	on := func(words []string, file string) []string {
		words = slices.Clone(words)
		words[slices.Index(words, "FILE")] = file
		return words
	}
	for _, words := range verbs { // none is refused for another reason
		write(t, "copy.json", string(text))
		if _, stderr, code := try(on(words, "copy.json")...); code != 0 && words[0] != "assign" {
			t.Errorf("%s of the record as it was sealed: %s", words[0], stderr)
		}
		os.Remove("out.json")
		os.Remove("out.csv")
	}
	_, all := cuts(t, text, nil)
	edits, _ := cuts(t, text, rand.New(rand.NewPCG(8, 14)).Perm(all)[:min(sweep(150, 500), all)])
	refused := 0
	for _, e := range edits {
		read, err := sample.ReadRecord(strings.NewReader(e.text()))
		var again, before bytes.Buffer
		if err == nil && read.Write(&again) == nil && whole.Write(&before) == nil && bytes.Equal(again.Bytes(), before.Bytes()) {
			continue // what was taken out said nothing
		}
		write(t, "edited.json", e.text())
		if _, err := discretion.ReadRecord("edited.json"); err == nil {
			t.Errorf("%s: the record is read", e.what)
		}
		refused++
	}
	for _, e := range edits[:sweep(3, 30)] {
		write(t, "edited.json", e.text())
		if _, err := discretion.ReadRecord("edited.json"); err == nil {
			continue
		}
		for _, words := range verbs {
			_, stderr, code := try(on(words, "edited.json")...)
			if code == 0 || !strings.Contains(stderr, "edited.json") {
				t.Errorf("%s: %s: exit %d, %.300s", e.what, words[0], code, stderr)
			}
		}
		now, err := os.ReadFile("edited.json")
		_, one := os.Lstat("out.json")
		_, other := os.Lstat("out.csv")
		if err != nil || string(now) != e.text() || one == nil || other == nil {
			t.Fatalf("%s: something was written", e.what)
		}
	}
	t.Logf("%d of %d records with something taken out were tried", refused, all)
	if refused < 100 {
		t.Error("this tries little")
	}
}

// cuts are a record without one of its members or entries, or with one of its lists empty: those that are
// wanted by their numbers, and how many there are.
func cuts(t *testing.T, text []byte, wanted []int) (out []edit, all int) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var root any
	if err := d.Decode(&root); err != nil {
		t.Fatal(err)
	}
	numbers := map[int]bool{}
	for _, n := range wanted {
		numbers[n] = true
	}
	add := func(what string) {
		if all++; !numbers[all-1] {
			return
		}
		edited, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, edit{what: what, text: func() string { return string(edited) }})
	}
	var walk func(where string, value any, set func(any))
	walk = func(where string, value any, set func(any)) {
		switch v := value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(v)) {
				member := v[key]
				delete(v, key)
				add(where + "." + key + " taken out")
				v[key] = member
				walk(where+"."+key, member, func(other any) { v[key] = other })
			}
		case []any:
			set([]any{})
			add(where + " emptied")
			for i, entry := range v {
				set(slices.Delete(slices.Clone(v), i, i+1))
				add(fmt.Sprintf("%s[%d] taken out", where, i))
				set(v)
				walk(fmt.Sprintf("%s[%d]", where, i), entry, func(other any) { v[i] = other })
			}
			set(v)
		}
	}
	walk("record", root, func(other any) { root = other })
	return out, all
}
