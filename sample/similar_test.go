package sample

import (
	"slices"
	"testing"
)

func TestSimilarIDs(t *testing.T) {
	for _, c := range []struct {
		ids  []string
		want [][2]int
	}{
		{[]string{"K1", "K2", "K10", "", ""}, nil},
		{[]string{"K1", "k1", "K 1", "K1"}, [][2]int{{0, 1}, {0, 2}}},
		{[]string{"3", "00003", "30", "300"}, [][2]int{{0, 1}}},
		{[]string{"K-007", "K-7", "K-70"}, [][2]int{{0, 1}}},
		{[]string{"A0", "A00", "A"}, [][2]int{{0, 1}}},
		{[]string{"1-1", "1\u20111", "1\u22121", "1–1", "11"}, [][2]int{{0, 1}, {0, 2}, {0, 3}}},
		{[]string{"C1", "\u04211", "C\u200b1", "C\u00ad1", "\ufeffC1", "Ｃ１",
			"C\ufe0f1", "C\U000e00411"}, [][2]int{{0, 1}, {0, 2}, {0, 3}, {0, 4}, {0, 5}, {0, 6}, {0, 7}}},
		{[]string{"\u0431\u0433", "6r"}, nil}, // Cyrillic words are no Latin ones
	} {
		if got := SimilarIDs(len(c.ids), func(i int) string { return c.ids[i] }); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, not %v", c.ids, got, c.want)
		}
	}
}
