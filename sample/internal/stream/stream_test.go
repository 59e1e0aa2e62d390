package stream

import (
	"encoding/binary"
	"slices"
	"testing"
)

func TestStreamWordsAreTheBlocksInOrder(t *testing.T) {
	words, blocks := New("walk"), New("walk")
	for range 3 {
		block := blocks.Block()
		for i := 0; i < 32; i += 8 {
			if got, want := words.Word(), binary.BigEndian.Uint64(block[i:]); got != want {
				t.Fatalf("word at %d: %x, not %x", i, got, want)
			}
		}
	}
}

func TestFractionIsBelowOneAndUsesTheLeadingBits(t *testing.T) {
	a, b := New("f"), New("f")
	for range 1000 {
		f, w := a.Fraction(), b.Word()
		if f < 0 || f >= 1 || uint64(f*(1<<53)) != w>>11 {
			t.Fatalf("fraction %v of word %x", f, w)
		}
	}
}

// The order, and the first word of the third block, are those of Python's hashlib: blocks are
// sha256("order,1"), sha256("order,2") and so on, and the shuffle is done by hand.
func TestShuffle(t *testing.T) {
	a, s := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, New("order")
	New("order").Shuffle(a)
	if want := []int{6, 3, 9, 1, 7, 0, 4, 2, 8, 5}; !slices.Equal(a, want) {
		t.Errorf("shuffled to %v, want %v", a, want)
	}
	for range 8 {
		s.Word()
	}
	if got, want := s.Word(), uint64(0x55586c39b6c86dbf); got != want {
		t.Errorf("the word %x, want %x", got, want)
	}
}
