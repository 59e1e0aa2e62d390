package discretion

import (
	"slices"

	"onecase/discretion/rules"
)

// A Turn is a case that alone, judged differently, takes a standard out of its rating.
type Turn struct {
	Case      string   `json:"case"`
	Questions []string `json:"questions"` // downwards one of them is enough, upwards all have to change

	Items []ItemTurn `json:"items,omitempty"` // for those of them that are made of items
}

// An ItemTurn says how the answer of a case to a question made of items becomes the other.
type ItemTurn struct {
	Question string     `json:"question"`
	Ways     [][]string `json:"ways"` // the fewest items that have to have the other answer, all of a way together; each way is enough
}

// Alone are all cases each of which alone, judged differently, would lower the computed
// rating of a standard, or raise it. Known is false where that cannot be told: from totals,
// and where the rating is more than that of the lowest question.
//
// A rating is that of the lowest question. So one case lowers it just where one answer takes
// a question below it, which is a yes of a question in Through with a swing of 1. It raises it
// just where it has a no on every question of the lowest band and each of them lacks one yes.
func (a *Assessment) Alone(st StandardAssessment, up bool) (turns []Turn, known bool) {
	swing, from, questions := st.Down, Yes, []string(nil)
	if up {
		swing, from = st.Up, No
	}
	switch {
	case st.Working != nil || st.Computed == "":
		return nil, false
	case swing == nil || swing.Fewest != nil && *swing.Fewest > 1:
		return nil, true
	case swing.Fewest == nil || a.Inspection.Results.Grid == nil:
		return nil, false
	case up:
		questions = append([]string{st.Drivers[0]}, swing.BlockedBy...)
	default:
		questions = swing.Through
	}
	var places []int // in the order of the rules
	for _, q := range st.Questions {
		switch {
		case !slices.Contains(questions, q.ID):
		case a.Inspection.Results.Questions[q.Place].Known != Answered:
			return nil, false
		default:
			places = append(places, q.Place)
		}
	}
	for _, c := range a.Inspection.Results.Grid.Cases {
		if c.Held {
			continue
		}
		var turned []string
		for _, at := range places {
			if c.Answers[at] == from {
				turned = append(turned, a.Inspection.Results.Questions[at].Question)
			}
		}
		if len(turned) == len(places) || !up && len(turned) > 0 {
			turns = append(turns, Turn{c.ID, slices.Clip(turned), itemTurns(a.Inspection.Rules, turned, c.Answers)})
		}
	}
	return turns, true
}

// itemTurns says for each question that is made of items which of these have to have the other answer.
func itemTurns(set *rules.Set, questions []string, answers []Answer) (turns []ItemTurn) {
	for _, id := range questions {
		at, _ := set.QuestionIndex(id)
		if set.Items(at) != nil {
			turns = append(turns, ItemTurn{id, otherBy(set, at, answers)})
		}
	}
	return turns
}

// otherBy gives the fewest items, in every way there is, that turn an answer made of them. One that does not apply
// stays so.
func otherBy(set *rules.Set, at int, answers []Answer) (ways [][]string) {
	items := slices.DeleteFunc(slices.Clone(set.Items(at)), func(q int) bool { return answers[q] == NA })
	was, trial := ofItems(set, at, answers), slices.Clone(answers)
	for n := 1; n <= len(items) && ways == nil; n++ {
		var turn func(from int, turned []string)
		turn = func(from int, turned []string) {
			if len(turned) == n {
				if ofItems(set, at, trial) != was {
					ways = append(ways, slices.Clone(turned))
				}
				return
			}
			for k := from; k < len(items); k++ {
				q := items[k]
				trial[q] = Yes + No - answers[q]
				turn(k+1, append(turned, set.Questions()[q].ID))
				trial[q] = answers[q]
			}
		}
		turn(0, nil)
	}
	return ways
}
