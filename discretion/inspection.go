package discretion

import (
	"strings"
	"time"

	"onecase/discretion/rules"
	"onecase/sample"
	"onecase/stats"
)

// An Inspection is one inspection of one service: rules, judgements and decisions.
type Inspection struct {
	File    string // where it was read from; "" when it was made in another way
	Service string
	Date    string // the day, 2021-06-21, or a text that is none; "" when not given
	Rules   *rules.Set

	Groups    map[string]GroupSize // by group id
	Judged    map[string]string    // ratings given directly, by standard id
	Results   Results
	Decisions []Decision
	Published *Published // nil when nothing was published to compare with

	Judgements string         // the file of judgements still to be read (see AddJudgements); "": none
	Record     *sample.Record // of the draw, taken by UseRecord; nil when there is none
	RulesFile  string         // the file of the rules; "" for a set that comes with the program
	Warnings   stats.Warnings // of the inspection file
	Withheld   *Withheld      // of one that Publish made; else nil

	reading // how AddJudgements reads its table
}

// GroupSize is how many cases of a group were eligible and how many were read.
type GroupSize struct {
	Population int // 0: not known
	Sample     int // 0: not known
}

// A Decision is a use of discretion: people change a standard's rating, and say why.
type Decision struct {
	Standard string `toml:"standard"`
	To       string `toml:"to" json:"to"`
	Reason   string `toml:"reason" json:"reason"`
}

// Published is what was printed about an inspection.
type Published struct {
	Ratings map[string]string // by standard id
	Overall string            // "" when not given
	Score   *int              // nil when not given
}

// NewInspection is an inspection under some rules with nothing judged yet.
func NewInspection(set *rules.Set) *Inspection {
	return &Inspection{
		Rules:   set,
		Groups:  map[string]GroupSize{},
		Judged:  map[string]string{},
		Results: emptyResults(set),
	}
}

// CasesRead is how many cases of a group were read, given or counted; 0 if unknown.
func (ins *Inspection) CasesRead(group string) int {
	if n := ins.Groups[group].Sample; n > 0 || ins.Results.Grid == nil {
		return n
	}
	return ins.Results.Grid.Sampled(group)
}

// Name is what an inspection is called: its service, or else its file.
func (ins *Inspection) Name() string {
	if ins.Service != "" {
		return ins.Service
	}
	at := strings.LastIndexAny(ins.File, `/\`)
	return ins.File[at+1:]
}

// LaterThan tells whether both dates are days, and this one's is later.
func (ins *Inspection) LaterThan(other *Inspection) bool {
	a, err := time.Parse(time.DateOnly, ins.Date)
	b, err2 := time.Parse(time.DateOnly, other.Date)
	return err == nil && err2 == nil && a.After(b)
}
