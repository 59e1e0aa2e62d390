package stats

import (
	"bytes"
	"hash/crc32"
	"math/big"
	"reflect"
	"strings"
	"testing"
)

func percentages(t *testing.T, texts ...string) []Percentage {
	t.Helper()
	var all []Percentage
	for _, text := range texts {
		p, err := ParsePercentage(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// Kent 2021: 47% of 35 is a misprint, and five prompts share only one
// denominator.
func TestKentCounts(t *testing.T) {
	p := percentages(t, "47%")[0]
	if least, most, err := p.Counts(35, HalfUp); err != nil || least <= most {
		t.Errorf("47%% of 35: %d..%d, %v", least, most, err)
	}
	if p.Nearest(35) != 16 {
		t.Errorf("nearest to 47%% of 35: %d", p.Nearest(35))
	}
	if got, _ := Denominators([]Percentage{p}, 35, HalfUp); !reflect.DeepEqual(got, []int{15, 17, 19, 30, 32, 34}) {
		t.Errorf("denominators of 47%%: %v", got)
	}
	if got, _ := Denominators(percentages(t, "82", "82", "86", "82", "71"), 39, HalfUp); !reflect.DeepEqual(got, []int{28}) {
		t.Errorf("shared denominators: %v", got)
	}
	if got, _ := Denominators(percentages(t, "62"), 26, HalfUp); !reflect.DeepEqual(got, []int{13, 21, 26}) {
		t.Errorf("denominators of 62%%: %v", got)
	}
}

// printed is the percentage of x of n by one rounding, in fractions and by the
// definition of the rounding.
func printed(x, n int64, decimals int, r PercentRounding) int64 {
	scale := int64(100)
	for range decimals {
		scale *= 10
	}
	share := big.NewRat(x*scale, n)
	whole := new(big.Int).Quo(share.Num(), share.Denom())
	rest := new(big.Rat).Sub(share, new(big.Rat).SetInt(whole))
	half := rest.Cmp(big.NewRat(1, 2))
	up := r == HalfUp && half >= 0 || r == HalfEven && (half > 0 || half == 0 && whole.Bit(0) == 1)
	if up {
		return whole.Int64() + 1
	}
	return whole.Int64()
}

// Counts are those, and only those, whose share is printed so: every count and
// every percentage with none and with one decimal, n = 1..130.
func TestCountsAgainstRounding(t *testing.T) {
	for _, decimals := range []int{0, 1} {
		for n := int64(1); n <= int64(sweep(45, 130)); n++ {
			found := map[int64][]int64{}
			for _, r := range []PercentRounding{HalfUp, HalfEven, Down} {
				is := map[int64]int64{} // count -> printed
				for x := int64(0); x <= n; x++ {
					is[x] = printed(x, n, decimals, r)
				}
				p := Percentage{decimals: decimals}
				for p.units = 0; p.units <= p.hundred(); p.units++ {
					least, most, err := p.Counts(int(n), r)
					if err != nil {
						t.Fatal(err)
					}
					for x := int64(0); x <= n; x++ {
						in := int64(least) <= x && x <= int64(most)
						if in != (is[x] == p.units) {
							t.Fatalf("%s: %d of %d is printed %d, counts of %d are %d..%d", r, x, n, is[x], p.units, least, most)
						}
						if in {
							found[p.units] = append(found[p.units], x)
						}
					}
				}
			}
			p := Percentage{decimals: decimals}
			for p.units = 0; p.units <= p.hundred(); p.units++ {
				least, most, _ := p.Counts(int(n), AnyRounding)
				inAny := map[int64]bool{}
				for _, x := range found[p.units] {
					inAny[x] = true
					if x < int64(least) || x > int64(most) {
						t.Fatalf("%d of %d fits %d by some rounding but not by any", x, n, p.units)
					}
				}
				if len(inAny) != max(0, most-least+1) {
					t.Fatalf("%d of %d by any rounding: %d..%d", p.units, n, least, most)
				}
			}
		}
	}
}

// Attainable percentages are those of R's scrutiny for n = 1..200 and every
// percentage with up to two decimals, but for exact ties: there scrutiny
// accepts both neighbours (3.12 and 3.13 for 1 of 32), and the rounding decides
// here.
func TestCountsAgreeWithScrutiny(t *testing.T) {
	var rows []struct {
		Rounding    PercentRounding
		Decimals    int
		Cells, Ties int
		CRC32       uint32
	}
	readSizeRows(t, "counts_grim.json", &rows)
	for _, r := range rows {
		var sum uint32
		cells, ties := 0, 0
		p := Percentage{decimals: r.Decimals}
		for n := int64(1); n <= 200; n++ {
			text := make([]byte, p.hundred()+1)
			for p.units = 0; p.units <= p.hundred(); p.units++ {
				least, most, err := p.Counts(int(n), r.Rounding)
				if err != nil {
					t.Fatal(err)
				}
				text[p.units] = '0'
				if least <= most {
					text[p.units] = '1'
				}
			}
			// A share of k/2 units lies on the edge between two percentages:
			// k odd for the roundings to the nearest, even for down.
			for x := int64(0); x <= n; x++ {
				k := 2 * p.hundred() * x / n
				if 2*p.hundred()*x%n != 0 || (k%2 == 0) != (r.Rounding == Down) {
					continue
				}
				for _, u := range []int64{(k - 1) / 2, k/2 + k%2} {
					if 0 <= u && u < int64(len(text)) {
						text[u] = 'x'
					}
				}
			}
			sum = crc32.Update(sum, crc32.IEEETable, text)
			cells += len(text)
			ties += bytes.Count(text, []byte("x"))
		}
		if cells != r.Cells || ties != r.Ties || sum != r.CRC32 {
			t.Errorf("%s, %d decimals: %d cells, %d ties, sum %d; want %+v", r.Rounding, r.Decimals, cells, ties, sum, r)
		}
	}
}

// Trailing zeros say more: 50.0 fits fewer denominators than 50.
func TestTrailingZeros(t *testing.T) {
	a, _ := Denominators(percentages(t, "50"), 200, HalfUp)
	b, _ := Denominators(percentages(t, "50.0"), 200, HalfUp)
	if len(b) != 100 || len(a) <= len(b) {
		t.Errorf("50 fits %d denominators, 50.0 fits %d", len(a), len(b))
	}
	if p := percentages(t, "50.0%")[0]; p.String() != "50.0" {
		t.Errorf("printed as %s", p)
	}
}

func TestNearest(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want int
	}{{"50", 3, 2}, {"0", 10, 0}, {"100", 10, 10}, {"62", 39, 24}, {"33.3", 3, 1}, {"49.9", 1, 0}} {
		if got := percentages(t, c.text)[0].Nearest(c.n); got != c.want {
			t.Errorf("%s of %d: %d, want %d", c.text, c.n, got, c.want)
		}
	}
}

func TestPercentageErrors(t *testing.T) {
	for text, want := range map[string]string{
		"": "not a percentage", "forty": "not a percentage", "-5": "not a percentage", "4,5": "not a percentage",
		"101": "more than 100%", "100.1": "more than 100%", "1000": "not a percentage", "1.1234567": "more than 6 decimals",
		"1e2": "not a percentage", "NaN": "not a percentage", "47%%": "not a percentage",
	} {
		if _, err := ParsePercentage(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	p := percentages(t, " 47 % ")[0]
	for _, n := range []int{0, -1, MaxDenominator + 1} {
		if _, _, err := p.Counts(n, HalfUp); err == nil {
			t.Errorf("a denominator of %d is accepted", n)
		}
		if _, err := Denominators([]Percentage{p}, n, HalfUp); err == nil {
			t.Errorf("denominators up to %d are accepted", n)
		}
	}
	if _, _, err := p.Counts(10, "up"); err == nil || !strings.Contains(err.Error(), `no percent rounding "up"`) {
		t.Errorf("error %v", err)
	}
	if _, err := Denominators([]Percentage{p}, 10, ""); err == nil {
		t.Error("no rounding is accepted")
	}
}

// The ends are those of the rounding, cut to 0..100, as decimals without
// needless zeros.
func TestPercentageBounds(t *testing.T) {
	for _, c := range []struct {
		text      string
		rounding  PercentRounding
		low, high string
	}{
		{"47", HalfUp, "46.5", "47.5"}, {"62", HalfEven, "61.5", "62.5"}, {"62.9", Down, "62.9", "63"}, {"62", AnyRounding, "61.5", "63"},
		{"50.00", HalfUp, "49.995", "50.005"}, {"0", HalfUp, "0", "0.5"}, {"100", HalfUp, "99.5", "100"},
		{"10", Down, "10", "11"}, {"9.5", HalfUp, "9.45", "9.55"},
	} {
		p, err := ParsePercentage(c.text)
		if err != nil {
			t.Fatal(err)
		}
		if low, high, err := p.Bounds(c.rounding); err != nil || low != c.low || high != c.high {
			t.Errorf("%s %s: %s to %s, %v, want %s to %s", c.text, c.rounding, low, high, err, c.low, c.high)
		}
	}
	p, _ := ParsePercentage("47")
	if _, _, err := p.Bounds("up"); err == nil {
		t.Error("a rounding that does not exist is accepted")
	}
}
