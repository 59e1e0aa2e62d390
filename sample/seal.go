package sample

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// sealOfDraw is the digest of all that a record says of its draw: of the record
// without its seal, its times, and what happened to the sample since.
func (r *Record) sealOfDraw() string {
	draw := *r
	draw.Seal, draw.Extensions, draw.Replacements, draw.Times = "", nil, []Replacement{}, Times{}
	return sealOf("", draw)
}

// sealOf is the digest of an entry of a record that has no seal itself, and of
// the seal of the entry before it. So a seal stands for everything before it.
func sealOf(before string, entry any) string {
	text, err := compactJSON(entry)
	if err != nil {
		panic(fmt.Sprintf("sample: a part of a record that cannot be written: %v", err)) // a float that is no number, which no record has
	}
	digest := sha256.Sum256(append([]byte(before), text...))
	return hex.EncodeToString(digest[:16])
}

// seal is the seal that an entry has.
func (e entry) seal() string {
	if e.extension != nil {
		return e.extension.Seal
	}
	return e.replacement.Seal
}

// sealAfter is the seal that an entry has to have.
func (e entry) sealAfter(before string) string {
	if e.extension != nil {
		x := *e.extension
		x.Seal = ""
		return sealOf(before, x)
	}
	x := *e.replacement
	x.Seal = ""
	return sealOf(before, x)
}

// lastSeal is the seal of the record's latest entry, or of the draw.
func (r *Record) lastSeal() string {
	if entries := r.entries(); len(entries) > 0 {
		return entries[len(entries)-1].seal()
	}
	return r.Seal
}

// compareSeals finds what was changed in the record without an effect on the
// draw: an entry taken out, a reason reworded, another name of the list.
func (v *Verification) compareSeals(r *Record) {
	before := r.sealOfDraw()
	if r.Seal != before {
		v.differ("seal", r.Seal, before, "the record of the draw was changed after it was made, in a part that the sample does not depend on")
		return
	}
	for _, e := range r.entries() {
		if now := e.sealAfter(before); e.seal() != now {
			v.differ(e.where, e.seal(), now, "%s, or an entry before it, was changed, moved or taken out", e.name)
			return
		}
		before = e.seal()
	}
	v.compareTimes("replacements", len(r.Times.Replaced), len(r.Replacements))
	v.compareTimes("extensions", len(r.Times.Extended), len(r.Extensions))
}

func (v *Verification) compareTimes(of string, times, entries int) {
	if times != entries {
		v.differ(of, fmt.Sprint(times), fmt.Sprint(entries), "%s: %d in the record, and the times of %d", of, entries, times)
	}
}

// CompareList adds what the record says of its list that the list, read again,
// does not bear out: the rules, and the number of rows where the file is the same.
func (v *Verification) CompareList(r *Record, list ListSource, rules string) {
	if rules != r.Rules {
		v.differ("rules", r.Rules, rules,
			"the record names the rules %s, and the list was read with %s", cmp.Or(r.Rules, "of no name"), cmp.Or(rules, "of no name"))
	}
	if list.SHA256 == r.List.SHA256 && list.Rows != r.List.Rows {
		v.differ("list.rows", fmt.Sprint(r.List.Rows), fmt.Sprint(list.Rows),
			"the record says that the list has %d rows, and it has %d", r.List.Rows, list.Rows)
	}
	v.Verified = len(v.Differences) == 0
}
