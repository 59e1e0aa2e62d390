package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/sample/sheet"
)

// A share is a flag whose value is a proportion, written as such or as a
// percentage: 0.8, 80 and 80% are the same confidence, 0.05, 5 and 5% the same
// margin. A bare number below 1 is a proportion, 1 or more a percentage.
type share struct {
	value    float64
	low      float64 // the least value allowed
	high     float64 // the greatest value allowed
	openEnds bool    // low and high themselves are not allowed
}

var decimalComma = regexp.MustCompile(`^[0-9]+,[0-9]+%?$`)

// Set reads the text of a flag.
func (s *share) Set(text string) error {
	value, err := parseShare(text)
	if err != nil {
		return err
	}
	if number := strings.TrimSpace(text); !s.openEnds && value == 0.01 && !strings.HasSuffix(number, "%") && strings.HasPrefix(number, "1") {
		return fmt.Errorf("it could mean all or one in a hundred: write 100%% or 1%%")
	}
	if value < s.low || value > s.high || s.openEnds && (value == s.low || value == s.high) {
		between := "between 0 and 100%"
		if s.openEnds {
			between = "above 0 and below 100%"
		}
		return fmt.Errorf("it has to be %s", between)
	}
	s.value = value
	return nil
}

// parseShare reads a proportion or a percentage.
func parseShare(text string) (float64, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	if decimalComma.MatchString(text) {
		return 0, fmt.Errorf("write it with a decimal point, %s", strings.Replace(text, ",", ".", 1))
	}
	value, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil || math.IsNaN(value) || math.IsInf(value, 0) {
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

// String gives the share as a percentage.
func (s *share) String() string { return percentText(s.value) }

// shareFlag is a flag for a proportion strictly between 0 and 1.
func shareFlag(name, usage string, value float64) cli.Flag {
	return &cli.GenericFlag{Name: name, Usage: usage, Value: &share{value: value, high: 1, openEnds: true}}
}

// rateFlag is a flag for a proportion from 0 to 1, both included.
func rateFlag(name, usage string, value float64) cli.Flag {
	return &cli.GenericFlag{Name: name, Usage: usage, Value: &share{value: value, high: 1}}
}

// share is the value of a share or rate flag.
func (c *call) share(name string) float64 { return c.Generic(name).(*share).value }

// A count is a flag whose value is a whole number of cases.
type count struct {
	value       int
	least, most int
}

// maxCount is the largest number of cases a flag takes.
const maxCount = 1_000_000_000

// Set reads the text of a flag. Thousands may be set apart by commas.
func (n *count) Set(text string) error {
	value, err := strconv.Atoi(strings.ReplaceAll(strings.TrimSpace(text), ",", ""))
	if err != nil || value < n.least || value > n.most {
		return fmt.Errorf("it has to be a whole number from %d to %d", n.least, n.most)
	}
	n.value = value
	return nil
}

func (n *count) String() string {
	if n.value == 0 {
		return ""
	}
	return strconv.Itoa(n.value)
}

// countFlag is a flag for a number of cases, at least 1; 0 when it is not given.
func countFlag(name, usage string) cli.Flag {
	return countFlagUpTo(name, usage, maxCount)
}

// countFlagUpTo is a countFlag with a limit of its own.
func countFlagUpTo(name, usage string, most int) cli.Flag {
	return &cli.GenericFlag{Name: name, Usage: usage, Value: &count{least: 1, most: most}}
}

// count is the value of a count flag, 0 when it was not given.
func (c *call) count(name string) int { return c.Generic(name).(*count).value }

// A choice is a flag whose value is one of a few words.
type choice struct {
	value string
	words []string
}

// Set reads the text of a flag.
func (w *choice) Set(text string) error {
	for _, word := range w.words {
		if text == word {
			w.value = word
			return nil
		}
	}
	return fmt.Errorf("it has to be one of %s%s", strings.Join(w.words, ", "), sheet.DidYouMean(text, w.words))
}

func (w *choice) String() string { return w.value }

// choiceFlag is a flag for one of some words; the first is the default.
func choiceFlag(name, usage string, words ...string) cli.Flag {
	return &cli.GenericFlag{Name: name, Usage: usage, Value: &choice{value: words[0], words: words}}
}

// choice is the value of a choice flag.
func (c *call) choice(name string) string { return c.Generic(name).(*choice).value }

// confidenceFlag and marginFlag are the same on every verb that has them.
func confidenceFlag() cli.Flag {
	return shareFlag("confidence", "two-sided confidence `LEVEL`: 0.8, 80 and 80% are the same", 0.80)
}

func marginFlag() cli.Flag {
	return shareFlag("margin", "margin of error, `POINTS` either way: 0.05, 5 and 5% are the same", 0.05)
}

// sharePair reads a flag of two proportions with a comma between.
func (c *call) sharePair(name string) (a, b float64, err error) {
	first, second, ok := strings.Cut(c.String(name), ",")
	if !ok {
		return 0, 0, c.misuse("--%s %q: it has to be two shares with a comma between, such as 50%%,65%%", name, c.String(name))
	}
	for i, text := range []string{first, second} {
		s := share{high: 1, openEnds: true}
		if err := s.Set(text); err != nil {
			return 0, 0, c.misuse("--%s %q: %v", name, text, err)
		}
		if i == 0 {
			a = s.value
		} else {
			b = s.value
		}
	}
	return a, b, nil
}

// sampleOf reads a flag such as 31/41, the cases read and their population, or
// 31 where the population is not known.
func (c *call) sampleOf(name string) (n, N int, err error) {
	first, second, finite := strings.Cut(c.String(name), "/")
	n, err = strconv.Atoi(strings.TrimSpace(first))
	if err == nil && finite {
		N, err = strconv.Atoi(strings.TrimSpace(second))
	}
	if err != nil || n < 1 || finite && N < 1 {
		return 0, 0, c.misuse("--%s %q: write the cases read and their population as 31/41", name, c.String(name))
	}
	return n, N, nil
}
