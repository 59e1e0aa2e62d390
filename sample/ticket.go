package sample

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A ticket is a case's place in a draw: SHA-256 of the lower-case hexadecimal
// SHA-256 of the seed, followed by the case's id. Tickets are compared as
// big-endian numbers and the smallest are taken, so that the order of the list
// does not matter and one case can be checked alone (Rivest's consistent
// sampling; his own package orders by the reversed decimal digits of the same
// digest, so its order differs from this one).
type ticket [sha256.Size]byte

// Compare orders tickets as big-endian numbers: negative when t comes first.
func (t ticket) Compare(u ticket) int { return bytes.Compare(t[:], u[:]) }

// before tells whether t is the smaller number, nearly always by the first eight
// bytes.
func (t *ticket) before(u *ticket) bool {
	a, b := binary.BigEndian.Uint64(t[:8]), binary.BigEndian.Uint64(u[:8])
	return a < b || a == b && bytes.Compare(t[8:], u[8:]) < 0
}

// A dealer makes the tickets of one seed. The hexadecimal digits of the seed's hash
// fill the first block of every ticket's text, so that block is hashed only once.
// A dealer serves one goroutine at a time.
type dealer struct {
	hash  hash.Hash
	state encoding.BinaryUnmarshaler // the hash's own
	start []byte                     // its state after the first block
	id    []byte
	sum   ticket
}

func newDealer(seed string) *dealer {
	sum := sha256.Sum256([]byte(seed))
	d := &dealer{hash: sha256.New()}
	d.hash.Write(hex.AppendEncode(nil, sum[:])) // a hash never fails
	d.start, _ = d.hash.(encoding.BinaryMarshaler).MarshalBinary()
	d.state = d.hash.(encoding.BinaryUnmarshaler)
	return d
}

// deal is the ticket of a case.
func (d *dealer) deal(id string) ticket {
	if err := d.state.UnmarshalBinary(d.start); err != nil {
		panic(err) // it is this hash's own state
	}
	d.id = append(d.id[:0], id...)
	d.hash.Write(d.id)
	d.hash.Sum(d.sum[:0])
	return d.sum
}

// NormalizeID returns an id or a seed as a draw uses it: without white space at
// either end, in Unicode normal form C, so that text typed on different
// machines is the same text.
func NormalizeID(s string) string {
	if isPlain(s) {
		return s
	}
	return norm.NFC.String(strings.TrimSpace(s))
}

// MakeSeed makes up a seed of 100 random bits that people can read aloud:
// twenty capital letters and digits in fours.
func MakeSeed() string {
	t := rand.Text()
	return strings.Join([]string{t[0:4], t[4:8], t[8:12], t[12:16], t[16:20]}, "-")
}

const (
	maxSeed  = 1000 // bytes
	maxLabel = 200  // bytes of an id, a group, a variable or a category
)

// checkSeed refuses what cannot serve as a normalised seed.
func checkSeed(seed string) error {
	return cmp.Or(
		must(seed != "", "the seed is empty: give any text, or none to have one made up"),
		must(len(seed) <= maxSeed, "the seed has %d bytes: at most %d are allowed", len(seed), maxSeed),
		checkText("the seed", seed),
	)
}

// checkLabel refuses text that is too long or not printable, naming it as what.
func checkLabel(what, s string) error {
	if len(s) > maxLabel {
		return fmt.Errorf("%s %.40q... has %d bytes: at most %d are allowed", what, s, len(s), maxLabel)
	}
	return checkText(what, s)
}

// checkText refuses text that is not valid or has control characters.
func checkText(what, s string) error {
	if isPlain(s) {
		return nil
	}
	i := strings.IndexFunc(s, unicode.IsControl)
	return cmp.Or(
		must(utf8.ValidString(s), "%s %q is not valid UTF-8", what, s),
		must(i < 0, "%s %q has a control character at byte %d: take it out", what, s, i+1),
	)
}

// Purposes keep the uses of one seed apart.
const (
	purposeTicket   = "ticket"   // which cases of a cell are taken
	purposeTable    = "table"    // the walks that make a plan table; no seed
	purposePick     = "pick"     // which plan of the table is followed
	purposeWalk     = "walk"     // the single walk where there is no table
	purposeMeasure  = "measure"  // the walks that measure a single walk; no seed
	purposeTrial    = "trial"    // the walks that show how closely a single walk matches; no seed
	purposeChances  = "chances"  // the draws that simulate chances; no seed
	purposeReserve  = "reserve"  // the order of the reserves
	purposeAllocate = "allocate" // ties between strata
)

// purposeSeed is the text whose tickets or stream serve one purpose in one
// group: the first rules, purpose, group and seed on a line each. Neither purpose nor
// group can hold a line feed, so different uses never share a text.
func purposeSeed(purpose, group, seed string) string {
	return strings.Join([]string{firstAlgorithm, purpose, group, seed}, "\n")
}

// Algorithm names the rules of the draw that this package follows; the README
// specifies them. It changes whenever the same list, design and seed could give
// another sample. Records drawn by earlier rules are still verified by those.
const Algorithm = "onecase-draw-2"

// firstAlgorithm is the name of the first rules. Tickets and streams bear it under all
// rules, so that a case keeps its tickets.
const firstAlgorithm = "onecase-draw-1"
