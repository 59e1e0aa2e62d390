package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
)

// appHelp is what onecase --help prints.
func appHelp(usage string, verbs []verb) string {
	var b strings.Builder
	report.Fold(&b, "onecase: "+usage, helpWidth, "", "")
	b.WriteString("\nUsage: onecase VERB [flags]\n\n")
	for _, v := range verbs {
		report.Fold(&b, v.brief, helpWidth, fmt.Sprintf("  %-10s ", v.name), strings.Repeat(" ", 13))
	}
	b.WriteString("\nonecase VERB --help explains a verb and shows an example.\nStart with: onecase demo\n")
	return b.String()
}

// verbHelp is what onecase VERB --help prints, up to the flags.
func verbHelp(v verb) string {
	var b strings.Builder
	report.Fold(&b, "onecase "+v.name+": "+v.brief, helpWidth, "", "")
	fmt.Fprintf(&b, "\nUsage: onecase %s %s\n\n", v.name, v.args)
	paragraph := ""
	end := func() {
		if paragraph != "" {
			report.Fold(&b, paragraph, helpWidth, "", "")
		}
		paragraph = ""
	}
	for line := range strings.Lines(strings.TrimSpace(v.manual)) {
		line = strings.TrimSuffix(line, "\n")
		if line != "" && line[0] != ' ' {
			paragraph += line + " "
			continue
		}
		end() // what is set in stands as it is
		b.WriteString(line + "\n")
	}
	end()
	return b.String() + "\nFlags:\n"
}

// helpWidth is how wide the lines about flags are.
const helpWidth = 80

// flagsHelp says what each flag of a verb is for: its name and what follows it,
// then its use, folded, with its default.
func flagsHelp(flags []cli.Flag) string {
	var b strings.Builder
	for _, f := range flags {
		doc, ok := f.(cli.DocGenerationFlag)
		if !ok {
			continue
		}
		value, usage := flagParts(f, doc)
		b.WriteString(strings.TrimRight("  --"+f.Names()[0]+" "+value, " ") + "\n")
		report.Fold(&b, usage, helpWidth, "      ", "      ")
	}
	b.WriteString("  --help\n      show this\n")
	return b.String()
}

// inQuotes is the name of a flag's value, in its usage.
var inQuotes = regexp.MustCompile("`([^`]*)`")

// flagParts are the name of a flag's value, "" where it takes none, and its usage
// with the default behind it.
func flagParts(f cli.Flag, doc cli.DocGenerationFlag) (value, usage string) {
	usage = inQuotes.ReplaceAllString(doc.GetUsage(), "$1")
	if !doc.TakesValue() {
		return "", usage
	}
	value = "VALUE"
	if m := inQuotes.FindStringSubmatch(doc.GetUsage()); m != nil {
		value = m[1]
	}
	if g, ok := f.(*cli.GenericFlag); ok {
		if words, ok := g.Value.(*choice); ok {
			value = strings.Join(words.words, "|")
		}
	}
	usage = strings.TrimPrefix(usage, value+": ")
	if standard := strings.Trim(doc.GetDefaultText(), `"`); standard != "" && standard != "-" {
		usage += " (default " + standard + ")"
	}
	return value, usage
}

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
