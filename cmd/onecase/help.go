package main

import (
	"fmt"
	"regexp"
	"strings"

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
func flagsHelp(flags flagSet) string {
	var b strings.Builder
	for _, f := range flags {
		value, usage := f.help()
		b.WriteString(strings.TrimRight("  --"+f.name+" "+value, " ") + "\n")
		report.Fold(&b, usage, helpWidth, "      ", "      ")
	}
	b.WriteString("  --help\n      show this\n")
	return b.String()
}

// inQuotes is the name of a flag's value, in its usage.
var inQuotes = regexp.MustCompile("`([^`]*)`")

// help gives the name of a flag's value, "" where it takes none, and its usage with
// the default behind it.
func (f *verbFlag) help() (value, usage string) {
	usage = inQuotes.ReplaceAllString(f.usage, "$1")
	if f.onOff {
		return "", usage
	}
	value = "VALUE"
	if f.words != nil {
		value = strings.Join(f.words, "|")
	} else if m := inQuotes.FindStringSubmatch(f.usage); m != nil {
		value = m[1]
	}
	usage = strings.TrimPrefix(usage, value+": ")
	if f.standard != "" {
		usage += " (default " + f.standard + ")"
	}
	return value, usage
}
