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
	Warnings    []stats.Warning
}

// A Difference is one thing in which the record and the repeated draw, or the
// list, disagree.
type Difference struct {
	Where    string // such as "frame", "court.selected" or "replacements"
	Recorded string
	Found    string
	Message  string
}

// Verify repeats the draw from the frame and the record's design and seed, and
// lists every difference. FileSHA256 is the hash of the list's file; another
// one, with the same frame, is a warning alone. "" leaves it unchecked.
func (r *Record) Verify(f *Frame, fileSHA256 string) (*Verification, error) {
	v := &Verification{}
	f = f.Normalize()
	if err := f.Check(); err != nil {
		return nil, err
	}
	v.compareFrames(r, f)
	if sameFrame := len(v.Differences) == 0; sameFrame && fileSHA256 != "" && fileSHA256 != r.List.SHA256 {
		v.Warnings = append(v.Warnings, stats.Warning{Code: "file-changed", Message: "the file is not the one that was drawn from, byte for byte; the eligible cases in it are the same"})
	}
	plan, err := r.replan(f)
	if err != nil {
		v.differ("design", "", "", fmt.Sprintf("the design cannot be followed with this list: %v", err))
		return v.close(), nil
	}
	draw, err := plan.Draw(r.Seed)
	if err != nil {
		v.differ("draw", "", "", fmt.Sprintf("the draw cannot be repeated: %v", err))
		return v.close(), nil
	}
	v.compareDraws(r, draw)
	if len(v.Differences) == 0 {
		v.compareChanges(r, plan)
	}
	if len(v.Differences) == 0 {
		v.compareSeals(r)
	}
	return v.close(), nil
}

func (r *Record) replan(f *Frame) (*Plan, error) {
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
	v.Differences = append(v.Differences, Difference{where, recorded, found, message})
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
		v.differ("frame", strings.Join(r.Frame.Variables, ", "), strings.Join(names, ", "), "the matching variables are others")
	}
	if r.Frame.Rows == nil && hash != r.Frame.SHA256 || len(f.Cases) != r.Frame.Cases {
		v.differ("frame", fmt.Sprint(r.Frame.Cases), fmt.Sprint(len(f.Cases)), fmt.Sprintf("the list has %s now and the record's frame %d; the eligible cases or their categories are not the same", caseCount(len(f.Cases)), r.Frame.Cases))
	}
	if r.Frame.Rows != nil {
		v.compareRows(r.Frame.Rows, f)
	}
	if hash != r.Frame.SHA256 && len(v.Differences) == 0 {
		v.differ("frame", r.Frame.SHA256, hash, "the eligible cases are not those the record was made from")
	}
}

func (v *Verification) compareRows(rows map[string]string, f *Frame) {
	seen := make(map[string]bool, len(f.Cases))
	for _, i := range f.idOrder() {
		c := &f.Cases[i]
		seen[c.ID] = true
		switch was, ok := rows[c.ID]; {
		case !ok:
			v.differ("frame.rows", "", c.ID, fmt.Sprintf("case %s (row %d) is eligible now and was not when the sample was drawn", c.ID, c.Row))
		case was != c.Digest():
			v.differ("frame.rows", was, c.Digest(), fmt.Sprintf("case %s (row %d) has changed since the sample was drawn", c.ID, c.Row))
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
		v.differ("frame.rows", id, "", fmt.Sprintf("case %s was eligible when the sample was drawn and is not now", id))
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
		v.differ("groups", strings.Join(recorded, ", "), strings.Join(found, ", "), "the groups that were drawn are others")
		return
	}
	for i := range d.Groups {
		v.compareGroups(&r.Groups[i], &d.Groups[i])
	}
}

func (v *Verification) compareGroups(was, now *GroupDraw) {
	in := func(part string) string { return was.Group + "." + part }
	if was.Population != now.Population || was.Sample != now.Sample {
		v.differ(in("sample"), fmt.Sprintf("%d of %d", was.Sample, was.Population), fmt.Sprintf("%d of %d", now.Sample, now.Population), was.Group+": the size or the population is another")
	}
	v.compareChosen(in("selected"), "in the sample", was.Selected, now.Selected)
	v.compareChosen(in("reserves"), "a reserve", was.Reserves, now.Reserves)
	wasCore, nowCore := was.Core, now.Core
	wasCore.Table, nowCore.Table = nil, nil // compared on their own
	parts := []struct {
		name, message string
		was, now      any
	}{
		{"variables", "the populations or targets are others", was.Variables, now.Variables},
		{"cells", "the cells are others", was.Cells, now.Cells},
		{"strata", "the strata are others", was.Strata, now.Strata},
		{"core.table", "the plans or their weights are not those the design gives", was.Core.Table, now.Core.Table},
		{"core", "the way the sample was chosen is not what design and seed give", wasCore, nowCore},
		{"reserve", "the way the reserves were chosen is not what design and seed give", was.Reserve, now.Reserve},
		{"inclusion", "the chances are not those the design gives", was.Inclusion, now.Inclusion},
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
// failing those a different order.
func (v *Verification) compareChosen(where, what string, was, now []Chosen) {
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
			v.differ(where, c.ID, "", fmt.Sprintf("the record has %s as %s, and the repeated draw does not", c.ID, what))
		} else if c != d {
			v.differ(where, fmt.Sprint(c.Cell), fmt.Sprint(d.Cell), fmt.Sprintf("the record puts %s in another cell or otherwise describes it", c.ID))
		}
	}
	for _, c := range now {
		if _, ok := before[c.ID]; !ok {
			v.differ(where, "", c.ID, fmt.Sprintf("the repeated draw has %s as %s, and the record does not", c.ID, what))
		}
	}
	if found == len(v.Differences) && !slices.Equal(was, now) {
		v.differ(where, "", "", "the cases stand in another order")
	}
}

// compareChanges repeats the replacements and extensions.
func (v *Verification) compareChanges(r *Record, plan *Plan) {
	next := 0
	for k := 0; k <= len(r.Replacements); k++ {
		for ; next < len(r.Extensions) && r.Extensions[next].After == k; next++ {
			if v.compareExtension(r, plan, next); len(v.Differences) > 0 {
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

func (v *Verification) compareExtension(r *Record, plan *Plan, i int) {
	was := &r.Extensions[i]
	where := fmt.Sprintf("extensions.%d", i+1)
	now, err := r.extension(plan, r.Group(was.Group), was.Size, was.After, i)
	if err != nil {
		v.differ(where, "", "", fmt.Sprintf("extension %d cannot be repeated: %v", i+1, err))
		return
	}
	now.Seal = was.Seal // compared on its own
	before := len(v.Differences)
	v.compareChosen(where+".added", "added", was.Added, now.Added)
	v.compareChosen(where+".reserves", "a reserve", was.Reserves, now.Reserves)
	if before == len(v.Differences) && !same(*was, *now) {
		v.differ(where, "", "", fmt.Sprintf("extension %d: the way the cases were chosen is not what design and seed give", i+1))
	}
}
