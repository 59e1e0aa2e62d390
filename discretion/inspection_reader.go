package discretion

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// An inspectionReader collects everything wrong with an inspection file.
type inspectionReader struct {
	ins      *Inspection
	rows     map[string]int // the row of every key and table
	problems sheet.Problems
}

func (r *inspectionReader) problem(key, value, message string, fix stats.Remedy) {
	r.problems = append(r.problems, sheet.Problem{
		File: r.ins.File, Row: r.rows[key], Column: key, Value: value, Message: key + ": " + message, Fix: fix})
}

// date reads the day of an inspection, TOML's or quoted. No result depends on it:
// another text ("summer 2021") is kept with a warning.
func (r *inspectionReader) date(date any) {
	if date == nil || date == "" {
		return
	}
	text := fmt.Sprint(date)
	if _, quoted := date.(string); !quoted && strings.Count(text, ":") >= 2 {
		text = text[:min(len(text), len(time.DateOnly))] // TOML's date with a time of day
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		r.ins.Warnings.Add("not-a-day", "write year, month and day: date = 2021-06-21",
			"%s: the date %q is not a day; it is shown as it stands, and compare cannot tell which of two inspections is the later", r.ins.File, text)
	}
	r.ins.Date = text
}

func (r *inspectionReader) groups(groups map[string]fileGroup) {
	for _, id := range slices.Sorted(maps.Keys(groups)) {
		written, key := groups[id], "groups."+id
		if _, ok := r.ins.Rules.Group(id); !ok {
			ids := r.ins.Rules.GroupIDs()
			r.problem(key, id, "the rule set has no group "+strconv.Quote(id)+sheet.DidYouMean(id, ids),
				stats.Remedy("its groups are "+strings.Join(ids, ", ")))
			continue
		}
		r.notZero(key, "population", written.Population)
		r.notZero(key, "sample", written.Sample)
		g := GroupSize{Population: valueOf(written.Population), Sample: valueOf(written.Sample)}
		if g.Population < 0 || g.Sample < 0 || g.Population > MaxCases || g.Sample > MaxCases {
			r.problem(key, "", fmt.Sprintf("population and sample have to be from 0 to %d", MaxCases), "")
		}
		if g.Population > 0 && g.Sample > g.Population {
			r.problem(key, strconv.Itoa(g.Sample),
				fmt.Sprintf("a sample of %d is more than the population of %d", g.Sample, g.Population),
				"population counts every eligible case, sampled or not")
		}
		r.ins.Groups[id] = g
	}
}

// notZero reports a size of 0, which would be taken for one that is not known.
func (r *inspectionReader) notZero(group, name string, size *int) {
	if size == nil || *size != 0 {
		return
	}
	key := group + "." + name
	r.problems = append(r.problems, sheet.Problem{File: r.ins.File, Row: cmp.Or(r.rows[key], r.rows[group]), Column: key, Value: "0",
		Message: fmt.Sprintf("%s: a %s of 0 has no case to judge", key, name),
		Fix:     "leave the line out where the number is not known, or where the group has no case"})
}

func (r *inspectionReader) judged(judged map[string]string) {
	for _, id := range slices.Sorted(maps.Keys(judged)) {
		if r.standard("judged."+id, id) && r.rating("judged."+id, id, judged[id]) {
			r.ins.Judged[id] = judged[id]
		}
	}
}

func (r *inspectionReader) results(results map[string]fileEntry) {
	for _, id := range slices.Sorted(maps.Keys(results)) {
		key := "results." + id
		at, ok := r.ins.Rules.QuestionIndex(id)
		if !ok {
			r.problem(key, id, unknownQuestion(r.ins.Rules, id), seeQuestions)
			continue
		}
		if st := r.ins.Rules.Questions()[at].Standard; r.ins.Judged[st] != "" {
			r.problem(key, id, st+" is given in [judged] as well", "leave out its results, or its judged rating")
			continue
		}
		into := &r.ins.Results.Questions[at]
		r.entry(key, results[id], into)
		into.Place = Place{File: r.ins.File, Row: r.rows[key]}
	}
	for at, q := range r.ins.Rules.Questions() {
		if wrong := r.ins.Results.againstItems(r.ins.Rules, at); wrong != "" {
			r.problem("results."+q.ID, "", wrong, itemsFix)
		}
	}
}

