package show

import (
	"fmt"
	"strings"

	"onecase/sample"
	"onecase/stats/phrase"
)

// Required says what a design asks for beside sizes and what is matched; "" for nothing.
func Required(d sample.Design) string {
	parts := each(d.AtLeast, func(a sample.AtLeast) string {
		return fmt.Sprintf("at least %s of %s", phrase.Count(a.Count, "case"), categoryWords(a.Variable, a.Category))
	})
	parts = append(parts, each(d.Caps, func(c sample.Cap) string {
		return fmt.Sprintf("at most %s of one %s", phrase.Count(c.Most, "case"), phrase.Either(c.By == "team", c.By, "case manager"))
	})...)
	if n := len(d.Include); n > 0 {
		parts = append(parts, phrase.Plural(n, "case ", "cases ")+And(each(d.Include, func(f sample.Forced) string { return f.ID })))
	}
	return And(parts)
}

// requiredText is [Required] as a sentence.
func requiredText(d sample.Design) string {
	if what := Required(d); what != "" {
		return "The design required " + what + "."
	}
	return ""
}

// Since says what was added to a group's sample after the draw, and what became of cases that could not be
// read; "" for nothing.
func Since(r *sample.Record, group string) string {
	var s Sentences
	var added []string
	for _, e := range r.Extensions {
		if e.Group == group {
			added = append(added, each(e.Added, func(c sample.Chosen) string { return c.ID })...)
		}
	}
	if n := len(added); n > 0 {
		drawn := len(r.Group(group).Selected)
		s.Say("%s %s drawn at first, and %d %s added later: %s.", phrase.Count(drawn, "case"), phrase.Plural(drawn, "was", "were"),
			n, phrase.Plural(n, "was", "were"), strings.Join(added, ", "))
	}
	for _, p := range r.Replacements {
		if p.Group == group {
			s.Say("%s: %s.", p.Case, became(p))
		}
	}
	return strings.Join(s, " ")
}

// cameLater says of each case that was not drawn at first how it came into the sample, and of each
// that counts as failed that it does.
func cameLater(r *sample.Record) map[string]string {
	how := map[string]string{}
	for _, e := range r.Extensions {
		for _, c := range e.Added {
			how[c.ID] = "added"
		}
	}
	for _, p := range r.Replacements {
		if p.By != "" {
			how[p.By] = "in place of " + p.Case
		} else if p.Policy == sample.CountFailed {
			how[p.Case] = "counts as not met"
		}
	}
	return how
}
