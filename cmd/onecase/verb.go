package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/sample/sheet"
)

//go:generate go run ./internal/keytables
//go:generate go run ./internal/licences

// A verb is one job of the command, in files of its name. Its flags fill its options;
// it calls a library with them and shows the result.
type verb struct {
	name string
	task task
	// writesFile: --output names a file that the verb makes (draw's sample), not the
	// place for its result.
	writesFile bool
	draws      bool // --plot names a file for the result's figures
	// long: CSV always has a row for each value, even where one table would do.
	long bool

	brief string // one line for the list of verbs
	args  string // what follows the name, for the usage line: "LIST [flags]"
}

// A task is the options of a verb and what it does with them.
type task interface {
	bind(*flagSet) // declares the flags, each with the field that it fills
	run(*call) error
}

// A plainTask has no options.
type plainTask func(*call) error

func (t plainTask) bind(*flagSet)     {}
func (t plainTask) run(c *call) error { return t(c) }

// verbs lists every verb in the order a job uses them, with options of their own.
func verbs() []verb {
	all := []verb{
		// Before fieldwork.
		{name: "size", task: new(sizeOptions), draws: true},
		{name: "plan", task: new(planOptions), draws: true, long: true},
		{name: "commit", task: new(commitOptions), long: true},
		{name: "draw", task: new(drawOptions), long: true, writesFile: true},
		{name: "replace", task: new(replaceOptions), writesFile: true},
		{name: "assign", task: new(assignOptions), writesFile: true, long: true},
		{name: "verify", task: new(verifyOptions)},
		{name: "record", task: new(recordOptions), writesFile: true, long: true},
		{name: "progress", task: new(progressOptions), long: true},
		// After it.
		{name: "reread", task: new(rereadOptions), long: true},
		{name: "agree", task: new(agreeOptions), long: true},
		{name: "rate", task: new(rateOptions), draws: true, long: true},
		{name: "robust", task: new(robustOptions), draws: true, long: true},
		{name: "outlook", task: new(outlookOptions), draws: true, long: true},
		{name: "estimate", task: new(estimateOptions), draws: true, long: true},
		{name: "compare", task: new(compareOptions), draws: true, long: true},
		{name: "pool", task: new(poolOptions), draws: true, long: true},
		{name: "rules", task: new(rulesOptions)},
		// The statistics behind both.
		{name: "margin", task: new(marginOptions)},
		{name: "interval", task: new(intervalOptions), draws: true},
		{name: "coverage", task: new(coverageOptions), draws: true},
		{name: "counts", task: new(countsOptions), long: true},

		{name: "demo", task: plainTask(runDemo)},
		{name: "completion", task: plainTask(runCompletion)},
		{name: "notices", task: plainTask(runNotices)},
		{name: "version", task: plainTask(runVersion)},
	}
	for i := range all {
		all[i].readManual()
	}
	return all
}

// A call is one use of a verb: its arguments, the options that every verb has, and
// where to talk.
type call struct {
	verb       string
	args       []string
	flags      flagSet
	format     string
	explain    bool             // show the working
	output     string           // where the result goes, - for standard output
	force      bool             // overwrite a file that exists
	plot       string           // where the result's figures go, "" for nowhere
	long       bool             // CSV is a row for each value
	reads      []string         // files to read because other files name them
	marking    string           // at the head of every printed page, "" for none: see markingOf
	withheld   []withheld       // of the inspections that are to be published
	hiddenRows int              // of categories, withheld beside whole questions
	beside     []wholefile.File // to write with the result: all of them or none
	stdin      io.Reader
	stdout     io.Writer
	stderr     io.Writer
}

// newCall declares the flags of a verb, with those that every verb has.
func (v verb) newCall(stdin io.Reader, stdout, stderr io.Writer) *call {
	c := &call{verb: v.name, long: v.long, stdin: stdin, stdout: stdout, stderr: stderr, format: "table", output: "-"}
	v.task.bind(&c.flags)
	if v.draws {
		c.flags.plot(&c.plot)
	}
	c.flags.text(&c.format, "format", "`table|json|csv|markdown|html`: how to show the result").words = report.Formats
	c.flags.onOff(&c.explain, "explain", "show the working, step by step, with the source of each formula")
	if !v.writesFile {
		c.flags.text(&c.output, "output", "write the result to `FILE` (- is standard output)").shows("").output()
		c.flags.onOff(&c.force, "force", "overwrite a file that exists")
	}
	return c
}

