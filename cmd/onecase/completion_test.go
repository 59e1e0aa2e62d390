package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func completionScript(t *testing.T, shell string) string {
	t.Helper()
	var stdout, stderr strings.Builder
	if code := run(strings.NewReader(""), &stdout, &stderr, []string{"completion", shell}); code != 0 {
		t.Fatalf("completion %s: exit %d: %s", shell, code, stderr.String())
	}
	return stdout.String()
}

// The scripts come from the verbs' own flags, so that none can be forgotten;
// this holds the writing of them to it.
func TestCompletionHasEveryVerbAndFlag(t *testing.T) {
	for shell, line := range map[string]func(verb, flag string) string{
		"bash": func(verb, flag string) string {
			return `(?m)^ +` + verb + `\) words="[^"]*--` + flag + `[ "]`
		},
		"zsh": func(verb, flag string) string {
			return `(?s)\n    ` + verb + `\)\n(?:[^;]|;[^;])*'\*?--` + flag + `[=\[]`
		},
		"fish": func(verb, flag string) string {
			return `(?m)_from ` + verb + `' -l ` + flag + ` `
		},
	} {
		script := completionScript(t, shell)
		for _, v := range verbs() {
			command := v.command(nil, nil, nil)
			for _, f := range command.Flags {
				if want := line(v.name, f.Names()[0]); !regexp.MustCompile(want).MatchString(script) {
					t.Errorf("%s: no completion of %s --%s", shell, v.name, f.Names()[0])
				}
			}
		}
	}
}

func TestBashCompletes(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("there is no bash here")
	}
	script := completionScript(t, "bash")
	for _, test := range []struct {
		words string // as bash splits them, the last one being typed
		want  string
	}{
		{"onecase ro", "robust"},
		{"onecase co", "coverage counts completion compare"},
		{"onecase size --crit", "--criterion"},
		{"onecase size --criterion e", "estimate"},
		{"onecase size --criterion = e", "estimate"},
		{"onecase size --criterion =", "normal estimate interval"},
		{"onecase rate --format m", "markdown"},
		{"onecase rate kent.toml --pl", "--plot"},
		{"onecase rules s", "show"},
		{"onecase help ver", "verify version"},
		{"onecase completion z", "zsh"},
		{"onecase rate ken", ""}, // the names of files are bash's own
	} {
		words := strings.Fields(test.words)
		call := "COMP_WORDS=(" + strings.Join(words, " ") + ")\nCOMP_CWORD=" + digits(float64(len(words)-1)) + "\n_onecase\necho \"${COMPREPLY[*]}\"\n"
		out, err := exec.Command(bash, "--norc", "-u", "-c", script+call).CombinedOutput()
		if err != nil {
			t.Fatalf("%q: %v: %s", test.words, err, out)
		}
		got, want := strings.Fields(string(out)), strings.Fields(test.want)
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q completes to %v, want %v", test.words, got, want)
		}
	}
}

// The other shells at least read their scripts, where they are at hand.
func TestShellsReadTheirScripts(t *testing.T) {
	for _, shell := range []string{"zsh", "fish"} {
		path, err := exec.LookPath(shell)
		if err != nil {
			t.Logf("there is no %s here", shell)
			continue
		}
		file := filepath.Join(t.TempDir(), "script")
		if err := os.WriteFile(file, []byte(completionScript(t, shell)), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command(path, "-n", file).CombinedOutput(); err != nil {
			t.Errorf("%s -n: %v: %s", shell, err, out)
		}
	}
}
