package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"

	"onecase/cmd/onecase/internal/jobline"
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
		line := jobline.Start(f, what, time.Second)
		return line.Tell, line.Stop
	}
	return nil, func() {}
}
