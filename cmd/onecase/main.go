//go:build !js

// Command onecase sizes, draws and questions samples of case files for
// inspection, and says when one case, judged differently, would change a rating.
//
// Run it without flags for the list of verbs; onecase help VERB explains one.
// The README at the top of the repository shows a whole inspection.
//
// Results go to standard output and everything else to standard error. The exit
// code is 0 when the job is done, 1 when it failed (a file or its data) and 2
// when the command was used wrongly.
package main

import (
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"onecase/cmd/onecase/internal/wholefile"
)

// asPage is false: this is the command, whose messages may name its flags.
const asPage = false

func main() { os.Exit(command()) }

// command is the whole program as the system starts it: with a limit on memory, and with
// what is unfinished removed where a signal ends it.
func command() int {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(320 << 20) // what is free is used again sooner where a list is very large
	}
	stopped := make(chan os.Signal, 1)
	signal.Notify(stopped, os.Interrupt, syscall.SIGTERM, syscall.SIGPIPE) // a pipe that nobody reads any more, as of head
	if !signal.Ignored(syscall.SIGHUP) {                                   // as nohup has it
		signal.Notify(stopped, syscall.SIGHUP) // the window of the terminal is closed
	}
	go func() {
		by := <-stopped
		wholefile.Abandon()
		if by == syscall.SIGPIPE {
			os.Exit(141)
		}
		os.Exit(130)
	}()
	return run(os.Stdin, os.Stdout, os.Stderr, os.Args[1:])
}
