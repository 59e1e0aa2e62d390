package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// compile builds the command for WebAssembly and reads the JavaScript that
// comes with the same Go to run it. Nothing in the program depends on where or
// when it was built.
func compile() (program, glue []byte, err error) {
	said, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, nil, fmt.Errorf("the go command is needed to build the page: %w", err)
	}
	root := strings.TrimSpace(string(said))
	glue, err = os.ReadFile(filepath.Join(root, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "onecase-page-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	slimmer, err := slim(root, dir)
	if err != nil {
		return nil, nil, err
	}
	out := filepath.Join(dir, "onecase.wasm")
	// The tag leaves out the flag library's maker of manual pages.
	words := []string{"build", "-tags", "urfave_cli_no_docs", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid=", "-o", out}
	build := exec.Command("go", slices.Concat(words, slimmer, []string{"onecase/cmd/onecase"})...)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=")
	if text, err := build.CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("go build for WebAssembly: %w\n%s", err, text)
	}
	program, err = os.ReadFile(out)
	return program, glue, err
}
