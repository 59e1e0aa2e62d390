package main

import (
	"embed"
	"io"
	"slices"
	"strings"
	"text/template"

	"onecase/sample/sheet"
)

// shells are those that completion writes a script for.
var shells = []string{"bash", "zsh", "fish"}

func runCompletion(c *call) error {
	words, err := c.arguments("a shell: " + strings.Join(shells, ", "))
	if err != nil {
		return err
	}
	shell := words[0]
	if !slices.Contains(shells, shell) {
		return c.misuse("there is no completion for %q; there is for %s%s", shell, strings.Join(shells, ", "),
			sheet.DidYouMean(shell, shells))
	}
	script, err := completionScript(shell)
	if err != nil {
		return err
	}
	if c.format == "json" {
		return c.show(completionResult{shell, script}, nil)
	}
	// Every other format is the script itself.
	return c.put(func(w io.Writer) error {
		_, err := io.WriteString(w, script)
		return err
	})
}

// A completionResult is what completion prints as JSON.
type completionResult struct {
	Shell  string `json:"shell"`
	Script string `json:"script"`
}

// completionScripts are the scripts as templates over the verbs. The script for bash runs
// in bash 3.2. Where there are no words to offer, the shell completes the names of files.
//
//go:embed completion
var completionScripts embed.FS

// completionScript makes the script for a shell.
func completionScript(shell string) (string, error) {
	script, err := template.New(shell).Funcs(template.FuncMap{
		"join": func(words []string) string { return strings.Join(words, " ") },
		"zsh":  strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`).Replace,
		"fish": strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace,
	}).ParseFS(completionScripts, "completion/"+shell)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = script.Execute(&out, completions())
	return out.String(), err
}

// A completedVerb is what a shell has to know about a verb.
type completedVerb struct {
	Name, Brief string
	Words       []string // to offer first after the verb, nil for files
	Flags       []completedFlag
}

type completedFlag struct {
	Name, Usage string
	Value       bool     // takes a value
	Repeats     bool     // may be repeated
	Words       []string // to offer as the value, nil for any text and for files
}

// completions reads the verbs and their flags from the command itself.
func completions() []completedVerb {
	completed := []completedVerb{{Name: "help", Brief: "explain a verb", Words: verbNames()}}
	for _, v := range verbs() {
		one := completedVerb{v.name, v.brief, firstWords[v.name], each(v.newCall(nil, nil, nil).flags, func(f *verbFlag) completedFlag {
			return completedFlag{f.name, strings.ReplaceAll(f.usage, "`", ""), !f.onOff, f.repeats, slices.Concat(f.words, f.hints)}
		})}
		completed = append(completed, one)
	}
	return completed
}

// firstWords are the first words after a verb that takes no file there.
var firstWords = map[string][]string{
	"completion": shells,
	"rules":      {"list", "show", "check", "new"},
}
