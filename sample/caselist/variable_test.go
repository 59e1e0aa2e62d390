package caselist

import (
	"slices"
	"strings"
	"testing"
)

// Categories come in the order of the table, then others by name, then unknown.
func TestOrderedCategories(t *testing.T) {
	v := &variable{table: tables[RoSH], extra: []string{"tier 3"}}
	got := v.ordered(slices.Values([]string{Unknown, "zz", "tier 3", "a", "very high", "low", "high"}))
	if want := []string{"low", "high", "very high", "tier 3", "a", "zz", Unknown}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := (&variable{}).ordered(slices.Values([]string{Unknown, "zz", "a"})); !slices.Equal(got, []string{"a", "zz", Unknown}) {
		t.Errorf("a plain column: %q", got)
	}
}

func TestAnyOf(t *testing.T) {
	for want, names := range map[string][]string{"gender": {"gender"}, `RoSH or "ward"`: {"rosh", "ward"},
		`gender, RoSH, "ward" or disposal`: {"gender", "rosh", "ward", "disposal"}} {
		if got := anyOf(names); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// What shells take apart is a blank, unless nothing else is there.
func TestTypeable(t *testing.T) {
	for text, want := range map[string]string{"a$b": "a b", "10%": "10 ", "$ $": "$ $", "“$”": "“$”", "a": "a", "": "", "é!": "é ",
		"a\u202eb": "a b", `\x`: " x"} {
		if got := Typeable(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// Of more than 200 rows the others are counted.
func TestRowsText(t *testing.T) {
	var rows []int
	for n := range 203 {
		rows = append(rows, n+1)
	}
	for n, want := range map[int]string{1: "row 1", 2: "rows 1, 2", 200: "rows 1-200", 201: "rows 1-200 and 1 more row",
		203: "rows 1-200 and 3 more rows"} {
		if got := rowsText(rows[:n]); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Numbers are named twenty at most.
func TestNumbersText(t *testing.T) {
	list := slices.Repeat([]contested{{text: "0", rows: []int{2, 3}, placeholder: true}, {text: "X1", rows: []int{4, 5}}}, 20)
	said := strings.Repeat(`; "X1" in rows 4, 5`, 20)[2:]
	for more, want := range []string{"", "; 1 more number", "; 2 more numbers"} {
		all := append(slices.Clone(list), slices.Repeat(list[1:2], more)...)
		if got := numbersText(all, false); got != said+want {
			t.Errorf("got %s, want %s", got, said+want)
		}
	}
}
