package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"onecase/cmd/onecase/internal/show"
)

// methodText is the paragraph of a report to take over into another, on one line.
func methodText(t *testing.T, args ...string) string {
	t.Helper()
	_, after, found := strings.Cut(mustRun(t, append(args, "--format", "markdown")...), "## Words for your report\n\n")
	text, _, _ := strings.Cut(after, "\n\n")
	if !found || text == "" {
		t.Fatalf("%v has no words for a report", args)
	}
	return strings.TrimSpace(text)
}

// answer is the JSON of a verb.
func answer(t *testing.T, args ...string) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal([]byte(mustRun(t, append(args, "--format", "json")...)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// hasFigures wants each of some texts in a paragraph, and no number in it that is in none of them.
func hasFigures(t *testing.T, text string, wants ...string) {
	t.Helper()
	number := regexp.MustCompile(`[0-9]+(\.[0-9]+)?`)
	left := text
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in: %s", want, text)
		}
		left = strings.ReplaceAll(left, want, "")
	}
	if more := number.FindString(left); more != "" {
		t.Errorf("%s is no figure of the result: %s", more, text)
	}
}

// The words for a report have the figures of the plan and of the draw, whatever was asked for.
func TestMethodWordsHaveTheFiguresOfTheResult(t *testing.T) {
	folder := t.TempDir()
	mustRun(t, "demo", filepath.Join(folder, "k"))
	list := filepath.Join(folder, "k/cases.csv")
	random := rand.New(rand.NewPCG(1, 16))
	for i := range 8 {
		confidence, margin := 70+random.IntN(29), 3+random.IntN(10)
		flags := []string{list, "--as-of", "2021-06-21", "--confidence", fmt.Sprint(confidence), "--margin", fmt.Sprint(margin)}
		if random.IntN(2) == 0 {
			flags = append(flags, "--size", fmt.Sprintf("court=%d", 1+random.IntN(49)))
		}
		plan := answer(t, append([]string{"plan"}, flags...)...)
		groups := plan["groups"].([]any)
		court, ooc := groups[0].(map[string]any), groups[1].(map[string]any)
		of := func(g map[string]any, key string) int { return int(g[key].(float64)) }
		total := of(court, "sample") + of(ooc, "sample")
		eligible := fmt.Sprintf("%d eligible cases: %d in Court disposals and %d in Out-of-court disposals.",
			of(court, "population")+of(ooc, "population"), of(court, "population"), of(ooc, "population"))
		read := fmt.Sprintf("at random: %d in Court disposals and %d in Out-of-court disposals.", of(court, "sample"), of(ooc, "sample"))
		sizes := fmt.Sprintf("%s confidence and a margin of %s points", show.Percent(plan["confidence"].(float64)),
			show.Points(plan["margin"].(float64)))
		if slices.Contains(flags, "--size") {
			sizes = fmt.Sprintf("sizes were set. At %s confidence the margin is, by the usual formula, %s points in Court disposals and %s points in",
				show.Percent(plan["confidence"].(float64)), show.Points(court["margin"].(float64)), show.Points(ooc["margin"].(float64)))
		}
		if math.Abs(plan["confidence"].(float64)-float64(confidence)/100) > 1e-9 ||
			math.Abs(plan["margin"].(float64)-float64(margin)/100) > 1e-9 {
			t.Fatalf("the plan is for %v and %v", plan["confidence"], plan["margin"])
		}
		hasFigures(t, methodText(t, append([]string{"plan"}, flags...)...), eligible, fmt.Sprintf("%d are to be drawn", total), read, sizes)
		seed := fmt.Sprintf("seed-%d", i)
		draw := append([]string{"draw"},
			append(flags, "--seed", seed, "--record", filepath.Join(folder, "r.json"), "--output",
				filepath.Join(folder, "s.csv"), "--force")...)
		hasFigures(t, methodText(t, draw...), eligible, fmt.Sprintf("%d were drawn", total), read, sizes, `"`+seed+`"`)
		if of(court, "sample") > 48 {
			continue
		}
		more := of(court, "sample") + 2
		larger := answer(t, "margin", "--sample", fmt.Sprint(more), "--population", "50", "--confidence", fmt.Sprint(confidence))
		extend := []string{"draw", list, "--extend", filepath.Join(folder, "r.json"), "--size", fmt.Sprintf("court=%d", more),
			"--record", filepath.Join(folder, "r2.json"), "--output", filepath.Join(folder, "s2.csv"), "--force"}
		hasFigures(t, methodText(t, extend...), eligible, fmt.Sprintf("%d were drawn at random: %d in Court disposals and %d in Out-of-court disposals.",
			total+2, more, of(ooc, "sample")), "2 of them were added later", fmt.Sprintf("%s confidence the margin is, by the usual formula, %s points in Court disposals and %s points in",
			show.Percent(plan["confidence"].(float64)), show.Points(larger["margin"].(float64)), show.Points(ooc["margin"].(float64))), `"`+seed+`"`)
	}
}

// kentWith is the inspection of Kent with another result, in a file.
func kentWith(t *testing.T, result string) string {
	text, err := os.ReadFile(kentFile)
	if err != nil {
		t.Fatal(err)
	}
	question, count, _ := strings.Cut(result, "=")
	yes, of, _ := strings.Cut(count, "/")
	entry := regexp.MustCompile(`(\[results\."` + regexp.QuoteMeta(question) + `"\]\s+)yes = \d+\s+of = ` + of)
	if !entry.Match(text) {
		t.Fatalf("%s has no %s", kentFile, question)
	}
	file := filepath.Join(t.TempDir(), "kent.toml")
	if err := os.WriteFile(file, entry.ReplaceAll(text, []byte("${1}yes = "+yes+"\nof = "+of)), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// The words for a report have the figures of ratings and of chances. A what-if has none.
func TestMethodWordsHaveTheFiguresOfTheRatings(t *testing.T) {
	read := "39 of 50 eligible in Court disposals and 26 of 30 eligible in Out-of-court disposals"
	for _, set := range []string{"court.reviewing.public=15/22", "ooc.joint-working.police=3/4", "court.delivery.public=19/31"} {
		args := []string{kentWith(t, set)}
		rate := answer(t, append([]string{"rate"}, args...)...)
		name := func(key string) string { return show.Capital(strings.ReplaceAll(rate[key].(string), "-", " ")) }
		hasFigures(t, methodText(t, append([]string{"rate"}, args...)...), read, "Youth offending services, 2018 to 2021",
			fmt.Sprintf("%v of %v points", rate["score_computed"], rate["maximum"]),
			"decided 1 rating otherwise, which makes it "+name("overall"),
			show.Percent(rate["confidence"].(float64))+" confidence")
		robust := answer(t, append([]string{"robust"}, args...)...)
		same := robust["overall"].(map[string]any)["same"].(float64)
		hasFigures(t, methodText(t, append([]string{"robust"}, args...)...), read, "with a chance of "+show.Probability(same))
	}
	if text := mustRun(t, "rate", kentFile, "--set", "court.reviewing.public=15/22", "--format", "markdown"); !strings.HasPrefix(text, "# What if: ") ||
		strings.Contains(text, "Words for your report") {
		t.Errorf("a what-if reads like a finding:\n%s", text)
	}
}
