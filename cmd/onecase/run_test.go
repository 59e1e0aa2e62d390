package main

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"onecase/cmd/onecase/internal/show"
)

// try runs the command as a user would and returns what it said.
func try(args ...string) (stdout, stderr string, code int) {
	var out, talk bytes.Buffer
	code = run(strings.NewReader(""), &out, &talk, args)
	return out.String(), talk.String(), code
}

// mustRun runs the command and gives what it printed.
func mustRun(t *testing.T, args ...string) string {
	t.Helper()
	stdout, stderr, code := try(args...)
	if code != 0 {
		t.Fatalf("onecase %s: exit %d: %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

// runLine is mustRun on words with spaces between them.
func runLine(t *testing.T, line string) string {
	t.Helper()
	return mustRun(t, strings.Fields(line)...)
}

// says wants some words of a text one after the other, wherever its lines end.
func says(t *testing.T, text string, words ...string) {
	t.Helper()
	text = strings.Join(strings.Fields(text), " ")
	at := 0
	for _, want := range words {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%q is not said, or too early, in\n%s", want, text)
		}
		at += i
	}
}

// fits wants a text to fit a page of 100 columns.
func fits(t *testing.T, text string) {
	t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		if n := utf8.RuneCountInString(line); n > 100 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

func TestFlagsFirst(t *testing.T) {
	command := verb{name: "draw", task: testTask{func(f *flagSet) {
		f.confidence(new(float64))
		f.count(new(int), "size", "")
		f.texts(new([]string), "match", "")
	}, nil}}.command(nil, nil, nil)
	for _, test := range []struct {
		words string
		want  string // the words that come out
		err   string // a part of the error
	}{
		{words: "list.csv --confidence 0.9", want: "--confidence=0.9|--|list.csv"},
		{words: "--confidence 0.9 list.csv", want: "--confidence=0.9|--|list.csv"},
		{words: "list.csv --explain --size=5", want: "--explain|--size=5|--|list.csv"},
		{words: "-size 5", want: "--size=5"},
		{words: "--size -5", want: "--size=-5"},
		{words: "--match a,b --match c", want: "--match=a,b|--match=c"},
		{words: "-- --size", want: "--|--size"},
		{words: "-", want: "--|-"},
		{words: "list.csv --help", want: "--help"},
		{words: "--siez 5", err: `draw has no flag "--siez"; did you mean --size?`},
		{words: "--zzz", err: `draw has no flag "--zzz"`},
		{words: "--size", err: "--size needs a value after it"},
		{words: "--size 5 --size 6", err: "--size is given twice"},
		{words: "--explain=yes", err: "--explain takes no value"},
	} {
		got, err := flagsFirst(command, strings.Fields(test.words))
		switch {
		case test.err == "" && err != nil:
			t.Errorf("%s: %v", test.words, err)
		case test.err == "" && strings.Join(got, "|") != test.want:
			t.Errorf("%s: got %q, want %q", test.words, strings.Join(got, "|"), test.want)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("%s: got error %v, want %q", test.words, err, test.err)
		}
	}
}

// Whatever is wrong with the words, the result channel stays empty, the exit
// code is 2 and the message names the verb's usage.
func TestMisuse(t *testing.T) {
	for _, args := range [][]string{
		{}, {"nonsense"}, {"versoin"}, {"--format", "json"}, {"version", "--nonsense"}, {"version", "--format", "yaml"},
		{"help", "nonsense"}, {"version", "--format"},
	} {
		stdout, stderr, code := try(args...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, "usage: onecase ") {
			t.Errorf("%q: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
	if _, stderr, _ := try("versoin"); !strings.Contains(stderr, `did you mean "version"?`) {
		t.Errorf("no suggestion in %q", stderr)
	}
}

// Help that was asked for is a result.
func TestHelpGoesToStdout(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"--help"}, {"-h"}} {
		stdout, stderr, code := try(args...)
		if code != 0 || stderr != "" || !strings.Contains(stdout, "Usage: onecase VERB") {
			t.Errorf("%q: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
	for _, v := range verbs() {
		for _, args := range [][]string{{"help", v.name}, {v.name, "--help"}, {v.name, "x", "--help"}} {
			stdout, stderr, code := try(args...)
			if code != 0 || stderr != "" || !strings.Contains(stdout, "onecase "+v.name) || !strings.Contains(stdout, "--format") {
				t.Errorf("%q: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
			}
		}
		if !strings.Contains(manualOf(v.name), "onecase "+v.name) {
			t.Errorf("the help of %s has no example", v.name)
		}
	}
}

func TestShare(t *testing.T) {
	for _, test := range []struct {
		text string
		want float64
		err  string
	}{
		{text: "0.8", want: 0.8}, {text: "80", want: 0.8}, {text: "80%", want: 0.8}, {text: " 80 % ", want: 0.8},
		{text: "0.05", want: 0.05}, {text: "5", want: 0.05}, {text: "5%", want: 0.05},
		{text: "1", want: 0.01}, {text: "0.5%", want: 0.005}, {text: "99.9", want: 0.999},
		{text: "0,95", err: "decimal point, 0.95"}, {text: "95,5%", err: "decimal point, 95.5%"},
		{text: "0", err: "above 0 and below 100%"}, {text: "100", err: "above 0"}, {text: "-5", err: "above 0"},
		{text: "high", err: "a proportion such as 0.8"}, {text: "", err: "a proportion"}, {text: "NaN", err: "a proportion"},
		{text: "1e400", err: "a proportion"},
	} {
		got, err := readShare(test.text)
		switch {
		case test.err == "" && (err != nil || got != test.want):
			t.Errorf("%q: got %v, %v, want %v", test.text, got, err, test.want)
		case test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)):
			t.Errorf("%q: got error %v, want %q", test.text, err, test.err)
		}
	}
	// Where all is a possible answer, a bare 1 says too little.
	for _, text := range []string{"1", "1.0", " 1 "} {
		if got, err := readRate(text); err == nil || !strings.Contains(err.Error(), "write 100% or 1%") {
			t.Errorf("%q where all may be meant: got %v, %v", text, got, err)
		}
	}
	for text, want := range map[string]float64{"100%": 1, "1%": 0.01, "100": 1, "0.01": 0.01, "0": 0} {
		if got, err := readRate(text); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", text, got, err, want)
		}
	}
	if got := show.Percent(0.975); got != "97.5%" {
		t.Errorf("percentText(0.975) = %s", got)
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]int{"50": 50, "1,217": 1217, " 7 ": 7} {
		if n, err := readCount(text, maxCount); err != nil || n != want {
			t.Errorf("%q: got %d, %v", text, n, err)
		}
	}
	for _, text := range []string{"", "0", "-3", "3.5", "minus", "99999999999"} {
		if _, err := readCount(text, maxCount); err == nil || !strings.Contains(err.Error(), "whole number from 1") {
			t.Errorf("%q: got error %v", text, err)
		}
	}
}
