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

// working is the working behind the chances: each question's, then the
// standards', then the overall rating's.
func (w robustWords) working() (d report.Derivation) {
	for _, q := range w.r.Questions {
		if q.Chances != nil {
			w.addQuestion(&d, q)
		}
	}
	for _, st := range w.r.Standards {
		if st.Computed != "" && st.Chances != nil {
			w.addStandard(&d, st)
		}
	}
	if w.r.Overall.Chances != nil {
		w.addOverall(&d)
	}
	if w.r.More > 0 {
		w.addMore(&d)
	}
	return d
}

// chancesText lists chances by rating.
func chancesText(scale []rules.Rating, chances []float64) string {
	var parts []string
	for i, c := range chances {
		if c > 0 {
			parts = append(parts, fmt.Sprintf("%s %.4f", scale[i].Name, c))
		}
	}
	return strings.Join(parts, ", ")
}

func (w robustWords) addQuestion(d *report.Derivation, q predict.QuestionRobustness) {
	yes, no := float64(q.Yes)+w.r.Prior.Yes, float64(q.Of-q.Yes)+w.r.Prior.No
	add := func(formula, source, substitution string, args ...any) {
		d.Add(w.rules().QuestionTitle(q.Question.ID), formula, source,
			chancesText(RatingsOf(w.rules(), q.Standard), q.Chances), substitution, args...)
	}
	const (
		formula = "M = yes + BetaBinomial(N - n, yes + a, no + b), and M/N rounded and banded"
		source  = "Ericson 1969; Bolfarine and Zacks 1992"
	)
	unread := q.Result.Population - q.Of
	switch {
	case q.Points != nil && w.r.Agreement > 0:
		var cases []string
		for level, n := range q.Points.Cases {
			cases = append(cases, fmt.Sprintf("%d at %s", n, q.Question.Levels[level]))
		}
		wrong := (1 - w.r.Agreement) / float64(len(q.Points.Cases)-1)
		add("each answer again at its level with the chance of agreement, else at each of the others with the same chance; the points of all n, joined case by case, rounded and banded",
			"Dawid and Skene 1979, with one coin: Zhang, Chen, Zhou and Jordan 2016", "%s; agreement %v, each other level %.4g; n = %d",
			strings.Join(cases, ", "), w.r.Agreement, wrong, q.Of)
	case q.Points != nil:
		var levels []string
		for level, cases := range q.Points.Cases {
			levels = append(levels, fmt.Sprintf("%d + %v at %s", cases,
				levelWeight(w.r.Prior, level, len(q.Points.Cases)), q.Question.Levels[level]))
		}
		add("M, the unread cases at each level ~ DirichletMultinomial(N - n; cases + prior at each level), and the points of all N cases rounded and banded; N - n, where it is not known, ~ BetaBinomial(unread, n + 1, read - n)",
			"Mosimann 1962; the law of the sum joined level by level, exactly", "n = %d; %s; %s", q.Of,
			strings.Join(levels, ", "), w.eligible(q))
	case w.r.Rates != nil:
		rates := w.r.Rates.Question(q.Question.ID)
		add("P(M | x) ~ BetaBinomial(M; N, a, b) × sum over T of Hypergeometric(T; N, M, n) P(x | T), x = T - (T wrong at the rate of wrong no) + (n - T wrong at that of wrong yes), and M/N rounded and banded",
			"Rogan and Gladen 1978; Ericson 1969", "x = %d, n = %d, %s, wrong yes %s, wrong no %s, a = %v, b = %v",
			q.Yes, q.Of, w.eligible(q), rateText(rates.Yes), rateText(rates.No), w.r.Prior.Yes, w.r.Prior.No)
	case w.r.Agreement > 0:
		add("yes again = Bin(yes, agreement) + Bin(no, 1 - agreement), rounded and banded", "Rogan and Gladen 1978",
			"Bin(%d, %v) + Bin(%d, %.4g), out of %d", q.Yes, w.r.Agreement, q.Of-q.Yes, 1-w.r.Agreement, q.Of)
	case q.PopulationSource == discretion.PopulationUnknown:
		add("share ~ Beta(yes + a, no + b), rounded and banded", "Brown, Cai and DasGupta 2001", "Beta(%v, %v)", yes, no)
	case q.PopulationSource == discretion.PopulationAtMost && !q.TakenForAll && unread > 0:
		read := w.r.Inspection.Groups[q.Group].Population - unread
		add("N - n ~ BetaBinomial(unread, n + 1, read - n); then "+formula, source,
			"N - %d ~ BetaBinomial(%d, %d, %d); M = %d + BetaBinomial(N - %d, %v, %v)", q.Of, unread, q.Of+1, read-q.Of,
			q.Yes, q.Of, yes, no)
	default:
		add(formula, source, "%d + BetaBinomial(%d, %v, %v), out of %d%s", q.Yes, unread, yes, no, q.Result.Population, takenForAllText(q.TakenForAll))
	}
}

