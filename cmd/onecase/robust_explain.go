package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// working is the working behind the chances: each question's, then the
// standards', then the overall rating's.
func (w robustWords) working() report.Derivation {
	r := w.r
	var d report.Derivation
	for _, q := range r.Questions {
		if q.Chances != nil {
			d = append(d, w.questionStep(q))
		}
	}
	for _, st := range r.Standards {
		if st.Computed != "" && st.Chances != nil {
			d = append(d, w.standardStep(st))
		}
	}
	if r.Overall.Chances != nil {
		d = append(d, w.overallStep())
	}
	if r.More > 0 {
		d = append(d, w.moreStep())
	}
	return d
}

// chancesText lists chances by rating.
func chancesText(set *rules.Set, chances []float64) string {
	var parts []string
	for i, c := range chances {
		if c > 0 {
			parts = append(parts, fmt.Sprintf("%s %.4f", set.Ratings[i].Name, c))
		}
	}
	return strings.Join(parts, ", ")
}

func (w robustWords) questionStep(q predict.QuestionRobustness) report.Step {
	s := report.Step{Title: q.Question.ID, Result: chancesText(w.rules(), q.Chances)}
	a, b := w.r.Prior.Yes, w.r.Prior.No
	population := q.Result.Population
	switch {
	case w.r.Agreement > 0:
		s.Formula = "yes again = Bin(yes, agreement) + Bin(no, 1 - agreement), rounded and banded"
		s.Substitution = fmt.Sprintf("Bin(%d, %v) + Bin(%d, %.4g), out of %d", q.Yes, w.r.Agreement, q.Of-q.Yes, 1-w.r.Agreement, q.Of)
		s.Source = "Rogan and Gladen 1978"
	case q.PopulationSource == discretion.PopulationUnknown:
		s.Formula = "share ~ Beta(yes + a, no + b), rounded and banded"
		s.Substitution = fmt.Sprintf("Beta(%v, %v)", float64(q.Yes)+a, float64(q.Of-q.Yes)+b)
		s.Source = "Brown, Cai and DasGupta 2001"
	default:
		s.Formula = "M = yes + BetaBinomial(N - n, yes + a, no + b), and M/N rounded and banded"
		s.Substitution = fmt.Sprintf("%d + BetaBinomial(%d, %v, %v), out of %d", q.Yes, population-q.Of, float64(q.Yes)+a, float64(q.Of-q.Yes)+b, population)
		s.Source = "Ericson 1969; Bolfarine and Zacks 1992"
		if q.TakenForAll {
			s.Substitution += fmt.Sprintf("; it applied to all %d cases read, and is taken to apply to every unread one", q.Of)
		}
		if q.PopulationSource == discretion.PopulationAtMost && !w.always(q) && population > q.Of {
			read := w.r.Inspection.Groups[q.Group].Population - (population - q.Of)
			s.Formula = "N - n ~ BetaBinomial(unread, n + 1, read - n); then " + s.Formula
			s.Substitution = fmt.Sprintf("N - %d ~ BetaBinomial(%d, %d, %d); M = %d + BetaBinomial(N - %d, %v, %v)",
				q.Of, population-q.Of, q.Of+1, read-q.Of, q.Yes, q.Of, float64(q.Yes)+a, float64(q.Of-q.Yes)+b)
		}
	}
	return s
}