// command makes a verb a command of the flag library.
func (v verb) command(stdin io.Reader, stdout, stderr io.Writer) *cli.Command {
	c := v.newCall(stdin, stdout, stderr)
	command := &cli.Command{
		Name:            v.name,
		Usage:           v.brief,
		ArgsUsage:       v.args,
		HideHelpCommand: true,
		OnUsageError:    func(_ *cli.Context, err error, _ bool) error { return c.flagError(err) },
		Action: func(context *cli.Context) error {
			c.args = context.Args().Slice()
			if err := report.CheckFormat(c.format); err != nil {
				return c.misuse("%v%s", err, sheet.DidYouMean(c.format, report.Formats))
			}
			if err := cmp.Or(c.keepOutputs(), c.checkPlot()); err != nil {
				return err
			}
			return v.task.run(c)
		},
	}
	for _, f := range c.flags {
		command.Flags = append(command.Flags, f)
	}
	return command
}

// flagError is the usage error of the flag whose value is wrong.
func (c *call) flagError(err error) error {
	for _, f := range c.flags {
		if f.fault != nil {
			f.fault.verb = c.verb
			return f.fault
		}
	}
	return c.misuse("%v", err)
}

// misuse is a usage error of this verb.
func (c *call) misuse(format string, a ...any) error {
	return &usageError{verb: c.verb, message: fmt.Sprintf(format, a...)}
}

// wrong is a usage error about a flag. The message quotes value; "" quotes nothing.
func (c *call) wrong(flag, value, format string, a ...any) error {
	return &usageError{c.verb, flag, value, fmt.Sprintf(format, a...)}
}

// arguments returns the words that are not flags, if there are as many as
// wanted; else a usage error that names what is missing or too many.
func (c *call) arguments(names ...string) ([]string, error) {
	words := c.args
	if len(words) < len(names) {
		return nil, c.misuse("%s needs %s", c.verb, names[len(words)])
	}
	if len(words) > len(names) {
		return nil, c.misuse("%s does not take %q", c.verb, words[len(names)])
	}
	return words, nil
}

// laidOut, where it is set, receives a result's document in place of an HTML page: a web
// page lays it out itself, and gets the result as JSON.
var laidOut func(report.Document)

// show writes a verb's result in the format that was asked for: result as JSON,
// or the document made for people. Result is a struct whose fields are the keys
// of the JSON result after "verb" and "schema", "warnings" last; with --explain the
// document's working comes as the key "working".
func (c *call) show(result any, document func() report.Document) error {
	if text := withheldSentence(c.withheld, c.hiddenRows); text != "" {
		whole := document
		document = func() report.Document {
			d := whole()
			d.Blocks = append([]report.Block{report.Paragraph(text)}, d.Blocks...)
			return d
		}
	}
	switch {
	case c.format == "json" && c.explain && document != nil:
		return c.put(func(w io.Writer) error { return report.ExplainedJSON(w, c.verb, result, document()) })
	case c.format == "html" && laidOut != nil:
		laidOut(document())
		return c.put(func(w io.Writer) error { return report.JSON(w, c.verb, result) })
	case c.format == "json":
		return c.put(func(w io.Writer) error { return report.JSON(w, c.verb, result) })
	}
	d := document()
	d.Marking = c.marking
	heard(d.Warnings)
	d.Warnings = show.Worded(show.OptionWords(c.format), d.Warnings)
	if c.format != "csv" {
		return c.put(func(w io.Writer) error { return report.Write(w, c.format, screenOf(w), d) })
	}
	for _, warning := range d.Warnings { // a table of cells has no place for them
		fmt.Fprintf(c.stderr, "warning: %s\n", report.Printable(report.WarningText(warning)))
	}
	return c.put(func(w io.Writer) error {
		if tables := d.Tables(); len(tables) == 1 && !c.long {
			return report.CSV(w, tables[0])
		}
		return report.Long(w, c.verb, result)
	})
}

// put writes a result to --output, and the files that go with it: all of them or none.
func (c *call) put(write func(w io.Writer) error) error {
	if c.output != "-" && c.output != "" {
		var text bytes.Buffer
		if err := write(&text); err != nil {
			return err
		}
		return wholefile.Write(append(c.beside, wholefile.File{Path: c.output, Force: c.force, Text: text.Bytes()})...)
	}
	if err := wholefile.Write(c.beside...); err != nil {
		return err
	}
	return write(c.stdout)
}
