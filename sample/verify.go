package sample

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/stats"
	"onecase/stats/phrase"
)

// A Verification says whether a draw could be repeated from its record.
type Verification struct {
	Verified    bool
	Differences []Difference
	Warnings    stats.Warnings

	frame int   // how many of the differences, the first ones, are of the frame
	draw  *Draw // the repeated draw; nil where that was not possible
}

// A Difference is a disagreement of the record with the repeated draw or the list.
type Difference struct {
	Where    string `json:"where"` // such as "frame", "court.selected" or "replacements"
	Recorded string `json:"recorded"`
	Found    string `json:"found"`
	Message  string `json:"message"`
	Case     string `json:"case" null:"zero"` // the case it is about; null for none
	Row      int    `json:"row" null:"zero"`  // of the case in the list; null where it is not there
	Follows  bool   `json:"follows"`          // the list is not as it was, and this difference of the repeated draw may come of that alone
}

// Verify repeats the draw from the frame and the record's design and seed, and
// lists every difference. FileSHA256 is the hash of the list's file: a different
// file with the same frame is only a warning, and "" is not checked. Progress is
// told of the simulation of chances.
func (r *Record) Verify(f *Frame, fileSHA256 string, progress ...Progress) (*Verification, error) {
	v := &Verification{}
	f = f.normalize()
	if err := f.Check(); err != nil {
		return nil, err
	}
	v.compareFrames(r, f)
	v.frame = len(v.Differences)
	v.compareCommitment(r)
	if v.frame == 0 && fileSHA256 != "" && fileSHA256 != r.List.SHA256 {
		v.Warnings.Add("file-changed", "",
			"the eligible cases are those that were drawn from, though the file is another, byte for byte")
	}
	v.warnTimes(r)
	v.repeat(r, f, progress)
	v.Verified = len(v.Differences) == 0
	return v, nil
}

// warnTimes says where times go back. Seals hold times as they were written, and whoever
// makes a record anew may write others.
func (v *Verification) warnTimes(r *Record) {
	last, name := r.Times.Drawn, "the draw"
	for _, e := range r.entries() {
		switch {
		case e.time == "":
		case e.time < last:
			v.Warnings.Add("times-go-back",
				"ask who keeps the record why; the last seal, if it was published at the time, holds the true ones",
				"the times may not be true: %s is of %s, and %s before it of %s", e.name, e.time, name, last)
			return
		default:
			last, name = e.time, e.name
		}
	}
}

