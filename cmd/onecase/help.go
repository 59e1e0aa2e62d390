package main

import (
	"embed"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
)

func init() { cli.HelpPrinter = printHelp }

// printHelp prints the help of the command or of one of its verbs, which is made when it is asked for.
func printHelp(w io.Writer, _ string, of any) {
	if verb, ok := of.(*cli.Command); ok {
		fmt.Fprint(w, verbHelp(manualOf(verb.Name)), flagsHelp(verb.Flags))
		return
	}
	app := of.(*cli.App)
	report.Fold(w, "onecase: "+app.Usage, helpWidth, "", "")
	fmt.Fprint(w, "\nUsage: onecase VERB [flags]\n\n")
	for _, c := range app.Commands {
		report.Fold(w, c.Usage, helpWidth, fmt.Sprintf("  %-10s ", c.Name), strings.Repeat(" ", 13))
	}
	fmt.Fprint(w, "\nonecase VERB --help explains a verb and shows an example.\nStart with: onecase demo\n")
}

// manualFiles are the help of each verb up to its flags.
//
//go:embed manual
var manualFiles embed.FS

// manualOf is a verb's manual: its first line has the name and the purpose, its
// third the usage.
func manualOf(verb string) string {
	text, err := manualFiles.ReadFile("manual/" + verb + ".txt")
	if err != nil {
		panic(err) // a test asks for the help of every verb
	}
	return string(text)
}

// readManual reads what a verb is for, and its words.
func (v *verb) readManual() {
	lines := strings.SplitN(manualOf(v.name), "\n", 4)
	v.brief = strings.TrimPrefix(lines[0], "onecase "+v.name+": ")
	v.args = strings.TrimPrefix(lines[2], usage+v.name+" ")
}

// usage begins the line of a manual that says how a verb is used.
const usage = "Usage: onecase "

// verbHelp is a manual as onecase VERB --help prints it, with paragraphs folded and
// indented lines as they are.
func verbHelp(manual string) string {
	var b strings.Builder
	paragraph := ""
	for line := range strings.Lines(manual + "\n") {
		if line[0] != '\n' && line[0] != ' ' && !strings.HasPrefix(line, usage) {
			paragraph += strings.TrimSuffix(line, "\n") + " "
			continue
		}
		if paragraph != "" {
			report.Fold(&b, paragraph, helpWidth, "", "")
			paragraph = ""
		}
		b.WriteString(line)
	}
	return b.String() + "Flags:\n"
}

// helpWidth is the width of help in columns.
const helpWidth = 80

// flagsHelp lists the flags of a verb: name and value, then use and default, folded.
func flagsHelp(flags []cli.Flag) string {
	var b strings.Builder
	for _, f := range flags {
		if f, ok := f.(*verbFlag); ok {
			value, usage := f.help()
			b.WriteString(strings.TrimRight("  --"+f.name+" "+value, " ") + "\n")
			report.Fold(&b, usage, helpWidth, "      ", "      ")
		}
	}
	b.WriteString("  --help\n      show this\n")
	return b.String()
}

// inQuotes finds the name of a flag's value in its usage.
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
	if f.bare != "" {
		value = "[" + value + "]"
	}
	if f.standard != "" {
		usage += " (default " + f.standard + ")"
	}
	return value, usage
}
