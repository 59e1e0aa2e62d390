package discretion

import (
	"fmt"
	"math/big"
	"testing"

	"onecase/discretion/rules"
	"onecase/stats"
)

// Every whole percentage of up to 30 cases, and of some numbers above 100, in every rounding: the only count
// that makes it is taken, else the nearest in the band that was printed; a percentage alone has its band.
func TestCountsOfPrintedPercentages(t *testing.T) {
	cuts := ladders[1]
	set := ladder(t, 1, 1, 1, cuts...)
	sizes := []int{130, 210}
	for of := range 31 {
		sizes = append(sizes, of)
	}
	for _, rounding := range []rules.Rounding{rules.HalfUp, rules.HalfEven, rules.Down} {
		scale := set.Scale(rounding)
		for _, of := range sizes {
			counts := map[int][]int{} // by whole percentage
			for yes := range of + 1 {
				if of == 0 {
					break
				}
				percent := 100 * yes / of
				rest := big.NewRat(int64(100*yes-percent*of), int64(of)).Cmp(big.NewRat(1, 2))
				if rounding == rules.HalfUp && rest >= 0 || rounding == rules.HalfEven && (rest > 0 || rest == 0 && percent%2 == 1) {
					percent++
				}
				counts[percent] = append(counts[percent], yes)
			}
			for percent := range 101 {
				p, err := stats.ParsePercentage(fmt.Sprint(percent))
				if err != nil {
					t.Fatal(err)
				}
				r := Result{}
				r.setPercent(p, of)
				r.recover(scale)
				band := bandByHand(percent, 100, rounding, cuts)
				if got := bandOf(scale, r); got != band {
					t.Fatalf("%s, %d%% of %d: band %d, want %d", rounding, percent, of, got, band)
				}
				if of == 0 {
					if r.Known != PercentOnly || r.HasCount() || !r.HasBand() {
						t.Fatalf("%d%%: %+v", percent, r)
					}
					continue
				}
				if all := counts[percent]; len(all) == 1 {
					if r.Known != Recovered || r.Yes != all[0] {
						t.Fatalf("%s, %d%% of %d: %+v, want %d", rounding, percent, of, r, all[0])
					}
					continue
				}
				near := (2*percent*of + 100) / 200
				best, away := near, of+1
				for yes := range of + 1 {
					if d := max(yes-near, near-yes); d < away && bandByHand(yes, of, rounding, cuts) == band {
						best, away = yes, d
					}
				}
				if r.Known != Nearest || r.Yes != best || !r.HasCount() {
					t.Fatalf("%s, %d%% of %d: %+v, want %d", rounding, percent, of, r, best)
				}
			}
		}
	}
}

// Why a standard has no rating is that of its questions' results, the first of them that tells.
func TestWhyAStandardHasNoRating(t *testing.T) {
	set := countNo(t, 0)
	p, err := stats.ParsePercentage("50")
	if err != nil {
		t.Fatal(err)
	}
	results := map[string]Result{"none": {}, "no case": {Known: NoCase}, "percent": {Known: PercentOnly, Percent: p}, "count": {Known: Counted, Yes: 1, Of: 2}}
	for first, a := range results {
		for second, b := range results {
			ins := NewInspection(set)
			ins.Results.Questions[0], ins.Results.Questions[1] = a, b
			for i := range ins.Results.Questions {
				ins.Results.Questions[i].Question = set.Questions()[i].ID
			}
			want := ""
			switch {
			case first == "count" || second == "count":
			case first == "percent" || second == "percent":
				title := set.QuestionTitle(set.Questions()[map[bool]int{false: 1}[first == "percent"]].ID)
				want = "the number of cases of " + title + " is not stated, and the rules count no answers"
			case first == "none" || second == "none":
				want = "none of its questions has a result"
			default:
				want = "no case applies to any of its questions"
			}
			if got := assess(t, ins, Options{}).Standards[0]; got.Why != want || (got.Rating == "") != (want != "") {
				t.Errorf("%s and %s: rated %q, %q, want %q", first, second, got.Rating, got.Why, want)
			}
		}
	}
}
