package stats

import (
	"fmt"
	"strings"
)

// A Remedy is what would mend a problem or a warning: a sentence in which the
// program's options are named by kind and value, for whoever shows it to put in
// words. The command writes flags, a page its own controls; String is for Go
// programs. Remedies can be compared. A text constant is one without options;
// [Advise] makes the others.
type Remedy string

// An Option is a choice that a Remedy speaks of.
type Option struct {
	Name  string `json:"name"`  // its kind, such as "column"
	Value string `json:"value"` // what to choose, such as "id=Ref"; "" where the remedy leaves that open
}

// Questions is the name of an Option that is no choice: where the rule set's
// questions are listed.
const Questions = "questions"

// Marks around an option inside a Remedy; no text for people has them.
const (
	optionMark = "\x1e"
	valueMark  = "\x1f"
)

// Advise formats a Remedy as [fmt.Sprintf] does; arguments that are an Option
// become options of the remedy, for the verb %v.
func Advise(format string, args ...any) Remedy {
	marked := make([]any, len(args))
	for i, arg := range args {
		marked[i] = arg
		if o, ok := arg.(Option); ok {
			marked[i] = optionMark + o.Name + valueMark + o.Value + optionMark
		}
	}
	return Remedy(fmt.Sprintf(format, marked...))
}

// Words is the sentence with its options as word writes them.
func (r Remedy) Words(word func(Option) string) string {
	parts := strings.Split(string(r), optionMark)
	for i := 1; i < len(parts); i += 2 {
		name, value, _ := strings.Cut(parts[i], valueMark)
		parts[i] = word(Option{name, value})
	}
	return strings.Join(parts, "")
}

// Options are those that the remedy names, in its order.
func (r Remedy) Options() []Option {
	var options []Option
	r.Words(func(o Option) string {
		options = append(options, o)
		return ""
	})
	return options
}

// String is the sentence for a Go program: "name it with the option column id=Ref".
func (r Remedy) String() string {
	return r.Words(func(o Option) string {
		text := "the option " + o.Name
		switch {
		case o.Name == Questions:
			text = "the rule set"
		case strings.ContainsAny(o.Value, " \""):
			text += fmt.Sprintf(" %q", o.Value)
		case o.Value != "":
			text += " " + o.Value
		}
		return text
	})
}

// MarshalText is String.
func (r Remedy) MarshalText() ([]byte, error) { return []byte(r.String()), nil }
