package predict

import "onecase/discretion"

// A caseSampler draws samples of whole cases.
type caseSampler struct {
	*outlooker
	questions  []int
	population [][]int // a row for each case: the level of its answer to each question; notApplicable
	rows       []int   // of each case: its place in the earlier inspection
	endless    bool    // drawn from with replacement
	sample     int
	order      []int32 // the rows of the population, shuffled while a sample is drawn
	swapped    []int32
	flagger    *flagger // told what is drawn; nil: nobody is
	found      []discretion.Case
}

func (l *outlooker) newCaseSampler(group string, questions []int, f *flagger) *caseSampler {
	size := l.plan.Groups[group]
	w := &caseSampler{outlooker: l, questions: questions, sample: size.Sample, endless: size.Population == 0, flagger: f}
	for row, n := range l.copies[group] {
		levels := l.levelsOf(&l.plan.Cases.Cases[row], questions)
		for range n {
			w.population, w.rows = append(w.population, levels), append(w.rows, row)
			w.order = append(w.order, int32(len(w.order)))
		}
	}
	if f == nil {
		return w
	}
	w.found = make([]discretion.Case, size.Sample)
	all := len(l.Rules.Questions())
	for i := range w.found {
		w.found[i] = discretion.Case{Answers: make([]discretion.Answer, all), Between: make([]uint8, all)}
		f.cases = append(f.cases, &w.found[i])
	}
	return w
}

// notApplicable stands for the answer to a question that does not apply to a case.
const notApplicable = -1

// levelsOf gives the level of a case's answer to each question; no is 0 and yes 1.
func (l *outlooker) levelsOf(c *discretion.Case, questions []int) []int {
	levels := make([]int, len(questions))
	for k, q := range questions {
		levels[k] = notApplicable
		if level, ok := c.LevelOf(q, l.levelsIn(q)); ok {
			levels[k] = level
		}
	}
	return levels
}

// levelsIn is how many levels the answers to a question have: two of yes and no.
func (l *outlooker) levelsIn(question int) int {
	if scale := l.Scales[question]; scale.HasPoints() {
		return scale.Levels()
	}
	return 2
}

// draw draws one sample and counts its answers.
func (w *caseSampler) draw(random *stream, yes, of []int) {
	clear(yes)
	clear(of)
	if w.flagger != nil {
		for _, levels := range w.flagger.levels {
			clear(levels)
		}
	}
	w.swapped = w.swapped[:0]
	for i := range w.sample {
		at := w.pick(i, random)
		if w.found != nil && w.o.Agreement == 0 {
			w.found[i] = w.plan.Cases.Cases[w.rows[at]]
		}
		for k, level := range w.population[at] {
			if w.found != nil && w.o.Agreement > 0 {
				w.found[i].Answers[w.questions[k]] = discretion.NA
			}
			if level == notApplicable {
				continue
			}
			q := w.questions[k]
			level = w.assumed[q].read(random, level, w.levelsIn(q))
			of[k]++
			if scale := w.Scales[q]; scale.HasPoints() {
				yes[k] += scale.Above(level)
			} else {
				yes[k] += level
			}
			if w.flagger != nil && w.flagger.levels[k] != nil {
				w.flagger.levels[k][level]++
			}
			if w.found != nil && w.o.Agreement > 0 {
				w.found[i].SetLevel(q, level, w.levelsIn(q))
			}
		}
	}
	// Every sample starts from the same order, whatever was drawn before.
	for i := len(w.swapped) - 1; i >= 0; i-- {
		at := w.swapped[i]
		w.order[i], w.order[at] = w.order[at], w.order[i]
	}
}

// pick gives the i-th case of the sample, by a shuffle (Fisher and Yates 1938).
func (w *caseSampler) pick(i int, random *stream) int {
	if w.endless {
		return int(random.below(float64(len(w.population))))
	}
	at := i + int(random.below(float64(len(w.order)-i)))
	w.order[i], w.order[at] = w.order[at], w.order[i]
	w.swapped = append(w.swapped, int32(at))
	return int(w.order[i])
}
