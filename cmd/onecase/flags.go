package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// A flagSet declares the flags of a verb, each with the variable that it fills. The
// value of the variable at that moment is the default, which help shows.
type flagSet []*verbFlag

// A verbFlag is one flag of a verb: a Flag of the flag library and its own Value.
type verbFlag struct {
	name     string
	usage    string   // with the name of the value in backquotes
	standard string   // the default, as help shows it; "" for none
	words    []string // the values allowed, nil for any text
	hints    []string // values that completion offers where any text is allowed
	onOff    bool     // takes no value
	bare     string   // the value where none is given; "": one has to be
	repeats  bool     // may be repeated
	reads    bool     // the value names a file that the verb reads
	writes   bool     // the value names a file that the verb writes
	fill     func(text string) error
	given    []string    // the texts given so far
	fault    *usageError // what is wrong with the last text, nil for nothing
}

func (f *verbFlag) Apply(set *flag.FlagSet) error { set.Var(f, f.name, f.usage); return nil }
func (f *verbFlag) Names() []string               { return []string{f.name} }
func (f *verbFlag) IsSet() bool                   { return len(f.given) > 0 }
func (f *verbFlag) IsBoolFlag() bool              { return f.onOff }
func (f *verbFlag) String() string                { return f.standard }

// Set fills the variable from a text. It keeps its error for call.flagError, because
// the flag library rewords errors.
func (f *verbFlag) Set(text string) error {
	if f.repeats {
		text = strings.TrimSpace(text)
	}
	fill := f.fill
	if (f.reads || f.writes) && strings.HasPrefix(text, "--") {
		fill = func(string) error { return errors.New("give the name of a file: this is another flag") }
	}
	err := fill(text)
	if err == nil {
		f.given = append(f.given, text)
		return nil
	}
	fault, ok := errors.AsType[*usageError](err)
	if !ok {
		fault = &usageError{value: strconv.Quote(text), message: err.Error()}
	}
	fault.flag, f.fault = f.name, fault
	return err
}

// shows sets the default that help shows.
func (f *verbFlag) shows(standard string) *verbFlag {
	f.standard = standard
	return f
}

// orRules says in help that rules may have a default of their own.
func (f *verbFlag) orRules() *verbFlag { return f.shows("the rules' own, else " + f.standard) }

// input marks a flag as one that names a file to read.
func (f *verbFlag) input() *verbFlag {
	f.reads = true
	return f
}

// output marks a flag as one that names a file to write.
func (f *verbFlag) output() *verbFlag {
	f.writes = true
	return f
}

func (f *flagSet) add(name, usage, standard string, fill func(text string) error) *verbFlag {
	added := &verbFlag{name: name, usage: usage, standard: standard, fill: fill}
	*f = append(*f, added)
	return added
}

// text declares a flag for any text.
func (f *flagSet) text(to *string, name, usage string) *verbFlag {
	return f.add(name, usage, *to, func(text string) error { *to = text; return nil })
}

// texts declares a flag that may be repeated.
func (f *flagSet) texts(to *[]string, name, usage string) *verbFlag {
	added := f.add(name, usage, "", func(text string) error { *to = append(*to, text); return nil })
	added.repeats = true
	return added
}

// onOff declares a flag without a value.
func (f *flagSet) onOff(to *bool, name, usage string) *verbFlag {
	added := f.add(name, usage, "", func(text string) error {
		on, err := strconv.ParseBool(text)
		if err != nil {
			return errors.New("parse error")
		}
		*to = on
		return nil
	})
	added.onOff = true
	return added
}

// number declares a flag for any number.
func (f *flagSet) number(to *float64, name, usage string) *verbFlag {
	return f.add(name, usage, show.Plain(*to), func(text string) (err error) {
		*to, err = readDecimal(text)
		return err
	})
}

// readDecimal reads a number as people write it, in decimal digits, maybe with an exponent.
func readDecimal(text string) (float64, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) || strings.ContainsAny(text, "xX") {
		return 0, errors.New("it has to be a number")
	}
	return x, nil
}

