package sample

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// Every number of cases of a variable that is withheld can be another: all ways to divide up to 14
// cases among 2 to 4 categories are published, and of those that come out the same each category has
// as many values as the law says, whoever knows by what rule it is withheld.
func TestPublishedVariablesTellNothingOfSmallCategories(t *testing.T) {
	withheld, shown := 0, 0
	for categories := 2; categories <= 4; categories++ {
		for total := 1; total <= 14; total++ {
			for fewerThan := 2; fewerThan <= 5; fewerThan++ {
				values := map[string][]map[int]bool{} // of each category, by what is shown
				small := map[string]bool{}
				for _, cases := range divided(total, categories) {
					text := publishedText(cases, cases, fewerThan)
					if values[text] == nil {
						for range categories {
							values[text] = append(values[text], map[int]bool{})
						}
					}
					for i, n := range cases {
						values[text][i][n] = true
					}
					small[text] = small[text] || slices.Min(cases) < fewerThan
				}
				for text, of := range values {
					if !small[text] {
						shown++
						continue
					}
					withheld++
					for i, may := range of {
						for n := range min(fewerThan, total+1) {
							if !may[n] {
								t.Errorf("of %d cases, withheld under %d: category %d cannot have %d of them", total, fewerThan, i, n)
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d withheld, %d shown", withheld, shown)
	if withheld < 150 || shown < 150 {
		t.Error("that tries little")
	}
}

// The numbers selected of a variable are shown together or not at all, and none that is small.
func TestPublishedSamplesShowNoSmallNumber(t *testing.T) {
	hidden, shown := 0, 0
	for _, eligible := range divided(12, 3) {
		for _, selected := range divided(7, 3) {
			if slices.ContainsFunc([]int{0, 1, 2}, func(i int) bool { return selected[i] > eligible[i] }) {
				continue
			}
			seen, _ := Publish(balanceOf(eligible, selected), 2)
			for _, v := range seen {
				if slices.Min(eligible) < 2 || v.Selected != (slices.Min(selected) >= 2) {
					t.Fatalf("of %v eligible and %v selected: %+v", eligible, selected, v)
				}
				if v.Selected {
					shown++
				} else {
					hidden++
				}
			}
			if slices.Min(eligible) >= 2 && len(seen) != 1 {
				t.Fatalf("%v are not shown", eligible)
			}
		}
	}
	if hidden < 50 || shown < 50 {
		t.Errorf("%d hidden and %d shown try little", hidden, shown)
	}
}

// A variable with one category tells what every case of the group is.
func TestPublishedVariablesHaveSeveralCategories(t *testing.T) {
	shown, withheld := Publish([]Balance{{Variable: "a", Category: "x", Population: 30}, {Variable: "b", Category: "y", Population: 20},
		{Variable: "b", Category: "z", Population: 10}}, 5)
	if len(shown) != 1 || shown[0].Variable != "b" || len(shown[0].Categories) != 2 || !slices.Equal(withheld, []string{"a"}) {
		t.Errorf("%+v shown, %v withheld", shown, withheld)
	}
}

func publishedText(eligible, selected []int, fewerThan int) string {
	shown, withheld := Publish(balanceOf(eligible, selected), fewerThan)
	return fmt.Sprint(shown, withheld)
}

func balanceOf(eligible, selected []int) (balance []Balance) {
	for i, n := range eligible {
		balance = append(balance, Balance{Variable: "v", Category: fmt.Sprint(i), Population: n, Selected: selected[i], Target: math.NaN()})
	}
	return balance
}

// divided are all ways to divide so many cases among categories.
func divided(cases, categories int) (all [][]int) {
	if categories == 1 {
		return [][]int{{cases}}
	}
	for n := range cases + 1 {
		for _, rest := range divided(cases-n, categories-1) {
			all = append(all, append([]int{n}, rest...))
		}
	}
	return all
}