// repeat makes the draw and all later changes again and compares them.
func (v *Verification) repeat(r *Record, f *Frame, progress []Progress) {
	plan, err := r.Plan(f)
	if err != nil {
		v.differ("design", "", "", "the design cannot be followed with this list: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
		return
	}
	if v.draw, err = plan.Draw(r.Seed, progress...); err != nil {
		v.differ("draw", "", "", "the draw cannot be repeated: %v", err)
		return
	}
	v.compareDraws(r, v.draw)
	if len(v.Differences) == 0 {
		v.compareChanges(r, plan, progress)
	}
	if len(v.Differences) == 0 {
		v.compareSeals(r)
	} else if seal := r.sealOfDraw(); r.Seal != seal { // said before everything that comes of it
		v.Differences = slices.Insert(v.Differences, v.frame, Difference{Where: "seal", Recorded: r.Seal, Found: seal,
			Message: "the record was changed after it was made: its seal does not go with what it says of the draw"})
	}
}

// Plan is the plan of the record's draw, from the frame of that draw.
func (r *Record) Plan(f *Frame) (*Plan, error) {
	var groups []Group
	for _, g := range r.Frame.Groups {
		groups = append(groups, Group{ID: g})
	}
	return newPlan(f, groups, r.Design, r.Algorithm)
}

// differ adds a difference, whose message is formatted.
func (v *Verification) differ(where, recorded, found, format string, args ...any) {
	v.Differences = append(v.Differences, Difference{
		Where: where, Recorded: recorded, Found: found, Message: fmt.Sprintf(format, args...), Follows: v.frame > 0})
}

// differIn adds a difference about one case; row 0 is for none.
func (v *Verification) differIn(id string, row int, where, recorded, found, format string, args ...any) {
	v.differ(where, recorded, found, format, args...)
	d := &v.Differences[len(v.Differences)-1]
	d.Case, d.Row = id, row
}

// compareFrames compares the eligible cases with the recorded ones, row by row if
// the record has their digests.
func (v *Verification) compareFrames(r *Record, f *Frame) {
	hash, n := f.hash(), len(f.Cases)
	if names := f.variableNames(); !slices.Equal(names, r.Frame.Variables) {
		was, now := listed(r.Frame.Variables), listed(names)
		v.differ("frame", was, now, "the sample was matched on %s, and is now matched on %s", cmp.Or(was, "nothing"),
			cmp.Or(now, "nothing"))
	}
	if n != r.Frame.Cases {
		v.differ("frame", fmt.Sprint(r.Frame.Cases), fmt.Sprint(n), "the list has %s now, and had %d",
			phrase.Count(n, "eligible case"), r.Frame.Cases)
	}
	switch {
	case r.Frame.Rows != nil:
		v.compareRows(r.Frame.Rows, f)
	case hash != r.Frame.SHA256:
		v.differ("frame", r.Frame.SHA256, hash,
			"an eligible case, or what the list says of one, is not as it was; which, the record cannot tell: it has a digest of each case for up to %d only",
			MaxRowDigests)
	}
	if hash != r.Frame.SHA256 && len(v.Differences) == 0 {
		v.differ("frame", r.Frame.SHA256, hash, "the eligible cases are not those the record was made from")
	}
}

func (v *Verification) compareRows(rows map[string]string, f *Frame) {
	gone := maps.Clone(rows)
	for _, i := range f.idOrder() {
		c := &f.Cases[i]
		delete(gone, c.ID)
		switch was, ok := rows[c.ID]; {
		case !ok:
			v.differIn(c.ID, c.Row, "frame.rows", "", c.ID,
				"case %s (row %d) is eligible now and was not when the sample was drawn", c.ID, c.Row)
		case was != c.digest():
			v.differIn(c.ID, c.Row, "frame.rows", was, c.digest(), "case %s (row %d) has changed since the sample was drawn", c.ID, c.Row)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(gone)) {
		v.differIn(id, 0, "frame.rows", id, "", "case %s was eligible when the sample was drawn and is not now", id)
	}
}

// compareDraws compares what the record says was drawn with the repeated draw.
func (v *Verification) compareDraws(r *Record, d *Draw) {
	recorded, found := groupsDrawn(r.Groups), groupsDrawn(d.Groups)
	if !slices.Equal(recorded, found) {
		was, now := listed(recorded), listed(found)
		v.differ("groups", was, now, "the record has the groups %s, and the repeated draw %s", was, now)
		return
	}
	for i := range d.Groups {
		v.compareGroups(&r.Groups[i], &d.Groups[i])
	}
}

func (v *Verification) compareGroups(was, now *GroupDraw) {
	in := func(part string) string { return was.Group + "." + part }
	if was.Population != now.Population || was.Sample != now.Sample {
		v.differ(in("sample"), fmt.Sprintf("%d of %d", was.Sample, was.Population), fmt.Sprintf("%d of %d", now.Sample, now.Population),
			"%s: the record has a sample of %d from %d, and the repeated draw one of %d from %d", was.Group, was.Sample,
			was.Population, now.Sample, now.Population)
	}
	v.compareChosen(in("selected"), "in the sample", was, now, was.Selected, now.Selected)
	v.compareChosen(in("reserves"), "among the reserves", was, now, was.Reserves, now.Reserves)
	wasCore, nowCore := was.Core, now.Core
	wasCore.Table, nowCore.Table = nil, nil // compared on their own
	chances := now.Inclusion
	if now.aimed != nil && same(was.Inclusion, *now.aimed) {
		chances = *now.aimed // the record is an older one
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
			v.differ(in(p.name), "", "", "%s: %s", was.Group, p.message)
		}
	}
}

// same compares two parts of a record by their JSON.
func same(a, b any) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && bytes.Equal(x, y)
}

