package rules

import (
	"fmt"
	"math"
	"slices"

	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// checkScales finds scales that do not rise or share an id.
func (r *Set) checkScales(fs *Findings) {
	names := map[string]string{}
	for _, rt := range r.Ratings {
		names[rt.ID] = rt.Name
	}
	for i, s := range r.Scales {
		where := "scales." + s.ID
		fs.when(s.ID == "", "scales", "scale %d has no id", i+1)
		same := func(other NamedScale) bool { return other.ID == s.ID }
		fs.when(slices.IndexFunc(r.Scales, same) != i, where, "the id occurs twice")
		fs.when(len(s.Ratings) < 2, where, "has %s; a scale has two or more", phrase.Count(len(s.Ratings), "rating"))
		checkRises(fs, where, s.Ratings)
		for _, rt := range s.Ratings {
			name, twice := names[rt.ID]
			fs.when(twice && name != rt.Name, where,
				"the rating %q has the id of another scale's, which is called %q there and %q here", rt.ID, name, rt.Name)
			names[rt.ID] = rt.Name
		}
		used := slices.ContainsFunc(r.Standards, func(st Standard) bool { return st.Scale == s.ID }) ||
			r.Scoring != nil && r.Scoring.Scale == s.ID
		fs.when(!used, where, "no standard has it, and the overall rating neither")
	}
}

// checkLevels finds standards that are made of what is not there, or in a way that gives
// no rating, and limits that never hold or limit nothing.
func (r *Set) checkLevels(fs *Findings) {
	if r.loops(fs) {
		return
	}
	parent := map[string]string{}
	for i, st := range r.Standards {
		where := "standards." + st.ID
		r.checkScaleNamed(fs, where, st.Scale)
		checkWeight(fs, where, st.Weight)
		for _, q := range st.Questions {
			checkWeight(fs, "standards."+q.ID, q.Weight)
		}
		for k, id := range st.Parts {
			_, ok := r.StandardIndex(id)
			fs.when(!ok, where, "there is no standard %q to be a part%s", id, sheet.DidYouMean(id, r.StandardIDs()))
			fs.when(slices.Contains(st.Parts[:k], id), where, "the part %s occurs twice", id)
			before, taken := parent[id]
			fs.when(taken && before != st.ID, where, "the part %s is one of %s as well", id, before)
			parent[id] = st.ID
		}
		n := r.nodeOf(i)
		fs.when(len(st.Parts) > 0 && (len(st.Questions) > 0 || st.Judged), where,
			"is made of standards, and has questions or is judged as well")
		known := []Combine{Lowest, Mean}
		if len(st.Parts) > 0 {
			known = []Combine{Lowest, Sum, Mean, Percent}
		}
		if !slices.Contains(known, n.combine) {
			fs.add(where, "combine %q is none of %s", st.Combine,
				phrase.First(9, phrase.Each(known, func(c Combine) string { return string(c) }), ", ", " and"))
			continue
		}
		if len(st.Parts) > 0 {
			r.checkNode(fs, where, &n, st.Parts, st.Scale, st.Bands, len(st.Decide) > 0)
		} else {
			weighs := slices.ContainsFunc(st.Questions, func(q Question) bool { return q.Weight != 0 })
			fs.when(n.combine == Lowest && weighs, where, "weights of questions have no meaning: it takes the lowest")
			fs.when(n.combine == Mean && len(st.Bands) == 0, where, "has a mean and no bands of its own to place it in")
			fs.when(n.combine == Mean && r.Percent.Measure != PercentYes, where,
				"has a mean of percentages, and the rules count no answers")
			fs.when(st.Judged && (st.Combine != "" || len(st.Limits) > 0), where, "is judged directly, so nothing is combined or limited")
		}
		ids, scales := r.membersOf(st)
		checkLimits(fs, where, st.ID+".", st.Limits, ids, scales, r.RatingsOf(i))
		if n.combine == Lowest {
			checkLowest(fs, where, n.limits, len(ids), r.RatingsOf(i))
		}
		rated := len(st.Parts) > 0 || !slices.ContainsFunc(st.Questions, func(q Question) bool {
			bands, decide := r.bandsOf(q.Place)
			return len(bands)+len(decide) == 0 && !q.Information
		})
		fs.when(len(st.Limits) > 0 && !rated, where, "has limits by the ratings of its questions, and they have no bands")
	}
}

// mostWeight is the highest weight, and mostScore the highest score of a rating: sums of
// them stay whole numbers that a computer holds.
const (
	mostWeight = 10_000
	mostScore  = 1_000_000
)

func checkWeight(fs *Findings, where string, weight int) {
	fs.when(weight < 0 || weight > mostWeight, where, "a weight of %d is not from 1 to %d", weight, mostWeight)
}

// membersOf names what the limits of a standard can be about.
func (r *Set) membersOf(st Standard) (ids []string, scales [][]Rating) {
	for _, id := range st.Parts {
		at, _ := r.StandardIndex(id)
		ids, scales = append(ids, id), append(scales, r.RatingsOf(at))
	}
	at, _ := r.StandardIndex(st.ID)
	for _, q := range st.Questions {
		if !q.Information {
			ids, scales = append(ids, q.ID), append(scales, r.RatingsOf(at))
		}
	}
	return ids, scales
}

func (r *Set) checkScaleNamed(fs *Findings, where, id string) {
	ids := phrase.Each(r.Scales, func(s NamedScale) string { return s.ID })
	fs.when(id != "" && !slices.Contains(ids, id), where, "there is no scale %q%s", id, sheet.DidYouMean(id, ids))
}

// loops finds standards that are parts of themselves.
func (r *Set) loops(fs *Findings) bool {
	made := 0
	for _, st := range r.Standards {
		if len(st.Parts) > 0 {
			made++
		}
	}
	order := r.partsFirst()
	if len(order) == made {
		return false
	}
	for at, st := range r.Standards {
		fs.when(len(st.Parts) > 0 && !slices.Contains(order, at), "standards."+st.ID, "is a part of itself, by its parts or theirs")
	}
	return true
}

// checkNode finds bands of a figure over parts that leave a gap or that no ratings of the
// parts reach.
func (r *Set) checkNode(fs *Findings, where string, n *node, parts []string, own string, bands []Band, decide bool) {
	fs.when(decide, where, "a table by number of cases is about questions, and it has parts")
	if slices.ContainsFunc(n.members, func(m member) bool { return len(m.scores) == 0 }) {
		return // a scale without ratings is found by itself
	}
	weighs := slices.ContainsFunc(n.members, func(m member) bool { return m.weight > 1 })
	optional := slices.ContainsFunc(n.members, func(m member) bool { return m.optional })
	if n.combine == Lowest {
		fs.when(len(bands) > 0, where, "bands have no meaning: it takes the lowest rating of its parts")
		fs.when(weighs, where, "weights have no meaning: it takes the lowest rating of its parts")
		for _, id := range parts {
			at, _ := r.StandardIndex(id)
			fs.when(r.Standards[at].Scale != own, where, "takes the lowest of ratings on different scales (that of %s is another)", id)
		}
		return
	}
	fs.when(optional && n.combine == Sum, where,
		"sums scores, and a part may be left without a rating; what the sum is then the rules do not say")
	if len(bands) == 0 {
		fs.add(where, "has a %s and no bands to place it in", n.combine)
		return
	}
	least, most := n.ends()
	step := map[Combine]float64{Sum: 1, Percent: 1}[n.combine]
	if n.combine == Percent && n.scale.Rounding == None {
		step = 0
	}
	last := -1
	for i, b := range bands {
		last = checkStep(fs, where+".bands."+b.Rating, r.ScaleNamed(own), b.Rating, last)
		for _, end := range []float64{b.From, b.To} {
			fs.when(step > 0 && end != math.Round(end), where+".bands."+b.Rating, "%v is not whole, and the %s is", end, n.combine)
		}
		fs.when(b.To < b.From, where, "band %s runs from %v down to %v", b.Rating, b.From, b.To)
		if i > 0 {
			worse := bands[i-1]
			fs.when(b.From != worse.To+step, where, "band %s begins at %v, and should at %v, after %s", b.Rating,
				b.From, worse.To+step, worse.Rating)
		}
	}
	fs.when(bands[0].From > least, where, "the worst band begins at %v, and the lowest %s is %.4g", bands[0].From, n.combine, least)
	fs.when(bands[len(bands)-1].To < most, where, "the best band ends at %v, and the highest %s is %.4g",
		bands[len(bands)-1].To, n.combine, most)
	r.checkNodeReached(fs, where, n, own, phrase.Each(bands, func(b Band) string { return b.Rating }))
}

// checkNodeReached finds ratings with a band that no ratings of the parts make, before or after
// limits.
func (r *Set) checkNodeReached(fs *Findings, where string, n *node, own string, banded []string) {
	before, after, ok := n.reached()
	if !ok {
		return
	}
	for _, id := range banded {
		at, known := ratingIn(r.ScaleNamed(own), id)
		switch {
		case !known:
		case !before[at]:
			fs.add(where, "no ratings of its parts make %s", id)
		case !after[at]:
			fs.add(where, "no ratings of its parts make %s: where they would, a limit allows less", id)
		}
	}
}

// ends are the lowest and highest figure of a node over parts.
func (n *node) ends() (least, most float64) {
	low, high := make([]int, len(n.members)), make([]int, len(n.members))
	for i, m := range n.members {
		high[i] = len(m.scores) - 1
	}
	figure := func(ratings []int) float64 {
		sum, top, weight := n.sums(ratings)
		switch {
		case n.combine == Mean && weight > 0:
			return float64(sum) / float64(weight)
		case n.combine == Percent:
			num, den := n.scale.percentFigure(sum, top)
			return float64(num) / float64(100*den)
		}
		return float64(sum)
	}
	return figure(low), figure(high)
}

// mostTried bounds the search for the ratings that can be made.
const mostTried = 500_000

// A nodeState is what parts come to: the sum of their scores, and how many of them each limit
// counts, as bytes, up to what it asks for.
type nodeState struct {
	sum    int64
	counts string
}

// reached tells which ratings of a node over parts, all with a rating, can be made before limits
// and after them; ok is false where there is too much to try.
func (n *node) reached() (before, after map[int]bool, ok bool) {
	states := map[nodeState]bool{{counts: string(make([]byte, len(n.limits)))}: true}
	top, weight, tried := int64(0), int64(0), 0
	for i, m := range n.members {
		next := map[nodeState]bool{}
		if tried += len(states) * len(m.scores); tried > mostTried {
			return nil, nil, false
		}
		for s := range states {
			for rating, score := range m.scores {
				counts := []byte(s.counts)
				for k := range n.limits {
					if l := &n.limits[k]; l.counts(i, rating) && int(counts[k]) < min(l.count, 255) {
						counts[k]++
					}
				}
				next[nodeState{s.sum + m.weight*score, string(counts)}] = true
			}
		}
		states, weight = next, weight+m.weight
		top += m.weight * m.scores[len(m.scores)-1]
	}
	before, after = map[int]bool{}, map[int]bool{}
	for s := range states {
		rating := 0
		switch n.combine {
		case Sum:
			rating = n.scale.bandOfFigure(100*s.sum, 1)
		case Mean:
			rating = n.scale.bandOfFigure(100*s.sum, max(weight, 1))
		case Percent:
			rating = n.scale.bandOfFigure(n.scale.percentFigure(s.sum, top))
		}
		before[rating] = true
		for k := range n.limits {
			if l := &n.limits[k]; l.above == (int(s.counts[k]) < min(l.count, 255)) {
				rating = min(rating, l.most)
			}
		}
		after[rating] = true
	}
	return before, after, true
}

// checkLimits finds limits of what is not there, that never hold or always do, or that
// limit nothing.
func checkLimits(fs *Findings, where, prefix string, limits []Limit, ids []string, scales [][]Rating, own []Rating) {
	standard := where
	for i, l := range limits {
		where := fmt.Sprintf("%s.limits.%d", standard, i+1)
		at, ok := ratingIn(own, l.AtMost)
		fs.when(!ok, where, "a limit has at_most %q, which is no rating here%s", l.AtMost, sheet.DidYouMean(l.AtMost, ratingIDs(own)))
		fs.when(ok && at == len(own)-1, where, "a limit of at most %s limits nothing", l.AtMost)
		below, above := l.AtOrBelow != "", l.AtOrAbove != ""
		if below == above {
			fs.add(where, "a limit has one of at_or_below and at_or_above")
			continue
		}
		for k, other := range limits[:i] {
			if l.asks(other) && !l.equal(other) {
				fs.add(where, "asks the same as limit %d, and allows at most %s, not %s", k+1, l.AtMost, other.AtMost)
			}
			fs.when(l.equal(other), where, "stands there twice, as limit %d does", k+1)
		}
		fs.when(below && l.FewerThan != 0, where, "a limit with at_or_below has a count and no fewer_than")
		fs.when(above && l.Count != 0, where, "a limit with at_or_above has a fewer_than and no count")
		for _, id := range l.Among {
			known := func(other string) bool { return other == id || other == prefix+id }
			fs.when(!slices.ContainsFunc(ids, known), where, "a limit is about %q, which is no part here%s", id, sheet.DidYouMean(id, ids))
		}
		looked, always, rating := 0, true, l.AtOrBelow+l.AtOrAbove
		for i, id := range ids {
			if len(l.Among) > 0 && !named(l.Among, id, prefix) {
				continue
			}
			looked++
			at, ok := ratingIn(scales[i], rating)
			fs.when(!ok, where, "a limit looks for %q, which is no rating of %s%s", rating, id,
				sheet.DidYouMean(rating, ratingIDs(scales[i])))
			always = always && (below && at == len(scales[i])-1 || above && at == 0)
		}
		always = always && looked > 0
		fs.when(always && below, where, "a limit with at_or_below %s always holds: it is the best rating", rating)
		fs.when(always && above, where, "a limit with at_or_above %s says nothing: it is the worst rating", rating)
		fs.when(below && (l.Count < 0 || l.Count > looked), where, "a limit counts %d of %d", l.Count, looked)
		fs.when(above && (l.FewerThan < 1 || l.FewerThan > looked), where,
			"a limit has fewer_than %d of %d, so it never holds or always does", l.FewerThan, looked)
	}
}

// asks tells whether a limit holds exactly where another does, by what is written.
func (l Limit) asks(other Limit) bool {
	same := func(a, b []string) bool {
		return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
	}
	return l.AtOrBelow == other.AtOrBelow && max(l.Count, 1) == max(other.Count, 1) && l.AtOrAbove == other.AtOrAbove &&
		l.FewerThan == other.FewerThan && same(l.Among, other.Among)
}

func (l Limit) equal(other Limit) bool { return l.asks(other) && l.AtMost == other.AtMost }

// checkLowest finds limits on a lowest rating that limit nothing, or leave a rating that
// nothing reaches. All members have its scale.
func checkLowest(fs *Findings, where string, limits []nodeLimit, members int, scale []Rating) {
	standard := where
	for i, l := range limits {
		where := fmt.Sprintf("%s.limits.%d", standard, i+1)
		if l.above || len(l.at) == 0 || len(scale) == 0 {
			continue
		}
		at := l.at[0]
		fs.when(l.most >= at, where, "a limit of at most %s where some are %s or worse limits nothing: it takes the lowest", scale[l.most].ID, scale[at].ID)
		if l.count == 1 && len(l.among) == members {
			for unreached := l.most + 1; unreached <= at; unreached++ {
				fs.add(where, "a limit leaves no way to %s: it takes the lowest, and at %s it is at most %s",
					scale[unreached].ID, scale[unreached].ID, scale[l.most].ID)
			}
		}
	}
}
