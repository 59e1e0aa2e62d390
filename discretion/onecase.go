package discretion

import "slices"

// A Turn is a case that alone, judged differently, takes a standard out of its rating.
type Turn struct {
	Case      string   `json:"case"`
	Questions []string `json:"questions"` // downwards one of them is enough, upwards all have to change
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
			turns = append(turns, Turn{c.ID, slices.Clip(turned)})
		}
	}
	return turns, true
}
