package predict

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"sync"
)

// blockSize is how many replicates share a stream of random numbers.
const blockSize = 1024

// maxReplicates keeps counts of replicates in an int of 32 bits.
const maxReplicates = 1_000_000_000

// A Simulation says how chances were simulated. It is zero where all are exact.
type Simulation struct {
	Replicates      int     // of each simulated group
	Seed            string  // the text that the random numbers come from
	MonteCarloError float64 // standard error that no simulated chance exceeds
}

// A simulator makes replicates on all cores. The random numbers of a block depend on
// the label, the seed and its place alone, and tallies count in whole numbers: one seed
// gives one result however blocks are shared out.
type simulator struct {
	seed       string
	replicates int
	progress   func(done, total int) // called now and then, by one goroutine at a time; may be nil
}

// A sampler draws one replicate, the yes answers and cases of a tally's questions.
type sampler func(random *stream, yes, of []int)

// run tallies all replicates, with a sampler and tally a core, and gives averages.
func (s simulator) run(label string, newTally func() *tally, newSampler func(t *tally) sampler) *tally {
	blocks := (s.replicates + blockSize - 1) / blockSize
	tallies := make([]*tally, min(runtime.GOMAXPROCS(0), blocks))
	var (
		wait sync.WaitGroup
		lock sync.Mutex
		next int // the first block that no core has taken
		done int
	)
	for i := range tallies {
		t := newTally()
		draw := newSampler(t)
		tallies[i] = t
		wait.Go(func() {
			places := len(t.questions) + len(t.drawn)
			yes, of := make([]int, places), make([]int, places)
			for {
				lock.Lock()
				block := next
				next++
				lock.Unlock()
				if block >= blocks {
					return
				}
				random, size := newStream(label, s.seed, block), min(blockSize, s.replicates-block*blockSize)
				for range size {
					draw(random, yes, of)
					t.add(yes, of, 1)
				}
				lock.Lock()
				done += size
				if s.progress != nil {
					s.progress(done, s.replicates)
				}
				lock.Unlock()
			}
		})
	}
	wait.Wait()
	for _, t := range tallies[1:] {
		tallies[0].merge(t)
	}
	tallies[0].average(s.replicates)
	return tallies[0]
}

// simulation states the simulation of groups: variances of at most 1/(4R) add up.
func (s simulator) simulation(groups int) Simulation {
	if groups == 0 {
		return Simulation{}
	}
	return Simulation{s.replicates, s.seed, math.Sqrt(float64(groups) / (4 * float64(s.replicates)))}
}

// A stream is ChaCha8 (c2sp.org/chacha8rand), seeded by SHA-256 of label, block and
// seed.
type stream struct{ source *rand.ChaCha8 }

func newStream(label, seed string, block int) *stream {
	return &stream{rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "onecase simulation|%s|%d|%s", label, block, seed)))}
}

// uniform is a multiple of 2^-53 in [0, 1).
func (s *stream) uniform() float64 {
	return float64(s.source.Uint64()>>11) * 0x1p-53
}

// below is a number in [0, n).
func (s *stream) below(n float64) float64 { return float64(s.uniform() * n) }

// checkSimulation refuses what neither Robust nor an outlook can take.
func checkSimulation(agreement float64, replicates int) error {
	if !(agreement >= 0 && agreement <= 1) {
		return fmt.Errorf("an agreement of %v is not a chance from 0 to 1", agreement)
	}
	if replicates < 1 || replicates > maxReplicates {
		return fmt.Errorf("%d replicates: it has to be from 1 to %d", replicates, maxReplicates)
	}
	return nil
}
