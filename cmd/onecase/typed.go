package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// typed is a command as the user would type it, with go run where the program was started
// so.
func typed(words ...string) string {
	program := "onecase"
	for i, word := range words {
		words[i] = quoted(word)
	}
	if path, err := os.Executable(); err == nil && strings.Contains(filepath.ToSlash(path), "/go-build") {
		program = "go run ./cmd/onecase"
	}
	return program + " " + strings.Join(words, " ")
}

// plainWord is a word that no shell takes apart: bash, zsh, PowerShell or cmd.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:=+-]+$`)

// quoted is a word as it has to be typed, in one form for all these shells if there is
// one: in double quotes $, ` and ! mean something to some of them, a curly double quote
// ends the word in PowerShell, and so does a backslash at the end in cmd.
func quoted(word string) string {
	switch {
	case plainWord.MatchString(word):
		return word
	case !strings.ContainsAny(word, "\"$`!“”„") && !strings.Contains(word, `\\`) && !strings.HasSuffix(word, `\`):
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