func (w robustWords) standardStep(st predict.StandardRobustness) report.Step {
	s := report.Step{Title: st.ID, Result: chancesText(w.rules(), st.Chances)}
	switch {
	case st.Settled() && len(st.Questions) > 1:
		s.Formula = "the least and the greatest chance, however questions depend on each other, are the same"
		at, _ := w.rules().RatingIndex(st.Computed)
		s.Substitution = fmt.Sprintf("%s at least %.4f, at most %.4f", w.name(st.Computed), st.Bounds[at].Low, st.Bounds[at].High)
		s.Source = "Frechet 1935"
	case st.Basis == predict.ByIndependence || w.r.Agreement > 0:
		s.Formula = "P(lowest >= band) = product over questions of P(question >= band); a band's chance is that of it or better less that of better"
		s.Substitution = w.product(st)
		s.Source = "independent questions"
		if w.r.Agreement > 0 {
			s.Source = "answers are judged again independently"
		}
	case st.Basis == predict.ByEnumeration && len(st.Questions) == 1:
		s.Formula = "the band of its question"
	default:
		s.Formula = "the next unread case is like each read or predicted one with weight 1, or, with weight 1, a new one that answers every question yes with chance a/(a + b)"
		if w.r.Prior.Yes+w.r.Prior.No != 1 {
			s.Formula += "; of m cases that a question applies to, the next such answer is made up with chance (a + b)/(m + a + b)"
		}
		s.Substitution = fmt.Sprintf("a = %v, b = %v; %s", w.r.Prior.Yes, w.r.Prior.No, w.how(st.Basis))
		s.Source = "Blackwell and MacQueen 1973; Ghosh and Meeden 1997 (Polya posterior); Mosimann 1962 (Dirichlet-multinomial)"
	}
	return s
}

// product shows the factors of each rating that is neither certain to be reached nor
// certain not to be.
func (w robustWords) product(st predict.StandardRobustness) string {
	var products []string
	for at, rating := range w.rules().Ratings {
		var factors []string
		product := 1.0
		for _, q := range w.r.Questions {
			if q.Standard != st.ID || q.Chances == nil {
				continue
			}
			sum := 0.0
			for _, c := range q.Chances[at:] {
				sum += c
			}
			product *= sum
			factors = append(factors, fmt.Sprintf("%.4f", sum))
		}
		if shown := fmt.Sprintf("%.4f", product); at > 0 && shown != "0.0000" && shown != "1.0000" {
			products = append(products, fmt.Sprintf("P(%s or better) = %s = %s", rating.Name, strings.Join(factors, " × "), shown))
		}
	}
	if products == nil {
		return "one rating is certain"
	}
	return strings.Join(products, "; ")
}

// how says how whole cases were followed.
func (w robustWords) how(b predict.Basis) string {
	if b == predict.BySimulation {
		return fmt.Sprintf("%d simulated populations", w.r.Replicates)
	}
	return "every outcome counted"
}

func (w robustWords) overallStep() report.Step {
	var source []string
	if s, ok := w.rules().SourceOf("scoring.bands"); ok {
		source = append(source, fmt.Sprintf("%s (%s)", s.Text, s.Status))
	}
	groups := "groups are independent"
	if w.r.Overall.Basis == predict.ByIndependence {
		groups = "standards are taken as independent"
	}
	return report.Step{
		Title:        "overall rating",
		Formula:      "the law of the sum of the standards' scores; " + groups,
		Substitution: fmt.Sprintf("%d scores with a chance above 0", len(w.r.Overall.Scores)),
		Result:       chancesText(w.rules(), w.r.Overall.Chances),
		Source:       strings.Join(source, "; "),
	}
}

func (w robustWords) moreStep() report.Step {
	for _, q := range w.r.Questions {
		if m := q.More; m != nil && q.PopulationSource != discretion.PopulationUnknown {
			law := stats.BetaBinomial{N: m.Cases, Alpha: float64(q.Yes) + w.r.Prior.Yes, Beta: float64(q.Of-q.Yes) + w.r.Prior.No}
			return report.Step{
				Title:        "more cases, as worked for " + q.Question.ID,
				Formula:      "sum over y of P(y yes in k more) × greatest chance of a band given yes + y of n + k",
				Substitution: fmt.Sprintf("y ~ BetaBinomial(%d, %v, %v), if it applies to all %d", m.Cases, law.Alpha, law.Beta, m.Cases),
				Result:       fmt.Sprintf("%.4f, from %.4f now", m.Expected, m.Certainty),
				Source:       "Raiffa and Schlaifer 1961, chapter 4",
			}
		}
	}
	return report.Step{Title: "more cases", Formula: "nothing is left to read"}
}
