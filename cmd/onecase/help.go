package main

import (
	"fmt"
	"regexp"
)

// appHelp is what onecase --help prints.
const appHelp = `onecase: {{.Usage}}

Usage: onecase VERB [flags]

{{range .VisibleCommands}}  {{printf "%-10s" .Name}} {{.Usage}}
{{end}}
onecase VERB --help explains a verb and shows an example.
Start with: onecase demo
`

// verbHelp is what onecase VERB --help prints.
const verbHelp = `onecase {{.Name}}: {{.Usage}}

Usage: onecase {{.Name}} {{.ArgsUsage}}

{{.Description}}

Flags:{{range .VisibleFlags}}
  {{.}}{{end}}
`

// parserError is how Go's flag parser words a value that does not fit.
var parserError = regexp.MustCompile(`^invalid value "(.*)" for flag -([a-z-]+): (.*)$`)

// plainFlagError says in plain words what the flag parser found wrong.
func plainFlagError(err error) string {
	if m := parserError.FindStringSubmatch(err.Error()); m != nil {
		if m[3] == "parse error" {
			m[3] = "it has to be a whole number"
		}
		return fmt.Sprintf("--%s %q: %s", m[2], m[1], m[3])
	}
	return err.Error()
}

// nearest is the word of a list that a mistyped word most likely meant, or "".
func nearest(word string, list []string) string {
	best, score := "", 0.0
	for _, w := range list {
		if s := similarity(word, w); s > score {
			best, score = w, s
		}
	}
	if score < 0.6 {
		return ""
	}
	return best
}

// similarity is 1 for equal words and falls by the share of letters that have
// to be put in, left out, changed or swapped (optimal string alignment
// distance; Damerau 1964).
func similarity(a, b string) float64 {
	if len(a) == 0 || len(b) == 0 || len(a) > 64 || len(b) > 64 {
		return 0
	}
	var d [65][65]int
	for i := range len(a) + 1 {
		d[i][0] = i
	}
	for j := range len(b) + 1 {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return 1 - float64(d[len(a)][len(b)])/float64(max(len(a), len(b)))
}
