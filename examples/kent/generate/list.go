package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"onecase/examples/kent"
)

// A listed case of the synthetic list.
type listed struct {
	id, gender, disposal, rosh, safety, team, manager string
	age                                               int
	start                                             time.Time
}

// A share says how many cases have a value.
type share struct {
	value string
	cases int
}

// A block is a part of the list whose shape is fixed: eligible court cases, say.
// Its shares each add up to its size.
type block struct {
	disposal, rosh, safety []share
	from, to               int // its starts, in days before kent.AsOf
}

// The disposals of all blocks together, 283 cases, are published: 144 court
// (138 community, 4 custody, 2 licence) and 139 out of court (21 youth cautions,
// 13 youth conditional cautions, 105 community resolutions or other). The sizes
// of the eligible blocks, 50 and 30, are those that the published samples of 39
// and 26 imply. Their disposals and the numbers of low classifications are
// chosen to fit the published sub-samples (one custody case, four conditional
// cautions; 31 and 16 cases with work to keep others safe, 35 and 25 with work
// to keep the child safe). The other classifications are assumptions.
var blocks = []block{
	{ // court, eligible: started 6 to 9 months before
		disposal: []share{{"community", 49}, {"custody", 1}},
		rosh:     []share{{"low", 10}, {"medium", 27}, {"high", 12}, {"very high", 1}},
		safety:   []share{{"low", 5}, {"medium", 25}, {"high", 18}, {"very high", 2}},
		from:     182, to: 273,
	},
	{ // court, started later
		disposal: []share{{"community", 66}, {"custody", 3}, {"licence", 1}},
		rosh:     []share{{"low", 16}, {"medium", 36}, {"high", 17}, {"very high", 1}},
		safety:   []share{{"low", 8}, {"medium", 34}, {"high", 25}, {"very high", 3}},
		from:     5, to: 180,
	},
	{ // court, started earlier
		disposal: []share{{"community", 23}, {"licence", 1}},
		rosh:     []share{{"low", 5}, {"medium", 13}, {"high", 5}, {"very high", 1}},
		safety:   []share{{"low", 3}, {"medium", 11}, {"high", 9}, {"very high", 1}},
		from:     275, to: 640,
	},
	{ // out of court, eligible: started 2 to 5 months before
		disposal: []share{{"youth caution", 9}, {"youth conditional caution", 5}, {"community resolution", 16}},
		rosh:     []share{{"low", 12}, {"medium", 16}, {"high", 2}},
		safety:   []share{{"low", 1}, {"medium", 22}, {"high", 7}},
		from:     61, to: 151,
	},
	{ // out of court, started later
		disposal: []share{{"youth caution", 8}, {"youth conditional caution", 5}, {"community resolution", 63}},
		rosh:     []share{{"low", 34}, {"medium", 38}, {"high", 4}},
		safety:   []share{{"low", 10}, {"medium", 54}, {"high", 12}},
		from:     2, to: 60,
	},
	{ // out of court, started earlier
		disposal: []share{{"youth caution", 4}, {"youth conditional caution", 3}, {"community resolution", 26}},
		rosh:     []share{{"low", 15}, {"medium", 17}, {"high", 1}},
		safety:   []share{{"low", 4}, {"medium", 24}, {"high", 5}},
		from:     153, to: 400,
	},
}

// Of the 283 children 86% are boys and 81% are 15 to 17 years old, as published.
const (
	girls    = 40
	fifteens = 229
)

// teams and their case managers are made up; the number of managers, 24
// qualified and 2 other, is published.
var teams = []string{"North", "South", "East", "West"}

const (
	qualified = 24
	others    = 2
)

// makeList makes the list, the same each time.
func makeList() []listed {
	random := rand.New(rand.NewPCG(2021, 6))
	asOf, err := time.Parse(time.DateOnly, kent.AsOf)
	if err != nil {
		panic(err)
	}
	var cases []listed
	for _, b := range blocks {
		disposal, rosh, safety := deal(random, b.disposal), deal(random, b.rosh), deal(random, b.safety)
		if len(rosh) != len(disposal) || len(safety) != len(disposal) {
			panic("the shares of a block do not add up")
		}
		for i := range disposal {
			days := b.from + random.IntN(b.to-b.from+1)
			cases = append(cases, listed{
				disposal: disposal[i], rosh: rosh[i], safety: safety[i],
				start: asOf.AddDate(0, 0, -days),
			})
		}
	}
	random.Shuffle(len(cases), func(i, j int) { cases[i], cases[j] = cases[j], cases[i] })
	gender := deal(random, []share{{"female", girls}, {"male", len(cases) - girls}})
	older := deal(random, []share{{"yes", fifteens}, {"no", len(cases) - fifteens}})
	for i := range cases {
		c := &cases[i]
		c.id = fmt.Sprintf("K%03d", i+1)
		c.gender = gender[i]
		c.age = 14 - min(random.IntN(6), 4)
		if older[i] == "yes" {
			c.age = 15 + random.IntN(3)
		}
		manager := random.IntN(qualified + others)
		c.team = teams[manager%len(teams)]
		c.manager = fmt.Sprintf("CM%02d", manager+1)
		if manager >= qualified {
			c.manager = fmt.Sprintf("OM%02d", manager-qualified+1)
		}
	}
	return cases
}

// deal puts the values of shares in random order.
func deal(random *rand.Rand, shares []share) []string {
	var values []string
	for _, s := range shares {
		values = append(values, slices.Repeat([]string{s.value}, s.cases)...)
	}
	random.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
	return values
}
