package main

import (
	"fmt"
	"strconv"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/sample/caselist"
	"onecase/stats"
)

// estimateOptions are the flags of estimate.
type estimateOptions struct {
	discretion.EstimateOptions
	inspectionOptions
	columnOptions
	cluster string
	bands   string
}

func (o *estimateOptions) bind(f *flagSet) {
	f.text(&o.record, "record", "the `RECORD` of the draw").input()
	f.text(&o.By, "by", "the `COLUMN` whose categories are estimated too, with the differences between them: a variable of the record, or a column of the list or of the judgements")
	o.bindList(f)
	f.text(&o.bands, "bands", "put the numbers of the column of --by in `BANDS`, such as 10-13,14-15,16+, which are its categories then")
	oneOfOr("auto", f, &o.Method, "method",
		"the `METHOD` of the limits: exact-cells, exact-table, exact, logit, beta, xlogit, mean or asin; auto is the first that suits the draw",
		"", stats.ExactCells, stats.ExactTable, stats.Exact, stats.DesignLogit, stats.DesignBeta, stats.DesignXLogit,
		stats.DesignMean, stats.DesignAsin)
	f.text(&o.cluster, "cluster", "the `COLUMN` that says which cases belong together, such as manager, of the record, the list or the judgements: how alike they are, and limits that allow for it")
	f.level(&o.Confidence, "the limits")
	f.onOff(&o.Together, "together", "make the limits hold all at once with the confidence, in place of each on its own")
	f.rules(&o.rules, "the rule set of the questions, `ID|FILE`; without it the record's")
	f.judgementSheet(&o.sheet)
	f.encoding(&o.encoding)
	o.bindPlain(f)
	f.publish(&o.publish)
	o.unrated = true
}

func (o *estimateOptions) run(c *call) error {
	words, err := c.arguments("a file of judgements")
	if err != nil {
		return err
	}
	if o.record == "" {
		return c.misuse("estimate needs --record, the record of the draw")
	}
	if o.list != "" && o.By == "" && o.cluster == "" {
		return c.misuse("--list is about --by and --cluster: name a column of the list with one of them")
	}
	if o.bands != "" && o.By == "" {
		return c.misuse("--bands is about --by: name a column of numbers with it")
	}
	if o.bands != "" {
		if o.Bands, err = caselist.ParseBands(o.bands); err != nil {
			return c.wrong("bands", strconv.Quote(o.bands), "%v", err)
		}
	}
	if o.publish > 0 && o.cluster != "" {
		return c.misuse("--publish does not go with --cluster: how alike the cases of one manager are tells of few cases")
	}
	if o.keep, err = o.find(c, &o.inspectionOptions, o.By, o.cluster); err != nil {
		return err
	}
	inspection, warnings, err := o.inspection(c, words[0])
	if err != nil {
		return err
	}
	if err := o.checkKept(inspection); err != nil {
		return err
	}
	o.List = o.columns[o.By]
	public, warnings, err := o.published(c, "", inspection, warnings)
	if err != nil {
		return err
	}
	o.Withheld = public.Withheld
	estimates, err := inspection.Estimate(inspection.Record, o.EstimateOptions)
	if err != nil {
		return fmt.Errorf("%s and %s: %w", words[0], o.record, err)
	}
	estimates.Warnings = append(warnings, estimates.Warnings...)
	result := estimateResult(estimates, inspection.Rules.ID, o.record)
	unread := new(discretion.NonResponse)
	if o.publish == 0 {
		if unread, err = discretion.NonResponseOf(inspection, discretion.Options{}, nil); err != nil {
			return err
		}
	} else {
		result.Categories, c.hiddenRows = each(estimates.Hidden,
			func(h discretion.HiddenCategory) withheldCategory { return withheldCategory(h) }), len(estimates.Hidden)
	}
	result.Unread, result.Withheld = unread.Cases, c.withheld
	var clusters []discretion.QuestionClusters
	if o.cluster != "" {
		if clusters, err = o.clusters(inspection); err != nil {
			return err
		}
		result.Clusters = each(clusters, estimateClusterOf)
	}
	return c.showDrawn(result, show.EstimateFigures(estimates, inspection.Rules), func() report.Document {
		d := show.Estimate(estimates, unread.Cases, public, c.format, c.explain)
		if o.cluster != "" {
			d.Section(show.ClusterTitle(inspection.Results.Grid.Kept), show.Clusters(inspection.Rules, clusters, estimates.Confidence))
		}
		if c.explain {
			for _, q := range clusters {
				d.Add(report.Heading("Working: "+inspection.Rules.QuestionTitle(q.Question.ID)+", clusters"),
					show.ClustersWorking(q, estimates.Confidence))
			}
		}
		return d
	})
}

