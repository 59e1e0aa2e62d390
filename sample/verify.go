package sample

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"onecase/stats"
)

// A Verification says whether a draw could be repeated from its record.
type Verification struct {
	Verified    bool
	Differences []Difference
	Warnings    stats.Warnings

	frame int   // how many differences, the first, are of the frame
	draw  *Draw // that was repeated; nil where that was not possible
}

// A Difference is one thing in which the record and the repeated draw, or the
// list, disagree.
type Difference struct {
	Where    string // such as "frame", "court.selected" or "replacements"
	Recorded string
	Found    string
	Message  string
	Case     string // the case it is about; "" for none
	Row      int    // of the case in the list; 0 where it is not there
	// Follows says that the list is not as it was, and that this difference of
	// the repeated draw may come of that alone.
	Follows bool
}

// Verify repeats the draw from the frame and the record's design and seed, and
// lists every difference. FileSHA256 is the hash of the list's file; another
// one, with the same frame, is a warning alone. "" leaves it unchecked. Progress is
// told of the simulation of chances.
func (r *Record) Verify(f *Frame, fileSHA256 string, progress ...Progress) (*Verification, error) {
	v := &Verification{}
	f = f.Normalize()
	if err := f.Check(); err != nil {
		return nil, err
	}
	v.compareFrames(r, f)
	v.frame = len(v.Differences)
	if v.frame == 0 && fileSHA256 != "" && fileSHA256 != r.List.SHA256 {
		v.Warnings.Add("file-changed", "", "the file is not the one that was drawn from, byte for byte; the eligible cases in it are the same")
	}
	plan, err := r.Plan(f)
	if err != nil {
		v.differ("design", "", "", "the design cannot be followed with this list: "+strings.ReplaceAll(err.Error(), "\n", "; "))
		return v.close(), nil
	}
	draw, err := plan.Draw(r.Seed, progress...)
	if err != nil {
		v.differ("draw", "", "", fmt.Sprintf("the draw cannot be repeated: %v", err))
		return v.close(), nil
	}
	v.draw = draw
	v.compareDraws(r, draw)
	if len(v.Differences) == 0 {
		v.compareChanges(r, plan, progress)
	}
	if len(v.Differences) == 0 {
		v.compareSeals(r)
	} else if r.Seal != r.sealOfDraw() {
		v.edited(r)
	}
	return v.close(), nil
}

// Plan is the plan that the record's draw followed, from the frame that it was
// drawn from.
func (r *Record) Plan(f *Frame) (*Plan, error) {
	var groups []Group
	for _, g := range r.Frame.Groups {
		groups = append(groups, Group{ID: g})
	}
	return NewPlan(f, groups, r.Design)
}

func (v *Verification) close() *Verification {
	v.Verified = len(v.Differences) == 0
	return v
}

func (v *Verification) differ(where, recorded, found, message string) {
	v.Differences = append(v.Differences, Difference{Where: where, Recorded: recorded, Found: found, Message: message, Follows: v.frame > 0})
}

// differIn is differ about one case, in a row of the list or in none.
func (v *Verification) differIn(where, recorded, found, id string, row int, message string) {
	v.differ(where, recorded, found, message)
	d := &v.Differences[len(v.Differences)-1]
	d.Case, d.Row = id, row
}

// edited says, before everything that comes of it, that the record is not as it
// was made.
func (v *Verification) edited(r *Record) {
	v.Differences = slices.Insert(v.Differences, v.frame, Difference{Where: "seal", Recorded: r.Seal, Found: r.sealOfDraw(),
		Message: "the record was changed after it was made: its seal does not go with what it says of the draw"})
}

// compareFrames compares the list's eligible cases with the recorded ones, row
// by row where the record has their digests.
func (v *Verification) compareFrames(r *Record, f *Frame) {
	hash := f.SHA256()
	var names []string
	for _, k := range f.Variables {
		names = append(names, k.Name)
	}
	if !slices.Equal(names, r.Frame.Variables) {
		v.differ("frame", strings.Join(r.Frame.Variables, ", "), strings.Join(names, ", "), fmt.Sprintf("the sample was matched on %s, and is now matched on %s", orNothing(strings.Join(r.Frame.Variables, ", ")), orNothing(strings.Join(names, ", "))))
	}
	if n := len(f.Cases); n != r.Frame.Cases {
		v.differ("frame", fmt.Sprint(r.Frame.Cases), fmt.Sprint(n), fmt.Sprintf("the list has %s now, and had %d", eligible(n), r.Frame.Cases))
	}
	if r.Frame.Rows == nil && hash != r.Frame.SHA256 {
		v.differ("frame", r.Frame.SHA256, hash, fmt.Sprintf("an eligible case, or what the list says of one, is not as it was; which, the record cannot tell: it has a digest of each case for up to %d only", MaxRowDigests))
	}
	if r.Frame.Rows != nil {
		v.compareRows(r.Frame.Rows, f)
	}
	if hash != r.Frame.SHA256 && len(v.Differences) == 0 {
		v.differ("frame", r.Frame.SHA256, hash, "the eligible cases are not those the record was made from")
	}
}

