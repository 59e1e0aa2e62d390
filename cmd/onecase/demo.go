package main

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"onecase/cmd/onecase/internal/report"
	"onecase/discretion"
	"onecase/examples/kent"
	"onecase/sample"
)

func demoVerb() verb {
	return verb{
		name: "demo", args: "[DIR] [flags]",
		brief: "a whole inspection from nothing: list, plan, draw, ratings and report",
		manual: `Does the main job on the example of Kent 2021 and leaves its files in DIR, a new
folder (onecase-demo when DIR is not given): a synthetic case list, the sample drawn
from it with its record, the published results as an inspection file, and a report. It
prints what a planner and a panel would look at first.

It may be run again: it replaces the files that still hold what it wrote, and stops
if one of them was changed since. SHA256SUMS, in the same folder, is how it knows.

Examples:
  onecase demo
  onecase demo kent`,
		run: runDemo,
	}
}

// defaultDemoFolder is where demo writes when it is not told.
const defaultDemoFolder = "onecase-demo"

// A demoResult is what demo prints as JSON.
type demoResult struct {
	Verb          string   `json:"verb"`
	Schema        int      `json:"schema"`
	Folder        string   `json:"folder"`
	Files         []string `json:"files"`
	Seed          string   `json:"seed"`
	Population    int      `json:"population"`
	Sample        int      `json:"sample"`
	Score         *int     `json:"score"`
	ScoreComputed *int     `json:"score_computed"`
	Maximum       *int     `json:"maximum"`
	Overall       string   `json:"overall"`
	Warnings      []string `json:"warnings"`
}

func runDemo(c *call) error {
	folder := defaultDemoFolder
	if c.Args().Present() {
		words, err := c.arguments("a folder")
		if err != nil {
			return err
		}
		folder = words[0]
	}
	demo, err := makeDemo(c)
	if err != nil {
		return err
	}
	if err := writeDemo(folder, demo.files, c.Bool("force")); err != nil {
		return err
	}
	result := demoResult{
		Verb: "demo", Schema: 1, Folder: filepath.ToSlash(folder), Files: demo.names(), Seed: kent.Seed,
		Population: demo.drawn.plan.Population, Sample: demo.drawn.plan.Sample,
		Score: demo.rated.Score, ScoreComputed: demo.rated.ScoreComputed, Maximum: demo.rated.Maximum, Overall: demo.rated.Overall,
		Warnings: []string{},
	}
	return c.show(result, func() report.Document { return demo.summary(folder, c.explain()) })
}

// A demonstration is the example's job, done.
type demonstration struct {
	drawn *drawn
	rated *discretion.Assessment
	files []demoFile
}

// A demoFile is a file of the demonstration, made but not yet written.
type demoFile struct {
	name    string
	content []byte
}

func (d *demonstration) names() []string {
	var names []string
	for _, f := range d.files {
		names = append(names, f.name)
	}
	return names
}

// makeDemo does what the commands at the end of the demonstration do, on the
// files that come with the program.
func makeDemo(c *call) (*demonstration, error) {
	folder, err := os.MkdirTemp("", "onecase-demo-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	demo := &demonstration{}
	for _, name := range []string{"cases.xlsx", "cases.csv", "kent.toml", "judgements.csv"} {
		content, err := kent.Files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		demo.add(name, content)
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			return nil, err
		}
	}
	list := filepath.Join(folder, "cases.xlsx")
	files := &drawFiles{record: filepath.Join(folder, "kent.record.json"), sample: filepath.Join(folder, "sample.xlsx")}
	draw, err := c.as(drawVerb(), list, "--as-of="+kent.AsOf, "--seed="+kent.Seed)
	if err != nil {
		return nil, err
	}
	if demo.drawn, err = draw.drawn(list); err != nil {
		return nil, err
	}
	if err := files.write(draw, demo.drawn); err != nil {
		return nil, err
	}
	for _, path := range []string{files.sample, files.record} {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		demo.add(filepath.Base(path), content)
	}
	inspection, err := discretion.ParseInspection("kent.toml", demo.content("kent.toml"), "")
	if err != nil {
		return nil, err
	}
	if demo.rated, err = discretion.Assess(inspection, discretion.Options{}); err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := report.HTML(&page, demo.report()); err != nil {
		return nil, err
	}
	demo.add("report.html", page.Bytes())
	return demo, nil
}

