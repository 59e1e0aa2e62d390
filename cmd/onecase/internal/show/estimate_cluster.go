package show

import (
	"fmt"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/stats"
	"onecase/stats/phrase"
)

// Clusters shows how alike the cases of one cluster are, and what that does.
func Clusters(set *rules.Set, clusters []discretion.QuestionClusters, confidence float64) report.Table {
	type row = discretion.QuestionClusters
	unknown := func(q row) bool { return q.Why != "" }
	known := func(head string, of func(row) string) report.ColumnOf[row] {
		return report.Num(head, func(q row) string { return phrase.Either(unknown(q), "-", of(q)) })
	}
	return report.Fill(report.Table{
		Notes: []string{"Between them: the share of the variance of the answers that lies between clusters (the intraclass correlation, by analysis of variance), with limits that are approximate for yes and no; " +
			"below 0 where cases of one cluster are less alike than others. Design effect: 1 + (size - 1) times that, with the size of an average case's cluster. The limits of the share allow for the clusters (beta, with clusters for degrees of freedom, " +
			"as R's survey has them), take them to be drawn from very many, and are not guaranteed."},
	}, clusters,
		underQuestion(set, "Question", func(q row) rules.Question { return q.Question }),
		report.Num("Clusters", func(q row) int { return q.Clusters }),
		report.Num("Yes/of", func(q row) string { return fmt.Sprintf("%d/%d", q.Yes, q.Of) }),
		known("Between them", func(q row) string { return phrase.Share(q.Between) }).
			Mark("", "-: all answers are the same, or no cluster has two cases, or there is one alone.", unknown),
		known("Limits", func(q row) string { return phrase.Share(q.BetweenLow) + " to " + phrase.Share(q.BetweenHigh) }),
		known("Design effect", func(q row) string { return TwoPlaces(q.DesignEffect) }),
		known(Percent(confidence)+" limits of the share",
			func(q row) string { return PercentTenths(q.Low) + " to " + PercentTenths(q.High) }))
}

// ClusterTitle is the heading of the table of a column's clusters.
func ClusterTitle(column string) string {
	return "Cases of one " + strings.ToLower(strings.ReplaceAll(column, "_", " "))
}

// ClustersWorking is the working of one question's row.
func ClustersWorking(q discretion.QuestionClusters, confidence float64) (d report.Derivation) {
	if q.Why != "" {
		d.Add("share of the variance between clusters", "(MSB - MSW) / (MSB + (m - 1) MSW)", "Donner 1986", "not known", "%s", q.Why)
		return d
	}
	k, n := q.ClusterShare.Clusters, q.Of
	d.Add("share of the variance between clusters",
		"(MSB - MSW) / (MSB + (m - 1) MSW), MSB and MSW the mean squares between and within clusters, m = (n - sum of n_i^2 / n) / (k - 1)",
		"analysis of variance; Donner 1986; Ridout, Demetrio and Firth 1999", fmt.Sprintf("%.4f", q.Between),
		"MSB = %.6f, MSW = %.6f, m = %.4f; %d clusters, %d cases", q.BetweenSquare, q.WithinSquare, q.MeanSize, k, n)
	numbers := "every cluster is all yes or all no"
	if q.WithinSquare > 0 {
		numbers = fmt.Sprintf("F = %.4f, m = %.4f, %d and %d degrees of freedom, confidence %s",
			q.BetweenSquare/q.WithinSquare, q.MeanSize, k-1, n-k, Percent(confidence))
	}
	d.Add("its limits", "(F/a - 1) / (F/a + m - 1) and (F b - 1) / (F b + m - 1), F = MSB/MSW, a and b the upper quantiles of F with k - 1, n - k and with n - k, k - 1 degrees of freedom; "+
		"not below -1/(m - 1) nor above 1", "Searle 1971; Thomas and Hultquist 1978",
		fmt.Sprintf("%.4f to %.4f", q.BetweenLow, q.BetweenHigh), "%s", numbers)
	d.Add("design effect", "1 + (sum of n_i^2 / n - 1) times the share between clusters, n_i cases in each",
		"Kish 1987; Gabler, Häder and Lahiri 1999", fmt.Sprintf("%.4f", q.DesignEffect), "1 + (%.4f - 1) × %.4f", q.CaseSize, q.Between)
	d.Add("standard error of the share",
		"sqrt(k/(k - 1) sum of (y_i - p n_i)^2) / n, y_i of n_i cases of a cluster being yes",
		"R survey, svymean with clusters", PercentTenths(q.SE),
		"p = %d/%d, k = %d", q.Yes, n, k)
	formula, source := stats.DesignBeta.Formula()
	d.Add("limits of the share", formula, source, PercentTenths(q.Low)+" to "+PercentTenths(q.High),
		"p = %s, se = %s, %d degrees of freedom", PercentTenths(q.Proportion), PercentTenths(q.SE), q.DF)
	return d
}
