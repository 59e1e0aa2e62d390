package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// manuals are the pages whose console blocks are run.
var manuals = []string{
	"README.md", "sample/README.md", "examples/kent/README.md", "examples/medway/README.md",
	"examples/schemes/README.md", "examples/adult/README.md", "examples/ward/README.md", "stats/README.md", "discretion/README.md",
	"examples/classroom/README.md", "examples/classroom/answers.md",
	"examples/classroom/exercise-1-why-39.md", "examples/classroom/exercise-2-what-80-percent-buys.md",
	"examples/classroom/exercise-3-four-cases.md", "examples/classroom/exercise-4-lowest-of-three.md",
	"examples/classroom/exercise-5-the-47-percent.md", "examples/classroom/exercise-6-one-point-from-good.md",
}

// console is a fenced block of commands and what they print.
var console = regexp.MustCompile("(?s)```console\n(.*?)```")

// TestTheManualsRun types every command of the console blocks, in a folder for each page
// that has only the inspections and lists beside it, and compares what it prints with the
// page. A line of three dots stands for any lines. With -update the pages are rewritten,
// dots and all lines they stood for kept apart.
func TestTheManualsRun(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range manuals {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(root, name)
			page, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			var beside []string
			for _, kind := range []string{"*.toml", "*.csv", "*.xlsx"} {
				found, err := filepath.Glob(filepath.Join(filepath.Dir(path), kind))
				if err != nil {
					t.Fatal(err)
				}
				beside = append(beside, found...)
			}
			for _, file := range beside {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, filepath.Base(file)), text, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(folder)
			text := console.ReplaceAllStringFunc(string(page), func(block string) string {
				body := console.FindStringSubmatch(block)[1]
				return "```console\n" + runConsole(t, body) + "```"
			})
			if *update && text != string(page) {
				if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// runConsole runs a block and gives it back with what was printed now.
func runConsole(t *testing.T, body string) string {
	var out strings.Builder
	for _, part := range strings.Split("\n"+body, "\n$ ")[1:] {
		command, want, _ := strings.Cut(part, "\n")
		words := splitWords(command)
		if len(words) > 3 && strings.HasPrefix(command, "go run ./cmd/onecase ") {
			words = words[2:]
		}
		if len(words) == 0 || !strings.HasSuffix(words[0], "onecase") {
			t.Errorf("a console block holds %q, which is not a command of ours", command)
			continue
		}
		stdout, stderr, _ := try(words[1:]...)
		got := stdout + stderr
		want = strings.TrimSuffix(want, "\n")
		got = strings.TrimSuffix(got, "\n")
		if !matches(want, got) {
			if !*update {
				t.Errorf("$ %s\nprints\n%s\nwhere the page has\n%s", command, got, want)
			}
			want = got
		}
		out.WriteString("$ " + command + "\n")
		if want != "" {
			out.WriteString(want + "\n")
		}
	}
	return out.String()
}

// matches compares output with a page, where a line of three dots stands for
// any lines.
func matches(want, got string) bool {
	parts := strings.Split("\n"+want+"\n", "\n...\n")
	got = "\n" + got + "\n"
	for i, part := range parts {
		switch {
		case len(parts) == 1:
			return got == part
		case i == 0:
			if !strings.HasPrefix(got, part+"\n") {
				return false
			}
			got = got[len(part):]
		case i == len(parts)-1:
			return strings.HasSuffix(got, "\n"+part)
		default:
			at := strings.Index(got, "\n"+part+"\n")
			if at < 0 {
				return false
			}
			got = got[at+1+len(part):]
		}
	}
	return true
}

// splitWords splits a command at blanks outside quotes.
func splitWords(command string) []string {
	var words []string
	var word strings.Builder
	quote, inWord := rune(0), false
	for _, r := range command {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote == 0 && (r == '"' || r == '\''):
			quote, inWord = r, true
		case quote == 0 && r == ' ':
			if inWord {
				words = append(words, word.String())
			}
			word.Reset()
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if inWord {
		words = append(words, word.String())
	}
	return words
}

// Every verb has a line in the manual, with an example.
func TestTheManualHasEveryVerb(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verbs() {
		line := regexp.MustCompile("(?m)^\\| `" + v.name + "` \\|.*`onecase " + v.name + "[ `]")
		if !line.Match(page) {
			t.Errorf("the manual's table has no line for %s with an example", v.name)
		}
	}
}

func TestMatches(t *testing.T) {
	for _, test := range []struct {
		want, got string
		ok        bool
	}{
		{"a\nb", "a\nb", true}, {"a", "a\nb", false}, {"", "", true}, {"", "a", false},
		{"a\n...", "a\nb\nc", true}, {"b\n...", "a\nb", false},
		{"...\nc", "a\nb\nc", true}, {"...\nb", "a\nb\nc", false},
		{"a\n...\nc\n...\ne", "a\nb\nc\nd\ne", true}, {"a\n...\nx\n...\ne", "a\nb\nc\nd\ne", false},
	} {
		if got := matches(test.want, test.got); got != test.ok {
			t.Errorf("matches(%q, %q) = %v", test.want, test.got, got)
		}
	}
}