func (d *demonstration) content(name string) []byte {
	for _, f := range d.files {
		if f.name == name {
			return f.content
		}
	}
	return nil
}

func (d *demonstration) add(name string, content []byte) {
	d.files = append(d.files, demoFile{name, content})
}

// as is the call of another verb with the same streams, as if its arguments had
// been typed.
func (c *call) as(v verb, args ...string) (*call, error) {
	command := v.command(c.stdin, c.stdout, c.stderr)
	words, err := flagsFirst(command, args)
	if err != nil {
		return nil, err
	}
	other := &call{verb: v.name, own: v.writesFile, stdin: c.stdin, stdout: c.stdout, stderr: c.stderr}
	command.Action = func(context *cli.Context) error {
		other.Context = context
		return nil
	}
	app := &cli.App{Name: c.App.Name, Commands: []*cli.Command{command}, DisableSliceFlagSeparator: true}
	return other, app.Run(append([]string{app.Name, v.name}, words...))
}

// summary is what demo prints: under a page, and then what to type next.
func (d *demonstration) summary(folder string, explain bool) report.Document {
	doc := report.Document{Title: "Kent 2021: the published results, and a synthetic case list of the published shape"}
	doc.Add(d.sizes(), d.matching(), d.ratings(), d.overall())
	if explain {
		for _, g := range d.drawn.plan.Groups {
			doc.Add(report.Heading("How "+g.Group+" got its size"), derivation(workedSteps(g.Size.Steps)))
		}
		doc.Add(report.Heading("How the ratings came about"), rateWorking(d.rated))
	}
	list, rules := filepath.Join(folder, "cases.xlsx"), filepath.Join(folder, "kent.toml")
	doc.Add(
		report.Paragraph(fmt.Sprintf("Written to %s: %s, %s. Next:", folder, strings.Join(d.names(), ", "), checksums)),
		report.Commands{
			typed("plan", list, "--as-of", kent.AsOf, "--explain"),
			typed("draw", list, "--as-of", kent.AsOf, "--seed", "a text of your own"),
			typed("rate", rules, "--set", "court.reviewing.public=15/22"),
		})
	return doc
}

// sizes says how many cases each group needs and why.
func (d *demonstration) sizes() report.Table {
	plan := d.drawn.plan
	t := report.Table{
		Caption: fmt.Sprintf("How many cases, for %s confidence and a margin of %s points either way",
			percentText(plan.Design.Confidence), points(plan.Design.Margin)),
		Columns: report.Columns("group", ">eligible", ">to read", ">reserves", ">margin", "because"),
	}
	var groups []string
	for _, g := range d.rated.Inspection.Rules.Groups {
		groups = append(groups, g.ID+": "+g.Name)
	}
	t.Notes = []string{strings.Join(groups, "; ")}
	for _, g := range plan.Groups {
		t.Rows = append(t.Rows, []string{g.Group, strconv.Itoa(g.Population), strconv.Itoa(g.Sample), strconv.Itoa(g.Reserves),
			"±" + points(g.Margin), sizeBecause(g)})
	}
	return t
}

// sizeBecause says in a few words where a group's size comes from.
func sizeBecause(g sample.GroupPlan) string {
	parts := []string{fmt.Sprintf("%.1f from a list without end", g.Size.Infinite)}
	for _, step := range g.Size.Steps {
		if step.Name == "finite correction" {
			parts = append(parts, fmt.Sprintf("%.1f from %d, rounded up", step.Value, g.Population))
		}
	}
	return strings.Join(parts, ", ")
}

// matching says how well the sample matches.
func (d *demonstration) matching() report.Paragraph {
	var parts []string
	for i := range d.drawn.record.Groups {
		g := &d.drawn.record.Groups[i]
		parts = append(parts, fmt.Sprintf("%s %.2f", g.Group, g.LargestDifference()))
	}
	return report.Paragraph(fmt.Sprintf("The sample matches %s (rosh: risk of serious harm) at once. The largest difference of a category from its exact share, in cases: %s. Every case of a group had the same chance.",
		inWords(d.drawn.record.Frame.Variables), strings.Join(parts, ", ")))
}

