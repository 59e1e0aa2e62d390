package discretion

import (
	"math/bits"
	"math/rand/v2"
	"testing"
)

// fewestByTrial tries every set of cases.
func fewestByTrial(can []uint64, need []int) int {
	best := -1
	for set := uint(0); set < 1<<len(can); set++ {
		size := bits.OnesCount(set)
		if best >= 0 && size >= best {
			continue
		}
		enough := true
		for q, n := range need {
			for c, mask := range can {
				if set>>c&1 == 1 && mask>>q&1 == 1 {
					n--
				}
			}
			enough = enough && n <= 0
		}
		if enough {
			best = size
		}
	}
	return best
}

func TestLeastCoverAgainstEverySet(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	trials := sweep(1000, 3000)
	t.Logf("%d covers", trials)
	for range trials {
		cases, questions := 1+rng.IntN(12), 1+rng.IntN(6)
		can := make([]uint64, cases)
		for i := range can {
			can[i] = rng.Uint64() & (1<<questions - 1)
			if rng.IntN(2) == 0 {
				can[i] &= rng.Uint64()
			}
		}
		need := make([]int, questions)
		for q := range need {
			need[q] = rng.IntN(5)
		}
		want := fewestByTrial(can, need)
		got, low, high, ok := leastCover(can, need)
		if ok != (want >= 0) || ok && (len(got) != want || low != want || high != want) {
			t.Fatalf("%b need %v: %d cases %v (%d-%d, %v), want %d", can, need, len(got), got, low, high, ok, want)
		}
		if ok {
			chosen := make([]uint64, 0, len(got))
			for _, c := range got {
				chosen = append(chosen, can[c])
			}
			if fewestByTrial(chosen, need) < 0 {
				t.Fatalf("%v do not meet %v", got, need)
			}
		}
	}
}

// Taking the case that helps most at each step is not good enough here: it
// takes the first case and then needs two more.
func TestLeastCoverIsNotGreedy(t *testing.T) {
	can := []uint64{0b001111, 0b010101, 0b101010}
	need := []int{1, 1, 1, 1, 1, 1}
	if got, _, _, ok := leastCover(can, need); !ok || len(got) != 2 {
		t.Errorf("%v, want the last two cases", got)
	}
}

// A whole group of a full inspection: 39 cases and 12 questions, all of which
// have to rise.
func BenchmarkLeastCover(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	can := make([]uint64, 39)
	for i := range can {
		can[i] = rng.Uint64() & rng.Uint64() & 0xfff
	}
	need := make([]int, 12)
	for q := range need {
		need[q] = 1 + rng.IntN(4)
	}
	for b.Loop() {
		leastCover(can, need)
	}
}

// The search is not given up on anything as large as an inspection.
func TestLeastCoverSettlesInspections(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		cases, questions := 20+rng.IntN(60), 3+rng.IntN(10)
		can := make([]uint64, cases)
		have := make([]int, questions)
		thin := rng.IntN(3)
		for i := range can {
			can[i] = rng.Uint64() & (1<<questions - 1)
			for range thin {
				can[i] &= rng.Uint64()
			}
			for q := range have {
				have[q] += int(can[i] >> q & 1)
			}
		}
		need := make([]int, questions)
		for q := range need {
			need[q] = rng.IntN(have[q]/2 + 1)
		}
		if _, low, high, ok := leastCover(can, need); !ok {
			t.Errorf("%d cases, needs %v: given up between %d and %d", cases, need, low, high)
		}
	}
}
