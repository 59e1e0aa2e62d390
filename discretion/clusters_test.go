package discretion

import (
	"strings"
	"testing"

	"onecase/stats"
)

// The clusters of a table are the yes answers and cases of each name.
func TestClustersOfATable(t *testing.T) {
	ins := gridOf(t, []string{"11", "10", "01", "0-", "11", "00", "11"})
	if _, err := ins.Clusters(0.8); err == nil || !strings.Contains(err.Error(), "no such column") {
		t.Error(err)
	}
	ins.Results.Grid.Kept = "manager"
	for i, name := range []string{"Ann", " ann", "Bo", "BO", "Cy", "Cy", ""} {
		ins.Results.Grid.Cases[i].Kept = name
	}
	all, err := ins.Clusters(0.8)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	for i, clusters := range [][]stats.DrawnShare{{{Yes: 1, Of: 1}, {Yes: 2, Of: 2}, {Yes: 0, Of: 2}, {Yes: 1, Of: 2}},
		{{Yes: 1, Of: 1}, {Yes: 1, Of: 2}, {Yes: 1, Of: 1}, {Yes: 1, Of: 2}}} {
		want, err := stats.ClusterShareOf(clusters, 0.8)
		if err != nil || all[i].ClusterShare != want {
			t.Errorf("%+v, want %+v, %v", all[i].ClusterShare, want, err)
		}
	}
	ins.Results.Grid = nil
	if _, err := ins.Clusters(0.8); err == nil || !strings.Contains(err.Error(), "totals do not say") {
		t.Error(err)
	}
}
