package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/sample/sheet"
)

// run is the whole program: it reads args (without the program's name), writes
// results to stdout and messages to stderr, and returns the exit code.
func run(stdin io.Reader, stdout, stderr io.Writer, args []string) int {
	app := newApp(stdin, stdout, stderr)
	err := prepare(app, &args)
	if err == nil {
		err = app.Run(append([]string{app.Name}, args...))
	}
	if err == nil {
		return 0
	}
	if errors.Is(err, errSaidNo) {
		return 1
	}
	if usage, ok := errors.AsType[*usageError](err); ok {
		fmt.Fprintf(stderr, "%s: %s\n%s", app.Name, usage.message, usage.synopsis(app))
		return 2
	}
	if problems, ok := errors.AsType[sheet.Problems](err); ok {
		for _, p := range wordedProblems(problems).Repeated() {
			fmt.Fprintf(stderr, "%s: %s\n", app.Name, p)
		}
		return 1
	}
	fmt.Fprintf(stderr, "%s: %v\n", app.Name, err)
	return 1
}

// errSaidNo ends a verb that did its job and whose answer is no, such as verify
// on a record that does not hold. The result is already shown; the exit code is 1.
var errSaidNo = errors.New("the answer is no")

// A usageError is a command used wrongly: exit code 2, with the usage of its verb.
type usageError struct {
	verb    string // "" where no verb was found
	message string
}

func (e *usageError) Error() string { return e.message }

// synopsis is the short usage that follows a usage error.
func (e *usageError) synopsis(app *cli.App) string {
	command := app.Command(e.verb)
	if command == nil {
		names := make([]string, 0, len(app.Commands))
		for _, c := range app.VisibleCommands() {
			names = append(names, c.Name)
		}
		return fmt.Sprintf("usage: %s VERB [flags]\nverbs: %s\n'%s --help' says what each is for\n",
			app.Name, strings.Join(names, ", "), app.Name)
	}
	return fmt.Sprintf("usage: %s %s %s\n'%s %s --help' has its flags and an example\n",
		app.Name, command.Name, command.ArgsUsage, app.Name, command.Name)
}

// newApp builds the command with its verbs. Nothing of it is shared between
// runs, so that tests and the browser can run it many times in one process.
func newApp(stdin io.Reader, stdout, stderr io.Writer) *cli.App {
	app := &cli.App{
		Name:                      "onecase",
		Usage:                     "how many cases to read, which, how sure the findings are, and whether one case would change the rating",
		Version:                   version(),
		Writer:                    stdout,
		ErrWriter:                 stderr,
		HideVersion:               true,
		HideHelpCommand:           true,
		DisableSliceFlagSeparator: true,
		ExitErrHandler:            func(*cli.Context, error) {},
		OnUsageError:              func(_ *cli.Context, err error, _ bool) error { return &usageError{"", err.Error()} },
		Action: func(c *cli.Context) error {
			return &usageError{"", "say which verb to run"}
		},
	}
	all := verbs()
	app.CustomAppHelpTemplate = appHelp(app.Usage, all)
	for _, v := range all {
		app.Commands = append(app.Commands, v.command(stdin, stdout, stderr))
	}
	app.Setup()
	return app
}

// prepare makes the arguments fit for the flag parser, which would stop looking
// for flags at the first file name and ignore those behind it. It answers the
// requests for help and version that stand before a verb, turns unknown words
// into usage errors and moves each verb's flags ahead of its file names.
func prepare(app *cli.App, args *[]string) error {
	words := *args
	if len(words) == 0 {
		return nil
	}
	switch words[0] {
	case "help", "--help", "-h":
		*args = []string{"--help"}
		if len(words) > 1 {
			if app.Command(words[1]) == nil {
				return unknownVerb(app, words[1])
			}
			*args = []string{words[1], "--help"}
		}
		return nil
	case "--version", "-v":
		*args = []string{"version"}
		return nil
	}
	if strings.HasPrefix(words[0], "-") {
		return &usageError{"", fmt.Sprintf("%q stands before the verb: write the verb first, then its flags", words[0])}
	}
	command := app.Command(words[0])
	if command == nil {
		return unknownVerb(app, words[0])
	}
	rest, err := flagsFirst(command, words[1:])
	*args = append([]string{command.Name}, rest...)
	return err
}

func unknownVerb(app *cli.App, word string) error {
	return &usageError{"", fmt.Sprintf("there is no verb %q%s", word, sheet.DidYouMean(word, commandNames(app)))}
}

func commandNames(app *cli.App) []string {
	var names []string
	for _, c := range app.VisibleCommands() {
		names = append(names, c.Name)
	}
	return names
}

// flagsFirst returns words with the command's flags, each joined to its value
// by "=", ahead of everything else; what follows "--" is never a flag. Unknown
// flags, flags without their value and flags given twice are usage errors.
func flagsFirst(command *cli.Command, words []string) ([]string, error) {
	var flags, others []string
	seen := map[string]bool{}
	for i := 0; i < len(words); i++ {
		word := words[i]
		if word == "--" {
			others = append(others, words[i+1:]...)
			break
		}
		if !strings.HasPrefix(word, "-") || word == "-" {
			others = append(others, word)
			continue
		}
		name, value, joined := strings.Cut(strings.TrimLeft(word, "-"), "=")
		if name == "help" || name == "h" {
			return []string{"--help"}, nil
		}
		flag := findFlag(command, name)
		if flag == nil {
			return nil, unknownFlag(command, word, name)
		}
		if !takesValue(flag) {
			if joined {
				return nil, &usageError{command.Name, fmt.Sprintf("--%s takes no value", name)}
			}
			flags = append(flags, "--"+name)
			continue
		}
		if !joined {
			if i+1 == len(words) {
				return nil, &usageError{command.Name, fmt.Sprintf("--%s needs a value after it", name)}
			}
			i++
			value = words[i]
		}
		if seen[name] && !repeatable(flag) {
			return nil, &usageError{command.Name, fmt.Sprintf("--%s is given twice", name)}
		}
		seen[name] = true
		flags = append(flags, "--"+name+"="+value)
	}
	if len(others) > 0 {
		flags = append(append(flags, "--"), others...)
	}
	return flags, nil
}

func findFlag(command *cli.Command, name string) cli.Flag {
	for _, f := range command.Flags {
		if slices.Contains(f.Names(), name) {
			return f
		}
	}
	return nil
}

func takesValue(f cli.Flag) bool {
	doc, ok := f.(cli.DocGenerationFlag)
	return ok && doc.TakesValue()
}

func repeatable(f cli.Flag) bool {
	_, ok := f.(*cli.StringSliceFlag)
	return ok
}

func unknownFlag(command *cli.Command, word, name string) error {
	var names []string
	for _, f := range command.Flags {
		names = append(names, f.Names()[0])
	}
	message := fmt.Sprintf("%s has no flag %q", command.Name, word)
	var longer []string
	for _, n := range names {
		if strings.HasPrefix(n, name+"-") {
			longer = append(longer, "--"+n)
		}
	}
	if near := sheet.Nearest(name, names); len(longer) > 1 {
		message += fmt.Sprintf("; did you mean %s?", strings.Join(longer, " or "))
	} else if near != "" {
		message += fmt.Sprintf("; did you mean --%s?", near)
	}
	return &usageError{command.Name, message}
}
