package main

import (
	"flag"
	"runtime/debug"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata/script")

func TestMain(m *testing.M) {
	debug.SetGCPercent(100) // as users have it, whatever the machine is told: some tests measure memory
	testscript.Main(m, map[string]func(){
		"onecase": main,
	})
}

// TestScript runs every script of testdata/script: what a user types, what the
// command prints and the files it leaves. A script's name starts with its verb.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
	})
}
