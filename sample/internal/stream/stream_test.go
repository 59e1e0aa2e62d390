package stream

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
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

// The counter of blocks is decimal: the twelfth is SHA-256 of the text, a comma and 12.
func TestBlocksAreCountedInDecimal(t *testing.T) {
	s := New("order")
	for range 11 {
		s.Block()
	}
	if got, want := s.Block(), sha256.Sum256([]byte("order,12")); got != want {
		t.Errorf("block 12: %x, want %x", got, want)
	}
}

// A shuffle takes a word for every place but the first, and each order of three comes up as often
// as any other: 1,000 of 6,000 times, with a standard deviation of 29.
func TestShufflesTakeAWordForEveryPlaceButOne(t *testing.T) {
	orders := map[string]int{}
	for seed := range 6_000 {
		a, s, words := []int{0, 1, 2}, New(fmt.Sprint(seed)), New(fmt.Sprint(seed))
		s.Shuffle(a)
		words.Word()
		words.Word()
		if s.Word() != words.Word() {
			t.Fatal("three places take not two words")
		}
		orders[fmt.Sprint(a)]++
	}
	for order, n := range orders {
		if len(orders) != 6 || n < 850 || n > 1_150 {
			t.Errorf("%s came up %d times in 6,000, of %d orders", order, n, len(orders))
		}
	}
}