// levelWeight is what the prior gives one of some levels: from that of no at the worst to that of
// yes at the best.
func levelWeight(p predict.Prior, level, of int) float64 {
	return p.No + (p.Yes-p.No)*float64(level)/float64(of-1)
}

// eligible is the number of eligible cases of a question in a working.
func (w robustWords) eligible(q predict.QuestionRobustness) string {
	switch {
	case q.PopulationSource == discretion.PopulationUnknown:
		return "N without limit"
	case q.PopulationSource == discretion.PopulationAtMost && !q.TakenForAll && q.Result.Population > q.Of:
		return fmt.Sprintf("N from %d to %d, as the question may apply to the unread cases", q.Of, q.Result.Population)
	}
	return fmt.Sprintf("N = %d", q.Result.Population)
}

func (w robustWords) addStandard(d *report.Derivation, st predict.StandardRobustness) {
	add := func(formula, source, substitution string, args ...any) {
		d.Add(w.rules().StandardTitle(st.ID), formula, source, chancesText(RatingsOf(w.rules(), st.ID), st.Chances), substitution, args...)
	}
	asked, tied := 0, "given m and s, M = yes + BetaBinomial(N - n, yes + s m, no + s(1 - m))"
	if w.r.Rates != nil {
		tied = "given m and s, a question's M as by itself, with a = s m and b = s(1 - m)"
	}
	for _, q := range st.Questions {
		if w.r.Questions[q.Place].Chances != nil {
			asked++
		}
	}
	switch {
	case len(st.Parts) > 0 && st.Basis == predict.BySimulation:
		add("rated from the ratings of its parts in each simulated population", "", "%d simulated populations", w.r.Replicates)
	case len(st.Parts) > 0:
		add("every combination of the ratings of its parts, with the product of their chances"+
			phrase.Either(w.tied(), " given the levels and spreads, on average over them", ""),
			"the parts are independent"+phrase.Either(w.tied(), " given these", ""), "%s", phrase.Count(len(st.Parts), "part"))
	case !st.TakesLowest() && st.Basis != predict.BySimulation:
		add("every combination of what its questions can come to, with the product of their chances"+
			phrase.Either(w.tied(), " given m and s, on average over them; "+tied, ""),
			"the questions are independent"+phrase.Either(w.tied(), " given these", ""), "%s", phrase.Count(asked, "question"))
	case st.Settled() && asked > 1:
		at, _ := w.rules().RatingIn(st.ID, st.Computed)
		add("the least and the greatest chance, however questions depend on each other, are the same"+
			phrase.Either(w.tied(), "; "+tied+", on average over them", ""), "Frechet 1935",
			"%s at least %.4f, at most %.4f", w.name(st.Computed), st.Bounds[at].Low, st.Bounds[at].High)
	case w.tied() && st.Basis != predict.BySimulation:
		lowest := phrase.Either(asked == 1, "the band of its question", "P(lowest >= band) = product over questions of P(question >= band)")
		add(lowest+" given m and s, on average over them; "+tied,
			"Ericson 1969; Gelman and others 2013, chapter 5: questions are independent given the level m and the spread s",
			"m is %.4f on average, and the standard deviation of rates about it %.4f; with each question by its own answers instead: %s", st.Level, st.Spread, w.product(st))
	case st.Basis == predict.ByIndependence || w.r.Agreement > 0:
		source := phrase.Either(w.r.Agreement > 0, "answers are judged again independently", "independent questions")
		add("P(lowest >= band) = product over questions of P(question >= band); a band's chance is that of it or better less that of better",
			source, "%s", w.product(st))
	case st.Basis == predict.ByEnumeration && asked == 1:
		add("the band of its question", "", "")
	case w.tied():
		add("given m and s, the next unread case is like each read or predicted one; of the k cases that a question applies to so far, its answer is made up with chance s/(k + s): "+
			"that of a read case, turned as often as makes the share m",
			"Blackwell and MacQueen 1973; Gelman and others 2013, chapter 5", "%d simulated populations", w.r.Replicates)
	default:
		formula := "the next unread case is like each read or predicted one with weight 1, or, with weight 1, " +
			"a new one that answers every question yes with chance a/(a + b)"
		if w.r.Prior.Yes+w.r.Prior.No != 1 {
			formula += "; of m cases that a question applies to, the next such answer is made up with chance (a + b)/(m + a + b)"
		}
		how := phrase.Either(st.Basis == predict.BySimulation, fmt.Sprintf("%d simulated populations", w.r.Replicates),
			"every outcome counted")
		add(formula, "Blackwell and MacQueen 1973; Ghosh and Meeden 1997 (Polya posterior); Mosimann 1962 (Dirichlet-multinomial)",
			"a = %v, b = %v; %s", w.r.Prior.Yes, w.r.Prior.No, how)
	}
}