// share declares a flag for a proportion above 0 and below 1; 0 is no default.
func (f *flagSet) share(to *float64, name, usage string) *verbFlag {
	standard := phrase.Either(*to > 0, show.Percent(*to), "")
	return f.add(name, usage, standard, func(text string) (err error) { *to, err = readShare(text); return err })
}

// rate declares a flag for a proportion from 0 to 1, both included.
func (f *flagSet) rate(to *float64, name, usage string) *verbFlag {
	return f.add(name, usage, show.Percent(*to), func(text string) (err error) { *to, err = readRate(text); return err })
}

// count declares a flag for a number of cases, at least 1; 0 is no default.
func (f *flagSet) count(to *int, name, usage string) *verbFlag {
	return f.countUpTo(maxCount, to, name, usage)
}

// countUpTo is count with a limit of its own.
func (f *flagSet) countUpTo(most int, to *int, name, usage string) *verbFlag {
	standard := phrase.Either(*to > 0, strconv.Itoa(*to), "")
	return f.add(name, usage, standard, func(text string) (err error) { *to, err = readCount(text, most); return err })
}

// oneOf declares a flag for one of some words; the first is the default.
func oneOf[T ~string](f *flagSet, to *T, name, usage string, words ...T) *verbFlag {
	return oneOfOr("", f, to, name, usage, words...)
}

// oneOfOr is oneOf with a word that stands for "".
func oneOfOr[T ~string](blank string, f *flagSet, to *T, name, usage string, words ...T) *verbFlag {
	texts := each(words, func(word T) string { return cmp.Or(string(word), blank) })
	*to = words[0]
	added := f.add(name, usage, texts[0], func(text string) error {
		at := slices.Index(texts, text)
		if at < 0 {
			return fmt.Errorf("it has to be one of %s%s", strings.Join(texts, ", "), sheet.DidYouMean(text, texts))
		}
		*to = words[at]
		return nil
	})
	added.words = texts
	return added
}

// pair declares a flag for two shares with a comma between.
func (f *flagSet) pair(to *[2]float64, name, usage string) *verbFlag {
	standard := phrase.Either(to[0] > 0, show.Percent(to[0])+","+show.Percent(to[1]), "")
	return f.add(name, usage, standard, func(text string) (err error) {
		first, second, ok := strings.Cut(text, ",")
		if !ok {
			return errors.New("it has to be two shares with a comma between, such as 50%,65%")
		}
		for i, part := range []string{first, second} {
			if to[i], err = readShare(part); err != nil {
				return &usageError{value: strconv.Quote(part), message: err.Error()}
			}
		}
		return nil
	})
}

// A drawnSample is a number of cases read and their population, 0 if unknown.
type drawnSample struct{ sample, population int }

// drawn declares a flag for a sample: 31/41, or 31 where the population is not known.
func (f *flagSet) drawn(to *drawnSample, name, usage string) *verbFlag {
	return f.add(name, usage, "", func(text string) error {
		first, second, finite := strings.Cut(text, "/")
		n, err := strconv.Atoi(strings.TrimSpace(first))
		N := 0
		if err == nil && finite {
			N, err = strconv.Atoi(strings.TrimSpace(second))
		}
		if err != nil || n < 1 || finite && N < 1 {
			return errors.New("write the cases read and their population as 31/41")
		}
		*to = drawnSample{n, N}
		return nil
	})
}

// rules declares the flag for a rule set; other words may name it too.
func (f *flagSet) rules(to *string, usage string) *verbFlag {
	added := f.text(to, "rules", usage).input()
	added.hints = append(rules.IDs(), rules.NoRules)
	return added
}

// encoding declares the flag for the encoding of a table.
func (f *flagSet) encoding(to *string) *verbFlag {
	return f.text(to, "encoding", "the character encoding `NAME` of a CSV file")
}

// seed declares the flag for the seed of a simulation.
func (f *flagSet) seed(to *string) *verbFlag {
	return f.text(to, "seed", "the `TEXT` that a simulation comes from; without it one is made up and shown")
}

