package main

import (
	"fmt"
	"maps"
	"math"
	"runtime"
	"sync"

	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
)

// A way is a way of predicting. Separate questions foretell much the same from cases.
type way struct {
	name   string
	model  predict.Model
	byCase bool
}

var ways = []way{
	{"separate", predict.Separate, false},
	{"tied, totals", predict.Tied, false},
	{"tied, cases", predict.Tied, true},
}

// replicates are enough, as their error adds little to that of the inspections.
const replicates = 1000

// rated names what bins are about.
var rated = []string{"question", "standard", "overall"}

// A record is what was foretold in one way, beside what came true.
type record struct {
	fell, rose, falls, rises average // of standards, by inspection
	found, score             average // less the true score
	bins                     [3][6]bin
}

// merge adds the bins of another record.
func (r *record) merge(other *record) {
	for of := range r.bins {
		for i := range r.bins[of] {
			b, o := &r.bins[of][i], other.bins[of][i]
			b.said.merge(o.said)
			b.right.merge(o.right)
			b.variance += o.variance
		}
	}
}

// A bin has the ratings said to be the same with chances close to each other.
type bin struct {
	said, right average
	variance    float64 // of how many are right, were the chances right and all independent
}

// off is by how many standard errors more are right than was said.
func (b bin) off() float64 {
	return (b.right.sum - b.said.sum) / math.Sqrt(max(b.variance, math.SmallestNonzeroFloat64))
}

// add adds a rating that was said to be the same with a chance.
func (r *record) add(of int, said float64, same bool) {
	at := 0
	for _, limit := range []float64{0.5, 0.65, 0.8, 0.9, 0.97} {
		if said >= limit {
			at++
		}
	}
	b := &r.bins[of][at]
	b.said.add(said)
	b.right.add(share(same))
	b.variance += said * (1 - said)
}

// An average has its standard error.
type average struct{ n, sum, squares float64 }

func (a *average) add(x float64) { a.n, a.sum, a.squares = a.n+1, a.sum+x, a.squares+float64(x*x) }

func (a *average) merge(b average) {
	a.n, a.sum, a.squares = a.n+b.n, a.sum+b.sum, a.squares+b.squares
}

func (a average) mean() float64  { return a.sum / a.n }
func (a average) error() float64 { return math.Sqrt((a.squares/a.n - a.mean()*a.mean()) / a.n) }

func share(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// measure inspects so many services of a kind, and gives a record for each way.
func measure(k kind, d design, inspections int, ways []way) ([]record, error) {
	set, err := rules.Load("hmip-youth-2018")
	if err != nil {
		return nil, err
	}
	outcomes := make([]*outcome, inspections)
	errs := make([]error, inspections)
	var wait sync.WaitGroup
	turn := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range inspections {
		wait.Go(func() {
			turn <- struct{}{}
			outcomes[i], errs[i] = inspect(set, k, d, i, ways)
			<-turn
		})
	}
	wait.Wait()
	records := make([]record, len(ways))
	for i, o := range outcomes {
		if errs[i] != nil {
			return nil, errs[i]
		}
		for w := range ways {
			o.addTo(&records[w], o.said[w])
		}
	}
	return records, nil
}

// An outcome is one inspection: what each way foretold, and what came true.
type outcome struct {
	truth *discretion.Assessor
	said  []*predict.Robustness
}

// inspect makes up a service, reads a sample of it and then all.
func inspect(set *rules.Set, k kind, d design, number int, ways []way) (*outcome, error) {
	all := k.service(set, d, number)
	read := &discretion.Grid{}
	seen := map[string]int{}
	for _, c := range all.Cases {
		if seen[c.Group]++; seen[c.Group] <= d.groups[c.Group].Sample {
			read.Cases = append(read.Cases, c)
		}
	}
	truth, err := discretion.NewAssessor(inspectionOf(set, all, nil), discretion.Options{})
	if err != nil {
		return nil, err
	}
	o := &outcome{truth: truth}
	for _, w := range ways {
		ins := inspectionOf(set, read, d.groups)
		if !w.byCase {
			if ins, err = totalsOf(ins); err != nil {
				return nil, err
			}
		}
		r, err := predict.Robust(ins, predict.Options{Model: w.model, Replicates: replicates, Seed: fmt.Sprint(number)})
		if err != nil {
			return nil, err
		}
		o.said = append(o.said, r)
	}
	return o, nil
}

// inspectionOf is an inspection with these cases; the other standards are judged good.
func inspectionOf(set *rules.Set, grid *discretion.Grid, groups map[string]discretion.GroupSize) *discretion.Inspection {
	ins := discretion.NewInspection(set)
	for _, st := range set.Standards {
		if st.Judged {
			ins.Judged[st.ID] = "good"
		}
	}
	maps.Copy(ins.Groups, groups)
	ins.Results.Grid = grid
	ins.Results.CountAnswers(set.Questions())
	return ins
}

// totalsOf is the inspection known by its totals.
func totalsOf(ins *discretion.Inspection) (*discretion.Inspection, error) {
	totals := discretion.NewInspection(ins.Rules)
	totals.Judged, totals.Groups = ins.Judged, ins.Groups
	for _, q := range ins.Results.Questions {
		if q.Of > 0 {
			if err := totals.Set(q.Question, q.Yes, q.Of); err != nil {
				return nil, err
			}
		}
	}
	return totals, nil
}

// addTo adds an outcome to the record of a way.
func (o *outcome) addTo(r *record, said *predict.Robustness) {
	set := o.truth.Rules
	ratings := make([]int, len(set.Standards))
	score, overall, _ := o.truth.Rater.Rate(o.truth.Bands, ratings)
	var fell, rose, falls, rises, n float64
	for i, st := range said.Standards {
		found, ok := set.RatingIndex(st.Computed)
		if !ok {
			continue
		}
		n++
		fell, rose = fell+share(ratings[i] < found), rose+share(ratings[i] > found)
		for rating, chance := range st.Chances {
			falls += share(rating < found) * chance
			rises += share(rating > found) * chance
		}
		r.add(1, *st.Same, ratings[i] == found)
	}
	for i, q := range said.Questions {
		if q.Same != nil {
			r.add(0, *q.Same, o.truth.RatingOf(i, o.truth.Bands[i]) == q.Band)
		}
	}
	r.add(2, *said.Overall.Same, set.Ratings[overall].ID == said.Overall.Computed)
	r.fell.add(fell / n)
	r.rose.add(rose / n)
	r.falls.add(falls / n)
	r.rises.add(rises / n)
	r.found.add(float64(said.Overall.Score - score))
	r.score.add(said.Overall.Expected() - float64(score))
}
