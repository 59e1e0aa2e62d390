package stats

import (
	"fmt"
	"math/big"
	"strings"
	"testing"
)

// The counts of statements by hand, and what they are read as.
func TestStatements(t *testing.T) {
	for _, c := range []struct {
		text, want, reading string
		of                  int
	}{
		{"47%", "none", "a share that is printed as 47% after rounding", 35},
		{"74 per cent", "102", "a share that is printed as 74% after rounding", 138},
		{"over 98 per cent", "136-138", "more than 98% of the cases, taken exactly", 138}, // 98% of 138 is 135.24
		{">98%", "136-138", "more than 98% of the cases, taken exactly", 138},
		{"> 50%", "19-36", "more than 50% of the cases, taken exactly", 36}, // 18 is half, no more
		{"≥ 50%", "18-36", "at least 50% of the cases, taken exactly", 36},
		{"50% or more", "18-36", "at least 50% of the cases, taken exactly", 36},
		{"fewer than half", "0-17", "less than 1/2 of the cases, taken exactly", 36},
		{"at most half of the cases", "0-18", "at most 1/2 of the cases, taken exactly", 36},
		{"half", "17-18", "1/2 of the cases, to the nearest whole case", 35}, // 17 and 18 are as near
		{"Two-thirds of cases", "13", "2/3 of the cases, to the nearest whole case", 20},
		{"exactly two-thirds", "none", "exactly 2/3 of the cases", 20},
		{"three quarters", "15", "3/4 of the cases, to the nearest whole case", 20},
		{"one in five", "7", "1/5 of the cases, to the nearest whole case", 35},
		{"13/20", "13", "13/20 of the cases, to the nearest whole case", 20},
		{"all but three", "135", "all cases less 3", 138},
		{"all but three", "none", "all cases less 3", 2},
		{"all", "7", "all cases", 7}, {"none of the cases", "0", "no case", 7},
		{"most", "4-7", "more than half of the cases", 7}, {"most of the cases", "5-8", "more than half of the cases", 8},
		{"a minority", "0-3", "fewer than half of the cases", 8},
		{"three cases", "3", "exactly 3 cases", 8}, {"three cases", "none", "exactly 3 cases", 2},
		{"at least twenty-one cases", "21-30", "at least 21 cases, taken exactly", 30},
		{"fewer than three", "0-2", "less than 3 cases, taken exactly", 8},
		{"between 40% and half", "4-5", "from 40% of the cases to 1/2 of the cases, both taken exactly and included", 10},
	} {
		s, err := ParseStatement(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		least, most, err := s.Counts(c.of, HalfUp)
		got := fmt.Sprint(least)
		switch {
		case err != nil || least > most:
			got = "none"
		case least < most:
			got = fmt.Sprintf("%d-%d", least, most)
		}
		if got != c.want || s.Reading() != c.reading {
			t.Errorf("%q of %d: %s, read as %q; want %s, %q", c.text, c.of, got, s.Reading(), c.want, c.reading)
		}
	}
}

// Every count of every denominator, with the inequality in fractions.
func TestStatementsCountByCount(t *testing.T) {
	half := big.NewRat(1, 2)
	near := func(x, of, num, den int64) bool {
		d := new(big.Rat).Sub(big.NewRat(x, 1), big.NewRat(of*num, den))
		return d.Abs(d).Cmp(half) <= 0
	}
	for text, fits := range map[string]func(x, of int64) bool{
		">98%":                         func(x, of int64) bool { return 100*x > 98*of },
		"at least 12.5%":               func(x, of int64) bool { return 1000*x >= 125*of },
		"under 12.5%":                  func(x, of int64) bool { return 1000*x < 125*of },
		"no more than three-quarters":  func(x, of int64) bool { return 4*x <= 3*of },
		"two-thirds":                   func(x, of int64) bool { return near(x, of, 2, 3) },
		"one in eight":                 func(x, of int64) bool { return near(x, of, 1, 8) },
		"all but two":                  func(x, of int64) bool { return x == of-2 },
		"more than 3 cases":            func(x, of int64) bool { return x > 3 },
		"between a third and 50%":      func(x, of int64) bool { return 3*x >= of && 2*x <= of },
		"the majority of young people": func(x, of int64) bool { return 2*x > of },
	} {
		s, err := ParseStatement(text)
		if err != nil {
			t.Fatal(err)
		}
		for of := int64(1); of <= 250; of++ {
			least, most, err := s.Counts(int(of), Down)
			if err != nil {
				t.Fatal(err)
			}
			for x := range of + 1 {
				if got := int(x) >= least && int(x) <= most; got != fits(x, of) {
					t.Fatalf("%s: %d of %d fits: %v", text, x, of, got)
				}
			}
		}
	}
}

// Words without a definite number say what can be asked instead.
func TestStatementsWithoutANumber(t *testing.T) {
	for text, want := range map[string]string{
		"nearly half":         `says under half and not by how much: ask for "under half"`,
		"just over 50%":       `says over 50% and not by how much: ask for "over 50%"`,
		"about 50%":           "has no definite limits",
		"the vast majority":   `ask for "over half"`,
		"too few":             "has no definite number",
		">98":                 `does not say of what: write >98% or >98 cases`,
		"between 60% and 40%": "begins above its end",
		"between now and 40%": "is not a range",
		"forty":               "is not a percentage",
		"":                    "is not a percentage",
		"147%":                "more than 100%",
		"five-thirds":         "is not a percentage",
		"at least 147%":       "is not a percentage",
		"x":                   "is not a percentage",
	} {
		if _, err := ParseStatement(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: the error is %v, want %q", text, err, want)
		}
	}
	s, err := ParseStatement("two-thirds")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Counts(0, HalfUp); err == nil {
		t.Error("no error for a denominator of 0")
	}
	if _, _, err := s.Counts(5, "up"); err == nil {
		t.Error("no error for an unknown rounding")
	}
	if s.Nearest(20) != 13 {
		t.Errorf("the nearest to two-thirds of 20 is %d", s.Nearest(20))
	}
}
