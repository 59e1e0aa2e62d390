package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html"
	"strconv"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample"
)

// sources are the page as it is written: its markup, its style and its scripts.
//
//go:embed page worker
var sources embed.FS

// scripts are the page's own scripts in the order they run, and workers those
// that run beside it, after Go's.
var (
	scripts = []string{
		"element.js", "words.js", "program.js", "files.js", "document.js", "ask.js", "problems.js", "rules.js", "list.js", "plan.js",
		"constraints.js", "grid.js", "letter.js", "week.js", "commit.js", "draw.js", "record.js", "check.js",
		"replace.js", "assign.js", "extend.js", "judgements.js", "chart.js", "rate.js",
		"standard.js", "robust.js", "estimate.js", "progress.js", "sums.js", "outlook.js", "several.js", "again.js", "work.js", "start.js",
	}
	workers = []string{"files.js", "worker.js"}
)

// assemble makes the text of the page of a program and of the JavaScript that runs it.
func assemble(program, glue []byte) (string, error) {
	packed, err := pack(program)
	if err != nil {
		return "", err
	}
	markup, err := sources.ReadFile("page/index.html")
	if err != nil {
		return "", err
	}
	style, err := sources.ReadFile("page/style.css")
	if err != nil {
		return "", err
	}
	script, err := join("page", scripts)
	if err != nil {
		return "", err
	}
	worker, err := join("worker", workers)
	if err != nil {
		return "", err
	}
	worker = bare(string(glue)) + worker
	for name, text := range map[string]string{"the page's script": script, "the worker's script": worker} {
		if strings.Contains(strings.ToLower(text), "</script") || strings.Contains(text, "<!--") {
			return "", fmt.Errorf("%s has a text that ends or hides a script in HTML", name)
		}
	}
	lacks, err := lackList()
	if err != nil {
		return "", err
	}
	sets, err := ruleOptions()
	if err != nil {
		return "", err
	}
	return strings.NewReplacer(
		"{{lacks}}", lacks,
		"{{rules}}", sets,
		"{{version}}", html.EscapeString(sample.Version),
		"{{policy}}", policy(script, string(style)),
		"{{style}}", string(style),
		"{{worker}}", worker,
		"{{script}}", script,
		"{{size}}", strconv.Itoa(len(packed)),
		"{{program}}", letters(packed),
	).Replace(string(markup)), nil
}

// policy is the Content-Security-Policy: the page runs its own script and
// worker and no other, and connects to nothing. No text can become markup,
// where the browser knows trusted types.
func policy(script, style string) string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src " + hash(script) + " 'wasm-unsafe-eval'",
		"worker-src blob:",
		"style-src " + hash(style),
		"img-src data:",
		"connect-src 'none'",
		"form-action 'none'",
		"base-uri 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types onecase",
	}, "; ")
}

// hash names an inline text in a policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// pack compresses the program.
func pack(program []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(program); err != nil {
		return nil, err
	}
	err = w.Close()
	return b.Bytes(), err
}

// join reads scripts one after the other, closed off from the page's globals.
func join(dir string, names []string) (string, error) {
	var b strings.Builder
	b.WriteString("(() => {\n\"use strict\";\n")
	for _, name := range names {
		text, err := sources.ReadFile(dir + "/" + name)
		if err != nil {
			return "", err
		}
		b.WriteString(bare(string(text)))
	}
	b.WriteString("})();\n")
	return b.String(), nil
}

// bare is a script without indents and the lines that are comments, two bytes to a character of which the page
// would hold. No text of a script goes over a line's end.
func bare(script string) string {
	var b strings.Builder
	for line := range strings.Lines(script) {
		if line = strings.TrimLeft(line, " \t"); line != "\n" && !strings.HasPrefix(line, "//") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// ruleOptions are the rule sets that come with the program, to choose from.
func ruleOptions() (string, error) {
	var b strings.Builder
	for _, id := range rules.IDs() {
		set, err := rules.Load(id)
		if err != nil {
			return "", err
		}
		b.WriteString("<option value=\"" + html.EscapeString(id) + "\">" + html.EscapeString(set.Name) + "</option>")
	}
	return b.String(), nil
}

// lackList is the list of what the command does and the page does not, with the reasons.
func lackList() (string, error) {
	text, err := sources.ReadFile("page/lacks.txt")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for line := range strings.Lines(string(text)) {
		b.WriteString("<li>" + html.EscapeString(strings.TrimSpace(line)) + "</li>\n")
	}
	return b.String(), nil
}
