package predict

import (
	"fmt"
	"math"
	"strings"

	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Look reckons what the inspection may be expected to show: the chance of each
// band, of the right one, of a flag, and how far the lowest of several questions
// falls short. Samples are simple random ones: hypergeometric where the
// population is known, else binomial. Questions are independent unless the plan
// has cases.
func (p *OutlookPlan) Look(o OutlookOptions) (*Outlook, error) {
	if o.Replicates == 0 {
		o.Replicates = DefaultOutlookReplicates
	}
	if err := p.check(o); err != nil {
		return nil, err
	}
	l := newLook(p, o)
	l.out.Warnings = append(l.out.Warnings, p.Warnings...)
	l.warnPopulations()
	l.warnWanted()
	for i := range p.Rules.Questions() {
		l.out.Questions = append(l.out.Questions, l.question(i))
	}
	for i, st := range p.Rules.Standards {
		l.out.Standards = append(l.out.Standards, l.standard(i, st))
	}
	l.groups()
	l.overall()
	if l.simulated {
		l.out.Replicates, l.out.Seed = o.Replicates, o.Seed
		groups := 1.0
		if p.Cases != nil {
			groups = float64(len(p.Rules.Groups))
		}
		l.out.MonteCarloError = math.Sqrt(groups / (4 * float64(o.Replicates)))
	}
	return l.out, nil
}

// warnPopulations says which groups' populations were missed.
func (l *look) warnPopulations() {
	for _, g := range l.plan.Rules.Groups {
		if size := l.plan.Groups[g.ID]; size.Sample > 0 && size.Population == 0 {
			l.out.Warnings = append(l.out.Warnings, stats.Warning{Code: "no-population",
				Message: fmt.Sprintf("the number of eligible cases of %s is not known: they are taken for many", g.ID),
				Fix:     stats.Advise("give %v", stats.Option{Name: "population", Value: g.ID + "=N"})})
		}
	}
}

// warnWanted says which standards have no number of cases for the wanted chance.
func (l *look) warnWanted() {
	var groups []string
	for _, g := range l.plan.Rules.Groups {
		if l.byCase(g.ID) {
			groups = append(groups, g.ID)
		}
	}
	if l.o.Wanted > 0 && len(groups) > 0 {
		l.out.Warnings = append(l.out.Warnings, stats.Warning{Code: "wanted-questions-only",
			Message: fmt.Sprintf("%s: the number of cases for the wanted chance is given for questions and not for standards, as samples of whole cases are simulated for one size at a time", strings.Join(groups, ", ")),
			Fix:     stats.Advise("try sizes with %v; or give totals (question, yes, of), which take questions for independent", stats.Option{Name: "size", Value: groups[0] + "=n"})})
	}
}

// warnBand says where whole cases cannot have the band that was assumed.
func (l *look) warnBand(q rules.Question, assumption Assumption, a assumed) {
	meant := assumed{scale: l.scale, endless: true, Assumption: assumption}
	if a.endless || a.never() || a.band() == meant.band() || a.band() == rules.Unbanded {
		return
	}
	l.out.Warnings = append(l.out.Warnings, stats.Warning{Code: "assumed-band",
		Message: fmt.Sprintf("%s: a rate of %s is %s; of the %d cases it is taken to apply to %d are yes, %s, which is %s", q.ID,
			phrase.Percent(100*assumption.Rate), l.nameOfBand(meant.band()), a.applies, a.yes, phrase.Percent(100*a.share()), l.nameOfBand(a.band())),
		Fix: "another rate or population has the band that is meant"})
}

// nameOfBand gives the name of a band's rating for people.
func (l *look) nameOfBand(band int) string {
	return l.plan.Rules.Ratings[l.scale.Rating(band)].Name
}

// A look is one outlook while it is made.
type look struct {
	plan      *OutlookPlan
	o         OutlookOptions
	scale     *rules.Scale
	rater     *rules.Rater
	assumed   []assumed        // by question
	points    [][]point        // by question: what the sample may show
	copies    map[string][]int // by group: how many cases each row of plan.Cases stands for
	standards []int            // the true rating of each
	scores    law
	simulated bool
	out       *Outlook
}

func newLook(p *OutlookPlan, o OutlookOptions) *look {
	fixed := map[string]int{}
	for id, rating := range p.Judged {
		fixed[id], _ = p.Rules.RatingIndex(rating)
	}
	scale := p.Rules.Scale(o.Rounding)
	l := &look{plan: p, o: o, scale: scale, rater: p.Rules.Rater(fixed), scores: certainly(0), copies: map[string][]int{},
		out: &Outlook{Plan: p, Rounding: scale.Rounding, Agreement: o.Agreement, Wanted: o.Wanted}}
	for _, g := range p.Rules.Groups {
		if !l.byCase(g.ID) {
			continue
		}
		population := p.Groups[g.ID].Population
		if population == 0 {
			population = p.Cases.Sampled(g.ID)
		}
		l.copies[g.ID] = caseCopies(p.Cases, g.ID, p.Rules.Questions(), population)
	}
	for i, q := range p.Rules.Questions() {
		size := p.Groups[q.Group]
		a := assume(p.Questions[i], size)
		if l.byCase(q.Group) && size.Population > 0 {
			a = assumeCases(p.Cases, l.copies[q.Group], i, size)
		}
		a.scale, a.agreement = scale, o.Agreement
		l.warnBand(q, p.Questions[i], a)
		l.assumed = append(l.assumed, a)
		l.points = append(l.points, a.points(a.sample))
	}
	bands := make([]int, len(l.assumed))
	for i, a := range l.assumed {
		bands[i] = a.band()
	}
	for i := range p.Rules.Standards {
		l.standards = append(l.standards, l.rater.Standard(i, bands))
	}
	return l
}

// byCase reports whether samples of a group are drawn from an earlier
// inspection's cases.
func (l *look) byCase(group string) bool {
	return l.plan.Cases != nil && l.plan.Cases.Sampled(group) > 0
}

// ratingID is the id of a rating; "" for Unrated.
func (l *look) ratingID(rating int) string {
	if rating == rules.Unrated {
		return ""
	}
	return l.plan.Rules.Ratings[rating].ID
}