// entry reads one result.
func (r *inspectionReader) entry(key string, e fileEntry, into *Result) {
	yes, of := valueOf(e.Yes), valueOf(e.Of)
	into.Population = valueOf(e.Population)
	if into.levels > 0 || e.Levels != nil {
		r.levels(key, e, into)
		return
	}
	wrong, fix := checkCount(yes, of)
	text := percentText(e.Percent)
	p, err := stats.ParsePercentage(text)
	switch {
	case e.Yes != nil && e.Percent != nil:
		r.problem(key, "", "has both yes and percent", "give the count; the percentage follows from it")
	case e.Yes == nil && e.Percent == nil:
		r.problem(key, "", "has neither yes nor percent", "write yes = 18 and of = 39, or percent = 46 and of = 39")
	case e.Yes != nil && e.Of == nil:
		r.problem(key, "", "has yes without of", "add of, the number of cases the question applied to")
	case e.Percent != nil && e.Of != nil && of == 0:
		r.problem(key, "", "has a percentage of 0 cases", "leave of out when it is not known")
	case wrong != "":
		r.problem(key, "", wrong, fix)
	case e.Population != nil && (into.Population < of || into.Population > MaxCases):
		r.problem(key, strconv.Itoa(into.Population), tooSmall(into.Population, of), populationFix)
	case e.Population != nil && into.Population == 0 && e.Percent != nil:
		r.problem(key, "0", "has a percentage of a population of 0", "leave population out where it is not known")
	case e.Percent == nil:
		into.setCount(yes, of)
	case err != nil:
		r.problem(key, fmt.Sprint(e.Percent), err.Error(), percentFix(fmt.Sprint(e.Percent)))
	case belowOne(p, text):
		r.problem(key, p.String(), fmt.Sprintf("percent = %s is less than one percent", p),
			stats.Advise("a percentage is from 0 to 100; if it is one, write percent = \"%s%%\"", p))
	default:
		into.setPercent(p, of)
		r.sameCases(key, e, into)
	}
}

// levels reads the cases at each level of answers with points.
func (r *inspectionReader) levels(key string, e fileEntry, into *Result) {
	at, _ := r.ins.Rules.QuestionIndex(into.Question)
	q := r.ins.Rules.Questions()[at]
	levels, _ := r.ins.Rules.LevelsOf(q)
	cases, of := make([]int, len(levels)), 0
	before := len(r.problems)
	for _, level := range slices.Sorted(maps.Keys(e.Levels)) {
		n, place := e.Levels[level], r.ins.Rules.LevelNamed(q, level)
		switch {
		case into.levels == 0:
			r.problem(key, level, "has levels, and the rules do not rate it by points",
				"write yes = 18 and of = 39, or percent = 46 and of = 39")
			return
		case place < 0:
			r.problem(key, level, fmt.Sprintf("there is no level %q%s", level, sheet.DidYouMean(level, levels)),
				stats.Remedy("its levels are "+strings.Join(levels, ", ")))
		case n < 0 || n > rules.MostWithPoints:
			r.problem(key, strconv.Itoa(n), fmt.Sprintf("%d cases at %s is not from 0 to %d", n, level, rules.MostWithPoints), "")
		default:
			cases[place] += n
			of += n
		}
	}
	switch {
	case len(r.problems) > before:
	case e.Levels == nil || e.Yes != nil || e.Percent != nil:
		r.problem(key, "", "is rated by points, so its result is the cases at each level",
			stats.Remedy("write levels = { "+
				strings.Join(phrase.Each(levels, func(l string) string { return strconv.Quote(l) + " = 3" }), ", ")+
				" } and no yes or percent"))
	case e.Of != nil && *e.Of != of:
		r.problem(key, strconv.Itoa(*e.Of), fmt.Sprintf("of is %d, and the levels have %d cases", *e.Of, of),
			"leave of out; it follows from the levels")
	case of > rules.MostWithPoints:
		r.problem(key, strconv.Itoa(of), fmt.Sprintf("%d cases is more than the %d this can take", of, rules.MostWithPoints), "")
	case e.Population != nil && (into.Population < of || into.Population > MaxCases):
		r.problem(key, strconv.Itoa(into.Population), tooSmall(into.Population, of), populationFix)
	default:
		into.setLevels(cases)
	}
}