// confidence and margin are the same on every verb that has them.
func (f *flagSet) confidence(to *float64) *verbFlag {
	return f.certainty(to, "two-sided confidence `LEVEL`: 0.8, 80 and 80% are the same")
}

// level declares the confidence of limits; 0 means that of [discretion.Inspection.Level].
func (f *flagSet) level(to *float64, of string) *verbFlag {
	return f.certainty(to, "two-sided confidence `LEVEL` of "+of).shows("the rules' own, else that of the record's plan, else " + show.Percent(rules.DefaultConfidence))
}

// certainty is a share. A bare 1 is asked about, which as a proportion is 100%, and else 1%, and so is less than one
// half without its sign: 0.05 may be meant as the significance level of limits at 95%.
func (f *flagSet) certainty(to *float64, usage string) *verbFlag {
	standard := phrase.Either(*to > 0, show.Percent(*to), "")
	return f.add("confidence", usage, standard, func(text string) (err error) {
		if value, failed := readDecimal(text); failed == nil && value == 1 {
			return errors.New("it may mean 1% or 100%: write 1% for the one; 100% no sample gives, so write a level such as 80% or 95%")
		}
		if *to, err = readShare(text); err == nil && *to < 0.5 && !strings.HasSuffix(strings.TrimSpace(text), "%") {
			return fmt.Errorf("at a confidence of %s limits miss the truth more often than not: write %s if this is a significance level, or %s, with its sign, if that is meant",
				show.Percent(*to), show.Percent(1-*to), show.Percent(*to))
		}
		return err
	})
}

func (f *flagSet) margin(to *float64) *verbFlag {
	return f.share(to, "margin", "margin of error, `POINTS` either way: 0.05, 5 and 5% are the same")
}

var decimalComma = regexp.MustCompile(`^[0-9]+,[0-9]+%?$`)

// parseShare reads a proportion, written as such or as a percentage: 0.8, 80 and
// 80% are the same confidence, 0.05, 5 and 5% the same margin. A bare number below
// 1 is a proportion, 1 or more a percentage.
func parseShare(text string) (float64, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	if decimalComma.MatchString(text) {
		return 0, fmt.Errorf("write it with a decimal point, %s", strings.Replace(text, ",", ".", 1))
	}
	value, err := readDecimal(number)
	if err != nil {
		return 0, fmt.Errorf("it has to be a proportion such as 0.8 or a percentage such as 80%%")
	}
	if percent || value >= 1 {
		// Shifting the decimal point in the text is exact where dividing by
		// 100 is not: 99.9% is 0.999 and not 0.9990000000000001.
		if shifted, err := strconv.ParseFloat(strings.TrimSpace(number)+"e-2", 64); err == nil {
			return shifted, nil
		}
		return value / 100, nil
	}
	return value, nil
}

// readShare reads a proportion above 0 and below 1.
func readShare(text string) (float64, error) {
	value, err := parseShare(text)
	if err == nil && (value <= 0 || value >= 1) {
		err = errors.New("it has to be above 0 and below 100%")
	}
	return value, err
}

// readRate reads a proportion from 0 to 1, both included.
func readRate(text string) (float64, error) {
	value, err := parseShare(text)
	if err != nil {
		return 0, err
	}
	if number := strings.TrimSpace(text); value == 0.01 && !strings.HasSuffix(number, "%") && strings.HasPrefix(number, "1") {
		return 0, errors.New("it could mean all or one in a hundred: write 100% or 1%")
	}
	if value < 0 || value > 1 {
		return 0, errors.New("it has to be between 0 and 100%")
	}
	return value, nil
}

// maxCount is the largest number of cases a flag takes.
const maxCount = 1_000_000_000

// readCount reads a whole number from 1. Thousands may be set apart by commas.
func readCount(text string, most int) (int, error) {
	n, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("it has to be a whole number from 1 to %d", most)
	}
	return n, nil
}
