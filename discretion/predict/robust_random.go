package predict

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
)

// blockSize is how many replicates share a stream of random numbers.
const blockSize = 1024

// A simulation is a number of replicates, made on all cores. Every block of
// replicates has its own stream of random numbers, which depends on the label,
// the seed and the block's place alone, and results are whole numbers that are
// added up; so one seed gives one result however the blocks are shared out.
type simulation struct {
	label, seed string
	replicates  int
	progress    func(done int) // called now and then, by one goroutine at a time; may be nil
}

// A replicator makes replicates and keeps count of what came of them.
type replicator interface {
	replicate(random *stream)
}

// run makes the replicates with one replicator on each core and returns them.
func (s simulation) run(fresh func() replicator) []replicator {
	blocks := (s.replicates + blockSize - 1) / blockSize
	workers := make([]replicator, min(runtime.GOMAXPROCS(0), blocks))
	var (
		wait sync.WaitGroup
		lock sync.Mutex
		next int // the first block that no worker has taken
		done int
	)
	for i := range workers {
		worker := fresh()
		workers[i] = worker
		wait.Go(func() {
			for {
				lock.Lock()
				block := next
				next++
				lock.Unlock()
				if block >= blocks {
					return
				}
				random, size := newStream(s.label, s.seed, block), min(blockSize, s.replicates-block*blockSize)
				for range size {
					worker.replicate(random)
				}
				lock.Lock()
				done += size
				if s.progress != nil {
					s.progress(done)
				}
				lock.Unlock()
			}
		})
	}
	wait.Wait()
	return workers
}

// A stream is a stream of random numbers: ChaCha8 (c2sp.org/chacha8rand), whose
// seed is the SHA-256 of a label, the block and the text of the seed.
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
