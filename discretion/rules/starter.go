package rules

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// starterStandard is the standard of questions whose ids have no point.
const starterStandard = "questions"

// starterHead is a starter rule set up to its standards.
const starterHead = `# A rule set to start from: what a program needs to draw a sample and to rate it. Lines that
# begin with # are for you. Everything that is not from your inspectorate's own page is a
# placeholder: put yours in its place, then hold the file against itself with
#
#   onecase rules check FILE
#
# "onecase rules show FILE" puts it in sentences. The page of the language has an example for
# each part: discretion/rules/README.md.

id = %s # a word for reports and records; no blanks
name = %s
inspectorate = "" # whose rules they are
years = ""        # when they were in use
note = "A starter: what is said to be unverified below is a placeholder."

# What the sample is matched on (gender, disposal, rosh, safety, or a column of the list),
# the precision that is asked for, and reserves as a share of the sample.
#
# match = ["gender"]
# target = { confidence = 0.8, margin = 0.05 }
# reserves = 0.2

# Who is sampled. Several groups are told apart by disposals, or by a column of the list.
groups = [%s]

# How a count becomes the figure that the bands divide%s
[percent]
%s

# The scale, worst first. Scores count where an overall rating adds them.
%s# The %s of each rating. Standards and questions may have bands of their own.
%s# What is rated: a standard takes the rating of its lowest question. "name" is for tables,
# "text" is what is asked of each case. A question may say to whom it applies, such as
# applies = [{ column = "gender", is = ["female"] }].
`

// starterEnd is a starter rule set after its standards.
const starterEnd = `
# The overall rating, from the scores of the standards with counted = true:
#
# [scoring]
# standards = 1 # how many count
# maximum = %d   # the highest score there can be
# bands = [
%s# ]

# Where a rating is open to professional discretion:
#
# [[discretion]]
# criterion = "near-boundary" # or one-case-swing, small-sample
# points = 5
# inclusive = true
# percent = "rounded"

# Where each value comes from: read there, inferred from it, own (decided by you), or unverified.
# Ratings by bands that are unverified say so until you have confirmed them.
[[sources]]
of = ["groups", "percent", "ratings", "bands"]
status = "unverified"
text = "Placeholders of the starter; put the published rules in their place"

[[sources]]
of = ["standards"]
status = "unverified"
text = %s
`

// A Start is what a starter rule set begins with. What is left out has placeholders.
type Start struct {
	ID, Name  string
	Groups    []sample.Group // with their ids and names; with several, ids of questions begin with one
	Questions []StartQuestion
	Measure   Measure
	Bands     []StartBand // worst first
	Source    string      // where the questions come from
}

// A StartQuestion is a question of a starter, its id with that of its standard.
type StartQuestion struct {
	ID, Text string
	Levels   []string // of its answers, worst first; nil: yes and no
}

// A StartBand is a rating of a starter, and where its figures begin: percentages, or no answers.
type StartBand struct {
	Name string
	From int
}

// manyNoAnswers ends the worst band of a starter that counts no answers.
const manyNoAnswers = 1000

// filled is a start with placeholders for what is left out.
func (s Start) filled() Start {
	s.ID, s.Name, s.Measure = cmp.Or(s.ID, "mine"), cmp.Or(s.Name, "Rules of our own"), cmp.Or(s.Measure, PercentYes)
	if len(s.Groups) == 0 {
		s.Groups = []sample.Group{{ID: "all", Name: "All cases"}}
	}
	if len(s.Bands) == 0 && s.Measure == CountNo {
		s.Bands = []StartBand{{"Red", 5}, {"Amber", 3}, {"Green", 0}}
	} else if len(s.Bands) == 0 {
		s.Bands = []StartBand{{"Red", 0}, {"Amber", 50}, {"Green", 80}}
	}
	s.Source = cmp.Or(s.Source, "The headers of a table of judgements")
	if len(s.Questions) == 0 {
		s.Source = "A placeholder of the starter; put your own questions in its place"
		prefix := ""
		for _, g := range s.Groups {
			if len(s.Groups) > 1 {
				prefix = g.ID + "."
			}
			s.Questions = append(s.Questions, StartQuestion{ID: prefix + "planning.plan"}, StartQuestion{ID: prefix + "planning.review"})
		}
	}
	return s
}

// Starter writes a commented rule set to start from, with questions by their ids: what
// stands before the last point of one is its standard. The set agrees with itself and finds each
// question by its id. The error lists what cannot be, as sheet.Problems or Findings.
func Starter(start Start) (string, error) {
	s := start.filled()
	var text strings.Builder
	groups := strings.Join(phrase.Each(s.Groups, func(g sample.Group) string {
		return fmt.Sprintf("{ id = %s, name = %s }", tomlText(g.ID), tomlText(cmp.Or(g.Name, starterName(g.ID))))
	}), ", ")
	choice := ": half-up, half-even, down or none."
	percent := "measure = \"percent-yes\"\nrounding = \"half-up\"\ninclusive = true # a figure on a boundary belongs to the better band"
	if s.Measure == CountNo {
		choice, percent = ".", "measure = \"count-no\" # the no answers; fewer is better"
	}
	var ratings, bands, overall strings.Builder
	for i, b := range s.Bands {
		id := tomlText(starterID(b.Name))
		to := 100
		switch {
		case s.Measure == CountNo && i == 0:
			to = max(manyNoAnswers, b.From)
		case s.Measure == CountNo:
			to = s.Bands[i-1].From - 1
		case i+1 < len(s.Bands):
			to = s.Bands[i+1].From - 1
		}
		fmt.Fprintf(&ratings, "[[ratings]]\nid = %s\nname = %s\nscore = %d\n\n", id, tomlText(b.Name), i)
		fmt.Fprintf(&overall, "#   { rating = %s, from = %d, to = %d },\n", id, i, i)
		fmt.Fprintf(&bands, "[[bands]]\nrating = %s\nfrom = %d\nto = %d\n\n", id, b.From, to)
	}
	figures := phrase.Either(s.Measure == CountNo, "no answers", "percentages")
	fmt.Fprintf(&text, starterHead, tomlText(s.ID), tomlText(s.Name), groups, choice, percent, ratings.String(), figures, bands.String())
	answers := s.answers(&text)
	s.standards(&text, answers)
	fmt.Fprintf(&text, starterEnd, len(s.Bands)-1, overall.String(), tomlText(s.Source))
	return text.String(), s.check(text.String())
}

