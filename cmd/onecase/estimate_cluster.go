package main

import (
	"fmt"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats/phrase"
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

// clusterTable shows how alike the cases of one cluster are, and what that does.
func clusterTable(set *rules.Set, clusters []discretion.QuestionClusters, confidence float64) report.Table {
	t := headedTable{Table: report.Table{Columns: report.Columns("Question", ">Clusters", ">Yes/of", ">Between them", ">Limits", ">Design effect", ">"+percentText(confidence)+" limits of the share")}}
	unknown := false
	for _, q := range clusters {
		if q.Why != "" {
			unknown = true
			t.addQuestion(set, q.Question, q.Clusters, fmt.Sprintf("%d/%d", q.Yes, q.Of), "-", "-", "-", "-")
			continue
		}
		t.addQuestion(set, q.Question, q.Clusters, fmt.Sprintf("%d/%d", q.Yes, q.Of), phrase.Share(q.Between), fmt.Sprintf("%s to %s", phrase.Share(q.BetweenLow), phrase.Share(q.BetweenHigh)),
			twoPlaces(q.DesignEffect), fmt.Sprintf("%s to %s", percentOf(q.Low), percentOf(q.High)))
	}
	t.Notes = []string{"Between them: the share of the variance of the answers that lies between clusters (the intraclass correlation, by analysis of variance), with limits that are approximate for yes and no; " +
		"below 0 where cases of one cluster are less alike than others. Design effect: 1 + (mean size - 1) times that. The limits of the share allow for the clusters (beta, with clusters for degrees of freedom, " +
		"as R's survey has them), take them to be drawn from very many, and are not guaranteed."}
	t.NoteIf(unknown, "-: all answers are the same, or no cluster has two cases, or there is one alone.")
	return t.Table
}
