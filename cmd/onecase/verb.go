package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/sample"
	"onecase/sample/sheet"
)

// A verb is one job of the command: it reads its flags, calls a library and
// shows the result. Each has a file of its own name, and more where it is large.
type verb struct {
	name   string
	args   string // what follows the name, for the usage line: "LIST [flags]"
	brief  string // one line for the list of verbs
	manual string // what it does, with examples that can be typed
	flags  []cli.Flag
	// writesFile: --output names a file of the verb's own (draw's sample), not
	// the place for its result.
	writesFile bool
	// long: CSV has a row for each value whatever the data, also where they
	// happen to fit one table.
	long bool
	run  func(*call) error
}

// verbs lists every verb in the order a job uses them.
func verbs() []verb {
	return []verb{
		// Before fieldwork.
		sizeVerb(),
		planVerb(),
		drawVerb(),
		replaceVerb(),
		verifyVerb(),
		// After it.
		rateVerb(),
		robustVerb(),
		outlookVerb(),
		estimateVerb(),
		compareVerb(),
		poolVerb(),
		rulesVerb(),
		// The statistics behind both.
		marginVerb(),
		intervalVerb(),
		coverageVerb(),
		countsVerb(),

		demoVerb(),
		completionVerb(),
		versionVerb(),
	}
}

// A call is one use of a verb: its flags and arguments, and where to talk.
type call struct {
	*cli.Context
	verb   string
	own    bool     // --output is the verb's own
	long   bool     // CSV is a row for each value
	reads  []string // files to read that others name, as they become known
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
}

// command makes a verb a command of the flag library, with the flags that
// every verb has.
func (v verb) command(stdin io.Reader, stdout, stderr io.Writer) *cli.Command {
	flags := slices.Clone(v.flags)
	flags = append(flags,
		&cli.StringFlag{Name: "format", Usage: "`table|json|csv|markdown|html`: how to show the result", Value: "table"},
		&cli.BoolFlag{Name: "explain", Usage: "show the working, step by step, with the source of each formula"},
	)
	if !v.writesFile {
		flags = append(flags, &cli.StringFlag{Name: "output", Usage: "write the result to `FILE` (- is standard output)", Value: "-"},
			&cli.BoolFlag{Name: "force", Usage: "overwrite a file that exists"})
	}
	return &cli.Command{
		Name:               v.name,
		Usage:              v.brief,
		ArgsUsage:          v.args,
		Description:        strings.TrimSpace(v.manual),
		Flags:              flags,
		HideHelpCommand:    true,
		CustomHelpTemplate: verbHelp(v) + flagsHelp(flags),
		OnUsageError: func(_ *cli.Context, err error, _ bool) error {
			return &usageError{v.name, plainFlagError(err)}
		},
		Action: func(c *cli.Context) error {
			call := &call{Context: c, verb: v.name, own: v.writesFile, long: v.long, stdin: stdin, stdout: stdout, stderr: stderr}
			if err := report.CheckFormat(c.String("format")); err != nil {
				return call.misuse("%v%s", err, sheet.DidYouMean(c.String("format"), report.Formats))
			}
			if err := call.keepOutputs(); err != nil {
				return err
			}
			return v.run(call)
		},
	}
}

// misuse is a usage error of this verb.
func (c *call) misuse(format string, a ...any) error {
	return &usageError{c.verb, fmt.Sprintf(format, a...)}
}

// arguments returns the words that are not flags, if there are as many as
// wanted; else a usage error that names what is missing or too many.
func (c *call) arguments(names ...string) ([]string, error) {
	words := c.Args().Slice()
	if len(words) < len(names) {
		return nil, c.misuse("%s needs %s", c.verb, names[len(words)])
	}
	if len(words) > len(names) {
		return nil, c.misuse("%s does not take %q", c.verb, words[len(names)])
	}
	return words, nil
}

// explain tells whether the working was asked for.
func (c *call) explain() bool { return c.Bool("explain") }

// show writes a verb's result in the format that was asked for: result as JSON,
// or the document made for people. Result is a struct whose fields are the keys
// of the JSON result after "verb" and "schema", "warnings" last; with --explain the
// document's working comes as the key "working".
func (c *call) show(result any, document func() report.Document) error {
	format := c.String("format")
	switch {
	case format == "json" && c.explain() && document != nil:
		return c.put(func(w io.Writer) error { return report.ExplainedJSON(w, c.verb, result, document()) })
	case format == "json":
		return c.put(func(w io.Writer) error { return report.JSON(w, c.verb, result) })
	}
	d := document()
	d.Warnings = worded(d.Warnings)
	if format != "csv" {
		return c.put(func(w io.Writer) error { return report.Write(w, format, screenOf(w), d) })
	}
	for _, warning := range d.Warnings { // a table of cells has no place for them
		fmt.Fprintf(c.stderr, "warning: %s\n", report.WarningText(warning))
	}
	return c.put(func(w io.Writer) error {
		if tables := d.Tables(); len(tables) == 1 && !c.long {
			return report.CSV(w, tables[0])
		}
		return report.Long(w, c.verb, result)
	})
}

// put writes a result to where it was asked for.
func (c *call) put(write func(w io.Writer) error) error {
	if path := c.String("output"); !c.own && path != "-" && path != "" {
		return wholefile.Write(path, c.Bool("force"), write)
	}
	return write(c.stdout)
}

// version is the program's version with the revision it was built from, where the
// build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return sample.Version
	}
	return builtFrom(sample.Version, info.Settings)
}

// builtFrom adds the revision of a build, and whether files had been changed.
func builtFrom(version string, settings []debug.BuildSetting) string {
	revision, changed := "", ""
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", with changes"
		}
	}
	if revision == "" {
		return version
	}
	return version + " (" + revision + changed + ")"
}

func versionVerb() verb {
	return verb{
		name: "version", brief: "the program's version",
		manual: "Prints the version that records name, and the revision the program was built from.\n\nExample:\n  onecase version",
		run: func(c *call) error {
			result := struct {
				Version string `json:"version"`
			}{version()}
			return c.show(result, func() report.Document {
				return report.Document{Title: "onecase " + result.Version}
			})
		},
	}
}
