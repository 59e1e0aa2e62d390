package sample

import (
	"fmt"
	"strings"

	"onecase/sample/internal/stream"
)

// The shares of the categories that test populations are made with; four
// variables with 2, 3, 3 and 4 categories.
var fourVariables = [][]float64{{.8, .2}, {.5, .3, .2}, {.6, .3, .1}, {.4, .3, .2, .1}}

// madeFrame is a frame of N cases in one group "all", with random categories in
// the given shares, fixed by a seed. Eight managers in two teams hold the cases.
func madeFrame(seed string, N int, shares [][]float64) *Frame {
	s := stream.New(seed)
	f := &Frame{}
	for k, p := range shares {
		v := Variable{Name: fmt.Sprintf("v%d", k+1)}
		for c := range p {
			v.Categories = append(v.Categories, string(rune('a'+c)))
		}
		f.Variables = append(f.Variables, v)
	}
	for i := range N {
		c := Case{ID: fmt.Sprintf("K%06d", i), Group: "all", Row: i + 2}
		for k, p := range shares {
			at, u := 0, s.Fraction()
			for at < len(p)-1 && u >= p[at] {
				u -= p[at]
				at++
			}
			c.Values = append(c.Values, f.Variables[k].Categories[at])
		}
		m := s.Below(8)
		c.Manager, c.Team = fmt.Sprintf("Manager %d", m), fmt.Sprintf("Team %d", m/4)
		f.Cases = append(f.Cases, c)
	}
	return f
}

// sized is the usual design with a sample of n of the group "all".
func sized(n int) Design {
	d := DefaultDesign()
	d.Sizes = map[string]int{"all": n}
	return d
}

// ids lists chosen cases on one line.
func ids(cases []Chosen) string {
	var out []string
	for _, c := range cases {
		out = append(out, c.ID)
	}
	return strings.Join(out, " ")
}
