package main

import (
	"os"
	"path/filepath"
	"strings"

	"onecase/cmd/onecase/internal/show"
)

// typed is a command as the user would type it, with go run where the program was started
// so.
func typed(words ...string) string {
	program := "onecase"
	for i, word := range words {
		words[i] = show.Quoted(word)
	}
	if path, err := os.Executable(); err == nil && strings.Contains(filepath.ToSlash(path), "/go-build") {
		program = "go run ./cmd/onecase"
	}
	return program + " " + strings.Join(words, " ")
}
