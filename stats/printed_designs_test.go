package stats

import (
	"fmt"
	"math"
	"strings"
)

func printDesigns(p *printer) {
	strata := []Stratum{{"a", 12}, {"b", 9}, {"c", 2}}
	var cases []DrawnCase
	for i := range 11 {
		cases = append(cases, DrawnCase{Stratum: string("aaaaaabbbbc"[i])})
	}
	answers := func(text string) (list []Answer) {
		for _, c := range text {
			list = append(list, map[rune]Answer{'y': Yes, 'n': No, '-': OutsideDomain, '?': 9}[c])
		}
		return list
	}
	values := []float64{1, 2, 3, 4, 5, 6, 0, 1, 0, 2, 9}
	for _, lonely := range []Lonely{LonelyFail, LonelyCertainty, LonelyAdjust, LonelyAverage, "none"} {
		d, err := NewDesign(strata, cases, lonely)
		if p.add(fmt.Sprintf("NewDesign %q", lonely), err); err != nil {
			continue
		}
		p.add(d.String(), d.Sample(), d.Population())
		for _, text := range []string{"yynnynyynny", "yyyyyyyyyyy", "-----------", "yn---------", "y---------n",
			"yyyyyynnnn-", "----------y", "y", "yynnynyynn?",
			"yyy--------", "yn----yn---"} {
			e, err := d.Proportion(answers(text))
			if p.add(fmt.Sprintf("Proportion %q %s", lonely, text), e, err); err != nil {
				continue
			}
			for _, m := range append(DesignMethods(), Exact) {
				i, err := e.Interval(m, 0.8)
				p.add(fmt.Sprint("Interval ", m), i, err)
			}
			inside := make([]bool, len(cases))
			for k := range inside {
				inside[k] = text[k] != '-'
			}
			m, err := d.Mean(values, inside)
			low, high, ok := m.Limits(0.8)
			p.add("Mean", m, err, low, high, ok)
		}
		post, err := d.PostStratify([]Stratum{{"x", 10}, {"y", 13}}, strings.Split("x,y,x,y,x,y,x,y,x,y,x", ","))
		if p.add("PostStratify", err); err == nil {
			e, err := post.Proportion(answers("yynnynyynny"))
			p.add("Proportion", e, err)
			_, err = post.PostStratify(nil, nil)
			_, balanced := post.Balance(nil, nil)
			p.add("twice", err, balanced)
		}
	}
	d, _ := NewDesign(strata, cases, LonelyCertainty)
	for _, pair := range [][2]string{{"yyn---ny---", "---yny--nn-"}, {"yyy--------", "---nnn-----"},
		{"yyy--------", "---yyy-----"}, {"y----------", "-n---------"},
		{"yn---------", "-y---------"}, {"-----------", "ynynynynyny"}, {"yyn---ny--n", "---yny--nn-"},
		{"yn----ny---", "--yn----nn-"}, {"y", "n"}} {
		for _, confidence := range []float64{0.8, 1} {
			diff, err := d.Difference(answers(pair[0]), answers(pair[1]), confidence)
			p.add(fmt.Sprint("Difference ", pair, confidence), diff, err)
		}
	}
	e, _ := d.Proportion(answers("yynnynyynny"))
	_, err := e.Interval(DesignBeta, 1)
	_, mean := d.Mean(values[1:], nil)
	p.add("refused", err, mean)
	classes := strings.Split("x,y,x,y,x,y,x,y,x,y,x", ",")
	for _, sizes := range [][]Stratum{{{"x", 10}}, {{"x", 10}, {"x", 3}}, {{"x", 10}, {"y", 0}}, {{"x", 10},
		{"y", tooMany}}, {{"x", 10}, {"y", 3}, {"z", 3}}} {
		_, err := d.PostStratify(sizes, classes)
		p.add("PostStratify", err)
	}
	_, err = d.PostStratify([]Stratum{{"x", 10}}, classes[1:])
	p.add("PostStratify", err)
	for _, c := range []struct {
		strata []Stratum
		cases  []DrawnCase
	}{
		{nil, nil}, {[]Stratum{{"a", 12}, {"a", 3}}, cases[:3]}, {[]Stratum{{"a", -1}}, cases[:3]},
		{[]Stratum{{"a", tooMany}}, cases[:1]},
		{[]Stratum{{"a", MaxPopulation}, {"b", 1}}, append(cases[:1:1], cases[6])},
		{[]Stratum{{"a", 12}, {"b", 3}}, cases[:3]}, {[]Stratum{{"a", 12}}, cases},
		{[]Stratum{{"a", 2}}, cases[:3]}, {[]Stratum{{"a", Infinite}}, cases[:3]}, {[]Stratum{{"a", Infinite}, {"b", 9}}, cases[:8]},
		{[]Stratum{{"a", 12}}, []DrawnCase{{"a", -1}, {"a", MaxPopulation + 1.0}, {"a", math.NaN()}}},
		{[]Stratum{{"a", 12}}, []DrawnCase{{"a", 3}, {"a", 4}, {"a", 5}}},
		{[]Stratum{{"a", Infinite}}, []DrawnCase{{"a", 3}, {"a", 4}, {"a", 5}}},
		{[]Stratum{{"a", 3}}, cases[:3]}, {[]Stratum{{"a", 12}}, cases[:1]},
	} {
		d, err := NewDesign(c.strata, c.cases, LonelyCertainty)
		if p.add(fmt.Sprint("NewDesign", c), err); err != nil {
			continue
		}
		e, err := d.Proportion(answers("ynyyyyyy")[:len(c.cases)])
		i, ierr := e.Interval(DesignBeta, 0.8)
		p.add(d.String(), e, err, i, ierr)
	}
	one, _ := NewDesign([]Stratum{{"a", 30}}, cases[:6], LonelyFail)
	columns := [][]float64{{1, 0, 1, 0, 1, 0}, {0, 1, 0, 1, 0, 1}, {1, 2, 3, 4, 5, 7}}
	for _, c := range [][2][][]float64{{nil, nil}, {columns[:1], nil}, {columns, nil},
		{columns, {{0.1, 0, 0}, {0, 0.2, 0.1}, {0, 0.1, 0.3}}}, {columns, {{1}}},
		{{{1, 2}}, nil}, {{{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}, {0, 0, 0, 1, 0, 0}, {0, 0, 0, 0, 1, 0}}, nil},
		{{{1, 0, 0, 0, 0, 0}, {0, 1, 0, 0, 0, 0}, {0, 0, 1, 0, 0, 0}, {0, 0, 0, 1, 0, 0}}, nil}} {
		b, err := one.Balance(c[0], c[1])
		if p.add("Balance", err); err == nil {
			e, err := b.Proportion(answers("yynny-"))
			i, ierr := e.Interval(DesignBeta, 0.8)
			p.add("Proportion", e, err, i, ierr)
			m, err := b.Mean(values[:6], []bool{true, true, true, true, true, false})
			p.add("Mean", m, err)
		}
	}
	_, err = d.Balance(nil, nil)
	weighted, _ := NewDesign([]Stratum{{"a", 30}}, []DrawnCase{{"a", 3}, {"a", 3.1}}, LonelyFail)
	_, unequal := weighted.Balance(nil, nil)
	p.add("Balance", err, unequal)
}

