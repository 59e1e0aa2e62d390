package caselist

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestParseBands(t *testing.T) {
	for text, want := range map[string]string{
		"10-13,14-15,16+": "10-13,14-15,16+", " 0 - 2 , 3,4–9": "0-2,3,4-9",
		"10-13,13-15": "!above", "16+,17": "!above", "5-3": "!above", "": "!no band", "a-b": "!no band",
		"1-2,": "!no band", "-3": "!no band",
	} {
		bands, err := ParseBands(text)
		if message, fails := strings.CutPrefix(want, "!"); fails {
			if err == nil || !strings.Contains(err.Error(), message) {
				t.Errorf("%q: got %v, want an error with %q", text, err, message)
			}
		} else if got := (BandRule{Bands: bands}).String(); err != nil || got != want {
			t.Errorf("%q: got %q, %v, want %q", text, got, err, want)
		}
	}
}

func TestQuantity(t *testing.T) {
	for text, want := range map[string]bool{"0": true, " 3.5 ": true, "2147483646": true, "2147483647": false,
		"-1": false, "NaN": false, "x": false, "1e400": false} {
		if x, ok := quantity(text); ok != want {
			t.Errorf("%q: %v, %v", text, x, ok)
		}
	}
}

// staysList is a list of 40 patients, each of another length of stay, and a few more.
func staysList() []string {
	lines := []string{"Hosp No,Sex,LOS (days),Ward"}
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("H%03d,F,%d,Elm", i, i))
	}
	return append(lines, "H100,M,2.9,Ash", "H101,M,,Ash")
}

// A column of many numbers is matched on in bands and never one by one.
func TestBands(t *testing.T) {
	_, err := Clean(list(t, staysList()...), CleanOptions{Match: []string{"LOS (days)"}})
	if want := `list.csv: "LOS (days)" holds more than 12 different numbers, too many to match on one by one (put it in bands, such as the option bands "LOS (days)=0-8,9-18,19-28,29+")`; err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	bands, err := ParseBands("0-2,3-19,20-30")
	check(t, err)
	rule := []BandRule{{"los (days)", bands}}
	_, err = Clean(list(t, staysList()...), CleanOptions{Match: []string{"LOS (days)"}, Bands: rule})
	if err == nil || !strings.Contains(err.Error(),
		`LOS (days) "39" is in none of the bands 0-2, 3-19, 20-30, unknown (add it with the option category "LOS (days):39=CATEGORY")`) {
		t.Errorf("a number above the bands: %v", err)
	}
	rule[0].Bands[2].High = endless
	r, err := Clean(list(t, staysList()...), CleanOptions{Match: []string{"LOS (days)"}, Bands: rule})
	check(t, err)
	if got := strings.Join(r.Frame.Variables[0].Categories, " "); got != "0-2 3-19 20+ unknown" {
		t.Errorf("categories: %s", got)
	}
	lines := staysList()
	lines[0] = "Hosp No,Sex,LOS `$days`,Ward"
	_, err = Clean(list(t, lines...), CleanOptions{Match: []string{"los  days"},
		Bands: []BandRule{{"LOS days", bands}}}) // as a shell takes it
	check(t, err)
	counts := map[string]int{}
	for _, c := range r.Frame.Cases {
		counts[c.Values[0]]++
	}
	if got := fmt.Sprint(counts); got != "map[0-2:4 20+:20 3-19:17 unknown:1]" {
		t.Errorf("cases: %s", got)
	}
	if _, err := Clean(list(t, staysList()...), CleanOptions{Bands: rule}); err == nil ||
		!strings.Contains(err.Error(), "there are bands for") {
		t.Errorf("bands of a column that is not matched on: %v", err)
	}
	rosh := []BandRule{{Of: "rosh", Bands: []Band{{1, 2}}}}
	if _, err := Clean(list(t, "Case no,RoSH", "K1,low", "K2,high"), CleanOptions{Bands: rosh}); err == nil ||
		!strings.Contains(err.Error(), "whose texts are categories (low, medium, high, very high)") {
		t.Errorf("bands of categories: %v", err)
	}
}

