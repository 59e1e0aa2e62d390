package phrase

import (
	"strings"
	"testing"
)

func TestPhrases(t *testing.T) {
	many := strings.Split(strings.Repeat("a ", 32), " ")[:32]
	for got, want := range map[string]string{
		Quote("a \"b\"\n"):                   `"a \"b\"\n"`,
		Quote(strings.Repeat("x", 60)):       `"` + strings.Repeat("x", 60) + `"`,
		Quote(strings.Repeat("x", 61)):       `"` + strings.Repeat("x", 60) + `"...`,
		Quote("x" + strings.Repeat("é", 40)): `"x` + strings.Repeat("é", 29) + `"...`, // no letter is cut in two
		QuoteAll(nil):                        "",
		QuoteAll([]string{"a", "b c"}):       `"a", "b c"`,
		QuoteAll(many):                       strings.Repeat(`"a", `, 30) + "and 2 more",

		Count(0, "case"): "0 cases", Count(1, "case"): "1 case", Count(2, "case"): "2 cases",
		Plural(1, "is", "are") + Plural(2, "is", "are"):                  "isare",
		Either(true, "one", "other") + Either(false, ", one", ", other"): "one, other",
		strings.Join(Each([]string{"a", "b c"}, Quote), "; "):            `"a"; "b c"`,

		Percent(50): "50%", Percent(64.5): "64.5%", Percent(99.96): "100%", Percent(0.04): "0%", Percent(6.25): "6.3%",
		Share(0.1445): "14.5%",
		Share(0.5):    "50%", Share(1.0 / 3): "33.3%", Share(0.0625): "6.3%", Share(-0.0001): "0%", Share(1): "100%",
		Points(1): "1 point", Points(3.5): "3.5 points", Points(0): "0 points", Points(10): "10 points",

		First(3, []string{"a", "b"}, ", ", " and"):                                  "a, b",
		First(3, []string{"a", "b", "c", "d", "e", "f", "g"}, ", ", " and"):         "a, b, c and 4 more",
		First(1, []string{"row 1", "row 2"}, "; ", "; and") + First(2, nil, "", ""): "row 1; and 1 more",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
