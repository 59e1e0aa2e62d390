package main

import (
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/predict"
	"onecase/discretion/rules"
	"onecase/stats"
)

// progressResult is the result of progress as programs read it.
type progressResult struct {
	Rules           string             `json:"rules"`
	Service         string             `json:"service" null:"zero"`
	Record          string             `json:"record"`
	Rounding        rules.Rounding     `json:"percent_rounding"` // as in `rate`
	Read            int                `json:"read"`             // cases without an answer to come: read in full, or counted as failed
	Of              int                `json:"of"`               // cases of the sample
	Ordered         bool               `json:"ordered"`          // the record has an order of reading, drawn from a seed
	Day             int                `json:"day" null:"zero"`  // of `--day`
	Groups          []progressGroup    `json:"groups"`
	Questions       []progressQuestion `json:"questions"`
	Standards       []progressStandard `json:"standards"`
	Overall         progressOverall    `json:"overall"`
	Model           predict.Model      `json:"model" null:"zero"`      // of the chances, as in `robust`; null without bands
	Prior           string             `json:"prior" null:"zero"`      // null without bands
	Seed            string             `json:"seed" null:"zero"`       // null where nothing was simulated
	Replicates      int                `json:"replicates" null:"zero"` // null where nothing was simulated
	MonteCarloError *float64           `json:"monte_carlo_error"`      // standard error that no simulated chance exceeds
	Readers         []progressReader   `json:"readers"`                // of the record or, where it has none, of the grid
	ReaderTest      *progressTest      `json:"reader_test,omitempty"`  // only with `--readers`: whether one reader judges unlike the others
	Open            []progressCase     `json:"open"`                   // cases with an answer to come, in the order of reading
	Findings        []progressFinding  `json:"findings"`               // what is missing or contradicts the record
	Warnings        []stats.Warning    `json:"warnings"`
}

type progressGroup struct {
	Group string `json:"group"`
	Read  int    `json:"read"` // cases without an answer to come: read in full, or counted as failed
	Of    int    `json:"of"`   // cases of the sample
}

// progressOutcome is what can still become of a rating.
type progressOutcome struct {
	Settled  bool     `json:"settled"`             // no answer still to come can change it
	Possible []string `json:"possible"`            // the ratings that there can be, worst first
	Unrated  bool     `json:"unrated"`             // there can be no rating
	Chances  chances  `json:"chances" null:"zero"` // of each rating, once the whole sample is read; null where they are not known
	Why      string   `json:"why" null:"zero"`     // why they are not known
	SoFar    string   `json:"so_far" null:"zero"`  // by the answers that are in; null for none
}

type progressQuestion struct {
	ID      string `json:"id"`
	Read    int    `json:"read"` // cases whose answer is in
	Of      int    `json:"of"`   // cases of the sample that are asked
	Yes     int    `json:"yes"`
	Applies int    `json:"applies"`          // cases so far with yes or no, or a level
	Levels  []int  `json:"levels,omitempty"` // only of answers with points, of which `yes` are those at the best: cases so far at each level, worst first
	progressOutcome
}

type progressStandard struct {
	ID     string `json:"id"`
	Judged bool   `json:"judged"` // rated directly, with no questions answered case by case
	Open   int    `json:"open"`   // cases with an answer to come to one of its questions
	progressOutcome
}

type progressOverall struct {
	Low  *int `json:"low"`  // the least score that there can be
	High *int `json:"high"` // the greatest score that there can be
	progressOutcome
}

type progressReader struct {
	Reader   string        `json:"reader"`
	Second   string        `json:"second" null:"zero"` // who reads every case with the reader
	Read     int           `json:"read"`               // cases read in full
	Begun    int           `json:"begun"`              // cases half filled
	Of       int           `json:"of"`                 // cases of the pile; without an assignment, cases that the grid has for the reader
	Behind   *int          `json:"behind"`             // cases up to `--day` that are not read; null without days
	Days     []progressDay `json:"days"`
	OpenNext []string      `json:"open"` // in the order of reading
}

// progressTest is a permutation test over the assignment.
type progressTest struct {
	Why             string               `json:"why" null:"zero"`      // why there is no test
	P               *float64             `json:"p"`                    // the chance of as large a difference, had the cases been shared out anew; null without a test
	Largest         string               `json:"largest" null:"zero"`  // the reader who differs most; null without a test
	Difference      *float64             `json:"difference"`           // the share of yes of that reader less that of the others; where answers have points, of the `mean`
	Over            discretion.Sharings  `json:"over" null:"zero"`     // the sharings that the one made is held against: `within-kinds`, where cases change readers with others alike in all that piles were matched on, or `by-the-rules`, from other seeds
	Kept            *float64             `json:"kept"`                 // how much of the comparison between readers is left within kinds; null without a test
	Stayed          int                  `json:"stayed" null:"zero"`   // cases that stayed with their readers when a part of the sample was shared out anew, which are not compared; null where there was no such part
	Sharings        int                  `json:"sharings" null:"zero"` // drawn; null where every way was counted
	MonteCarloError *float64             `json:"monte_carlo_error"`    // standard error of `p` from the drawing
	Seen            float64              `json:"seen" null:"zero"`     // the least difference that would have had a `p` of at most 0.05; null where none would
	Elsewhere       int                  `json:"read_by_others"`       // cases that the grid has another reader for than the assigned one, for whom they count
	Readers         []progressTestReader `json:"readers"`
}