// answers writes the levels of answers, and gives the id of each by its levels.
func (s Start) answers(text *strings.Builder) map[string]string {
	ids := map[string]string{}
	for _, q := range s.Questions {
		key := strings.Join(q.Levels, "\n")
		if _, known := ids[key]; known || q.Levels == nil {
			continue
		}
		ids[key] = fmt.Sprintf("answers-%d", len(ids)+1)
		levels := strings.Join(phrase.Each(q.Levels, tomlText), ", ")
		fmt.Fprintf(text, "\n# Answers of more than two levels, worst first: put them in that order, and say for each question\n# from which level on an answer is good enough (at_least).\n[[answers]]\nid = %s\nlevels = [%s]\n", tomlText(ids[key]), levels)
	}
	return ids
}

// standards writes the standards of a starter with their questions.
func (s Start) standards(text *strings.Builder, answers map[string]string) {
	var ids []string
	of := map[string][]StartQuestion{}
	for _, q := range s.Questions {
		id, name := s.split(q.ID)
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		q.ID = name
		of[id] = append(of[id], q)
	}
	for _, id := range ids {
		group := s.Groups[0].ID
		for _, g := range s.Groups {
			if strings.HasPrefix(id+".", g.ID+".") {
				group = g.ID
			}
		}
		fmt.Fprintf(text, "\n[[standards]]\nid = %s\nname = %s\ngroup = %s\nquestions = [\n", tomlText(id),
			tomlText(starterName(id)), tomlText(group))
		for _, q := range of[id] {
			how := ""
			if q.Levels != nil {
				how = fmt.Sprintf(", answers = %s, at_least = %s", tomlText(answers[strings.Join(q.Levels, "\n")]),
					tomlText(q.Levels[len(q.Levels)-1]))
			}
			fmt.Fprintf(text, "  { id = %s, name = %s, text = %s%s },\n", tomlText(q.ID), tomlText(starterName(q.ID)),
				tomlText(q.Text), how)
		}
		text.WriteString("]\n")
	}
}

// split gives the standard of a question and its id there.
func (s Start) split(id string) (standard, question string) {
	if at := strings.LastIndex(id, "."); at > 0 {
		return id[:at], id[at+1:]
	}
	return starterStandard, id
}

// starterID is a name as an id: letters and digits, with hyphens between.
func starterID(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "-")
}

// QuestionOf reads a question that is typed: its id, a colon and what it asks, or what it asks
// alone, of which the id is made.
func QuestionOf(line string) StartQuestion {
	id, text, ok := strings.Cut(line, ":")
	if id = strings.TrimSpace(id); ok && id != "" && !strings.ContainsAny(id, " \t") {
		return StartQuestion{ID: id, Text: strings.TrimSpace(text)}
	}
	if line = strings.TrimSpace(line); !strings.ContainsAny(line, " \t?:") {
		return StartQuestion{ID: line}
	}
	return StartQuestion{ID: starterID(line), Text: line}
}

// check finds the ids that a starter's questions cannot have.
func (s Start) check(text string) error {
	set, err := Parse("starter", []byte(text))
	if err != nil {
		return err
	}
	var problems sheet.Problems
	for _, question := range s.Questions {
		q := question.ID
		group := slices.ContainsFunc(s.Groups, func(g sample.Group) bool { return strings.HasPrefix(q, g.ID+".") })
		if len(s.Groups) > 1 && !group {
			problems = append(problems, sheet.Problem{Column: q, Value: q,
				Message: "this does not say of which group it is asked",
				Fix:     stats.Remedy("begin its id with the group's, such as " + s.Groups[0].ID + ".planning.plan")})
			continue
		}
		switch _, ok := set.QuestionNamed(q); {
		case strings.ContainsAny(q, "=:, \t\n\r"):
			problems = append(problems, sheet.Problem{Column: q, Value: q,
				Message: "a question cannot be called so: no id has a blank, a comma, = or :",
				Fix:     "rename the column, such as plan.in-time"})
		case !ok:
			problems = append(problems, sheet.Problem{Column: q, Value: q,
				Message: "this names no single question: others end or begin alike", Fix: "give the column another name"})
		}
	}
	if found := set.Check(); len(problems) == 0 && len(found) > 0 {
		return found
	}
	return problems.Err()
}

// starterName is an id in words: in-time becomes In time.
func starterName(id string) string {
	words := strings.NewReplacer("-", " ", "_", " ", ".", ": ").Replace(id)
	first := strings.ToUpper(string([]rune(words)[:min(1, len([]rune(words)))]))
	return first + string([]rune(words)[min(1, len([]rune(words))):])
}

// tomlText quotes a text. What JSON escapes, TOML reads alike.
func tomlText(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err) // a text can always be written
	}
	return string(quoted)
}
