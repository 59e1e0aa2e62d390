package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"slices"
	"strings"
	"time"
)

// Text of a frame, as it is hashed: fields are set apart by U+001F and lines
// ended by U+000A. Neither can stand in a normalised field.
const (
	frameFormat = "onecase-frame-1"
	fieldEnd    = "\x1f"
	lineEnd     = "\n"
)

// SHA256 returns the hash that names a frame, in lower-case hexadecimal,
// whatever the order of its cases: of a first line with the format's name and
// the variables' names, and a line for each case in the byte order of the ids.
// The frame has to be normalised.
func (f *Frame) SHA256() string {
	h := sha256.New()
	fields := []string{frameFormat}
	for _, v := range f.Variables {
		fields = append(fields, v.Name)
	}
	writeLine(h, fields)
	for _, i := range f.idOrder() {
		writeLine(h, f.Cases[i].fields())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Digest is the first 16 hexadecimal digits of the SHA-256 of a case's line in
// the frame.
func (c Case) Digest() string {
	h := sha256.New()
	writeLine(h, c.fields())
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// fields are what a frame's hash says of a case: id, group, its category in
// each variable, manager, team and start (YYYY-MM-DD, or nothing). The row is
// left out, so that a list in another order is the same frame.
func (c Case) fields() []string {
	fields := append([]string{c.ID, c.Group}, c.Values...)
	start := ""
	if !c.Start.IsZero() {
		start = c.Start.Format(time.DateOnly)
	}
	return append(fields, c.Manager, c.Team, start)
}

func writeLine(h hash.Hash, fields []string) {
	h.Write([]byte(strings.Join(fields, fieldEnd) + lineEnd)) // a hash never fails
}

// idOrder returns the indexes of the cases in the byte order of their ids.
func (f *Frame) idOrder() []int {
	order := make([]int, len(f.Cases))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(f.Cases[a].ID, f.Cases[b].ID) })
	return order
}
