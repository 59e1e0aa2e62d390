package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// A listener is a stderr that is told how far a long job has come, whatever it
// does with that: a page's progress bar.
type listener interface{ progress(done, total int) }

// progress says on a terminal how far a long calculation has come, once it takes
// longer than a second; stop ends that and clears the line.
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

// readingProgress says on a terminal that a file is being read, once it takes
// longer than a second; the function it returns ends that.
func (c *call) readingProgress(name string) (tell func(done, total int), stop func()) {
	if l, ok := c.stderr.(listener); ok {
		return l.progress, func() {}
	}
	f, ok := c.stderr.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil, func() {}
	}
	timer := time.AfterFunc(time.Second, func() { fmt.Fprintf(f, "reading %s ...\n", name) })
	return nil, func() { timer.Stop() }
}
