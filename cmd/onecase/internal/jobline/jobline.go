// Package jobline is the line about a long job on a terminal: what is done, and how far it has come.
package jobline

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A Line is redrawn again and again, also without news.
type Line struct {
	percent atomic.Int64
	done    chan struct{}
	ended   sync.WaitGroup
}

// Start draws a line that says what the job is, for the first time after the time given and then each time that it
// has passed again.
func Start(w io.Writer, what string, every time.Duration) *Line {
	l := &Line{done: make(chan struct{})}
	l.ended.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		shown := 0
		for {
			select {
			case <-tick.C:
				line := what + " ..."
				if n := l.percent.Load(); n > 0 {
					line = fmt.Sprintf("%s: %d%%", what, n)
				}
				fmt.Fprintf(w, "\r%-*s", shown, line)
				shown = len(line)
			case <-l.done:
				if shown > 0 {
					fmt.Fprint(w, "\r", strings.Repeat(" ", shown), "\r")
				}
				return
			}
		}
	})
	return l
}

// Tell is how much of the whole is done. It waits for nothing and may be called by several goroutines.
func (l *Line) Tell(done, total int) { l.percent.Store(int64(done) * 100 / int64(max(total, 1))) }

// Stop takes the line away. Nothing is written after it.
func (l *Line) Stop() {
	close(l.done)
	l.ended.Wait()
}
