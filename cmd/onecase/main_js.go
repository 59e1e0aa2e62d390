//go:build js

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"syscall/js"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/discretion"
	"onecase/discretion/rules"
	"onecase/examples/kent"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
	"onecase/stats"
)

// main is the command, except in a web page: a page that has set the function
// onecaseReady gets the functions below and may call them any number of times.
// Files are those of the page's globalThis.fs.
func main() {
	ready := js.Global().Get("onecaseReady")
	if ready.Type() != js.TypeFunction {
		os.Exit(run(os.Stdin, os.Stdout, os.Stderr, os.Args[1:]))
	}
	readSheet = keeping
	heard = func(warnings []stats.Warning) {
		pageWarnings = []pageWarning{}
		for _, w := range warnings {
			pageWarnings = append(pageWarnings, pageWarning{w.Code, w.Parts(), pageRemedy(pageVerb, w.Fix), w.Fix.Options()})
		}
	}
	ready.Invoke(map[string]any{
		"run":     pageFunction(pageRun),
		"show":    pageFunction(pageShow),
		"flags":   pageFunction(pageFlags),
		"look":    pageFunction(pageLook),
		"rules":   pageFunction(pageRules),
		"record":  pageFunction(pageRecord),
		"warm":    pageFunction(pageWarm),
		"example": pageFunction(pageExample),
	})
	select {}
}

// pageFunction makes f callable from JavaScript as f(words, done): words is an
// array of strings, and done gets the answer as JSON. The call returns at once,
// because reading files has to wait for JavaScript.
func pageFunction(f func(words []string) any) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		words := make([]string, args[0].Length())
		for i := range words {
			words[i] = args[0].Index(i).String()
		}
		go func() {
			text, err := json.Marshal(f(words))
			if err != nil {
				panic(err) // the answers below are plain structs
			}
			args[1].Invoke(string(text))
		}()
		return nil
	})
}

// A pageLog is the stderr of a run: what is written is dropped, and the run's progress
// goes to the page's onecaseProgress, in percent.
type pageLog struct {
	io.Writer
	percent int // as the page was told
}

func (l *pageLog) progress(done, total int) {
	if percent := int(100 * int64(done) / int64(total)); percent != l.percent {
		l.percent = percent
		js.Global().Call("onecaseProgress", percent)
	}
}

// A pageWarning is a warning for the page to word.
type pageWarning struct {
	Code  string   `json:"code"`
	Parts []string `json:"parts"` // of the message; every second one is an id
	Fix   string   `json:"fix"`   // in the page's words

	Options []stats.Option `json:"options"` // of the remedy
}

// A pageProblem is a problem with its remedy in the page's words.
type pageProblem struct {
	sheet.Problem
	Options []stats.Option `json:"options"` // of the remedy
}

// pageWarnings are those of the last run's result.
var pageWarnings []pageWarning

// pageVerb is the verb of the last run.
var pageVerb string

// pageRun runs the command with these arguments. It returns the exit code, the result and
// its warnings and, where the run failed, what it says: messages, and the problems of a
// file one by one.
func pageRun(words []string) any { return pageRunOf(words) }

func pageRunOf(words []string) map[string]any {
	pageWarnings, pageVerb = []pageWarning{}, words[0]
	var stdout bytes.Buffer
	err := perform(newApp(strings.NewReader(""), &stdout, &pageLog{Writer: io.Discard}), words)
	found, _ := errors.AsType[sheet.Problems](err)
	problems := []pageProblem{}
	said := slices.Clone(found)
	for i, p := range found {
		said[i].Fix = stats.Remedy(pageRemedy(pageVerb, p.Fix))
		problems = append(problems, pageProblem{said[i], append([]stats.Option{}, p.Fix.Options()...)})
	}
	told := err
	if len(said) > 0 {
		told = said
	}
	return map[string]any{"code": exitCode(err), "other_sample": errors.Is(err, discretion.ErrOtherSample), "stdout": stdout.String(), "warnings": pageWarnings,
		"messages": append([]message{}, messages(told)...), "problems": problems}
}

// pageShow runs the command like pageRun. Its answer has the result as JSON in "stdout"
// and the document that a report would have, for the page to lay out.
func pageShow(words []string) any {
	var document map[string]any
	laidOut = func(d report.Document) { document = map[string]any{"title": d.Title, "blocks": d.Shown()} }
	defer func() { laidOut = nil }()
	answer := pageRunOf(append(words, "--format", "html"))
	answer["document"] = document
	return answer
}

// pageFlags is what the verb words[0] can be asked for, by its flags, as its help has
// them.
func pageFlags(words []string) any {
	type pageFlag struct {
		Name     string   `json:"name"`
		Usage    string   `json:"usage"`
		Standard string   `json:"standard"`
		Words    []string `json:"words"`
		OnOff    bool     `json:"on_off"`
		Repeats  bool     `json:"repeats"`
		Reads    bool     `json:"reads"`
		Writes   bool     `json:"writes"`
	}
	flags := []pageFlag{}
	for _, v := range verbs() {
		if v.name != words[0] {
			continue
		}
		for _, f := range v.newCall(nil, nil, nil).flags {
			flags = append(flags, pageFlag{f.name, f.usage, f.standard, f.words, f.onOff, f.repeats, f.reads, f.writes})
		}
	}
	return flags
}

// kept is the list that was read last, with the file and options that it was read from.
var kept struct {
	sheet                *sheet.Sheet
	content              []byte
	name, part, encoding string
	noHeader             []sheet.RowRange
}

