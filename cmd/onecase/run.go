package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// run is the whole program: it reads args (without the program's name), writes
// results to stdout and messages to stderr, and returns the exit code.
func run(stdin io.Reader, stdout, stderr io.Writer, args []string) int {
	app := newApp(stdin, stdout, stderr)
	err := perform(app, args)
	for _, m := range messages(err) {
		fmt.Fprintf(stderr, "%s: %s\n", app.Name, report.Printable(m.Text))
	}
	if usage, ok := errors.AsType[*usageError](err); ok {
		fmt.Fprint(stderr, usage.synopsis(app))
	}
	return exitCode(err)
}

// perform runs the verb that args name.
func perform(app *cli.App, args []string) error {
	if err := prepare(app, &args); err != nil {
		return err
	}
	return app.Run(append([]string{app.Name}, args...))
}

// exitCode is 0 for a job that is done, 2 for a command used wrongly, else 1.
func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if _, ok := errors.AsType[*usageError](err); ok {
		return 2
	}
	return 1
}

// A message is one reason why a run failed.
type message struct {
	Text string `json:"text"` // as stderr has it
	Flag string `json:"flag"` // that it is about, "" for none
	Rest string `json:"rest"` // the text without the flag and its value
}

// maxMessage is the length of a message, in characters, from which on a file's own text fills it.
const maxMessage = 2000

// messages are the reasons in an error. A problem of many rows is one message.
func messages(err error) []message {
	all := reasons(err)
	for i, m := range all {
		all[i].Text, all[i].Rest = cutShort(m.Text), cutShort(m.Rest)
	}
	return all
}

// cutShort is a text as far as anybody reads it.
func cutShort(text string) string {
	if len(text) <= maxMessage {
		return text
	}
	runes := []rune(text)
	if len(runes) <= maxMessage {
		return text
	}
	return fmt.Sprintf("%s... and %s more", string(runes[:maxMessage]), phrase.Count(len(runes)-maxMessage, "character"))
}

func reasons(err error) []message {
	if err == nil || errors.Is(err, errSaidNo) {
		return nil
	}
	if problems, ok := errors.AsType[sheet.Problems](err); ok {
		return problemMessages(wordedProblems(problems).Repeated())
	}
	if usage, ok := errors.AsType[*usageError](err); ok {
		return []message{{usage.Error(), usage.flag, usage.message}}
	}
	return []message{{Text: err.Error(), Rest: err.Error()}}
}

// quotedOrNumber matches what differs between messages that say the same.
var quotedOrNumber = regexp.MustCompile(`"[^"]*"|[0-9]+`)

// problemMessages are the messages of problems. Of very many that differ only in their
// texts, it has the first, and of each kind one.
func problemMessages(problems []sheet.RepeatedProblem) []message {
	const most, mostOfAll = 50, 200
	type kind struct{ last, said, more, rows int } // last is the place of its last message
	kinds := map[string]*kind{}
	var all []message
	for _, p := range problems {
		key := p.Column + "\n" + quotedOrNumber.ReplaceAllString(p.Message, "")
		k := kinds[key]
		if k == nil {
			k = &kind{}
			kinds[key] = k
		}
		if k.said == most || k.said > 0 && len(all) >= mostOfAll {
			k.more++
			k.rows += len(p.Rows)
			continue
		}
		k.said, k.last = k.said+1, len(all)
		p.Fix = stats.Remedy(strings.ReplaceAll(string(p.Fix), " "+sheet.ItsRows, " "+show.Quoted(strings.ReplaceAll(p.RowText(), " ", ""))))
		all = append(all, message{Text: p.String(), Rest: p.String()})
	}
	for _, k := range kinds {
		if k.more > 0 {
			all[k.last].Text += fmt.Sprintf("; and %d more like this, in %s", k.more, phrase.Count(k.rows, "row"))
			all[k.last].Rest = all[k.last].Text
		}
	}
	return all
}

// errSaidNo ends a verb whose answer is no, such as verify on a record with
// differences. The result is shown before; the exit code is 1.
var errSaidNo = errors.New("the answer is no")

// A usageError is a command used wrongly: exit code 2, with the usage of its verb.
type usageError struct {
	verb    string // "" where no verb was found
	flag    string // that the message is about, "" for none
	value   string // of the flag, as the text quotes it; "" for none
	message string
}

