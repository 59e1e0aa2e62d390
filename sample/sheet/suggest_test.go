package sheet

import (
	"strings"
	"testing"
)

func TestDidYouMean(t *testing.T) {
	known := []string{"ooc", "court", "K199", "K018", "good", "cart", "card"} // of two that are as near the first
	for word, want := range map[string]string{
		"moon": "", "K999": "", "K19": "", "x": "", "outstanding": "",
		"carx": "cart", "cort": "court", "cuort": "court", "god": "good", "oc": "ooc", "K081": "K018", "k199": "K199",
	} {
		if want != "" {
			want = `; did you mean "` + want + `"?`
		}
		if got := DidYouMean(word, known); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	list := []string{"exact", "shortest", "wilson", "", "a"}
	for word, want := range map[string]string{"exakt": "exact", "wislon": "wilson", "shortst": "shortest",
		"EXACT": "exact", "zzz": "", "": "", "b": "", "A": "a", "shurtst": "shortest", "exbkt": "", strings.Repeat("a", 1000): ""} {
		if got := Nearest(word, list); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}

// Distances of the literature and of counting by hand; a distance is the same both ways.
func TestEditDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"a", "a", 0}, {"a", "b", 1}, {"ab", "ba", 1}, {"abcd", "badc", 2},
		{"ca", "abc", 3}, {"aab", "aba", 1},
		{"kitten", "sitting", 3}, {"saturday", "sunday", 3}, {"größe", "grösse", 2}, {"abab", "baba", 2}, {"abc", "xaby", 2},
	} {
		if got, back := editDistance(test.a, test.b), editDistance(test.b, test.a); got != test.want || back != test.want {
			t.Errorf("%q and %q: %d, and %d back, want %d", test.a, test.b, got, back, test.want)
		}
	}
}
