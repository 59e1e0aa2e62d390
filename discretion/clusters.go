package discretion

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/stats"
)

// A QuestionClusters is what the clusters of cases, such as those of one manager, do to
// one question.
type QuestionClusters struct {
	rules.Question
	stats.ClusterShare
	Why string // why nothing is known of it; "" where it is
}

// Clusters works out of each question how alike the cases of one value of the column are
// that the table of judgements keeps (see OpenOptions.Keep), such as manager. Cases without
// a value are each of their own.
func (ins *Inspection) Clusters(confidence float64) ([]QuestionClusters, error) {
	grid := ins.Results.Grid
	switch {
	case grid == nil:
		return nil, fmt.Errorf("totals do not say which cases are whose: give the judgements case by case")
	case grid.Kept == "":
		return nil, fmt.Errorf("the judgements have no such column: add one beside the answers, with the name for each case")
	}
	confidence = ins.Level(confidence)
	var all []QuestionClusters
	for i, q := range ins.Rules.Questions() {
		if q.HasPoints() { // it has no share of yes
			continue
		}
		clusters := map[string]stats.DrawnShare{}
		for k, c := range grid.Cases {
			if c.Answers[i] == NA || slices.Contains(c.Waiting, i) {
				continue
			}
			name := strings.ToLower(strings.Join(strings.Fields(c.Kept), " "))
			if name == "" {
				name = fmt.Sprint("\x00", k)
			}
			share := clusters[name]
			share.Of++
			if c.Answers[i] == Yes {
				share.Yes++
			}
			clusters[name] = share
		}
		if len(clusters) == 0 {
			continue
		}
		var counts []stats.DrawnShare
		for _, name := range slices.Sorted(maps.Keys(clusters)) {
			counts = append(counts, clusters[name])
		}
		share, err := stats.ClusterShareOf(counts, confidence)
		out := QuestionClusters{Question: q, ClusterShare: share}
		if err == stats.ErrOneEach {
			out.Why = "the answers do not tell clusters from cases: all are the same, or no cluster has two cases, or there is one alone"
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", q.ID, err)
		}
		all = append(all, out)
	}
	return all, nil
}
