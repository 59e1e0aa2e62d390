package main

import (
	"onecase/discretion"
)

// An estimateCluster is what the clusters of cases do to one question.
type estimateCluster struct {
	Question     string   `json:"question"`
	Clusters     int      `json:"clusters"`        // with a case that it applies to
	Between      *float64 `json:"between"`         // share of the variance between clusters: the intraclass correlation; null where nothing is known
	BetweenLow   *float64 `json:"between_low"`     // its limits, which are approximate
	BetweenHigh  *float64 `json:"between_high"`    // its limits, which are approximate
	DesignEffect *float64 `json:"design_effect"`   // variance of the share beside that of cases that stand alone
	Low          *float64 `json:"low"`             // of the share, with allowance for the clusters; not guaranteed
	High         *float64 `json:"high"`            // of the share, with allowance for the clusters; not guaranteed
	Why          string   `json:"why" null:"zero"` // why nothing is known
}

func estimateClusterOf(q discretion.QuestionClusters) estimateCluster {
	out := estimateCluster{Question: q.Question.ID, Clusters: q.Clusters, Why: q.Why}
	if q.Why == "" {
		out.Between, out.BetweenLow, out.BetweenHigh = &q.Between, &q.BetweenLow, &q.BetweenHigh
		out.DesignEffect, out.Low, out.High = &q.DesignEffect, &q.Low, &q.High
	}
	return out
}

// clusters works out what the cases of one cluster do to each question.
func (o *estimateOptions) clusters(ins *discretion.Inspection) ([]discretion.QuestionClusters, error) {
	if err := ins.KeepColumn(o.cluster, o.columns[o.cluster]); err != nil {
		return nil, err
	}
	return ins.Clusters(o.Confidence)
}
