package main

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion/predict"
	"onecase/stats/phrase"
)

// working is the working behind an outlook: each question's law, then the
// standards' rule and what was simulated.
func (w outlookWords) working() report.Derivation {
	o := w.o
	var d report.Derivation
	for _, q := range o.Questions {
		if q.Chances != nil {
			d = append(d, w.questionStep(q))
		}
	}
	for _, st := range o.Standards {
		if st.Chances != nil && st.Basis != predict.ByJudgement {
			d = append(d, w.standardStep(st))
		}
	}
	if o.Replicates > 0 {
		d = append(d, report.Step{Title: "flags", Formula: "share of simulated samples in which a criterion fires", Substitution: fmt.Sprintf("%d samples, seed %q", o.Replicates, o.Seed),
			Result: fmt.Sprintf("standard error at most sqrt(1/(4 × %d))", o.Replicates), Source: "the criteria of " + o.Plan.Rules.ID})
	}
	return d
}

func (w outlookWords) questionStep(q predict.QuestionOutlook) report.Step {
	size := w.o.Plan.Groups[q.Group]
	s := report.Step{Title: q.Question.ID, Result: chancesText(w.o.Plan.Rules, q.Chances), Source: "Cochran 1977, chapter 3 (hypergeometric)"}
	switch {
	case size.Population == 0:
		s.Formula = "n ~ Binomial(sample, share), yes ~ Binomial(n, rate), and yes/n rounded and banded"
		s.Substitution = fmt.Sprintf("n ~ Binomial(%d, %.4g), yes ~ Binomial(n, %.4g)", size.Sample, q.Applies, q.Rate)
		s.Source = "Cochran 1977, chapter 3 (binomial)"
	case q.Population == size.Population:
		s.Formula = "yes ~ Hypergeometric(N, K, n), and yes/n rounded and banded"
		s.Substitution = fmt.Sprintf("Hypergeometric(%d, %d, %d)", q.Population, q.Yes, size.Sample)
	default:
		s.Formula = "n ~ Hypergeometric(group, N, sample), yes ~ Hypergeometric(N, K, n), and yes/n rounded and banded"
		s.Substitution = fmt.Sprintf("n ~ Hypergeometric(%d, %d, %d), yes ~ Hypergeometric(%d, %d, n)", size.Population, q.Population, size.Sample, q.Population, q.Yes)
	}
	if w.o.Agreement > 0 {
		s.Formula += "; each answer found as it is with the chance of agreement"
		s.Source += "; Rogan and Gladen 1978"
	}
	return s
}

func (w outlookWords) standardStep(st predict.StandardOutlook) report.Step {
	s := report.Step{Title: st.ID, Result: chancesText(w.o.Plan.Rules, st.Chances), Source: "independent questions",
		Formula: "P(lowest >= band) = product over questions of P(question >= band or no case)", Substitution: w.product(st)}
	if st.Basis == predict.BySimulation {
		s.Formula, s.Source = "the lowest band of its questions in samples of whole cases", "simple random samples, drawn by shuffling (Fisher and Yates 1938)"
		s.Substitution = phrase.Count(w.o.Replicates, "simulated sample")
	}
	if st.Bias != nil && st.ScoreBias != nil {
		s.Result += fmt.Sprintf("; expected lowest - true lowest = %+.4f; expected score - true score = %+.4f", *st.Bias, *st.ScoreBias)
	}
	return s
}

// product shows the factors for the true rating, or for the next better one where
// it is the worst.
func (w outlookWords) product(st predict.StandardOutlook) string {
	set := w.o.Plan.Rules
	at, _ := set.RatingIndex(st.True)
	at = max(at, 1)
	var factors []string
	for _, q := range w.o.Questions {
		if q.Standard != st.ID || q.Chances == nil {
			continue
		}
		below := 0.0
		for _, c := range q.Chances[:at] {
			below += c
		}
		factors = append(factors, fmt.Sprintf("%.4f", 1-below))
	}
	return fmt.Sprintf("P(%s or better) = %s", set.Ratings[at].Name, strings.Join(factors, " × "))
}
