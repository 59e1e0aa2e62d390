package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/term"
)

// A listener is a stderr that takes progress as numbers: a page's progress bar.
type listener interface{ progress(done, total int) }

// progress shows on a terminal how far a calculation has come, after its first second;
// stop clears the line.
func (c *call) progress(of string) (tell func(done, total int), stop func()) {
	if l, ok := c.stderr.(listener); ok {
		return l.progress, func() {}
	}
	f, ok := c.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, func() {}
	}
	next, shown := time.Now().Add(time.Second), false
	tell = func(done, total int) {
		if now := time.Now(); now.After(next) {
			fmt.Fprintf(f, "\r%d of %d %s", done, total, of)
			next, shown = now.Add(200*time.Millisecond), true
		}
	}
	return tell, func() {
		if shown {
			fmt.Fprint(f, "\r\x1b[K")
		}
	}
}

// working shows on a terminal what the program is doing and how far it has come, after
// the first second; stop clears the line.
func (c *call) working(what string) (tell func(done, total int), stop func()) {
	if l, ok := c.stderr.(listener); ok {
		return l.progress, func() {}
	}
	if f, ok := c.stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		j := startJob(f, what, time.Second)
		return j.tell, j.stop
	}
	return nil, func() {}
}

// A job is the line about a long job. It is redrawn every second, also without news.
type job struct {
	percent atomic.Int64
	done    chan struct{}
	ended   sync.WaitGroup
}

func startJob(w io.Writer, what string, every time.Duration) *job {
	j := &job{done: make(chan struct{})}
	j.ended.Go(func() {
		tick := time.NewTicker(every)
		defer tick.Stop()
		shown := 0
		for {
			select {
			case <-tick.C:
				line := what + " ..."
				if n := j.percent.Load(); n > 0 {
					line = fmt.Sprintf("%s: %d%%", what, n)
				}
				fmt.Fprintf(w, "\r%-*s", shown, line)
				shown = len(line)
			case <-j.done:
				if shown > 0 {
					fmt.Fprint(w, "\r", strings.Repeat(" ", shown), "\r")
				}
				return
			}
		}
	})
	return j
}

func (j *job) tell(done, total int) { j.percent.Store(int64(done) * 100 / int64(max(total, 1))) }

func (j *job) stop() {
	close(j.done)
	j.ended.Wait()
}
