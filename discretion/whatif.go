package discretion

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// Clone copies an inspection, to change the copy and compare the two.
func (ins *Inspection) Clone() *Inspection {
	c := *ins
	c.Groups, c.Judged = maps.Clone(ins.Groups), maps.Clone(ins.Judged)
	c.Results = Results{Questions: slices.Clone(ins.Results.Questions), Grid: ins.Results.Grid.clone()}
	return &c
}

// Set gives a question another result, known by its total alone.
func (ins *Inspection) Set(question string, yes, of int) error {
	at, ok := ins.Rules.QuestionNamed(question)
	if !ok {
		return errors.New(unknownQuestion(ins.Rules, question))
	}
	group, st, q := ins.Rules.Questions()[at].Group, ins.Rules.Questions()[at].Standard, &ins.Results.Questions[at]
	read, all := ins.CasesRead(group), ins.Groups[group].Population
	switch wrong, fix := checkCount(yes, of); {
	case wrong != "":
		return fmt.Errorf("%s: %s; %s", question, wrong, fix)
	case read > 0 && of > read:
		return fmt.Errorf("%s: %d cases is more than the %d of %s that were read", question, of, read, group)
	case all > 0 && of > all:
		return fmt.Errorf("%s: %d cases is more than the population of %s, %d", question, of, group, all)
	case ins.Judged[st] != "":
		return fmt.Errorf("%s is judged directly, so no count can change it", st)
	case q.levels > 0:
		return fmt.Errorf("%s is rated by points, so a count of yes is not its result; %s", question, pointsFix)
	case q.Population > 0 && q.Population < of:
		return fmt.Errorf("%s: %d cases is more than its population of %d", question, of, q.Population)
	}
	was := *q
	q.setCount(yes, of)
	for made := range ins.Rules.Questions() {
		items := ins.Rules.Items(made)
		if made != at && !slices.Contains(items, at) {
			continue
		}
		wrong := ins.Results.againstItems(ins.Rules, made)
		byCase := func(q int) bool {
			known := ins.Results.Questions[q].Known
			return q != at && ins.Results.Grid != nil && (known == Answered || known == NoCase)
		}
		if (was.Known == Answered || was.Known == NoCase) && (byCase(made) || made == at && slices.ContainsFunc(items, byCase)) {
			wrong = "its answers and those of its items hang together case by case, and a count does not say of which cases; turn single answers instead"
		}
		if wrong != "" {
			*q = was
			return fmt.Errorf("%s: %s", ins.Rules.Questions()[made].ID, wrong)
		}
	}
	q.Place = Place{}
	return nil
}

// Flip changes one answer of one case from yes to no or back, and gives the old one.
func (ins *Inspection) Flip(id, question string) (was Answer, err error) {
	at, ok := ins.Rules.QuestionNamed(question)
	if !ok {
		return NA, errors.New(unknownQuestion(ins.Rules, question))
	}
	grid, known := ins.Results.Grid, ins.Results.Questions[at].Known
	switch {
	case grid != nil && known == NoResult:
		return NA, fmt.Errorf("%s has no answer among the judgements, so none can be flipped", question)
	case grid == nil || known != Answered && known != NoCase:
		return NA, fmt.Errorf("%s is known by its total alone, so no single answer can be flipped; set its count instead", question)
	}
	row := slices.IndexFunc(grid.Cases, func(c Case) bool { return c.ID == id })
	if row < 0 {
		ids := phrase.Each(grid.Cases, func(c Case) string { return c.ID })
		return NA, fmt.Errorf("there is no case %q among the judgements%s", id, sheet.DidYouMean(id, ids))
	}
	c := grid.Cases[row]
	was = c.Answers[at]
	switch {
	case c.Held:
		return NA, fmt.Errorf("the record counts case %s as failed, so its answers are no and cannot differ", id)
	case was == NA:
		return NA, fmt.Errorf("%s does not apply to case %s (na), and an answer that does not apply never changes", question, id)
	}
	if ins.Results.Questions[at].levels > 0 {
		return NA, fmt.Errorf("%s has levels with points, and a flip does not say to which; change the answer in the table instead", question)
	}
	if ins.Rules.Items(at) != nil {
		return NA, fmt.Errorf("%s follows from its items; flip one of these", question)
	}
	c.Answers[at] = Yes + No - was
	grid.derive(ins.Rules)
	ins.Results.countQuestion(at)
	for q := range ins.Rules.Questions() {
		if slices.Contains(ins.Rules.Items(q), at) {
			ins.Results.countQuestion(q)
		}
	}
	return was, nil
}

// Judge gives a standard a rating directly, also in place of one that it was given
// before. A standard whose questions have results is refused.
func (ins *Inspection) Judge(standard, rating string) error {
	if _, ok := ins.Rules.StandardIndex(standard); !ok {
		return errors.New(unknownStandard(ins.Rules, standard))
	}
	if ids := ins.Rules.RatingIDsOf(standard); !slices.Contains(ids, rating) {
		return fmt.Errorf("%s; ratings are %s", unknownRating(ids, rating), strings.Join(ids, ", "))
	}
	for i, q := range ins.Results.Questions {
		if q.Known != NoResult && ins.Rules.Questions()[i].Standard == standard {
			return fmt.Errorf("%s has results, of which its rating follows", standard)
		}
	}
	ins.Judged[standard] = rating
	return nil
}

// ParseFlip reads CASE:QUESTION; only a case id may hold colons.
func ParseFlip(text string) (id, question string, err error) {
	cut := strings.LastIndex(text, ":")
	if cut <= 0 || cut == len(text)-1 {
		return "", "", fmt.Errorf("%q is not a case and a question; write K017:court.reviewing.public", text)
	}
	return text[:cut], text[cut+1:], nil
}

// ParseSet reads QUESTION=YES/OF.
func ParseSet(text string) (question string, yes, of int, err error) {
	question, count, _ := strings.Cut(text, "=")
	first, second, _ := strings.Cut(count, "/")
	yes, errYes := strconv.Atoi(first)
	of, errOf := strconv.Atoi(second)
	if question == "" || errYes != nil || errOf != nil {
		return "", 0, 0, fmt.Errorf("%q is not a question and a count; write court.reviewing.public=15/22", text)
	}
	return question, yes, of, nil
}
