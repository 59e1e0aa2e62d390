package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

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
		return c.misuse("there is no completion for %q; there is for %s%s", shell, strings.Join(shells, ", "), sheet.DidYouMean(shell, shells))
	}
	verbs := completions()
	script := map[string]func([]completedVerb) string{"bash": bashCompletion, "zsh": zshCompletion, "fish": fishCompletion}[shell](verbs)
	if c.format == "json" {
		return c.show(completionResult{shell, script}, nil)
	}
	// A script is one in every other format too.
	return c.put(copyOf(bytes.NewBufferString(script)))
}

// A completionResult is what completion prints as JSON.
type completionResult struct {
	Shell  string `json:"shell"`
	Script string `json:"script"`
}

// A completedVerb is what a shell has to know of a verb.
type completedVerb struct {
	name, brief string
	words       []string // that the verb may begin with, nil for files
	flags       []completedFlag
}

type completedFlag struct {
	name, usage string
	value       bool     // takes a value
	many        bool     // may be repeated
	words       []string // that the value may be, nil for any and for files
}

// completions reads the verbs and their flags from the command itself.
func completions() []completedVerb {
	completed := []completedVerb{{name: "help", brief: "explain a verb", words: verbNames()}}
	for _, v := range verbs() {
		one := completedVerb{name: v.name, brief: v.brief, words: firstWords[v.name]}
		for _, f := range v.newCall(nil, nil, nil).flags {
			one.flags = append(one.flags, completedFlag{f.name, strings.ReplaceAll(f.usage, "`", ""), !f.onOff, f.repeats, slices.Concat(f.words, f.hints)})
		}
		completed = append(completed, one)
	}
	return completed
}

// firstWords are what follows a verb that does not begin with a file.
var firstWords = map[string][]string{
	"completion": shells,
	"rules":      {"list", "show", "check"},
}

// bashCompletion needs nothing beside bash 3.2. Where it has no words, bash
// completes the names of files.
func bashCompletion(verbs []completedVerb) string {
	var names []string
	var cases, flags strings.Builder
	for _, v := range verbs {
		names = append(names, v.name)
		if v.words != nil {
			fmt.Fprintf(&cases, "    \"%s %s\") words=\"%s\" ;;\n", v.name, v.name, strings.Join(v.words, " "))
		}
		var all []string
		for _, f := range v.flags {
			all = append(all, "--"+f.name)
			if f.words != nil {
				fmt.Fprintf(&cases, "    \"%s --%s\") words=\"%s\" ;;\n", v.name, f.name, strings.Join(f.words, " "))
			}
		}
		if all != nil {
			fmt.Fprintf(&flags, "        %s) words=\"%s --help\" ;;\n", v.name, strings.Join(all, " "))
		}
	}
	return fmt.Sprintf(`# bash completion of onecase
_onecase() {
    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]} words=
    if [[ $current == = ]]; then
        current=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        COMPREPLY=($(compgen -W "%s" -- "$current"))
        return
    fi
    case "$verb $before" in
%s    esac
    if [[ -z $words && $current == -* ]]; then
        case $verb in
%s        esac
    fi
    if [[ -n $words ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    fi
}
complete -o bashdefault -o default -F _onecase onecase
`, strings.Join(names, " "), cases.String(), flags.String())
}

// zshCompletion uses zsh's own _arguments, which knows both --flag value and
// --flag=value.
func zshCompletion(verbs []completedVerb) string {
	quote := strings.NewReplacer("'", `'\''`, "[", `\[`, "]", `\]`, ":", `\:`).Replace
	var names, cases strings.Builder
	for _, v := range verbs {
		fmt.Fprintf(&names, "        '%s:%s'\n", v.name, quote(v.brief))
		fmt.Fprintf(&cases, "    %s)\n        _arguments \\\n", v.name)
		for _, f := range v.flags {
			repeat, value := "", ""
			if f.many {
				repeat = "*"
			}
			if f.value {
				value = ":" + f.name + ":_files"
				if f.words != nil {
					value = ":" + f.name + ":(" + strings.Join(f.words, " ") + ")"
				}
				f.name += "="
			}
			fmt.Fprintf(&cases, "            '%s--%s[%s]%s' \\\n", repeat, f.name, quote(f.usage), value)
		}
		if v.words != nil {
			fmt.Fprintf(&cases, "            '1:word:(%s)' \\\n", strings.Join(v.words, " "))
		}
		cases.WriteString("            '*:file:_files'\n        ;;\n")
	}
	return fmt.Sprintf(`#compdef onecase
_onecase() {
    local -a verbs
    verbs=(
%s    )
    if (( CURRENT == 2 )); then
        _describe verb verbs
        return
    fi
    local verb=$words[2]
    shift words
    (( CURRENT-- ))
    case $verb in
%s    esac
}
if [[ $funcstack[1] == _onecase ]]; then
    _onecase "$@"
else
    compdef _onecase onecase
fi
`, names.String(), cases.String())
}

// fishCompletion is a line for each verb and each flag.
func fishCompletion(verbs []completedVerb) string {
	quote := strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace
	var out strings.Builder
	out.WriteString("# fish completion of onecase\n")
	for _, v := range verbs {
		fmt.Fprintf(&out, "complete -c onecase -f -n __fish_use_subcommand -a %s -d '%s'\n", v.name, quote(v.brief))
		if v.words != nil {
			fmt.Fprintf(&out, "complete -c onecase -f -n '__fish_seen_subcommand_from %s' -a '%s'\n", v.name, strings.Join(v.words, " "))
		}
		for _, f := range v.flags {
			value := ""
			switch {
			case f.words != nil:
				value = " -x -a '" + strings.Join(f.words, " ") + "'"
			case f.value:
				value = " -r"
			}
			fmt.Fprintf(&out, "complete -c onecase -n '__fish_seen_subcommand_from %s' -l %s%s -d '%s'\n", v.name, f.name, value, quote(f.usage))
		}
	}
	return out.String()
}
