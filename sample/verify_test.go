package sample

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

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
		{"a changed row", func(_ *Record, f *Frame) { f.Cases[7].Values = []string{"b", "c", "c", "d"} }, "frame.rows",
			"case K000007 (row 9) has changed"},
		{"a changed row of a frame too large for digests", func(r *Record, f *Frame) {
			r.Frame.Rows = nil
			f.Cases[7].Values = []string{"b", "c", "c", "d"}
		}, "frame", "which, the record cannot tell: it has a digest of each case for up to 20000 only"},
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
		{"another size", func(r *Record, _ *Frame) { r.Design.Sizes["all"] = 38 }, "all.sample",
			"a sample of 39 from 50, and the repeated draw one of 38 from 50"},
		{"reserves in another order", func(r *Record, _ *Frame) { slices.Reverse(r.Groups[0].Reserves) }, "all.reserves", "another order"},
		{"plan weights", func(r *Record, _ *Frame) {
			r.Groups[0].Core.Table[0].Weight--
			r.Groups[0].Core.Table[1].Weight++
		}, "all.core.table", "the plans or their weights"},
		{"the plan that was followed", func(r *Record, _ *Frame) { r.Groups[0].Core.Plan ^= 1 }, "all.core", "what design and seed give"},
		{"a chance", func(r *Record, _ *Frame) { *r.Groups[0].Inclusion.PerCase = 0.79 }, "all.inclusion", "the chances"},
		{"a target", func(r *Record, _ *Frame) { r.Groups[0].Variables[0].Categories[0].Target++ }, "all.variables",
			"the categories, their eligible cases or their shares"},
		{"a replacement", func(r *Record, _ *Frame) {
			p := &r.Replacements[0]
			for _, c := range r.Groups[0].Reserves {
				if c.ID != p.By {
					p.By = c.ID
					break
				}
			}
		}, "replacements.1", "and the rule gives"},
		{"a replacement of a case that is not there", func(r *Record, _ *Frame) { r.Replacements[0].Case = "nobody" },
			"replacements.1", "cannot be repeated"},
		{"the frame's hash", func(r *Record, _ *Frame) { r.Frame.SHA256 = strings.Repeat("0", 64) }, "frame",
			"not those the record was made from"},
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

// Verifying writes nothing into the record, not even what records do not hold.
func TestVerifyLeavesTheRecordAsItIs(t *testing.T) {
	f := countedFrame(map[string]int{"xxx": 1, "xyy": 1, "yxy": 1, "yyx": 1})
	draw := mustDraw(t, f, sized(2), "1")
	if draw.Groups[0].Core.Missed == nil {
		t.Fatal("the draw misses no category: this tests nothing")
	}
	text := written(t, NewRecord(draw, ListSource{}, "none", noon))
	r := reread(t, text)
	mustVerify(t, r, f)
	if !reflect.DeepEqual(r, reread(t, text)) {
		t.Error("verifying changed the record")
	}
}
