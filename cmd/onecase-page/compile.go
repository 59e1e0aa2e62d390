package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// compile builds the command for WebAssembly and reads the JavaScript that
// comes with the same Go to run it. Nothing in the program depends on where or
// when it was built.
func compile() (program, glue []byte, err error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, nil, fmt.Errorf("the go command is needed to build the page: %w", err)
	}
	glue, err = os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, nil, err
	}
	dir, err := os.MkdirTemp("", "onecase-page-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "onecase.wasm")
	// The tag leaves out the flag library's maker of manual pages.
	build := exec.Command("go", "build", "-tags", "urfave_cli_no_docs", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid=", "-o", out, "onecase/cmd/onecase")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "GOWASM=", "GOFLAGS=")
	if text, err := build.CombinedOutput(); err != nil {
		return nil, nil, fmt.Errorf("go build for WebAssembly: %w\n%s", err, text)
	}
	program, err = os.ReadFile(out)
	return program, glue, err
}
