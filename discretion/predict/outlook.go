package predict

import (
	"onecase/discretion/rules"
	"onecase/stats"
)

// OutlookOptions are the choices of an outlook.
type OutlookOptions struct {
	Rounding rules.Rounding // "": the rule set's
	// Agreement, where not 0, is the chance that an answer is found as it truly
	// is, each independently.
	Agreement float64
	// Wanted, where not 0, is a chance of the right band: the outlook says from
	// how many cases it is reached.
	Wanted     float64
	Replicates int // 0: DefaultOutlookReplicates
	Seed       string
	Progress   func(done, total int)
}

// DefaultOutlookReplicates keeps the standard error of a simulated chance to
// half a percentage point.
const DefaultOutlookReplicates = 10_000

// Outlook is what an inspection may be expected to show, if what is assumed is
// true. Chances are by rating, in the rule set's order.
type Outlook struct {
	Plan       *OutlookPlan
	Rounding   rules.Rounding
	Agreement  float64
	Wanted     float64
	Replicates int // 0 where nothing was simulated
	Seed       string
	// MonteCarloError is the standard error that no simulated chance exceeds.
	MonteCarloError float64

	Questions []QuestionOutlook
	Standards []StandardOutlook
	Overall   OverallOutlook

	Warnings []stats.Warning
}

// QuestionOutlook is one question. It is exact.
type QuestionOutlook struct {
	rules.Question
	Assumption
	// Population is the eligible cases it applies to and Yes those of them that
	// are truly yes; both 0 where the group's population is not known.
	Population, Yes int
	ExpectedOf      float64 // cases of the sample it may be expected to apply to
	True            string  // the band of the population; "" where there is none
	Chances         []float64
	None            float64  // chance that it applies to no case of the sample
	Right           *float64 // chance of the true band
	OneCaseSwing    float64  // chance that one judgement would move it to another band
	Unreachable     []string // bands that no count out of the expected cases falls in
	Wanted          *WantedSize
}

// StandardOutlook is one standard.
type StandardOutlook struct {
	rules.Standard
	True    string
	Basis   Basis // of Chances, Right and the biases
	Chances []float64
	None    float64 // chance that it cannot be rated, as no case applies
	Right   *float64
	// Bias is the expected lowest proportion less the lowest of the population:
	// the lowest of several questions is found too low on average, as that of any
	// of them may be the one that fell short. ScoreBias is the same for the score.
	Bias, ScoreBias *float64
	// Flagged is the simulated chance that a criterion opens the standard to
	// discretion, and Criteria that of each; nil where the rules have none.
	Flagged  *float64
	Criteria []CriterionChance
	Wanted   *WantedSize
}

// A CriterionChance is the chance that one criterion fires.
type CriterionChance struct {
	Criterion rules.CriterionID
	Chance    float64
}

// OverallOutlook is the overall rating.
type OverallOutlook struct {
	Why     string // why there are no chances; "" where there are
	True    string
	Basis   Basis
	Chances []float64
	Right   *float64
	Score   int // of the population
	Scores  []ScoreChance
}

// A WantedSize says with how many cases of the group a chance is reached. The
// chance does not rise evenly, as bands fall differently on every number of
// cases.
type WantedSize struct {
	First  *int // the fewest cases that reach it; nil: none up to the most that were tried
	Stable *int // from here on every number reaches it
}
