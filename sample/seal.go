package sample

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"
)

// saltBytes is the length of a record's salt before it is written as hexadecimal digits.
const saltBytes = 16

// sealBytes is the length of a seal before it is written as hexadecimal digits.
const sealBytes = 16

// A sealer makes the seals of a record: each is the digest of the salt, the seal before it,
// the time and the entry. Records of version 1 have neither salt nor times in their seals.
type sealer struct {
	salt  string
	times bool
}

func (r *Record) sealer() sealer { return sealer{r.Salt, r.Version > 1} }

// seal is the digest of an entry that has no seal yet, and of the seal before it. So a seal
// stands for everything before it.
func (s sealer) seal(before, at string, entry any) string {
	if !s.times {
		at = ""
	}
	text, err := compactJSON(entry)
	if err != nil {
		panic(fmt.Sprintf("sample: a part of a record that cannot be written: %v", err)) // a float that is no number, which no record has
	}
	digest := sha256.Sum256(append([]byte(s.salt+before+at), text...))
	return hex.EncodeToString(digest[:sealBytes])
}

// sealOfDraw is the seal of the draw's part of a record: without the seal, and without what
// happened since.
func (r *Record) sealOfDraw() string {
	draw := *r
	draw.Seal, draw.Extensions, draw.Replacements, draw.Times = "", nil, []Replacement{}, Times{}
	draw.Assignments, draw.Rereads = nil, nil
	return r.sealer().seal("", r.Times.Drawn, draw)
}

// seals are the seal that an entry has and the one it should have after another.
func (e entry) seals(before string) (has, due string) { return e.sealsBy(e.before.sealer(), before) }

func (e entry) sealsBy(by sealer, before string) (has, due string) {
	var unsealed any
	switch {
	case e.extension != nil:
		x := *e.extension
		has, x.Seal = x.Seal, ""
		unsealed = x
	case e.assignment != nil:
		x := *e.assignment
		has, x.Seal = x.Seal, ""
		unsealed = x
	case e.reread != nil:
		x := *e.reread
		has, x.Seal = x.Seal, ""
		unsealed = x
	default:
		x := *e.replacement
		has, x.Seal = x.Seal, ""
		unsealed = x
	}
	return has, by.seal(before, e.time, unsealed)
}

// sealNext is the seal of an entry that is about to be added.
func (r *Record) sealNext(at time.Time, entry any) string {
	return r.sealer().seal(r.LastSeal(), stamp(at), entry)
}

// DrawDigest is a digest of the draw alone: the same for all records of one draw, whenever
// they were made. [Record.Digest] is that and what happened since.
func (r *Record) DrawDigest() string {
	draw := *r
	draw.Version, draw.Salt = 1, ""
	return draw.sealOfDraw()
}

// Digest is a digest of the draw and of what happened since, whatever the times.
func (r *Record) Digest() string {
	last := r.DrawDigest()
	for _, e := range r.entries() {
		_, last = e.sealsBy(sealer{}, last)
	}
	return last
}

// TimesSealed tells whether the times of the record are in its seals.
func (r *Record) TimesSealed() bool { return r.sealer().times }

// LastSeal is the seal of the record's latest entry, or of the draw.
func (r *Record) LastSeal() string {
	last := r.Seal
	for _, e := range r.entries() {
		last, _ = e.seals("")
	}
	return last
}

// CheckSeals tells of a record that is not as it was sealed: an entry or a list of it that was changed, moved or
// taken out. It needs no list of cases; what else was changed [Record.Verify] finds.
func (r *Record) CheckSeals() error {
	v := &Verification{}
	if v.compareSeals(r); len(v.Differences) > 0 {
		return fmt.Errorf("the record is not as it was sealed: %s", v.Differences[0].Message)
	}
	return nil
}

// compareSeals finds changes of the record that do not affect the draw: an entry
// taken out, a reason reworded, another name of the list.
func (v *Verification) compareSeals(r *Record) {
	before := r.sealOfDraw()
	if r.Seal != before {
		v.differ("seal", r.Seal, before,
			"the record of the draw was changed after it was made, in its time or a part that the sample does not depend on")
		return
	}
	for _, of := range []struct {
		name           string
		times, entries int
	}{{"replacements", len(r.Times.Replaced), len(r.Replacements)}, {"extensions", len(r.Times.Extended), len(r.Extensions)},
		{"assignments", len(r.Times.Assigned), len(r.Assignments)}, {"rereads", len(r.Times.Reread), len(r.Rereads)}} {
		if of.times != of.entries {
			v.differ(of.name, fmt.Sprint(of.times), fmt.Sprint(of.entries), "%s: %d in the record, and the times of %d",
				of.name, of.entries, of.times)
			return
		}
	}
	for _, e := range r.entries() {
		has, due := e.seals(before)
		if has != due {
			v.differ(e.where, has, due, "%s, or an entry before it, was changed, moved or taken out", e.name)
			return
		}
		before = has
	}
}

// CompareList compares what the record says of its list with the list read again:
// the rules and, where the file is the same, the number of rows.
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