func (e *usageError) Error() string {
	if e.flag == "" {
		return e.message
	}
	return show.Join(" ", "--"+e.flag, e.value) + ": " + e.message
}

// synopsis is the short usage that follows a usage error.
func (e *usageError) synopsis(app *cli.App) string {
	if command := app.Command(e.verb); command != nil {
		return fmt.Sprintf("usage: %s %s %s\n'%s %s --help' has its flags and an example\n",
			app.Name, command.Name, command.ArgsUsage, app.Name, command.Name)
	}
	return fmt.Sprintf("usage: %s VERB [flags]\nverbs: %s\n'%s --help' says what each is for\n",
		app.Name, strings.Join(verbNames(), ", "), app.Name)
}

// newApp builds the command with its verbs. Runs share nothing, so that tests and
// the browser can run it many times in one process.
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
		OnUsageError:              func(_ *cli.Context, err error, _ bool) error { return &usageError{message: err.Error()} },
		Action: func(c *cli.Context) error {
			return &usageError{message: "say which verb to run"}
		},
	}
	for _, v := range verbs() {
		app.Commands = append(app.Commands, v.command(stdin, stdout, stderr))
	}
	app.Setup()
	return app
}

// prepare puts a verb's flags ahead of its file names: the flag parser stops at the
// first word that is no flag. It also translates help and --version before a verb,
// and refuses unknown words.
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
				return unknownVerb(words[1])
			}
			*args = []string{words[1], "--help"}
		}
		return nil
	case "--version", "-v":
		*args = []string{"version"}
		return nil
	}
	if strings.HasPrefix(words[0], "-") {
		return &usageError{message: fmt.Sprintf("%q stands before the verb: write the verb first, then its flags", words[0])}
	}
	command := app.Command(words[0])
	if command == nil {
		return unknownVerb(words[0])
	}
	rest, err := flagsFirst(command, words[1:])
	*args = append([]string{command.Name}, rest...)
	return err
}

func unknownVerb(word string) error {
	return &usageError{message: fmt.Sprintf("there is no verb %q%s", word, sheet.DidYouMean(word, verbNames()))}
}

func verbNames() []string {
	return each(verbs(), func(v verb) string { return v.name })
}

// flagsFirst returns words with the command's flags, each joined to its value
// by "=", ahead of everything else; what follows "--" is never a flag. Unknown
// flags, flags without their value and flags given twice are usage errors.
func flagsFirst(command *cli.Command, words []string) ([]string, error) {
	misuse := func(format, name string) error {
		return &usageError{verb: command.Name, message: fmt.Sprintf(format, name)}
	}
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
		if flag.onOff {
			if joined {
				return nil, misuse("--%s takes no value", name)
			}
			flags = append(flags, "--"+name)
			continue
		}
		switch {
		case !joined && flag.bare != "" && (i+1 == len(words) || !isNumber(words[i+1])):
			value = flag.bare
		case !joined:
			if i+1 == len(words) {
				return nil, misuse("--%s needs a value after it", name)
			}
			i++
			value = words[i]
		}
		if seen[name] && !flag.repeats {
			return nil, misuse("--%s is given twice", name)
		}
		seen[name] = true
		flags = append(flags, "--"+name+"="+value)
	}
	if len(others) > 0 {
		flags = append(append(flags, "--"), others...)
	}
	return flags, nil
}

// isNumber tells whether a word is a whole number.
func isNumber(word string) bool { _, err := strconv.Atoi(word); return err == nil }

func findFlag(command *cli.Command, name string) *verbFlag {
	for _, f := range command.Flags {
		if ours, ok := f.(*verbFlag); ok && ours.name == name {
			return ours
		}
	}
	return nil
}

func unknownFlag(command *cli.Command, word, name string) error {
	if why := notPublished[command.Name]; name == "publish" && why != "" {
		return &usageError{verb: command.Name, message: fmt.Sprintf("%s has no --publish: %s", command.Name, why)}
	}
	names := each(command.Flags, func(f cli.Flag) string { return f.Names()[0] })
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
	return &usageError{verb: command.Name, message: message}
}
