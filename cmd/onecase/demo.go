package main

import (
	"bytes"
	"os"
	"path/filepath"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/examples/kent"
	"onecase/stats"
)

// defaultDemoFolder is where demo writes without an argument.
const defaultDemoFolder = "onecase-demo"

// A demoResult is what demo prints as JSON.
type demoResult struct {
	Folder        string          `json:"folder"`
	Files         []string        `json:"files"` // what was written
	Seed          string          `json:"seed"`
	Population    int             `json:"population"`
	Sample        int             `json:"sample"`
	Score         *int            `json:"score"`
	ScoreComputed *int            `json:"score_computed"`
	Maximum       *int            `json:"maximum"`
	Overall       string          `json:"overall"`
	Warnings      []stats.Warning `json:"warnings"`
}

func runDemo(c *call) error {
	folder := defaultDemoFolder
	if len(c.args) > 0 {
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
	if err := writeDemo(folder, demo.files, c.force); err != nil {
		return err
	}
	result := demoResult{
		Folder: filepath.ToSlash(folder), Files: demo.names(), Seed: kent.Seed,
		Population: demo.Drawn.Plan.Population, Sample: demo.Drawn.Plan.Sample,
		Score: demo.Rated.Score, ScoreComputed: demo.Rated.ScoreComputed, Maximum: demo.Rated.Maximum, Overall: demo.Rated.Overall,
	}
	return c.show(result, func() report.Document {
		list, file := filepath.Join(folder, "cases.xlsx"), filepath.Join(folder, "kent.toml")
		return demo.Summary(folder, append(demo.names(), checksums), report.Commands{
			typed("plan", list, "--as-of", kent.AsOf, "--explain"),
			typed("draw", list, "--as-of", kent.AsOf, "--seed", "a text of your own"),
			typed("rate", file, "--set", "court.reviewing.public=15/22"),
		}, c.explain)
	})
}

// A demo is the example's job, done, with the files that it left.
type demo struct {
	show.Demo
	files []demoFile
}

// A demoFile is a file of the demonstration, made but not yet written.
type demoFile struct {
	name    string
	content []byte
}

func (d *demo) names() []string {
	return each(d.files, func(f demoFile) string { return f.name })
}

// makeDemo does what the commands at the end of the demonstration do, on the
// files that come with the program.
func makeDemo(c *call) (*demo, error) {
	folder, err := os.MkdirTemp("", "onecase-demo-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	demo := &demo{}
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
	drawn, err := drawKent(c, list)
	if err != nil {
		return nil, err
	}
	demo.Drawn = &drawn.Drawn
	if err := files.write(c, drawn); err != nil {
		return nil, err
	}
	for _, path := range []string{files.sample, files.record} {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		demo.add(filepath.Base(path), content)
	}
	judged, err := kent.Files.ReadFile("kent.toml")
	if err != nil {
		return nil, err
	}
	inspection, err := discretion.ParseInspection("kent.toml", judged, "")
	if err != nil {
		return nil, err
	}
	if demo.Rated, err = discretion.Assess(inspection, discretion.Options{}); err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := report.HTML(&page, demo.Report()); err != nil {
		return nil, err
	}
	demo.add("report.html", page.Bytes())
	return demo, nil
}

func (d *demo) add(name string, content []byte) {
	d.files = append(d.files, demoFile{name, content})
}

// drawKent draws from the example's list as onecase draw does with the flags that
// the end of the demonstration shows.
func drawKent(c *call, list string) (*drawn, error) {
	o, f := new(drawOptions), flagSet{}
	o.bind(&f)
	for _, flag := range f {
		if value, ok := map[string]string{"as-of": kent.AsOf, "seed": kent.Seed}[flag.name]; ok {
			if err := flag.Set(value); err != nil {
				return nil, err
			}
		}
	}
	return o.drawn(c, list)
}