// ratings are the standards that cases were read for, each with what drives it,
// what would change it and why it is open to discretion.
func (d *demonstration) ratings() report.Table {
	words := rateWords{d.rated}
	t := report.Table{
		Caption: words.title(),
		Columns: report.Columns("standard", "rating", "driver", ">up", ">down", "open to discretion because"),
		Notes: []string{"driver: the key question with the lowest percentage sets the rating; up, down: how many cases would have to be " +
			"judged differently. " + d.joint()},
	}
	for _, st := range d.rated.Standards {
		if st.Judged {
			continue
		}
		t.Rows = append(t.Rows, []string{st.ID, words.rating(st), words.drivers(st) + " " + words.driverResult(st),
			spanText(st.Up != nil, fewestOf(st.Up), mostOf(st.Up)), spanText(st.Down != nil, fewestOf(st.Down), mostOf(st.Down)), openBecause(st)})
	}
	return t
}

// openBecause gives, in a few words, the criteria that open a standard to
// discretion.
func openBecause(st discretion.StandardAssessment) string {
	var why []string
	for _, f := range st.Flags {
		if f.Fires == nil || !*f.Fires {
			continue
		}
		switch f.Criterion {
		case discretion.NearBoundary:
			if *f.Points == 0 {
				why = append(why, "on a boundary")
			} else {
				why = append(why, countOf(int(math.Round(*f.Points)), "point")+" from a boundary")
			}
		case discretion.OneCaseSwing:
			why = append(why, "one case takes it "+string(f.Direction))
		case discretion.SmallSample:
			why = append(why, "only "+f.Detail)
		}
	}
	return strings.Join(why, "; ")
}

// joint says why the example's panel had something to decide.
func (d *demonstration) joint() string {
	var notes []string
	for _, st := range d.rated.Standards {
		if st.Decision != nil && st.Up != nil {
			notes = append(notes, fmt.Sprintf("%s was computed as %s and decided by the panel; one case alone would not have raised it unless it changed on %s as well.",
				st.ID, rateWords{d.rated}.name(st.Computed), inWords(shortened(st.Up.BlockedBy, st.ID))))
		}
	}
	return strings.Join(notes, " ")
}

func shortened(questions []string, standard string) []string {
	var names []string
	for _, q := range questions {
		names = append(names, short(q, standard))
	}
	return names
}

// overall says what the score is and what would change the overall rating.
func (d *demonstration) overall() report.List {
	words := rateWords{d.rated}
	score := fmt.Sprintf("Overall %s: %d of %d; %d before the panel's decision.", words.name(d.rated.Overall), *d.rated.Score, *d.rated.Maximum, *d.rated.ScoreComputed)
	return append(report.List{score}, words.overall()...)
}

// report is the page that demo leaves: the plan, the draw and the ratings in full.
// What two of them say in the same words, of the list, stands once.
func (d *demonstration) report() report.Document {
	doc := report.Document{Title: "Kent 2021: sample and ratings"}
	doc.Add(report.Paragraph("The ratings are the published ones of October 2021. The case list is synthetic: no real child or case is in it."))
	for _, part := range []report.Document{
		rateDocument(d.rated, nil, nil, "html", false),
		planDocument(d.drawn.list, d.drawn.plan, "html", true),
		drawDocument(d.drawn, &drawFiles{record: "kent.record.json", sample: "sample.xlsx"}, "html", false),
	} {
		doc.Add(report.Part(part.Title))
		for _, block := range part.Blocks {
			if !slices.ContainsFunc(doc.Blocks, func(said report.Block) bool { return reflect.DeepEqual(said, block) }) {
				doc.Add(block)
			}
		}
		for _, warning := range part.Warnings {
			if !slices.Contains(doc.Warnings, warning) {
				doc.Warnings = append(doc.Warnings, warning)
			}
		}
	}
	return doc
}

// typed is a command as the user would type it: from source, where the program
// runs from there.
func typed(words ...string) string {
	program := "onecase"
	for i, word := range words {
		words[i] = quoted(word)
	}
	if path, err := os.Executable(); err == nil && strings.Contains(filepath.ToSlash(path), "/go-build") {
		program = "go run ./cmd/onecase"
	}
	return program + " " + strings.Join(words, " ")
}

// plainWord is a word that no shell takes apart.
var plainWord = regexp.MustCompile(`^[A-Za-z0-9_./\\:=,@%+-]+$`)

// quoted is a word as it has to be typed.
func quoted(word string) string {
	switch {
	case plainWord.MatchString(word):
		return word
	case !strings.ContainsAny(word, "\"$`\\!"):
		return `"` + word + `"`
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
