package discretion

import "testing"

func TestDidYouMean(t *testing.T) {
	known := []string{"ooc", "court", "K199", "K018", "good"}
	for word, want := range map[string]string{
		"moon": "", "K999": "", "K19": "", "x": "", "outstanding": "",
		"cort": "court", "cuort": "court", "god": "good", "oc": "ooc", "K081": "K018", "k199": "K199",
	} {
		if want != "" {
			want = `; did you mean "` + want + `"?`
		}
		if got := didYouMean(word, known); got != want {
			t.Errorf("%s: got %q, want %q", word, got, want)
		}
	}
}
