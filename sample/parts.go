package sample

import (
	"runtime"
	"sync"
)

// casesPerCore is how many cases are worth a goroutine: just under a millisecond of
// work.
const casesPerCore = 5_000

// A span is the pieces from one number up to before another.
type span struct{ from, to int }

// spans cuts n pieces of work into one part per core, each of at least the given
// number. Results must not depend on the number of parts.
func spans(n, least int) []span {
	parts := make([]span, max(1, min(runtime.GOMAXPROCS(0), n/least)))
	for k := range parts {
		each := n / len(parts)
		parts[k] = span{k * each, (k + 1) * each}
	}
	parts[len(parts)-1].to = n
	return parts
}

// atOnce calls work for each part at the same time.
func atOnce(parts []span, work func(part int, s span)) {
	var wait sync.WaitGroup
	for k := 1; k < len(parts); k++ {
		wait.Go(func() { work(k, parts[k]) })
	}
	work(0, parts[0])
	wait.Wait()
}
