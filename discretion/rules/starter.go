package rules

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"onecase/sample/sheet"
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

id = "mine" # a word for reports and records; no blanks
name = "Rules of our own"
inspectorate = "" # whose rules they are
years = ""        # when they were in use
note = "A starter: the scale, the bands and the rounding are placeholders."

# What the sample is matched on (gender, disposal, rosh, safety, or a column of the list),
# the precision that is asked for, and reserves as a share of the sample.
#
# match = ["gender"]
# target = { confidence = 0.8, margin = 0.05 }
# reserves = 0.2

# Who is sampled. Several groups are told apart by disposals, or by a column of the list.
groups = [{ id = "all", name = "All cases" }]

# How a count becomes the figure that the bands divide: half-up, half-even, down or none.
[percent]
measure = "percent-yes"
rounding = "half-up"
inclusive = true # a figure on a boundary belongs to the better band

# The scale, worst first. Scores count where an overall rating adds them.
[[ratings]]
id = "red"
name = "Red"
score = 0

[[ratings]]
id = "amber"
name = "Amber"
score = 1

[[ratings]]
id = "green"
name = "Green"
score = 2

# The percentages of each rating. Standards and questions may have bands of their own.
[[bands]]
rating = "red"
from = 0
to = 49

[[bands]]
rating = "amber"
from = 50
to = 79

[[bands]]
rating = "green"
from = 80
to = 100

# What is rated: a standard takes the rating of its lowest question. "name" is for tables,
# "text" is what is asked of each case. A question may say to whom it applies, such as
# applies = [{ column = "gender", is = ["female"] }].
`

// starterEnd is a starter rule set after its standards.
const starterEnd = `
# The overall rating, from the scores of the standards with counted = true:
#
# [scoring]
# standards = 1 # how many count
# maximum = 2   # the highest score there can be
# bands = [
#   { rating = "red", from = 0, to = 0 },
#   { rating = "amber", from = 1, to = 1 },
#   { rating = "green", from = 2, to = 2 },
# ]

# Where a rating is open to professional discretion:
#
# [[discretion]]
# criterion = "near-boundary" # or one-case-swing, small-sample
# points = 5
# inclusive = true
# percent = "rounded"

# Where each value comes from: read there, inferred from it, or unverified. Ratings by bands
# that are unverified say so until you have confirmed them.
[[sources]]
of = ["groups", "percent", "ratings", "bands"]
status = "unverified"
text = "Placeholders of the starter; put the published rules in their place"

[[sources]]
of = ["standards"]
status = "unverified"
text = %s
`

// Starter writes a commented rule set to start from, with questions by their ids: what
// stands before the last point of one is its standard. Without any it has one made up. The
// set agrees with itself and finds each question by its id. The error lists the ids that
// cannot be those of questions, as sheet.Problems.
func Starter(questions []string) (string, error) {
	var text strings.Builder
	text.WriteString(starterHead)
	source := "The headers of a table of judgements"
	if len(questions) == 0 {
		source = "A placeholder of the starter; put your own questions in its place"
		questions = []string{"planning.plan", "planning.review"}
	}
	var ids []string
	of := map[string][]string{}
	for _, q := range questions {
		id, name := starterStandard, q
		if at := strings.LastIndex(q, "."); at > 0 {
			id, name = q[:at], q[at+1:]
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
		of[id] = append(of[id], name)
	}
	for _, id := range ids {
		fmt.Fprintf(&text, "\n[[standards]]\nid = %s\nname = %s\ngroup = \"all\"\nquestions = [\n", tomlText(id), tomlText(starterName(id)))
		for _, q := range of[id] {
			fmt.Fprintf(&text, "  { id = %s, name = %s, text = \"\" },\n", tomlText(q), tomlText(starterName(q)))
		}
		text.WriteString("]\n")
	}
	fmt.Fprintf(&text, starterEnd, tomlText(source))
	return text.String(), checkStarter(text.String(), questions)
}

// checkStarter finds the ids that a starter's questions cannot have.
func checkStarter(text string, questions []string) error {
	set, err := Parse("starter", []byte(text))
	if err != nil {
		return err
	}
	var problems sheet.Problems
	for _, q := range questions {
		switch _, ok := set.QuestionNamed(q); {
		case strings.ContainsAny(q, "=:, \t\n\r"):
			problems = append(problems, sheet.Problem{Column: q, Value: q, Message: "a question cannot be called so: no id has a blank, a comma, = or :", Fix: "rename the column, such as plan.in-time"})
		case !ok:
			problems = append(problems, sheet.Problem{Column: q, Value: q, Message: "this names no single question: others end or begin alike", Fix: "give the column another name"})
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