// keeping is [sheet.ReadFile], except that a list is read once for all the steps of a
// page.
func keeping(name string, o sheet.ReadOptions) (*sheet.Sheet, error) {
	content, err := os.ReadFile(name)
	same := err == nil && kept.sheet != nil && kept.name == name && kept.part == o.Sheet &&
		kept.encoding == o.Encoding && slices.Equal(kept.noHeader, o.NoHeader) && bytes.Equal(kept.content, content)
	if !same {
		read, err := sheet.ReadFile(name, o)
		if err != nil {
			return nil, err
		}
		kept.sheet, kept.content, kept.name, kept.part, kept.encoding, kept.noHeader = read, content, name, o.Sheet, o.Encoding, o.NoHeader
	}
	list := *kept.sheet
	list.Problems, list.Warnings = slices.Clone(list.Problems), slices.Clone(list.Warnings)
	return &list, nil
}

// pageWarm looks at the example or plans it, as words[0] says, whatever comes of it. A
// browser translates code when it first runs, which takes it longer than to read a list of
// 5,000 cases; so the page does it before there is a list.
func pageWarm(words []string) any {
	const name = "/tmp/example.xlsx"
	content, err := kent.Files.ReadFile("cases.xlsx")
	if err != nil || os.WriteFile(name, content, 0o600) != nil {
		return nil
	}
	if words[0] == "look" {
		return pageLook([]string{name, ""})
	}
	return pageRunOf([]string{"plan", name, "--match", "gender,disposal", "--size", "court=5,ooc=5", "--format", "json"})
}

// pageExample is the inspection of Kent as a page opens it.
func pageExample([]string) any {
	text := func(name string) string {
		content, err := kent.Files.ReadFile(name)
		if err != nil {
			panic(err) // it comes with the program
		}
		return string(content)
	}
	return map[string]string{"list": text("cases.csv"), "rating": text("kent.toml"), "as_of": kent.AsOf, "seed": kent.Seed}
}

// pageLook reads the header of the list words[0], from its worksheet words[1],
// for the page to offer its columns, and says which it recognises, which have few enough
// values to match on, and which of these too many to estimate each, and which hold many numbers, with bands for them, whatever is
// wrong with the rows. The words that follow are columns, ROLE=HEADER, and rows that are no cases, 149-160.
func pageLook(words []string) any {
	header, matchable, many := []string{}, []string{}, []string{}
	recognised, bandable := []caselist.Recognised{}, map[string]string{}
	columns, rows := map[caselist.Role]string{}, []string(nil)
	for _, word := range words[2:] {
		if role, name, is := strings.Cut(word, "="); is {
			columns[caselist.Role(role)] = name
		} else {
			rows = append(rows, word)
		}
	}
	aside, _ := new(call).rowRanges(rows) // what is no number of a row is said where the list is planned
	if sheet, err := readSheet(words[0],
		sheet.ReadOptions{Sheet: words[1], Headers: caselist.Headers, NoHeader: aside, Progress: new(pageLog).progress}); err == nil {
		header = sheet.Header
		if list, _ := caselist.Clean(sheet, caselist.CleanOptions{Columns: columns}); list != nil {
			recognised = append(recognised, list.Recognised...)
			for _, r := range list.Bandable {
				bandable[r.Of] = r.String()
			}
		}
		for _, name := range header {
			if values, few := show.Matchable(sheet, name); few {
				if matchable = append(matchable, name); values > discretion.MaxValues && bandable[name] == "" {
					many = append(many, name)
				}
			}
		}
	}
	return map[string]any{"header": header, "roles": caselist.Roles(), "recognised": recognised, "matchable": matchable,
		"bandable": bandable, "many": many}
}

// pageRules is the rule set words[0] with what its ids stand for, or null where there is
// none of that name.
func pageRules(words []string) any {
	set, err := rules.Load(words[0])
	if err != nil {
		return nil
	}
	titles := map[string]string{}
	for _, g := range set.Groups {
		titles[g.ID] = set.Title(g.ID)
	}
	for _, st := range set.Standards {
		titles[st.ID] = set.Title(st.ID)
	}
	type rated struct {
		ID     string   `json:"id"`
		Levels []string `json:"levels"` // of answers with points, worst first; null: yes and no
	}
	questions := []rated{}
	for _, q := range set.Questions() {
		titles[q.ID] = set.Title(q.ID)
		switch {
		case q.HasPoints() && !q.Information:
			questions = append(questions, rated{q.ID, q.Levels})
		case !q.Information:
			questions = append(questions, rated{ID: q.ID})
		}
	}
	return struct {
		*rules.Set
		Titles map[string]string `json:"titles"`
		Rated  []rated           `json:"rated"`
		Rates  bool              `json:"rates"` // questions have bands, so that there are ratings to come
	}{set, titles, questions, set.RatesQuestions()}
}

// pageRecord says of the record words[0] what a page offers to change: each
// group's cases as they now stand, and whether its rules have questions; where it is none that can be used, why.
func pageRecord(words []string) any {
	type group struct {
		Group      string   `json:"group"`
		Population int      `json:"population"`
		Sample     []string `json:"sample"`
		Reserves   []string `json:"reserves"`
	}
	record, err := discretion.ReadRecord(words[0])
	if err != nil {
		return map[string]any{"problem": messages(err)[0].Text}
	}
	groups := []group{}
	for i := range record.Groups {
		g := &record.Groups[i]
		s := show.Status(record, g.Group)
		groups = append(groups, group{g.Group, g.Population, caseIDs(s.Sample), caseIDs(s.Reserves)})
	}
	variables := append([]string{}, record.Frame.Variables...)
	set, err := rules.Load(record.Rules)
	asks := err != nil || len(set.Questions()) > 0
	return map[string]any{"rules": record.Rules, "list": record.List.Name, "groups": groups, "variables": variables, "asks": asks}
}
