package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onecase/cmd/onecase/internal/show"
)

func scriptOf(t *testing.T, shell string) string {
	t.Helper()
	return mustRun(t, "completion", shell)
}

// The scripts come from the verbs' own flags, so that none can be forgotten; this checks
// how they are written.
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
		script := scriptOf(t, shell)
		for _, v := range verbs() {
			for _, f := range v.newCall(nil, nil, nil).flags {
				if want := line(v.name, f.name); !regexp.MustCompile(want).MatchString(script) {
					t.Errorf("%s: no completion of %s --%s", shell, v.name, f.name)
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
	script := scriptOf(t, "bash")
	for _, test := range []struct {
		words string // as bash splits them, the last one being typed
		want  string
	}{
		{"onecase ro", "robust"},
		{"onecase as", "assign"},
		{"onecase assign --date", "--dates"},
		{"onecase co", "commit compare completion counts coverage"},
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
		call := "COMP_WORDS=(" + strings.Join(words, " ") + ")\nCOMP_CWORD=" + show.Digits(float64(len(words)-1)) +
			"\n_onecase\necho \"${COMPREPLY[*]}\"\n"
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

func TestFishCompletes(t *testing.T) {
	fish, err := exec.LookPath("fish")
	if err != nil {
		t.Skip("there is no fish here")
	}
	script := scriptOf(t, "fish")
	for typed, want := range map[string]string{
		"onecase ro": "robust", "onecase size --crit": "--criterion", "onecase size --criterion e": "estimate",
		"onecase rate --format=m": "--format=markdown", "onecase rules s": "show", "onecase help ver": "verify version",
		"onecase completion z": "zsh",
	} {
		out, err := exec.Command(fish, "--no-config", "-c", script+"\ncomplete -C '"+typed+"'").CombinedOutput()
		if err != nil {
			t.Fatalf("%q: %v: %s", typed, err, out)
		}
		var got []string
		for line := range strings.Lines(string(out)) {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
			got = append(got, word)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q completes to %v, want %s", typed, got, want)
		}
	}
}

// zsh completes only on a terminal, which script makes: it gets lines with Tab
// keys in them, and a function in place of the command prints what they became.
func TestZshCompletes(t *testing.T) {
	zsh, zshErr := exec.LookPath("zsh")
	terminal, scriptErr := exec.LookPath("script")
	if zshErr != nil || scriptErr != nil {
		t.Skip("there is no zsh here, or no script")
	}
	file := filepath.Join(t.TempDir(), "_onecase")
	if err := os.WriteFile(file, []byte(scriptOf(t, "zsh")), 0o600); err != nil {
		t.Fatal(err)
	}
	shell := exec.Command(terminal, "-qec", zsh+" -f -i", os.DevNull)
	shell.Env = append(os.Environ(), "TERM=xterm")
	shell.Stdin = strings.NewReader("PROMPT=; autoload -Uz compinit; compinit -u -D; source " +
		file + "; onecase() { print -r -- GOT:\"$*\" }\n" +
		"onecase rob\t\nonecase size --crit\te\t\nonecase rate --format=m\t\nonecase rules s\t\nonecase completion z\t\nexit\n")
	out, err := shell.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{"robust", "size --criterion=estimate", "rate --format=markdown", "rules show", "completion zsh"} {
		if !strings.Contains(string(out), "GOT:"+want+"\r\n") {
			t.Errorf("no line was completed to %q:\n%s", want, out)
		}
	}
}