// sameCases reads percentages of the same cases, which may tell how many there are. They
// are at most those of the sample.
func (r *inspectionReader) sameCases(key string, e fileEntry, into *Result) {
	if len(e.SameCases) == 0 {
		return
	}
	at, _ := r.ins.Rules.QuestionIndex(into.Question)
	group := r.ins.Rules.Questions()[at].Group
	into.sameUpTo = cmp.Or(r.ins.Groups[group].Sample, r.ins.Groups[group].Population)
	if e.Of != nil {
		r.problem(key, "", "has of as well as same_cases", "leave same_cases out: it is there to find the number of cases")
	}
	if into.sameUpTo == 0 {
		r.problem(key, "", "has same_cases, and how many cases were read is not known",
			stats.Remedy("write sample under [groups."+group+"]"))
	}
	for _, v := range e.SameCases {
		p, err := stats.ParsePercentage(percentText(v))
		if err != nil {
			r.problem(key, fmt.Sprint(v), err.Error(), "write same_cases = [82, 86, 71]: the percentages that are of the same cases")
		}
		into.same = append(into.same, p)
	}
}

// valueOf is the value of a key, 0 if absent.
func valueOf(key *int) int {
	if key == nil {
		return 0
	}
	return *key
}

// percentText is a percentage as written, 47, 47.5 or "47.50"; a float has a decimal.
func percentText(v any) string {
	number, ok := v.(float64)
	if !ok {
		return fmt.Sprint(v)
	}
	text := strconv.FormatFloat(number, 'f', -1, 64)
	if !strings.ContainsAny(text, ".NI") {
		text += ".0"
	}
	return text
}

func (r *inspectionReader) decisions(decisions []Decision) {
	seen := map[string]bool{}
	for i, d := range decisions {
		key := fmt.Sprintf("discretion.%d", i+1)
		named := r.standard(key, d.Standard)
		rated := named && r.rating(key, d.Standard, d.To)
		switch {
		case !named || !rated:
			continue
		case seen[d.Standard]:
			r.problem(key, d.Standard, d.Standard+" is decided twice", "keep one decision for each standard")
		case r.ins.Judged[d.Standard] != "":
			r.problem(key, d.Standard, d.Standard+
				" is given in [judged]; a rating judged directly is not changed by discretion", "put the rating it was given in [judged]")
		case strings.TrimSpace(d.Reason) == "":
			r.problem(key, "", "the decision on "+d.Standard+" has no reason", "add reason = \"...\": what the panel weighed")
		default:
			r.ins.Decisions = append(r.ins.Decisions, d)
		}
		seen[d.Standard] = true
	}
}

func (r *inspectionReader) published(published map[string]any) {
	if len(published) == 0 {
		return
	}
	p := &Published{Ratings: map[string]string{}}
	for _, id := range slices.Sorted(maps.Keys(published)) {
		key, value := "published."+id, published[id]
		text, isText := value.(string)
		score, isNumber := value.(int64)
		switch {
		case id == "score" && (!isNumber || score < 0 || score > MaxCases):
			r.problem(key, fmt.Sprint(value), "is not a score", "write a whole number: score = 18")
		case id == "score":
			p.Score = new(int(score))
		case !isText:
			r.problem(key, fmt.Sprint(value), "is not a rating", "ratings are written in quotes")
		case id == "overall" && r.rating(key, "", text):
			p.Overall = text
		case id != "overall" && r.standard(key, id) && r.rating(key, id, text):
			p.Ratings[id] = text
		}
	}
	r.ins.Published = p
}

// standard reports whether there is such a standard.
func (r *inspectionReader) standard(key, id string) bool {
	if _, ok := r.ins.Rules.StandardIndex(id); ok {
		return true
	}
	r.problem(key, id, unknownStandard(r.ins.Rules, id), stats.Advise("%v lists the standards", stats.Option{Name: stats.Questions}))
	return false
}

// rating reports whether a standard can have such a rating, or the whole inspection where
// it is "".
func (r *inspectionReader) rating(key, standard, id string) bool {
	ids := r.ins.Rules.RatingIDsOf(standard)
	if slices.Contains(ids, id) {
		return true
	}
	fix := stats.Remedy("the rule set has no ratings")
	if len(ids) > 0 {
		fix = stats.Remedy("ratings are " + strings.Join(ids, ", "))
	}
	r.problem(key, id, unknownRating(ids, id), fix)
	return false
}

// unknownStandard says that the rules do not have a standard.
func unknownStandard(set *rules.Set, id string) string {
	return fmt.Sprintf("there is no standard %q in %s%s", id, set.ID, sheet.DidYouMean(id, set.StandardIDs()))
}

// unknownRating says that a rating is none of those that there are.
func unknownRating(ids []string, id string) string {
	return fmt.Sprintf("%q is not a rating%s", id, sheet.DidYouMean(id, ids))
}
