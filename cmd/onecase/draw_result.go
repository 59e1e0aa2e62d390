package main

import (
	"math"
	"path/filepath"

	"onecase/cmd/onecase/internal/show"
	"onecase/sample"
	"onecase/stats"
)

// A drawResult is what draw prints as JSON.
type drawResult struct {
	Rules      string `json:"rules"`
	Seed       string `json:"seed"`
	Algorithm  string `json:"algorithm"`              // `onecase-draw-2`
	Frame      string `json:"frame_sha256"`           // of the eligible cases in order of their ids
	Record     string `json:"record"`                 // the file written
	Commitment string `json:"commitment" null:"zero"` // the line that fixed list and design before the seed; null: nothing did
	cleaningResult
	Groups   []drawGroupResult `json:"groups"`
	Warnings []stats.Warning   `json:"warnings"`
}

type drawGroupResult struct {
	Group       string          `json:"group"`
	Population  int             `json:"population"`
	Sample      int             `json:"sample"`
	Method      string          `json:"method"`                // `share`, `table`, `walk` or `strata`
	Inclusion   *float64        `json:"inclusion_probability"` // of each case; null where they differ: the record has them case by case
	Chances     chancesResult   `json:"inclusion"`             // how the chances were found
	GivenUp     []string        `json:"given_up"`              // variables that could not all be matched
	Missed      []missedResult  `json:"missed"`                // categories that a plan takes beyond their share rounded down or up
	Selected    []string        `json:"selected"`              // case ids
	Added       []string        `json:"added,omitempty"`       // only with `--extend`: the cases added
	Reserves    []string        `json:"reserves"`              // case ids in their order
	Balance     []balanceResult `json:"balance"`               // each category
	LargestDiff float64         `json:"largest_difference"`    // of a category from its share, in cases
	effectResult
}

// A chancesResult says how the chances of a group's cases were found, and what they
// are.
type chancesResult struct {
	How   sample.ChanceHow `json:"how"`               // `design`, `walk`, `simulated` or `unknown`
	Draws int              `json:"draws" null:"zero"` // simulated ones
	Low   float64          `json:"low" null:"nan"`    // the least chance
	High  float64          `json:"high" null:"nan"`   // the greatest chance
}

func chancesResultOf(in *sample.Inclusion) chancesResult {
	if in == nil {
		return chancesResult{How: sample.ChanceUnknown, Low: math.NaN(), High: math.NaN()}
	}
	low, high := in.Range()
	return chancesResult{in.How, in.Draws, low, high}
}

// A missedResult is a category that a round does not keep within its share rounded
// down and up, and by how many cases at most.
type missedResult struct {
	Round string `json:"round"` // `core`, `reserves`, `extension` or `reserves of the extension`
	sample.MissedCategory
}

// missedIn lists what the rounds of a group's draw, and of its extensions, miss.
func missedIn(d *drawn, g *sample.GroupDraw) []missedResult {
	var out []missedResult
	add := func(name string, r *sample.Round) {
		if r == nil {
			return
		}
		for _, m := range r.Missed {
			out = append(out, missedResult{name, m})
		}
	}
	add("core", &g.Core)
	add("reserves", g.Reserve)
	for i := range d.Record.Extensions {
		if e := &d.Record.Extensions[i]; e.Group == g.Group {
			add("extension", &e.Core)
			add("reserves of the extension", e.Reserve)
		}
	}
	return out
}

type balanceResult struct {
	sample.Balance
	Effect float64 `json:"design_effect" null:"nan"` // variance of the number selected, relative to simple random sampling
}

func drawResultOf(d *drawn, record string) drawResult {
	r := drawResult{
		Rules: d.Record.Rules, Seed: d.Record.Seed, Algorithm: d.Record.Algorithm,
		Frame: d.Record.Frame.SHA256, Record: filepath.ToSlash(record), Commitment: d.Record.Commitment,
		cleaningResult: cleaningResultOf(d.List), Warnings: worded(d.Warnings),
	}
	for i := range d.Record.Groups {
		g := &d.Record.Groups[i]
		s := show.Status(d.Record, g.Group)
		out := drawGroupResult{
			Group: g.Group, Population: g.Population, Sample: len(s.Sample), Method: string(g.Core.Method),
			Inclusion: show.SameChance(s), Chances: chancesResultOf(s.Inclusion),
			GivenUp: g.Core.GivenUp, Missed: missedIn(d, g), Selected: caseIDs(s.Sample), Reserves: caseIDs(s.Reserves),
			effectResult: effectResult(d.Effect(g)),
		}
		for _, e := range d.Record.Extensions {
			if e.Group == g.Group {
				out.Added = append(out.Added, caseIDs(e.Added)...)
			}
		}
		effects := show.CategoryEffects(g, s)
		for _, b := range show.Balance(d.List, g, s) {
			out.Balance = append(out.Balance, balanceResult{b, effects(b)})
			out.LargestDiff = max(out.LargestDiff, math.Abs(b.Difference))
		}
		r.Groups = append(r.Groups, out)
	}
	return r
}