type progressTestReader struct {
	Reader string   `json:"reader"`
	Second string   `json:"second" null:"zero"`
	Cases  int      `json:"cases"`
	Yes    int      `json:"yes"`  // answers of yes, or at the best level
	Of     int      `json:"of"`   // answers
	Mean   *float64 `json:"mean"` // of the answers: a yes is 1, a no 0, and a level of answers with points as far from the worst to the best as its points are; null without answers
}

type progressDay struct {
	Day  int `json:"day"`
	Read int `json:"read"`
	Of   int `json:"of"` // cases of the day
}

type progressCase struct {
	Case    string `json:"case"`
	Group   string `json:"group"`
	Reader  string `json:"reader" null:"zero"`
	Day     int    `json:"day" null:"zero"`
	Order   int    `json:"order" null:"zero"` // of the reader's cases
	Answers int    `json:"answers"`           // to come
}

type progressFinding struct {
	Kind    discretion.FindingKind `json:"kind"` // `half-filled`, `note-alone`, `not-in-grid`, `left-sample`, `not-sampled`, `stray-answer`, `other-reader`, `no-reader`, `out-of-order` or `no-question`
	Cases   []string               `json:"cases"`
	Row     int                    `json:"row" null:"zero"` // of the grid
	Message string                 `json:"message"`
	Fix     string                 `json:"fix"`
}

// progressResultOf makes the JSON of what is settled and what is open.
func progressResultOf(p *discretion.Progress, f *predict.Finished, test *discretion.ReaderTest,
	record string) progressResult {
	set := p.Inspection.Rules
	out := progressResult{Rules: set.ID, Service: p.Inspection.Service, Record: record, Rounding: p.Rounding,
		Read: p.Read, Of: p.Of, Ordered: p.Ordered, Day: p.Day,
		Replicates: f.Replicates, Warnings: worded(p.Warnings)}
	if set.RatesQuestions() {
		out.Model, out.Prior = f.Model, f.Prior.String()
	}
	if f.Replicates > 0 {
		out.Seed, out.MonteCarloError = f.Seed, &f.MonteCarloError
	}
	outcome := func(scale []rules.Rating, o discretion.Outcome, c predict.FinalChances, soFar string) progressOutcome {
		return progressOutcome{o.Settled, o.Possible, o.Unrated, chancesOf(scale, c.Chances), c.Why, soFar}
	}
	for _, g := range set.Groups {
		of, read, failed := p.CountIn(g.ID)
		out.Groups = append(out.Groups, progressGroup{g.ID, read + failed, of})
	}
	for i, q := range p.Questions {
		asked, _, _ := p.CountIn(q.Group)
		out.Questions = append(out.Questions, progressQuestion{q.Question.ID, asked - len(q.Open), asked, q.Yes, q.Of,
			q.Reached, outcome(show.RatingsOf(set, q.Standard), q.Outcome, f.Questions[i], q.SoFar)})
	}
	for i, st := range p.Standards {
		out.Standards = append(out.Standards, progressStandard{st.ID, st.Standard.Judged, st.Open,
			outcome(show.RatingsOf(set, st.ID), st.Outcome, f.Standards[i], st.SoFar)})
	}
	out.Overall = progressOverall{p.Overall.Low, p.Overall.High, outcome(set.OverallRatings(), p.Overall.Outcome,
		f.Overall, p.Overall.SoFar)}
	out.Readers = each(p.Readers, func(r discretion.ReaderProgress) progressReader {
		reader := progressReader{Reader: r.Reader, Second: r.Second, Read: r.Read, Begun: r.Begun, Of: r.Assigned,
			OpenNext: r.Open,
			Days: each(r.Days, func(d discretion.DayProgress) progressDay {
				return progressDay{d.Day, d.Read, d.Assigned}
			})}
		if p.Day > 0 && len(r.Days) > 0 {
			reader.Behind = &r.Behind
		}
		return reader
	})
	if test != nil {
		out.ReaderTest = progressTestOf(test)
	}
	for _, c := range p.Cases {
		if !c.Read() {
			a := c.Assigned
			out.Open = append(out.Open, progressCase{c.ID, c.Group, show.ReaderOf(p, c), a.Day, a.Order, len(c.Waiting)})
		}
	}
	out.Findings = each(p.Findings, func(f discretion.Finding) progressFinding {
		return progressFinding{f.Kind, f.Cases, f.Row, f.Message, f.Fix.Words(show.Flag)}
	})
	return out
}

func progressTestOf(t *discretion.ReaderTest) *progressTest {
	out := &progressTest{Why: t.Why, Sharings: t.Sharings, Seen: t.Seen, Elsewhere: t.Elsewhere}
	for _, r := range t.Readers {
		reader := progressTestReader{Reader: r.Reader, Second: r.Second, Cases: r.Cases, Yes: r.Yes, Of: r.Of}
		if r.Of > 0 {
			reader.Mean = new(r.Share())
		}
		out.Readers = append(out.Readers, reader)
	}
	out.Stayed = t.Stayed
	if t.Why != "" {
		return out
	}
	out.Over, out.Kept = t.Over, &t.Kept
	out.P, out.Largest, out.Difference = &t.P, t.Readers[t.Largest].Reader, new(t.Readers[t.Largest].Difference())
	if t.Sharings > 0 {
		out.MonteCarloError = &t.MonteCarloError
	}
	return out
}
