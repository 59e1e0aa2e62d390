package show

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
)

// working is the working behind an outlook: each question's law, then the
// standards' rule and what was simulated.
func (w outlookWords) working() (d report.Derivation) {
	o := w.o
	for _, q := range o.Questions {
		if q.Chances != nil {
			w.addQuestion(&d, q)
		}
	}
	for _, st := range o.Standards {
		if st.Chances != nil && st.Basis != predict.ByJudgement {
			w.addStandard(&d, st)
		}
	}
	if o.Replicates > 0 {
		d.Add("flags", "share of simulated samples in which a criterion fires", "the criteria of the rules",
			fmt.Sprintf("standard error at most sqrt(1/(4 × %d))", o.Replicates), "%d samples, seed %q", o.Replicates, o.Seed)
	}
	return d
}

func (w outlookWords) addQuestion(d *report.Derivation, q predict.QuestionOutlook) {
	size := w.o.Plan.Groups[q.Group]
	formula, source := "yes ~ Hypergeometric(N, K, n), and yes/n rounded and banded", "Cochran 1977, chapter 3 (hypergeometric)"
	numbers := fmt.Sprintf("Hypergeometric(%d, %d, ", q.Population, q.Yes)
	switch {
	case size.Population == 0:
		formula, source = "n ~ Binomial(sample, share), yes ~ Binomial(n, rate), and yes/n rounded and banded",
			"Cochran 1977, chapter 3 (binomial)"
		numbers = fmt.Sprintf("n ~ Binomial(%d, %.4g), yes ~ Binomial(n, %.4g)", size.Sample, q.Applies, q.Rate)
	case q.Population == size.Population:
		numbers += fmt.Sprintf("%d)", size.Sample)
	default:
		formula = "n ~ Hypergeometric(group, N, sample), " + formula
		numbers = fmt.Sprintf("n ~ Hypergeometric(%d, %d, %d), yes ~ %sn)", size.Population, q.Population, size.Sample, numbers)
	}
	if q.HasPoints() {
		formula, source, numbers = w.levelsLaw(q, size)
	}
	switch {
	case w.o.Agreement > 0 && len(q.Assumption.Levels) > 2:
		formula += "; each answer found as it is with the chance of agreement, else at each of the other levels with the same chance"
		source += "; Dawid and Skene 1979, with one coin: Zhang, Chen, Zhou and Jordan 2016"
	case w.o.Agreement > 0:
		formula += "; each answer found as it is with the chance of agreement"
		source += "; Rogan and Gladen 1978"
	}
	d.Add(w.rules().QuestionTitle(q.Question.ID), formula, source, chancesText(RatingsOf(w.rules(), q.Standard), q.Chances), "%s", numbers)
}

// levelsLaw is the law behind the points of a question: what is drawn at each level.
func (w outlookWords) levelsLaw(q predict.QuestionOutlook, size discretion.GroupSize) (formula, source, numbers string) {
	points := "the points of the cases at each level summed, and their figure rounded and banded"
	if size.Population == 0 {
		return "n ~ Binomial(sample, share), levels ~ Multinomial(n, rates), " + points, "Johnson, Kotz and Balakrishnan 1997, chapter 35",
			fmt.Sprintf("n ~ Binomial(%d, %.4g), levels ~ Multinomial(n, %s)", size.Sample, q.Applies, outlookRate(q))
	}
	var cases []string
	for i, n := range q.Levels {
		cases = append(cases, fmt.Sprintf("%d at %s", n, q.Question.Levels[i]))
	}
	formula, numbers = "", fmt.Sprintf("levels ~ multivariate Hypergeometric(%s; ", strings.Join(cases, ", "))
	if q.Population == size.Population {
		numbers += fmt.Sprintf("%d cases)", size.Sample)
	} else {
		formula = "n ~ Hypergeometric(group, N, sample), "
		numbers = fmt.Sprintf("n ~ Hypergeometric(%d, %d, %d), %sn cases)", size.Population, q.Population, size.Sample, numbers)
	}
	return formula + "levels ~ multivariate Hypergeometric(cases at each level, n), " + points,
		"Johnson, Kotz and Balakrishnan 1997, chapter 39", numbers
}

func (w outlookWords) addStandard(d *report.Derivation, st predict.StandardOutlook) {
	result := chancesText(RatingsOf(w.rules(), st.ID), st.Chances)
	if st.Bias != nil {
		what := phrase.Either(st.Combine == rules.Mean, "mean", "lowest")
		result += fmt.Sprintf("; expected %s - true %s = %+.4f", what, what, *st.Bias)
	}
	if st.ScoreBias != nil {
		result += fmt.Sprintf("; expected score - true score = %+.4f", *st.ScoreBias)
	}
	add := func(formula, source, substitution string) {
		d.Add(w.rules().StandardTitle(st.ID), formula, source, result, "%s", substitution)
	}
	asked := 0
	for _, q := range w.o.Questions {
		if q.Standard == st.ID && q.Chances != nil {
			asked++
		}
	}
	simulated, samples := st.Basis == predict.BySimulation, phrase.Count(w.o.Replicates, "simulated sample")
	switch {
	case len(st.Parts) > 0 && simulated:
		add("rated from the ratings of its parts in each sample", "", samples)
	case len(st.Parts) > 0:
		add("every combination of the ratings of its parts, with the product of their chances", "the parts are independent",
			phrase.Count(len(st.Parts), "part"))
	case simulated && w.o.Plan.Cases == nil:
		add("rated in samples of each question by itself", "independent questions", samples)
	case simulated:
		add(phrase.Either(st.TakesLowest(), "the lowest band of its questions in samples of whole cases",
			"rated in samples of whole cases"),
			"simple random samples, drawn by shuffling (Fisher and Yates 1938)", samples)
	case !st.TakesLowest():
		add("every combination of what its questions can come to, with the product of their chances", "independent questions",
			phrase.Count(asked, "question"))
	default:
		add("P(lowest >= band) = product over questions of P(question >= band or no case)", "independent questions", w.product(st))
	}
}

// product shows the factors for the true rating, or for the next better one where
// it is the worst.
func (w outlookWords) product(st predict.StandardOutlook) string {
	set := w.o.Plan.Rules
	at, _ := set.RatingIn(st.ID, st.True)
	at = max(at, 1)
	var factors []string
	for _, q := range w.o.Questions {
		if q.Standard == st.ID && q.Chances != nil {
			factors = append(factors, fmt.Sprintf("%.4f", 1-sum(q.Chances[:at])))
		}
	}
	return fmt.Sprintf("P(%s or better) = %s", RatingsOf(set, st.ID)[at].Name, strings.Join(factors, " × "))
}
