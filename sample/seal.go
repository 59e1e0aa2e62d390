package sample

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// sealOfDraw is the digest of all that a record says of its draw: of the record
// without its seal, its times, and what happened to the sample since.
func (r *Record) sealOfDraw() string {
	draw := *r
	draw.Seal, draw.Extensions, draw.Replacements, draw.Times = "", nil, []Replacement{}, Times{}
	return seal("", draw)
}

// seal is the digest of an entry of a record that has no seal itself, and of the
// seal of the entry before it. So a seal stands for everything before it.
func seal(before string, entry any) string {
	var text bytes.Buffer
	text.WriteString(before)
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(entry); err != nil {
		panic(fmt.Sprintf("sample: a part of a record that cannot be written: %v", err)) // a float that is no number, which no record has
	}
	digest := sha256.Sum256(bytes.TrimSuffix(text.Bytes(), []byte("\n")))
	return hex.EncodeToString(digest[:16])
}

func (p Replacement) sealAfter(before string) string {
	p.Seal = ""
	return seal(before, p)
}

func (e Extension) sealAfter(before string) string {
	e.Seal = ""
	return seal(before, e)
}

// lastSeal is the seal of the record's latest entry, or of the draw.
func (r *Record) lastSeal() string {
	k, next := len(r.Replacements), len(r.Extensions)
	if next > 0 && r.Extensions[next-1].After == k {
		return r.Extensions[next-1].Seal
	}
	if k > 0 {
		return r.Replacements[k-1].Seal
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
	next := 0
	for k := 0; k <= len(r.Replacements); k++ {
		for ; next < len(r.Extensions) && r.Extensions[next].After == k; next++ {
			e := &r.Extensions[next]
			if now := e.sealAfter(before); e.Seal != now {
				v.differ(fmt.Sprintf("extensions.%d", next+1), e.Seal, now, fmt.Sprintf("extension %d, or an entry before it, was changed, moved or taken out", next+1))
				return
			}
			before = e.Seal
		}
		if k < len(r.Replacements) {
			p := &r.Replacements[k]
			if now := p.sealAfter(before); p.Seal != now {
				v.differ(fmt.Sprintf("replacements.%d", k+1), p.Seal, now, fmt.Sprintf("replacement %d, or an entry before it, was changed, moved or taken out", k+1))
				return
			}
			before = p.Seal
		}
	}
	if times := len(r.Times.Replaced); times != len(r.Replacements) {
		v.differ("replacements", fmt.Sprint(times), fmt.Sprint(len(r.Replacements)), fmt.Sprintf("replacements: %d in the record, and the times of %d", len(r.Replacements), times))
	}
	if times := len(r.Times.Extended); times != len(r.Extensions) {
		v.differ("extensions", fmt.Sprint(times), fmt.Sprint(len(r.Extensions)), fmt.Sprintf("extensions: %d in the record, and the times of %d", len(r.Extensions), times))
	}
}

// CompareList adds what the record says of its list that the list, read again,
// does not bear out: the rules, and the number of rows where the file is the same.
func (v *Verification) CompareList(r *Record, list ListSource, rules string) {
	if rules != r.Rules {
		v.differ("rules", r.Rules, rules, fmt.Sprintf("the record names the rules %s, and the list was read with %s", orNameless(r.Rules), orNameless(rules)))
	}
	if list.SHA256 == r.List.SHA256 && list.Rows != r.List.Rows {
		v.differ("list.rows", fmt.Sprint(r.List.Rows), fmt.Sprint(list.Rows), fmt.Sprintf("the record says that the list has %d rows, and it has %d", r.List.Rows, list.Rows))
	}
	v.close()
}

func orNameless(text string) string {
	if text == "" {
		return "of no name"
	}
	return text
}
