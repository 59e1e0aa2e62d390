package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
)

// Text of a frame, as it is hashed: fields are set apart by U+001F and lines ended by
// U+000A. Neither can occur in a normalised field.
const (
	frameFormat = "onecase-frame-1"
	fieldEnd    = "\x1f"
	lineEnd     = "\n"
)

// SHA256 returns the hash that names a frame, in lower-case hexadecimal,
// whatever the order of its cases: of a first line with the format's name and
// the variables' names, and a line for each case in the byte order of the ids.
func (f *Frame) SHA256() string { return f.normalize().hash() }

// hash is SHA256 of a frame that is normalised.
func (f *Frame) hash() string {
	h := sha256.New()
	const some = 4 << 10 // bytes that are hashed at once
	lines := []byte(strings.Join(append([]string{frameFormat}, f.variableNames()...), fieldEnd) + lineEnd)
	for _, i := range f.idOrder() {
		if lines = f.Cases[i].appendLine(lines); len(lines) > some {
			h.Write(lines) // a hash never fails
			lines = lines[:0]
		}
	}
	h.Write(lines)
	return hex.EncodeToString(h.Sum(nil))
}

// digest is the first 16 hexadecimal digits of the SHA-256 of a case's line in
// the frame.
func (c *Case) digest() string {
	sum := sha256.Sum256(c.appendLine(nil))
	return hex.EncodeToString(sum[:8])
}

// appendLine appends what a frame's hash says of a case: id, group, its
// category in each variable, manager, team and start (YYYY-MM-DD, or nothing).
// The row is left out, so that a list in another order is the same frame.
func (c *Case) appendLine(line []byte) []byte {
	line = append(append(append(line, c.ID...), fieldEnd...), c.Group...)
	for _, v := range c.Values {
		line = append(append(line, fieldEnd...), v...)
	}
	line = append(append(line, fieldEnd...), c.Manager...)
	line = append(append(line, fieldEnd...), c.Team...)
	line = append(line, fieldEnd...)
	if !c.Start.IsZero() {
		line = c.Start.AppendFormat(line, time.DateOnly)
	}
	return append(line, lineEnd...)
}

// idOrder returns the indexes of the cases in the byte order of their ids.
func (f *Frame) idOrder() []int {
	order := upTo(len(f.Cases))
	byID := func(a, b int) int { return strings.Compare(f.Cases[a].ID, f.Cases[b].ID) }
	if !slices.IsSortedFunc(order, byID) {
		slices.SortFunc(order, byID)
	}
	return order
}