func printDifferences(p *printer) {
	shares := []DrawnShare{{3, 8, 12, 12}, {6, 9, 9, 9}, {2, 5, 5, 7}, {4, 9, Infinite, Infinite}, {0, 4, 9, 9}, {5, 5, 9, 9},
		{3, 2, 5, 9}, {3, 5, 4, 9}, {1, 5, 9, 8}, {1, 5, 0, 8}, {1, 5, 9, tooMany}}
	for i, first := range shares {
		for _, second := range shares[:min(i+1, 6)] {
			for _, m := range []Method{Exact, Mover, "normal"} {
				if m == "normal" && i > 0 {
					continue
				}
				d, err := DifferenceInterval(m, first, second, 0.8)
				p.add(fmt.Sprintf("DifferenceInterval(%s, %+v, %+v)", m, first, second), d, err, d.HoldsZero())
			}
			if chance, err := DifferenceTest(first, second, 0.8); first.Most == Infinite || err != nil || second.Most != Infinite {
				p.add("DifferenceTest", chance, err)
			}
		}
	}
	wide := DrawnShare{3, 8, 10, 4000}
	many := DrawnShare{30, 5001, 10_000, 10_000}
	for _, pair := range [][2]DrawnShare{{wide, shares[0]}, {shares[0], wide}, {many, shares[0]}, {shares[0], many}} {
		d, err := DifferenceInterval(Exact, pair[0], pair[1], 0.8)
		chance, cerr := DifferenceTest(pair[0], pair[1], 0.8)
		p.add("DifferenceInterval", d, err, chance, cerr)
	}
	for _, s := range []DrawnShare{{1, 5000, 9000, 9000}, {1, 5001, 9000, 9000}, {1, 5, 9, 9 + 2499},
		{1, 5, 9, 9 + 2500}, {1, 5, 9, 9 + 49}, {1, 5, 9, 9 + 50}, {1, 400, 900, 949}} {
		p.add(fmt.Sprint("apartOf", s), s.apartOf(DrawnShare{1, 5, 9, 9}), DrawnShare{1, 5, 9, 9}.apartOf(s),
			s.apartOf(DrawnShare{1, 5, 9, 9 + 49}), s.apartOf(s))
	}
	_, err := DifferenceInterval(Exact, shares[0], shares[1], 1)
	_, terr := DifferenceTest(shares[0], shares[1], 1)
	p.add("level", err, terr)
	own := func(low, high float64, fail error) func(float64) (Interval, error) {
		return func(confidence float64) (Interval, error) {
			i := Interval{Low: low, High: high * confidence, Guaranteed: low > 0}
			i.Warnings.Add("own", "", "at %v", confidence)
			return i, fail
		}
	}
	for _, confidence := range []float64{0.8, 0.95, 1} {
		d, err := ApartDifference(own(0.1, 0.5, nil), own(0.2, 0.9, nil), confidence)
		p.add("ApartDifference", d, err)
	}
	_, err = ApartDifference(own(0, 1, ErrNoSample), own(0, 1, nil), 0.8)
	_, serr := ApartDifference(own(0, 1, nil), own(0, 1, ErrNoSample), 0.8)
	p.add("ApartDifference", err, serr)
	a, b := []StratumCount{{20, 13, 8}, {15, 9, 5}}, []StratumCount{{12, 8, 2}}
	for _, pair := range [][2][]StratumCount{{a, b}, {b, a}, {a, a}, {b, b}, {{{5, 5, 3}}, b}, {{{5, 0, 0}}, b},
		{b, {{5, 0, 0}}}, {{{5, 6, 0}}, b}, {b, nil}} {
		d, err := StrataDifference(pair[0], pair[1], 0.8)
		p.add(fmt.Sprint("StrataDifference", pair), d, err)
	}
	_, err = StrataDifference(a, b, 0)
	p.add("StrataDifference", err)
	means := []MeanEstimate{{Of: 10, Strata: 2, Mean: 3, SE: 0.5, DF: 8}, {Of: 7, Strata: 1, Mean: 4, SE: 0.2, DF: 6},
		{Of: 5, Strata: 1, Mean: 2, Census: true},
		{Of: 3, Strata: 3, Mean: 1}, {}}
	for _, first := range means {
		for _, second := range means {
			p.add("DifferenceOfMeans", DifferenceOfMeans(first, second, 0.8))
			p.add("MeanOfMeans", MeanOfMeans([]MeanEstimate{first, second}, []float64{0.25, 0.75}))
		}
		low, high, ok := first.Limits(0.95)
		p.add("Limits", low, high, ok)
	}
	for _, texts := range [][2]string{{"38", "34"}, {"34", "35"}, {"50", "50"}, {"0", "100"}, {"34.5", "38"}, {"100", "99.9"}} {
		for _, r := range []PercentRounding{HalfUp, HalfEven, Down, AnyRounding, "up"} {
			before, _ := ParsePercentage(texts[0])
			after, _ := ParsePercentage(texts[1])
			d, err := DifferenceOfPrinted(before, after, 0.8, r)
			p.add("DifferenceOfPrinted", d, err)
		}
	}
	for _, samples := range [][]DrawnShare{{{Yes: 1, Of: 8}, {Yes: 0, Of: 9}}, {{Yes: 8, Of: 8}, {Yes: 8, Of: 9}},
		{{Yes: 3, Of: 8}, {Yes: 6, Of: 9}},
		{{Yes: 3, Of: 8}, {Yes: 6, Of: 9}, {Yes: 1, Of: 1}}, {{Yes: 0, Of: 8}, {Yes: 0, Of: 9}},
		{{Yes: 8, Of: 8}, {Yes: 0, Of: 9}}, {{Yes: 3, Of: 8}}, {{Yes: 3, Of: 1001}, {Yes: 1, Of: 2}}, {{Yes: 1, Of: 2}, {Yes: -1, Of: 8}},
		{{Yes: 500, Of: 1000}, {Yes: 480, Of: 1000}}} {
		chance, err := SpreadChance(samples)
		p.add(fmt.Sprint("SpreadChance", samples), chance, err)
	}
	for _, c := range [][3]int{{5, 12, 20}, {20, 12, 20}, {0, 12, 20}, {1, 0, 4}, {1, 4, 4}, {-1, 4, 4}, {5, 4, 4},
		{1, 5, 4}, {1, -1, 4}, {0, 0, 0}} {
		low, high, err := DealtRange(c[0], c[1], c[2], 0.8)
		p.add(fmt.Sprint("DealtRange", c), low, high, err)
	}
	for _, dependent := range [][]int{nil, {0}, {3}, {1, 1}, {3, 0, 2}, {1, 4}, {1}} {
		each, how := Together(0.8, dependent)
		l := NewLooks(0.8)
		l.Hold(dependent)
		l.Add(0, 1, true)
		l.Add(1, 1, false)
		l.Add(2, 3, false)
		p.add(fmt.Sprint("Together", dependent), each, how, l, l.Misses())
	}
}