// compareChosen lists the cases that are in one list only; if there are none it
// compares the order. The groups have the cases' categories.
func (v *Verification) compareChosen(where, what string, wasOf, nowOf *GroupDraw, was, now []Chosen) {
	before, after := map[string]Chosen{}, map[string]Chosen{}
	for _, c := range was {
		before[c.ID] = c
	}
	for _, c := range now {
		after[c.ID] = c
	}
	found := len(v.Differences)
	for _, c := range was {
		d, ok := after[c.ID]
		if !ok {
			v.differIn(c.ID, 0, where, c.ID, "", "the record has %s %s, and the repeated draw does not", c.ID, what)
			continue
		}
		if was, now := wasOf.Values(c), nowOf.Values(d); !slices.Equal(was, now) {
			before, after := listed(was), listed(now)
			v.differIn(c.ID, 0, where, before, after, "the record describes %s as %s, and the list as %s", c.ID, before, after)
		} else if c.Forced != d.Forced || v.frame == 0 && c.Cell != d.Cell {
			v.differIn(c.ID, 0, where, fmt.Sprint(c.Cell), fmt.Sprint(d.Cell),
				"what the record says of how %s was chosen is not so", c.ID)
		}
	}
	for _, c := range now {
		if _, ok := before[c.ID]; !ok {
			v.differIn(c.ID, 0, where, "", c.ID, "the repeated draw has %s %s, and the record does not", c.ID, what)
		}
	}
	if found == len(v.Differences) && v.frame == 0 && !slices.Equal(was, now) {
		v.differ(where, "", "", "the cases stand in another order")
	}
}

// compareChanges repeats what happened since the draw, up to what differs, since what
// follows builds on it.
func (v *Verification) compareChanges(r *Record, plan *Plan, progress []Progress) {
	for _, e := range r.entries() {
		if e.replacement == nil {
			switch {
			case e.extension != nil:
				v.compareExtension(e, plan, progress)
			case e.assignment != nil:
				v.compareAssignment(e)
			case e.reread != nil:
				v.compareReread(e)
			}
			if len(v.Differences) > 0 {
				return
			}
			continue
		}
		was := e.replacement
		now, _, err := e.before.replacement(was.Case, was.Reason, was.Policy)
		switch {
		case err != nil:
			v.differ(e.where, was.Case, "", "%s cannot be repeated: %v", e.name, err)
			return
		case was.By != now.By:
			v.differ(e.where, was.By, now.By,
				"%s: the record has %s in the place of %s, and the rule gives %s", e.name, cmp.Or(was.By, "no case"),
				was.Case, cmp.Or(now.By, "no case"))
		case !same(was.Shared, now.Shared) || was.Group != now.Group || was.Largest != now.Largest:
			v.differ(e.where, "", "", "%s: what the record says of it is not so", e.name)
		}
	}
}

func (v *Verification) compareExtension(e entry, plan *Plan, progress []Progress) {
	was, g := e.extension, e.before.Group(e.extension.Group)
	now, err := e.before.extension(plan, g, was.Size, progress)
	if err != nil {
		v.differ(e.where, "", "", "%s cannot be repeated: %v", e.name, err)
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
	v.compareChosen(e.where+".added", "among the cases added", g, g, was.Added, now.Added)
	v.compareChosen(e.where+".reserves", "among the reserves", g, g, was.Reserves, now.Reserves)
	if before == len(v.Differences) && !same(*was, *now) {
		v.differ(e.where, "", "", "%s: the way the cases were chosen is not what design and seed give", e.name)
	}
}
