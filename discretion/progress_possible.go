package discretion

import (
	"iter"
	"slices"

	"onecase/discretion/rules"
)

// An opened is what the cases of the sample leave open of one question: how many answers are
// in, and how many cases can still be what. Cases that are no for certain, or yes, are in.
type opened struct {
	yes, of int
	any     int // yes, no or na
	applies int // yes or no
	notNo   int // yes or na
	notYes  int // no or na
}

// add takes an answer that can be one of several.
func (o *opened) add(can []Answer) {
	na, no, yes := slices.Contains(can, NA), slices.Contains(can, No), slices.Contains(can, Yes)
	switch {
	case na && no && yes:
		o.any++
	case no && yes:
		o.applies++
	case na && yes:
		o.notNo++
	case na && no:
		o.notYes++
	case yes:
		o.yes++
		o.of++
	case no:
		o.of++
	}
}

// A countSpan is the yes answers from low to high that a number of cases can have.
// Of answers with points it is the sums of points that there can be.
type countSpan struct {
	low, high, of int
	sums          []int // nil: every count from low to high
}

// all goes through the counts of a span.
func (s countSpan) all() iter.Seq[int] {
	if s.sums != nil {
		return slices.Values(s.sums)
	}
	return func(yield func(int) bool) {
		for y := s.low; y <= s.high && yield(y); y++ {
		}
	}
}

// sums gives the counts of answers with points in place of those of yes: those to come may be at
// any level, and failed cases are at the worst. Reached has the cases at each level so far.
func (o opened) sums(s *rules.Scale, reached []int, spans []countSpan) []countSpan {
	now := s.Count(0, reached)
	for more := range spans {
		sums, _ := s.Sums(o.applies + more)
		for i := range sums {
			sums[i] += now
		}
		spans[more] = countSpan{sums[0], sums[len(sums)-1], spans[more].of, sums}
	}
	return spans
}

// spans gives every count that there can be. Failed cases that have no answers count as no, but
// where the rules do not say to whom the question applies only once it applies to any case.
func (o opened) spans(failed int, known bool) (spans []countSpan) {
	for more := 0; more <= o.any+o.notNo+o.notYes; more++ { // cases that it applies to and may not
		of := o.of + o.applies + more
		if o.of == 0 && (of > 0 || known) {
			of += failed
		}
		spans = append(spans, countSpan{
			low:  o.yes + max(0, more-o.any-o.notYes),
			high: o.yes + o.applies + min(more, o.any+o.notNo),
			of:   of,
		})
	}
	return spans
}

// opened gives what the sample leaves open of a question, and the cases that do.
func (p *Progress) opened(a *Assessor, at int, derived bool) (o opened, open []string) {
	if r := a.Results[at]; r.HasCount() {
		o.yes, o.of = r.Yes, r.Of
	}
	question := a.Rules.Questions()[at]
	for _, c := range p.Cases {
		if c.Group != question.Group || c.Failed || p.applying[c.Group].never(question, c.ID) {
			continue
		}
		can := []Answer{NA, No, Yes}
		switch {
		case derived:
			can = canBe(a.Rules, at, c.answers(len(a.Results)), func(item int) bool {
				absent := !p.fixed(item) && !p.Inspection.Results.Grid.has(item)
				return slices.Contains(c.Waiting, item) || absent && !p.applying[c.Group].never(a.Rules.Questions()[item], c.ID)
			})
			if len(can) == 1 { // it is in
				continue
			}
			if was := c.answers(len(a.Results))[at]; was != NA { // with items that nobody has answered as na
				o.of--
				if was == Yes {
					o.yes--
				}
			}
		case !slices.Contains(c.Waiting, at) && !(p.absent(at)):
			continue
		}
		o.add(can)
		open = append(open, c.ID)
	}
	return o, open
}

// absent tells whether the table does not name a question that has no other result.
func (p *Progress) absent(at int) bool { return !p.fixed(at) && !p.Inspection.Results.Grid.has(at) }

// derived tells whether the answers to a question are made of those to its items.
func (p *Progress) derived(at int) bool {
	items := p.Inspection.Rules.Items(at)
	return items != nil && !p.fixed(at) && slices.ContainsFunc(items, p.Inspection.Results.Grid.asks)
}

// answers are those of the table.
func (c CaseProgress) answers(questions int) []Answer {
	if c.row == nil || c.row.Answers == nil {
		return make([]Answer, questions)
	}
	return c.row.Answers
}

// leafOutcome gives what a standard with questions can be rated, where it is more than the
// lowest of them.
func (p *Progress) leafOutcome(a *Assessor, i int) Outcome {
	mean := a.Rules.Standards[i].Combine == rules.Mean
	var options, least, most [][]rules.Option
	short := false
	for _, q := range a.Rules.Standards[i].Questions {
		own := []rules.Option{{Rating: rules.Unbanded}}
		if a.Scales[q.Place].Bands() > 0 {
			own = p.Questions[q.Place].options(a, mean)
			short = short || slices.ContainsFunc(p.Questions[q.Place].ends, func(e ends) bool { return e.worst != e.best })
		}
		low, high := endsOf(own)
		options, least, most = append(options, own), append(least, low), append(most, high)
	}
	o := p.outcomeBy(a, i, options, least, most)
	if short && !o.Unrated { // cases beyond the sample may decide
		o = outcome(o.Possible, true)
	}
	return o
}

