package main

import (
	"math"
	"path/filepath"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
	"onecase/stats"
)

// A drawResult is what draw prints as JSON.
type drawResult struct {
	Rules     string `json:"rules"`
	Seed      string `json:"seed"`
	Algorithm string `json:"algorithm"`
	Frame     string `json:"frame_sha256"`
	Record    string `json:"record"`
	cleaningResult
	Groups   []drawGroupResult `json:"groups"`
	Warnings []stats.Warning   `json:"warnings"`
}

type drawGroupResult struct {
	Group       string          `json:"group"`
	Population  int             `json:"population"`
	Sample      int             `json:"sample"`
	Method      string          `json:"method"`
	Inclusion   *float64        `json:"inclusion_probability"`
	Chances     chancesResult   `json:"inclusion"`
	GivenUp     []string        `json:"given_up"`
	Missed      []missedResult  `json:"missed"`
	Selected    []string        `json:"selected"`
	Added       []string        `json:"added,omitempty"`
	Reserves    []string        `json:"reserves"`
	Balance     []balanceResult `json:"balance"`
	LargestDiff float64         `json:"largest_difference"`
}

// A chancesResult says how the chances of a group's cases were found, and what they
// are; low and high are null where they are not known.
type chancesResult struct {
	How   sample.ChanceHow `json:"how"`
	Draws *int             `json:"draws"` // simulated ones
	Low   *float64         `json:"low"`
	High  *float64         `json:"high"`
}

func chancesResultOf(s *sample.Status) chancesResult {
	in := s.Inclusion
	if in == nil {
		return chancesResult{How: sample.ChanceUnknown}
	}
	r := chancesResult{How: in.How}
	if in.Draws > 0 {
		r.Draws = &in.Draws
	}
	if low, high := in.Range(); !math.IsNaN(low) {
		r.Low, r.High = &low, &high
	}
	return r
}

// A missedResult is a category that a round does not keep within its share rounded
// down and up, and by how many cases at most.
type missedResult struct {
	Round    string `json:"round"`
	Variable string `json:"variable"`
	Category string `json:"category"`
	By       int    `json:"by"`
}

// missedIn lists what the rounds of a group's draw, and of its extensions, miss.
func missedIn(d *drawn, g *sample.GroupDraw) []missedResult {
	out := []missedResult{}
	add := func(name string, r *sample.Round) {
		if r == nil {
			return
		}
		for _, m := range r.Missed {
			out = append(out, missedResult{name, m.Variable, m.Category, m.By})
		}
	}
	add("core", &g.Core)
	add("reserves", g.Reserve)
	for i := range d.record.Extensions {
		if e := &d.record.Extensions[i]; e.Group == g.Group {
			add("extension", &e.Core)
			add("reserves of the extension", e.Reserve)
		}
	}
	return out
}

type balanceResult struct {
	Variable   string  `json:"variable"`
	Category   string  `json:"category"`
	Population int     `json:"population"`
	Target     float64 `json:"target"`
	Selected   int     `json:"selected"`
	Difference float64 `json:"difference"`
	// Effect is the variance of the number selected, of that in simple random
	// samples.
	Effect *float64 `json:"design_effect"`
}

func drawResultOf(d *drawn, record string) drawResult {
	r := drawResult{
		Rules: d.record.Rules, Seed: d.record.Seed, Algorithm: d.record.Algorithm,
		Frame: d.record.Frame.SHA256, Record: filepath.ToSlash(record), cleaningResult: cleaningResultOf(d.list), Groups: []drawGroupResult{}, Warnings: worded(d.warnings),
	}
	for i := range d.record.Groups {
		g := &d.record.Groups[i]
		s := status(d.record, g.Group)
		out := drawGroupResult{
			Group: g.Group, Population: g.Population, Sample: len(s.Sample), Method: string(g.Core.Method), Inclusion: sameChance(s), Chances: chancesResultOf(s),
			GivenUp: notNull(g.Core.GivenUp), Missed: missedIn(d, g), Selected: caseIDs(s.Sample), Reserves: caseIDs(s.Reserves), Balance: []balanceResult{},
		}
		for _, e := range d.record.Extensions {
			if e.Group == g.Group {
				out.Added = append(out.Added, caseIDs(e.Added)...)
			}
		}
		effects := effectsOf(g, s)
		for _, b := range shownBalance(d.list, g, s) {
			out.Balance = append(out.Balance, balanceResult{b.Variable, b.Category, b.Population, b.Target, b.Selected, b.Difference, report.Number(effects(b))})
			out.LargestDiff = max(out.LargestDiff, math.Abs(b.Difference))
		}
		r.Groups = append(r.Groups, out)
	}
	return r
}
