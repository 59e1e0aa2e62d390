package predict

import "onecase/discretion"

// byCase reports whether every result of a group was counted from the grid.
func (r *robuster) byCase(group string) bool {
	if r.Inspection.Results.Grid == nil || r.Inspection.Results.Grid.Sampled(group) == 0 {
		return false
	}
	for i, result := range r.Results {
		if r.Rules.Questions()[i].Group == group && result.HasBand() && result.Known != discretion.Answered {
			return false
		}
	}
	return true
}

// profiles predicts whole cases: exactly where that is not too much, else by
// simulation. It replaces the standards' chances and gives the law of their
// scores together.
func (r *robuster) profiles(group string, standards []int, read reading, out *outcome) (law, Basis) {
	var questions []int
	for _, i := range standards {
		questions = append(questions, r.predicted(i, out.questions)...)
	}
	u := newUrn(r.Inspection.Results.Grid, group, questions, read.unread(group), r.o.Prior)
	if read.whole {
		r.knownPopulations(u)
	}
	tally := r.newTally(u, standards)
	if outcomes, ok := u.completions(); ok {
		for _, c := range outcomes {
			tally.add(c.yes, c.of, c.chance)
		}
		return tally.store(out, ByEnumeration), ByEnumeration
	}
	exact := make([]ratingChances, len(r.Rules.Standards))
	all := true
	for _, i := range standards {
		if out.standards[i].basis == ByEnumeration { // of one question
			exact[i] = out.standards[i]
		} else if c, ok := r.alone(u, i); ok {
			exact[i] = ratingChances{c, out.standards[i].bounds, ByEnumeration}
		} else {
			all = false
		}
	}
	scores := certainly(0)
	if !all || r.Rules.Scoring != nil {
		scores = r.simulate(u, standards, read.label+" "+group).store(out, BySimulation)
	}
	for _, i := range standards {
		st := &out.standards[i]
		switch {
		case exact[i].chances != nil:
			*st = exact[i]
		case st.bounds != nil:
			st.chances = within(st.chances, st.bounds)
			if settled(st.bounds) {
				st.basis = ByEnumeration
			}
		}
	}
	return scores, BySimulation
}

// alone reckons one standard of an urn exactly, if that is not too much.
func (r *robuster) alone(u *urn, standard int) ([]float64, bool) {
	var places []int
	for i, q := range u.questions {
		if r.Rules.Questions()[q].Standard == r.Rules.Standards[standard].ID {
			places = append(places, i)
		}
	}
	part := u.only(places)
	outcomes, ok := part.completions()
	if !ok {
		return nil, false
	}
	tally := r.newTally(part, []int{standard})
	for _, c := range outcomes {
		tally.add(c.yes, c.of, c.chance)
	}
	return tally.ratings[0], true
}

// knownPopulations puts the populations of questions that are known in the urn.
func (r *robuster) knownPopulations(u *urn) {
	for i, q := range u.questions {
		if given := r.Results[q].Population; given > 0 {
			left := given - u.of[i]
			if left != u.unread || u.of[i] < u.read {
				u.exactly[i] = left
			}
		}
	}
}
