package stream

import (
	"encoding/binary"
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

func TestShuffleKeepsEveryElement(t *testing.T) {
	a := []int{0, 1, 2, 3, 4, 5, 6}
	New("s").Shuffle(a)
	seen := map[int]bool{}
	for _, v := range a {
		seen[v] = true
	}
	if len(seen) != 7 {
		t.Errorf("shuffled to %v", a)
	}
}
