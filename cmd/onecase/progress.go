package main

import (
	"slices"
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/stats"
	"onecase/stats/phrase"
)

// progressOptions are the flags of progress.
type progressOptions struct {
	inspectionOptions
	discretion.ProgressOptions
	seed    string
	readers bool
}

func (o *progressOptions) bind(f *flagSet) {
	o.plain, o.underway, o.keep = true, true, readerHeader
	f.text(&o.record, "record", "the `RECORD` of the draw: it says which cases are to be read and, if they were "+
		"shared out, by whom and in which order").input()
	f.rules(&o.rules, "the rule set, `ID|FILE`; without it the record's")
	f.countUpTo(366, &o.Day, "day", "the `DAY` of the fieldwork that is over, from 1: says who is behind")
	f.onOff(&o.readers, "readers", "test, once all is read, whether one reader judges unlike the others: for whoever "+
		"answers for the method, not for a ranking")
	f.judged(&o.inspectionOptions.judged)
	f.percentRounding(&o.rounding)
	f.judgementSheet(&o.sheet)
	f.encoding(&o.encoding)
	f.alikeIDs(&o.alikeIDs)
	f.text(&o.seed, "seed", "the `TEXT` that the simulated chances come from; without it the record's seal, so that "+
		"they come again")
}

func (o *progressOptions) run(c *call) error {
	words, err := c.arguments("a grid that is being filled")
	if err != nil {
		return err
	}
	if o.record == "" {
		return c.misuse("progress needs --record, the record of the draw")
	}
	inspection, warnings, err := o.inspection(c, words[0])
	if err != nil {
		return err
	}
	if now := inspection.Record.AssignedNow(); now != nil && now.Days > 0 && o.Day > now.Days {
		return c.wrong("day", strconv.Itoa(o.Day), "the sample is shared out over %s", phrase.Count(now.Days, "day"))
	}
	o.Rounding = o.rounding
	p, err := discretion.ProgressOf(inspection, o.ProgressOptions)
	if err != nil {
		return err
	}
	if o.Day > 0 && !slices.ContainsFunc(p.Readers, func(r discretion.ReaderProgress) bool { return len(r.Days) > 0 }) {
		return c.wrong("day", "", "the record has no days of reading, so nobody can be behind; onecase assign shares "+
			"the sample out over them")
	}
	chances, err := predict.Finish(p, predict.Options{Seed: o.seed})
	if err != nil {
		return err
	}
	var test *discretion.ReaderTest
	if o.readers {
		tell, stop := c.progress("sharings drawn")
		test, err = p.TestReaders(tell)
		if stop(); err != nil {
			return err
		}
	}
	warnings = slices.DeleteFunc(warnings, func(w stats.Warning) bool {
		return w.Code == "so-far" || w.Code == "not-judged"
	})
	p.Warnings = append(warnings, p.Warnings...)
	return c.show(progressResultOf(p, chances, test, o.record), func() report.Document {
		d := show.Progress(p, chances, test, c.format, c.explain)
		if p.Read == p.Of && c.format == "table" {
			d.Add(report.Paragraph("All is read. Next:"),
				report.Commands{next(c, words[0], p.Inspection.Rules.RatesQuestions())})
		}
		return d
	})
}

// next is what to do with a grid once all is read, with the flags that it was read by.
func next(c *call, grid string, rated bool) string {
	verb, flags := "estimate", []string{"record", "rules", "sheet", "encoding", "alike-ids"}
	if rated {
		verb, flags = "rate", append(flags, "judged", "percent-rounding")
	}
	return c.again(verb, grid, flags...)
}

// again is a command of another verb on a file, with those of the flags that were given here.
func (c *call) again(verb, file string, flags ...string) string {
	words := []string{"onecase", verb, show.Quoted(file)}
	for _, f := range c.flags {
		if slices.Contains(flags, f.name) {
			for _, text := range f.given {
				words = append(words, "--"+f.name)
				if !f.onOff {
					words = append(words, show.Quoted(text))
				}
			}
		}
	}
	return strings.Join(words, " ")
}