// Columns that nothing is taken from are named, with bands where they hold numbers.
func TestUnused(t *testing.T) {
	r, err := Clean(list(t, staysList()...), CleanOptions{})
	check(t, err)
	if !slices.Equal(r.Unused, []string{"LOS (days)"}) || len(r.Bandable) != 1 || r.Bandable[0].String() != "0-8,9-18,19-28,29+" {
		t.Errorf("unused %q, in bands %v", r.Unused, r.Bandable)
	}
	r, err = Clean(list(t, staysList()...), CleanOptions{Match: []string{"Ward"}})
	check(t, err)
	if !slices.Equal(r.Unused, []string{"LOS (days)"}) {
		t.Errorf("unused %q", r.Unused)
	}
}

// Numbers of a thousand and more are references or years, and are offered no bands.
func TestBandable(t *testing.T) {
	for first, want := range map[int]string{0: "0-9,10-19,20-29,30+", 969: "969-978,979-988,989-998,999+", 970: ""} {
		for words := range 4 {
			lines := []string{"case_id,stay"}
			for i := range 40 - words {
				lines = append(lines, fmt.Sprintf("K%d,%d", i, first+i))
			}
			for i := range words {
				lines = append(lines, fmt.Sprintf("L%d,some", i))
			}
			r, err := Clean(list(t, lines...), CleanOptions{})
			check(t, err)
			got := ""
			if len(r.Bandable) > 0 {
				got = r.Bandable[0].String()
			}
			if words == 0 && got != want || first == 0 && words > 0 && (got == "") != (words > 2) {
				t.Errorf("from %d with %d words: %s, want %s", first, words, got, want)
			}
		}
	}
}

// Numbers are put in bands from thirteen different ones on, by quarters of the rows, or of the
// numbers where most rows have one of them.
func TestSuggestedBands(t *testing.T) {
	for _, test := range []struct {
		zeros, last int // rows of 0, then 1, 2, ... once each
		want        string
	}{
		{1, 11, ""}, {1, 12, "0-2,3-5,6-8,9+"}, {20, 20, "0,1-10,11+"}, {30, 13, "0-2,3-6,7-9,10+"}, {10, 12, "0-1,2-6,7+"},
	} {
		lines := []string{"case_id,stay"}
		for i := range test.zeros {
			lines = append(lines, fmt.Sprintf("Z%d,0", i))
		}
		for i := range test.last {
			lines = append(lines, fmt.Sprintf("K%d,%d", i, i+1))
		}
		r, err := Clean(list(t, lines...), CleanOptions{})
		check(t, err)
		got := ""
		if len(r.Bandable) > 0 {
			got = r.Bandable[0].String()
		}
		if got != test.want {
			t.Errorf("%d of 0 and up to %d: %s, want %s", test.zeros, test.last, got, test.want)
		}
	}
}

// Where no header names the case id, the first column that tells the rows apart is offered.
func TestOfferedID(t *testing.T) {
	for _, test := range []struct{ list, want string }{
		{"Our key,Sex | A1,M | A2,F", `"Our key" tells the rows apart`},
		{"Sex,Our key | M,A1 | F,A2", `"Our key" tells the rows apart`},
		{"Our key,Sex | A1,M | A1,F", "say which it is with"},
		{"Planned date,Our key | 2021-01-01,A1 | 2021-01-02,A2", `"Our key" tells the rows apart`},
		{"Name,Sex | Ann,F | Bob,M", "say which it is with"},
		{",Sex,Our key | 1,M,A1 | 2,F,A2", `"Our key" tells the rows apart`},
		{"Our key,Sex | A1,M", "say which it is with"},
		{"Our key | " + strings.Repeat("A1 | ", 2) + ids(18), `"Our key" tells the rows apart`}, // one of 20 repeats
		{"Our key | " + strings.Repeat("A1 | ", 2) + ids(17), "say which it is with"},
	} {
		_, err := Clean(list(t, strings.Split(test.list, " | ")...), CleanOptions{})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.list, err, test.want)
		}
	}
}

// ids are K1 and on, so many of them.
func ids(n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprintf("K%d", i+1))
	}
	return strings.Join(all, " | ")
}
