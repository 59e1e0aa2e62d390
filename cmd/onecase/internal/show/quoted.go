package show

import (
	"regexp"
	"strings"
)

// plainWord is a word that no shell takes apart: bash, zsh, PowerShell or cmd.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./:=+-]+$`)

// Quoted is a word as it has to be typed, in one form for all these shells if there is
// one: in double quotes $, ` and ! mean something to some of them, a curly double quote
// ends the word in PowerShell, and so does a backslash at the end in cmd.
func Quoted(word string) string {
	switch {
	case plainWord.MatchString(word):
		return word
	case !strings.ContainsAny(word, "\"$`!“”„") && !strings.Contains(word, `\\`) && !strings.HasSuffix(word, `\`):
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