func eligible(n int) string {
	if n == 1 {
		return "1 eligible case"
	}
	return fmt.Sprintf("%d eligible cases", n)
}

func orNothing(variables string) string {
	if variables == "" {
		return "nothing"
	}
	return variables
}

func (v *Verification) compareRows(rows map[string]string, f *Frame) {
	seen := make(map[string]bool, len(f.Cases))
	for _, i := range f.idOrder() {
		c := &f.Cases[i]
		seen[c.ID] = true
		switch was, ok := rows[c.ID]; {
		case !ok:
			v.differIn("frame.rows", "", c.ID, c.ID, c.Row, fmt.Sprintf("case %s (row %d) is eligible now and was not when the sample was drawn", c.ID, c.Row))
		case was != c.Digest():
			v.differIn("frame.rows", was, c.Digest(), c.ID, c.Row, fmt.Sprintf("case %s (row %d) has changed since the sample was drawn", c.ID, c.Row))
		}
	}
	var gone []string
	for id := range rows {
		if !seen[id] {
			gone = append(gone, id)
		}
	}
	slices.Sort(gone)
	for _, id := range gone {
		v.differIn("frame.rows", id, "", id, 0, fmt.Sprintf("case %s was eligible when the sample was drawn and is not now", id))
	}
}

// compareDraws compares what the record says was drawn with the repeated draw.
func (v *Verification) compareDraws(r *Record, d *Draw) {
	var found, recorded []string
	for i := range d.Groups {
		found = append(found, d.Groups[i].Group)
	}
	for i := range r.Groups {
		recorded = append(recorded, r.Groups[i].Group)
	}
	if !slices.Equal(found, recorded) {
		v.differ("groups", strings.Join(recorded, ", "), strings.Join(found, ", "), fmt.Sprintf("the record has the groups %s, and the repeated draw %s", strings.Join(recorded, ", "), strings.Join(found, ", ")))
		return
	}
	for i := range d.Groups {
		v.compareGroups(&r.Groups[i], &d.Groups[i])
	}
}

func (v *Verification) compareGroups(was, now *GroupDraw) {
	in := func(part string) string { return was.Group + "." + part }
	if was.Population != now.Population || was.Sample != now.Sample {
		v.differ(in("sample"), fmt.Sprintf("%d of %d", was.Sample, was.Population), fmt.Sprintf("%d of %d", now.Sample, now.Population), fmt.Sprintf("%s: the record has a sample of %d from %d, and the repeated draw one of %d from %d", was.Group, was.Sample, was.Population, now.Sample, now.Population))
	}
	v.compareChosen(in("selected"), "in the sample", was, now, was.Selected, now.Selected)
	v.compareChosen(in("reserves"), "among the reserves", was, now, was.Reserves, now.Reserves)
	wasCore, nowCore := was.Core, now.Core
	wasCore.Table, nowCore.Table = nil, nil // compared on their own
	chances := now.Inclusion
	if now.aimed != nil && same(was.Inclusion, *now.aimed) {
		chances = *now.aimed // a record made before these chances were simulated, or those of strata were taken over all seeds
	}
	parts := []struct {
		name, message string
		was, now      any
	}{
		{"variables", "the categories, their eligible cases or their shares are not those of the list", was.Variables, now.Variables},
		{"cells", "how many eligible cases are alike in every variable is not what the list gives", was.Cells, now.Cells},
		{"strata", "the strata are not those of the list", was.Strata, now.Strata},
		{"core.table", "the plans or their weights are not those the design gives", was.Core.Table, now.Core.Table},
		{"core", "the way the sample was chosen is not what design and seed give", wasCore, nowCore},
		{"reserve", "the way the reserves were chosen is not what design and seed give", was.Reserve, now.Reserve},
		{"inclusion", "the chances are not those the design gives", was.Inclusion, chances},
	}
	for _, p := range parts {
		if !same(p.was, p.now) {
			v.differ(in(p.name), "", "", was.Group+": "+p.message)
		}
	}
}

