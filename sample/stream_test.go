package sample

import (
	"encoding/binary"
	"encoding/hex"
	"testing"
)

func TestStreamIsThePublishedCounterMode(t *testing.T) {
	for _, r := range readTicketVectors(t).Counter {
		s := newStream(r.Seed)
		var block [32]byte
		for range r.Counter {
			block = s.nextBlock()
		}
		if got := hex.EncodeToString(block[:]); got != r.Digest {
			t.Errorf("block %d of %q: %s, not %s", r.Counter, r.Seed, got, r.Digest)
		}
		if r.Counter == 1 {
			if got := pickBelow(r.Seed, 300000) + 1; got != r.Mod {
				t.Errorf("pick of %q: %d, not %d", r.Seed, got, r.Mod)
			}
		}
	}
}

func TestStreamWordsAreTheBlocksInOrder(t *testing.T) {
	words, blocks := newStream("walk"), newStream("walk")
	for range 3 {
		block := blocks.nextBlock()
		for i := 0; i < 32; i += 8 {
			if got, want := words.word(), binary.BigEndian.Uint64(block[i:]); got != want {
				t.Fatalf("word at %d: %x, not %x", i, got, want)
			}
		}
	}
}

func TestFractionIsBelowOneAndUsesTheLeadingBits(t *testing.T) {
	a, b := newStream("f"), newStream("f")
	for range 1000 {
		f, w := a.fraction(), b.word()
		if f < 0 || f >= 1 || uint64(f*(1<<53)) != w>>11 {
			t.Fatalf("fraction %v of word %x", f, w)
		}
	}
}

func TestShuffleKeepsEveryElement(t *testing.T) {
	a := []int{0, 1, 2, 3, 4, 5, 6}
	newStream("s").shuffle(a)
	seen := map[int]bool{}
	for _, v := range a {
		seen[v] = true
	}
	if len(seen) != 7 {
		t.Errorf("shuffled to %v", a)
	}
}
