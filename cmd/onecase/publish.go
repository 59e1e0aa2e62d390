package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/stats"
	"onecase/stats/phrase"
)

// publish declares the flag for results that anyone may see. The number may be left out.
func (f *flagSet) publish(to *int) {
	const usual = "5"
	f.count(to, "publish", "`N`: for results that anyone may see, withhold what would show fewer than so many cases; without a number 5").
		shows("nothing is withheld").bare = usual
}

// withheld is what of an inspection is withheld, as programs read it.
type withheld struct {
	Inspection string   `json:"inspection" null:"zero"` // where there are several: `before` or `after`, or the unit
	FewerThan  int      `json:"fewer_than"`             // of `--publish`
	Of         int      `json:"of"`                     // the questions of the rules
	Questions  []string `json:"questions"`              // all but their names
	Standards  []string `json:"standards"`              // all but their ratings
}

// A withheldCategory is a category of a question.
type withheldCategory struct {
	Question string `json:"question"`
	Category string `json:"category"`
}

// published gives an inspection as it is to be shown. What was noticed when it was read
// tells of single cases: where it is to be published, it goes to stderr.
func (o *judgementOptions) published(c *call, which string,
	ins *discretion.Inspection, warnings []stats.Warning) (*discretion.Inspection, []stats.Warning, error) {
	if o.publish == 0 {
		return ins, warnings, nil
	}
	if o.soFar {
		return nil, nil, c.misuse("--publish is for an inspection that is done: with --so-far, each publication more would show what came in between")
	}
	if o.rounding != "" {
		return nil, nil, c.misuse("--publish does not go with --percent-rounding: the ratings of two roundings beside each other would tell counts that are withheld; write another rounding into a file of the rules")
	}
	if err := c.publishable(o.publish); err != nil {
		return nil, nil, err
	}
	out, err := ins.Publish(o.publish, o.rounding)
	if err != nil {
		return nil, nil, err
	}
	c.withheld = append(c.withheld, withheld{Inspection: which, FewerThan: o.publish, Of: len(ins.Rules.Questions()),
		Questions: out.Withheld.Questions, Standards: out.Withheld.Standards(ins.Rules)})
	var kept []stats.Warning
	for _, w := range warnings {
		if w.Code == "unverified-bands" {
			kept = append(kept, w)
		} else {
			fmt.Fprintf(c.stderr, "not published: warning: %s\n", report.Printable(w.Message))
		}
	}
	return out, kept, nil
}

// withheldSentence says what is withheld, and why, with so many rows of categories; ""
// where nothing was to be.
func withheldSentence(all []withheld, categories int) string {
	if len(all) == 0 {
		return ""
	}
	var parts []string
	for _, w := range all {
		text := "nothing"
		if len(w.Questions)+categories > 0 {
			text = show.PartOf(len(w.Questions), w.Of, "question")
			if len(w.Standards) > 0 {
				text += " and all but the rating of " + phrase.Count(len(w.Standards), "standard")
			}
			text += phrase.Either(categories > 0, ", and "+phrase.Count(categories, "row")+" of categories", "")
		}
		parts = append(parts, phrase.Either(w.Inspection != "", "in "+w.Inspection+" ", "")+text)
	}
	few := phrase.Count(all[0].FewerThan, "case")
	return fmt.Sprintf("For publication. What would show that fewer than %s, or none, were judged yes or no, or that a question did not apply to some and fewer than %s, "+
		"is withheld, with what it could be worked out from: %s.", few, few, strings.Join(parts, "; "))
}

// notPublished says of verbs with counts of cases why nothing is withheld there.
var notPublished = map[string]string{
	"progress": "it is for the team in the week of fieldwork, and each day more would show what came in between; publish rate when all is read",
	"record":   "its copy for others is made with --public, and has the cells that a stranger needs to draw again; where they are too small to show, publish draw --publish, the commitment and the last seal",
	"agree":    "the readings of so few cases differ on one or two of them, and every number of it is of those; say in words that a second reading was made, and of how many cases",
}
