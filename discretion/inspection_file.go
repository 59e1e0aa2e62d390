package discretion

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/discretion/tomlfile"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// inspectionFile is the inspection file as it is written.
type inspectionFile struct {
	Service    string               `toml:"service"`
	Date       any                  `toml:"date"`
	Rules      string               `toml:"rules"`
	Groups     map[string]fileGroup `toml:"groups"`
	Judged     map[string]string    `toml:"judged"`
	Results    map[string]fileEntry `toml:"results"`
	Judgements string               `toml:"judgements"`
	Discretion []Decision           `toml:"discretion"`
	Published  map[string]any       `toml:"published"`
}

// A fileGroup is the size of a group in an inspection file.
type fileGroup struct {
	Population *int `toml:"population"`
	Sample     *int `toml:"sample"`
}

// A fileEntry is the result of one question in an inspection file.
type fileEntry struct {
	Yes        *int           `toml:"yes"`
	Of         *int           `toml:"of"`
	Percent    any            `toml:"percent"`
	SameCases  []any          `toml:"same_cases"`
	Levels     map[string]int `toml:"levels"` // cases at each level of answers with points
	Population *int           `toml:"population"`
}

// ParseInspection reads an inspection file. The name is for messages and to find files
// beside it. A rule set by id or file, from the current folder, replaces the one that
// the file names, unless it is "". All that is wrong is reported at once, as
// sheet.Problems.
func ParseInspection(name string, text []byte, idOrFile string) (*Inspection, error) {
	var file inspectionFile
	unknown, err := tomlfile.Decode(name, text, &file)
	if err != nil {
		return nil, err
	}
	unquoted(unknown, file.Results)
	leaveOut(unknown, file.Results)
	if idOrFile == "" && isFile(file.Rules) {
		idOrFile = beside(name, file.Rules)
	}
	if idOrFile = cmp.Or(idOrFile, file.Rules); idOrFile == "" {
		return nil, append(unknown, sheet.Problem{File: name, Message: "the file names no rule set",
			Fix: `add a line such as rules = "hmip-youth-2018"`})
	}
	if idOrFile == rules.NoRules {
		return nil, append(unknown, sheet.Problem{File: name, Message: "an inspection file needs a rule set",
			Fix: stats.Advise("without rules give the table of judgements itself, CSV or XLSX, with %v",
				stats.Option{Name: "rules", Value: rules.NoRules})})
	}
	rulesFile := phrase.Either(isFile(idOrFile), idOrFile, "")
	set, err := rules.Load(idOrFile)
	if err != nil {
		if len(unknown) > 0 {
			return nil, append(unknown, sheet.Problem{File: name, Message: err.Error()})
		}
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	ins := NewInspection(set)
	ins.File, ins.Service, ins.RulesFile = name, file.Service, rulesFile
	if file.Judgements != "" {
		ins.Judgements = beside(name, file.Judgements)
	}
	r := inspectionReader{ins: ins, rows: tomlfile.Rows(text), problems: unknown}
	r.date(file.Date)
	r.groups(file.Groups)
	r.judged(file.Judged)
	r.results(file.Results)
	r.decisions(file.Discretion)
	r.published(file.Published)
	if err := r.problems.InOrder().Err(); err != nil {
		return nil, err
	}
	return ins, nil
}

// isFile tells whether a rule set is named by its file rather than its id.
func isFile(idOrFile string) bool {
	return strings.HasSuffix(idOrFile, ".toml") || strings.ContainsAny(idOrFile, `/\`)
}

// beside gives the path of a file that another file names.
func beside(name, file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(filepath.Dir(name), file)
}

// unquoted rewords problems of result ids without quotes, whose dots made tables.
func unquoted(unknown sheet.Problems, results map[string]fileEntry) {
	for i, p := range unknown {
		parts := strings.Split(p.Column, ".")
		if parts[0] != "results" || len(parts) < 3 {
			continue
		}
		if e, ok := results[parts[1]]; ok && e.Yes == nil && e.Of == nil && e.Percent == nil {
			delete(results, parts[1])
			unknown[i].Message = fmt.Sprintf("unknown key %q", p.Column)
			unknown[i].Fix = tomlfile.QuotesFix
		}
	}
}

// leaveOut removes results read in part, which would be reported a second time.
func leaveOut(problems sheet.Problems, results map[string]fileEntry) {
	maps.DeleteFunc(results, func(id string, _ fileEntry) bool {
		return slices.ContainsFunc(problems, func(p sheet.Problem) bool { return strings.HasPrefix(p.Column, "results."+id+".") })
	})
}