// options are the bands, or in a mean the figures, that a question can come to.
func (q QuestionProgress) options(a *Assessor, mean bool) (options []rules.Option) {
	seen := map[rules.Option]bool{}
	add := func(o rules.Option) {
		if !seen[o] {
			seen[o] = true
			options = append(options, o)
		}
	}
	if !mean || q.Fixed {
		for _, e := range q.ends {
			for _, band := range []int{e.worst, e.best} {
				o := rules.Option{Rating: band}
				if mean {
					p := a.exactPercent(q.Place, a.Results[q.Place])
					o.Figure = rules.Figure{Num: p.num, Den: p.den}
				}
				add(o)
			}
		}
		return options
	}
	for _, s := range q.spans {
		if s.of+q.short == 0 {
			add(rules.Option{Rating: rules.Unbanded})
			continue
		}
		of := s.of + q.short
		if scale := a.Scales[q.Place]; scale.HasPoints() {
			for count := range s.all() {
				for _, count := range []int{count, count + q.short*scale.Span()} {
					add(rules.Option{Rating: scale.Band(count, of), Figure: scale.PercentOfHighest(count, of)})
				}
			}
			continue
		}
		for y := s.low; y <= s.high+q.short; y++ {
			d := divisor(100*int64(y), int64(of))
			add(rules.Option{Rating: a.Scales[q.Place].Band(y, of), Figure: rules.Figure{Num: 100 * int64(y) / d, Den: int64(of) / d}})
		}
	}
	return options
}

func divisor(a, b int64) int64 {
	for b > 0 {
		a, b = b, a%b
	}
	return max(a, 1)
}

// endsOf gives the worst and the best that there can be, and of each none as well where there
// can be no band: the rating is worst, and best, by these.
func endsOf(options []rules.Option) (low, high []rules.Option) {
	var none []rules.Option
	worst, best := rules.Option{Rating: rules.Unbanded}, rules.Option{Rating: rules.Unbanded}
	for _, o := range options {
		if o.Rating == rules.Unbanded && o.Figure.Den == 0 {
			none = []rules.Option{o}
			continue
		}
		if worst.Rating == rules.Unbanded || o.Rating < worst.Rating {
			worst.Rating = o.Rating
		}
		best.Rating = max(best.Rating, o.Rating)
		if worst.Figure.Den == 0 || o.Figure.Num*worst.Figure.Den < worst.Figure.Num*o.Figure.Den {
			worst.Figure = o.Figure
		}
		if best.Figure.Den == 0 || o.Figure.Num*best.Figure.Den > best.Figure.Num*o.Figure.Den {
			best.Figure = o.Figure
		}
	}
	if worst.Rating == rules.Unbanded && worst.Figure.Den == 0 {
		return none, none
	}
	return append(slices.Clone(none), worst), append(slices.Clone(none), best)
}

// outcomeBy gives what a rating can be, that of a standard by its place or rules.Overall, by the
// options of its parts. Where there are too many combinations it names every rating from the
// worst to the best.
func (p *Progress) outcomeBy(a *Assessor, at int, options, least, most [][]rules.Option) Outcome {
	ids := a.Rules.RatingIDsOf("")
	if at != rules.Overall {
		ids = a.Rules.RatingIDsOf(a.Rules.Standards[at].ID)
	}
	var rated []bool
	law, ok := a.Rater.Law(at, options)
	if !ok {
		low, okLow := a.Rater.Law(at, least)
		high, okHigh := a.Rater.Law(at, most)
		if !okLow || !okHigh {
			return outcome(ids, true)
		}
		worst, none, from, _ := low.Reached()
		best, _, _, to := high.Reached()
		first, last := slices.Index(worst, true), len(best)-1
		for last > 0 && !best[last] {
			last--
		}
		rated = make([]bool, len(ids))
		for r := max(first, 0); first >= 0 && r <= last; r++ {
			rated[r] = true
		}
		p.scores(a, at, rated, from, to)
		return outcome(ofThose(ids, rated), none)
	}
	rated, none, from, to := law.Reached()
	p.scores(a, at, rated, from, to)
	return outcome(ofThose(ids, rated), none)
}

// scores keeps the lowest and the highest score of the overall rating.
func (p *Progress) scores(a *Assessor, at int, rated []bool, low, high int) {
	if at == rules.Overall && a.Rater.Scored() && slices.Contains(rated, true) {
		p.Overall.Low, p.Overall.High = &low, &high
	}
}

// ofThose gives the ids of what is so.
func ofThose(ids []string, so []bool) (names []string) {
	for i, id := range ids {
		if so[i] {
			names = append(names, id)
		}
	}
	return names
}

// partsOutcome gives what can be made of standards, by what these can be.
func (p *Progress) partsOutcome(a *Assessor, at int) Outcome {
	var options, least, most [][]rules.Option
	for _, part := range a.Rater.Parts(at) {
		o := p.Standards[part].Outcome
		var own []rules.Option
		for _, id := range o.Possible {
			rating, _ := a.Rules.RatingIn(p.Standards[part].ID, id)
			own = append(own, rules.Option{Rating: rating})
		}
		if o.Unrated || len(own) == 0 {
			own = append(own, rules.Option{Rating: rules.Unrated})
		}
		low, high := endsOf(own)
		options, least, most = append(options, own), append(least, low), append(most, high)
	}
	return p.outcomeBy(a, at, options, least, most)
}
