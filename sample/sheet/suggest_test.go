package sheet

import (
	"strings"
	"testing"
)

func TestDidYouMean(t *testing.T) {
	known := []string{"ooc", "court", "K199", "K018", "good"}
	for word, want := range map[string]string{
		"moon": "", "K999": "", "K19": "", "x": "", "outstanding": "",
		"cort": "court", "cuort": "court", "god": "good", "oc": "ooc", "K081": "K018", "k199": "K199",
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
	list := []string{"exact", "shortest", "wilson", ""}
	for word, want := range map[string]string{"exakt": "exact", "wislon": "wilson", "shortst": "shortest", "EXACT": "exact", "zzz": "", "": "", strings.Repeat("a", 1000): ""} {
		if got := Nearest(word, list); got != want {
			t.Errorf("nearest to %q is %q, want %q", word, got, want)
		}
	}
}