// product shows the factors of each rating whose chance is neither 0 nor 1.
func (w robustWords) product(st predict.StandardRobustness) string {
	var products []string
	for at, rating := range RatingsOf(w.rules(), st.ID) {
		var factors []string
		product := 1.0
		for _, q := range w.r.Questions {
			if q.Standard != st.ID || q.Chances == nil {
				continue
			}
			factor := sum(q.Chances[at:])
			product *= factor
			factors = append(factors, fmt.Sprintf("%.4f", factor))
		}
		if shown := fmt.Sprintf("%.4f", product); at > 0 && shown != "0.0000" && shown != "1.0000" {
			if len(factors) > 1 {
				shown = strings.Join(factors, " × ") + " = " + shown
			}
			products = append(products, fmt.Sprintf("P(%s or better) = %s", rating.Name, shown))
		}
	}
	if products == nil {
		return "one rating is certain"
	}
	return strings.Join(products, "; ")
}

func (w robustWords) addOverall(d *report.Derivation) {
	source := ""
	if s, ok := w.rules().SourceOf("scoring.bands"); ok {
		source = fmt.Sprintf("%s (%s)", s.Text, s.Status)
	}
	if !w.allLowest() {
		d.Add("overall rating", phrase.Either(w.r.Overall.Basis == predict.BySimulation, "rated in each simulated population",
			"every combination of the ratings of the standards that count, with the product of their chances"+
				phrase.Either(w.tied(), " given the levels and spreads, on average over them", "")),
			source, chancesText(w.rules().OverallRatings(), w.r.Overall.Chances), "%s", phrase.Count(w.rules().Counted(), "standard"))
		return
	}
	groups := phrase.Either(w.r.Overall.Basis == predict.ByIndependence, "standards are taken as independent", "groups are independent")
	if w.tied() {
		groups = "standards are independent given the level of the inspection and the spreads"
	}
	d.Add("overall rating", "the law of the sum of the standards' scores; "+groups, source,
		chancesText(w.rules().OverallRatings(), w.r.Overall.Chances),
		"%d scores with a chance above 0", len(w.r.Overall.Scores))
}

func (w robustWords) addMore(d *report.Derivation) {
	for _, q := range w.r.Questions {
		if m := q.More; m != nil && q.PopulationSource != discretion.PopulationUnknown {
			d.Add("more cases, as worked for "+w.rules().QuestionTitle(q.Question.ID),
				"sum over y of P(y yes in k more) × greatest chance of a band given yes + y of n + k",
				"Raiffa and Schlaifer 1961, chapter 4", fmt.Sprintf("%.4f, from %.4f now", m.Expected, m.Certainty),
				"y ~ BetaBinomial(%d, %v, %v), if it applies to all %d",
				m.Cases, float64(q.Yes)+w.r.Prior.Yes, float64(q.Of-q.Yes)+w.r.Prior.No, m.Cases)
			return
		}
	}
	d.Add("more cases", "nothing is left to read", "", "", "")
}