// same compares two parts of a record by what a record says of them.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// compareChosen lists the cases of one list that are not in the other, and
// failing those a different order. The groups say what the cases are.
func (v *Verification) compareChosen(where, what string, wasOf, nowOf *GroupDraw, was, now []Chosen) {
	list := func(cases []Chosen) map[string]Chosen {
		m := map[string]Chosen{}
		for _, c := range cases {
			m[c.ID] = c
		}
		return m
	}
	before, after := list(was), list(now)
	found := len(v.Differences)
	for _, c := range was {
		if d, ok := after[c.ID]; !ok {
			v.differIn(where, c.ID, "", c.ID, 0, fmt.Sprintf("the record has %s %s, and the repeated draw does not", c.ID, what))
		} else if !slices.Equal(wasOf.Values(c), nowOf.Values(d)) {
			v.differIn(where, strings.Join(wasOf.Values(c), ", "), strings.Join(nowOf.Values(d), ", "), c.ID, 0,
				fmt.Sprintf("the record describes %s as %s, and the list as %s", c.ID, strings.Join(wasOf.Values(c), ", "), strings.Join(nowOf.Values(d), ", ")))
		} else if c.Forced != d.Forced || v.frame == 0 && c.Cell != d.Cell {
			v.differIn(where, fmt.Sprint(c.Cell), fmt.Sprint(d.Cell), c.ID, 0, fmt.Sprintf("what the record says of how %s was chosen is not so", c.ID))
		}
	}
	for _, c := range now {
		if _, ok := before[c.ID]; !ok {
			v.differIn(where, "", c.ID, c.ID, 0, fmt.Sprintf("the repeated draw has %s %s, and the record does not", c.ID, what))
		}
	}
	if found == len(v.Differences) && v.frame == 0 && !slices.Equal(was, now) {
		v.differ(where, "", "", "the cases stand in another order")
	}
}

// compareChanges repeats the replacements and extensions.
func (v *Verification) compareChanges(r *Record, plan *Plan, progress []Progress) {
	next := 0
	for k := 0; k <= len(r.Replacements); k++ {
		for ; next < len(r.Extensions) && r.Extensions[next].After == k; next++ {
			if v.compareExtension(r, plan, next, progress); len(v.Differences) > 0 {
				return // what follows builds on it
			}
		}
		if k == len(r.Replacements) {
			break
		}
		was := r.Replacements[k]
		where := fmt.Sprintf("replacements.%d", k+1)
		now, _, err := r.replacement(was.Case, was.Reason, was.Policy, k, next)
		switch {
		case err != nil:
			v.differ(where, was.Case, "", fmt.Sprintf("replacement %d cannot be repeated: %v", k+1, err))
			return
		case was.By != now.By:
			v.differ(where, was.By, now.By, fmt.Sprintf("replacement %d: the record has %s in the place of %s, and the rule gives %s", k+1, orNone(was.By), was.Case, orNone(now.By)))
		case !same(was.Shared, now.Shared) || was.Group != now.Group || was.Largest != now.Largest:
			v.differ(where, "", "", fmt.Sprintf("replacement %d: what the record says of it is not so", k+1))
		}
	}
}

func orNone(id string) string {
	if id == "" {
		return "no case"
	}
	return id
}

func (v *Verification) compareExtension(r *Record, plan *Plan, i int, progress []Progress) {
	was := &r.Extensions[i]
	where := fmt.Sprintf("extensions.%d", i+1)
	now, err := r.extension(plan, r.Group(was.Group), was.Size, was.After, i, progress)
	if err != nil {
		v.differ(where, "", "", fmt.Sprintf("extension %d cannot be repeated: %v", i+1, err))
		return
	}
	now.Seal = was.Seal       // compared on its own
	if was.Inclusion == nil { // a record made before extensions had every chance
		now.Inclusion = nil
		if was.PerCase == nil {
			now.PerCase = nil
		}
	}
	before := len(v.Differences)
	g := r.Group(was.Group)
	v.compareChosen(where+".added", "among the cases added", g, g, was.Added, now.Added)
	v.compareChosen(where+".reserves", "among the reserves", g, g, was.Reserves, now.Reserves)
	if before == len(v.Differences) && !same(*was, *now) {
		v.differ(where, "", "", fmt.Sprintf("extension %d: the way the cases were chosen is not what design and seed give", i+1))
	}
}
