package main

import (
	"fmt"
	"strconv"
	"strings"

	"onecase/discretion"
	"onecase/stats"
)

// errorRate declares a flag for how often answers of one kind are wrong.
func (f *flagSet) errorRate(to *stats.ErrorRate, name, usage string) *verbFlag {
	return f.add(name, usage, "", func(text string) (err error) { *to, err = readErrorRate(text); return err })
}

// readErrorRate reads a share, 10%, or what was found, 3/60: 3 of 60 cases were misread.
func readErrorRate(text string) (r stats.ErrorRate, err error) {
	wrong, of, found := strings.Cut(text, "/")
	if !found {
		r.Share, err = readRate(text)
		return r, err
	}
	var bad error
	r.Wrong, err = strconv.Atoi(strings.TrimSpace(wrong))
	r.Of, bad = strconv.Atoi(strings.TrimSpace(of))
	if err != nil || bad != nil || r.Of < 1 || r.Of > maxCount || r.Wrong < 0 || r.Wrong > r.Of {
		return r, fmt.Errorf("it has to be a share such as 10%%, or the cases that were misread of those whose truth is known, such as 3/60")
	}
	return r, nil
}

// misreadFlags are the rates of wrong answers of questions.
type misreadFlags struct{ wrong [2][]string }

var wrongNames = [2]string{"wrong-yes", "wrong-no"}

func (o *misreadFlags) bindRates(f *flagSet) {
	f.texts(&o.wrong[0], wrongNames[0], "`SHARE` of true no cases that are read as yes, or 3/60 where it was found; QUESTION=5% for one question; may be repeated")
	f.texts(&o.wrong[1], wrongNames[1], "`SHARE` of true yes cases that are read as no, in the same way")
}

// given tells whether any is.
func (o *misreadFlags) given() bool { return o.wrong[0] != nil || o.wrong[1] != nil }

// rates reads them; nil where none is given.
func (o *misreadFlags) rates(c *call) (*discretion.Rates, error) {
	if !o.given() {
		return nil, nil
	}
	rates := &discretion.Rates{By: map[string]stats.ErrorRates{}}
	own := [2]map[string]stats.ErrorRate{{}, {}}
	for k, texts := range o.wrong {
		for _, text := range texts {
			question, value := "", text
			if at := strings.LastIndex(text, "="); at >= 0 {
				question, value = strings.TrimSpace(text[:at]), text[at+1:]
				if question == "" {
					return nil, c.wrong(wrongNames[k], text, "the question is missing before =")
				}
			}
			rate, err := readErrorRate(value)
			if err != nil {
				return nil, c.wrong(wrongNames[k], text, "%v", err)
			}
			if _, twice := own[k][question]; twice {
				return nil, c.wrong(wrongNames[k], text, "%s has a rate already", orAll(question))
			}
			own[k][question] = rate
		}
	}
	rates.All = stats.ErrorRates{Yes: own[0][""], No: own[1][""]}
	for k := range own {
		for question := range own[k] {
			if question == "" {
				continue
			}
			both := rates.All
			if r, ok := own[0][question]; ok {
				both.Yes = r
			}
			if r, ok := own[1][question]; ok {
				both.No = r
			}
			rates.By[question] = both
		}
	}
	return rates, nil
}

func orAll(question string) string {
	if question == "" {
		return "every question"
	}
	return question
}