// estimateJSON is the result as programs read it.
type estimateJSON struct {
	Rules       string                   `json:"rules"`
	Record      string                   `json:"record"`
	Confidence  float64                  `json:"confidence"` // of the limits: as in `rate`
	Method      stats.Method             `json:"method"`
	By          string                   `json:"by" null:"zero"` // of `--by`
	Groups      []discretion.GroupDesign `json:"groups"`
	Estimates   []estimateRow            `json:"estimates"`          // each question, and each category of it with `--by`
	Means       []estimateMean           `json:"means,omitempty"`    // only of answers with points: each such question, which is not among the estimates
	Differences []estimateDifference     `json:"differences"`        // with `--by`, each question and each two categories
	Clusters    []estimateCluster        `json:"clusters,omitempty"` // only with `--cluster`: each question
	Unread      []discretion.UnreadCase  `json:"unread"`             // drawn and not read; null with `--publish`
	looks
	Withheld   []withheld         `json:"withheld,omitempty"`            // only with `--publish`
	Categories []withheldCategory `json:"withheld_categories,omitempty"` // only with `--publish`: the rows of questions that are shown
	Warnings   []stats.Warning    `json:"warnings"`
}

type estimateRow struct {
	Question         string                      `json:"question"`
	Group            string                      `json:"group"`
	By               string                      `json:"by" null:"zero"`       // null for the whole group
	Category         string                      `json:"category" null:"zero"` // null for the whole group
	Yes              int                         `json:"yes"`
	Of               int                         `json:"of"`
	Population       *int                        `json:"population"`
	PopulationSource discretion.PopulationSource `json:"population_source"`
	TakenForAll      bool                        `json:"taken_for_all"`       // it applied to every case read, so it is taken to apply to every eligible case
	Waiting          int                         `json:"not_in_yet"`          // cases whose answer is not in yet, with `--so-far`
	Estimate         float64                     `json:"estimate" null:"nan"` // null where `of` is 0
	methodLimits
	LeastCoverage float64  `json:"least_coverage" null:"zero"` // how often limits by the method exact-table hold the truth in the worst population found; null for other methods
	StandardError *float64 `json:"standard_error"`
	Balanced      bool     `json:"balanced"` // the standard error is that of a matched sample
	Degrees       int      `json:"degrees_of_freedom"`
	Design        string   `json:"design"` // in words
}

type estimateMean struct {
	Question      string        `json:"question"`
	Group         string        `json:"group"`
	Measure       rules.Measure `json:"measure"` // what is estimated: the `mean` of points, or their `percent` of the highest
	Of            int           `json:"of"`
	Waiting       int           `json:"not_in_yet"`          // cases whose answer is not in yet, with `--so-far`
	Estimate      float64       `json:"estimate" null:"nan"` // null where `of` is 0
	Low           *float64      `json:"low"`                 // an approximate limit; null where there is none
	High          *float64      `json:"high"`
	StandardError float64       `json:"standard_error"`
	Degrees       int           `json:"degrees_of_freedom"`
	Design        string        `json:"design"` // in words
}

type estimateDifference struct {
	Question   string       `json:"question"`
	Group      string       `json:"group"`
	A          string       `json:"a"`          // a category
	B          string       `json:"b"`          // another
	Difference float64      `json:"difference"` // the share of a less that of b
	Low        float64      `json:"low"`        // least of the difference
	High       float64      `json:"high"`       // greatest of the difference
	HoldsZero  bool         `json:"holds_zero"` // 0 is within the limits
	Method     stats.Method `json:"method"`     // of these limits
	Guaranteed bool         `json:"guaranteed"` // they cover with the confidence whatever the true shares
}

func estimateResult(e *discretion.Estimates, set, record string) estimateJSON {
	out := estimateJSON{Rules: set, Record: record, Confidence: e.Confidence,
		Method: e.Method, By: e.By, Groups: e.Groups, looks: looksOf(e.Looks), Warnings: worded(e.Warnings)}
	for _, q := range e.Questions {
		row := estimateRow{
			Question: q.Question, Group: q.Group, Category: q.Category,
			Yes: q.Estimate.Yes, Of: q.Estimate.Of, PopulationSource: q.PopulationSource, TakenForAll: q.TakenForAll,
			Waiting: q.Waiting, Estimate: q.Estimate.Proportion, methodLimits: methodLimitsOf(q.Interval),
			Degrees: q.Estimate.DF, Balanced: q.Estimate.Balance > 0, Design: q.Design, LeastCoverage: q.LeastCoverage,
		}
		if q.Category != "" {
			row.By = e.By
		}
		if q.PopulationSource != discretion.PopulationUnknown {
			row.Population = &q.Population
		}
		if q.Estimate.Of > 0 {
			row.StandardError = &q.Estimate.SE
		}
		out.Estimates = append(out.Estimates, row)
	}
	for _, m := range e.Means {
		out.Means = append(out.Means, estimateMean{m.Question, m.Group, m.Measure, m.Estimate.Of, m.Waiting,
			m.Estimate.Mean, m.Low, m.High, m.Estimate.SE, m.Estimate.DF, m.Design})
	}
	out.Differences = each(e.Differences, func(q discretion.QuestionDifference) estimateDifference {
		d := q.Difference
		return estimateDifference{q.Question, q.Group, q.A, q.B, d.Estimate, d.Low, d.High, d.HoldsZero(), d.Method, d.Guaranteed}
	})
	return out
}
