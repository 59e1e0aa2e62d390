package sample

import (
	"slices"
	"strings"
	"testing"
)

// changedRecord is a record with three replacements and, after the second, an
// extension.
func changedRecord(t *testing.T) (*Record, *Frame) {
	t.Helper()
	r, f := drawnRecord(t)
	for i := range 3 {
		if _, _, err := r.Replace(r.Groups[0].Selected[7*i].ID, "restricted", UseReserve, noon); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if _, err := r.Extend(f, map[string]int{"all": 42}, noon); err != nil {
				t.Fatal(err)
			}
		}
	}
	return r, f
}

// An edit that the sample does not depend on is found too, and said where.
func TestVerifyFindsEditsWithoutEffect(t *testing.T) {
	base, f := changedRecord(t)
	text := written(t, base)
	mustVerify(t, reread(t, text), f)
	for _, c := range []struct {
		name   string
		tamper func(*Record)
		where  string
		want   string
	}{
		{"the last replacement taken out", func(r *Record) { r.Replacements = r.Replacements[:2] }, "replacements",
			"2 in the record, and the times of 3"},
		{"the last replacement, reworded", func(r *Record) { r.Replacements[2].Reason = "lost" }, "replacements.3",
			"was changed, moved or taken out"},
		{"the first replacement, reworded", func(r *Record) { r.Replacements[0].Reason = "lost" }, "replacements.1", "was changed"},
		{"the extension taken out", func(r *Record) { r.Extensions = nil }, "", ""},
		{"the time of a replacement taken out", func(r *Record) { r.Times.Replaced = r.Times.Replaced[1:] },
			"replacements", "3 in the record, and the times of 2"},
		{"the time of an extension taken out", func(r *Record) { r.Times.Extended = nil }, "extensions",
			"1 in the record, and the times of 0"},
		{"other rules", func(r *Record) { r.Rules = "hmip-youth-2018" }, "seal", "changed after it was made"},
		{"another name of the list", func(r *Record) { r.List.Name = "" }, "seal", "changed"},
		{"another number of rows", func(r *Record) { r.List.Rows = 0 }, "seal", "changed"},
		{"no digests of the rows", func(r *Record) { r.Frame.Rows = nil }, "seal", "changed"},
		{"another margin", func(r *Record) { r.Design.Margin = 0.04 }, "seal", "changed"},
		{"dated a year back", func(r *Record) { r.Times.Drawn = "2020-06-21T12:00:00Z" }, "seal", "changed"},
		{"a replacement dated back", func(r *Record) { r.Times.Replaced[1] = "2021-06-21T11:00:00Z" }, "replacements.2", "was changed"},
		{"an extension dated back", func(r *Record) { r.Times.Extended[0] = "2021-06-21T11:00:00Z" }, "extensions.1", "was changed"},
		{"another salt", func(r *Record) { r.Salt = strings.Repeat("0b", saltBytes) }, "seal", "changed"},
		{"no seal", func(r *Record) { r.Seal = "" }, "seal", "changed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := reread(t, text)
			c.tamper(r)
			v, err := r.Verify(f, "")
			if err != nil {
				t.Fatal(err)
			}
			if v.Verified {
				t.Fatal("verified all the same")
			}
			if d := v.Differences[0]; c.where != "" && (d.Where != c.where || !strings.Contains(d.Message, c.want)) {
				t.Errorf("differences %+v, want %q at %s", v.Differences, c.want, c.where)
			}
		})
	}
}

// Entries that could each be repeated in another order, or without the first, are
// held to theirs.
func TestSealsHoldEntriesInOrder(t *testing.T) {
	base, f := drawnRecord(t)
	for _, c := range base.Groups[0].Selected[:3] {
		if _, _, err := base.Replace(c.ID, "late", NotAssessable, noon); err != nil {
			t.Fatal(err)
		}
	}
	text := written(t, base)
	mustVerify(t, reread(t, text), f)
	for name, tamper := range map[string]func(*Record){
		"reversed":          func(r *Record) { r.Replacements[0], r.Replacements[1] = r.Replacements[1], r.Replacements[0] },
		"without the first": func(r *Record) { r.Replacements, r.Times.Replaced = r.Replacements[1:], r.Times.Replaced[1:] },
		"all in reverse":    func(r *Record) { slices.Reverse(r.Replacements) },
	} {
		r := reread(t, text)
		tamper(r)
		if v, err := r.Verify(f, ""); err != nil || v.Verified {
			t.Errorf("%s: verified all the same, error %v", name, err)
		}
	}
}

// The list is held to what the record says of it, even where the seals fit.
func TestCompareList(t *testing.T) {
	r, f := drawnRecord(t)
	for _, c := range []struct {
		list  ListSource
		rules string
		want  string // where it differs
	}{
		{r.List, "none", ""},
		{ListSource{SHA256: "another", Rows: 61}, "none", ""},
		{ListSource{SHA256: r.List.SHA256, Rows: 61}, "none", "list.rows"},
		{r.List, "hmip-youth-2018", "rules"},
	} {
		v, err := r.Verify(f, r.List.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		v.CompareList(r, c.list, c.rules)
		var where strings.Builder
		for _, d := range v.Differences {
			where.WriteString(d.Where)
		}
		if where.String() != c.want || v.Verified != (c.want == "") {
			t.Errorf("%+v read with %s: verified %v, differs in %q and not %q", c.list, c.rules, v.Verified, where.String(), c.want)
		}
	}
}
