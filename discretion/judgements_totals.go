package discretion

import (
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"strconv"
	"strings"

	"onecase/discretion/rules"
	"onecase/sample/sheet"
	"onecase/stats"
)

// totals reads a row for each question, with a count or a percentage.
func (r *sheetReader) totals() {
	given := make([]int, len(r.rules.Questions()))
	r.shares = r.firstShare()
	for _, row := range r.sheet.Rows {
		q, ok := r.question(row)
		if !ok {
			continue
		}
		if given[q] > 0 {
			r.problem(row.Number, r.header("question"), r.rules.Questions()[q].ID,
				fmt.Sprintf("%s has a row already, row %d", r.rules.Questions()[q].ID, given[q]), "keep one of the two")
			continue
		}
		given[q] = row.Number
		r.total(row, &r.results.Questions[q])
		r.results.Questions[q].Place = Place{r.sheet.File, r.sheet.Name, row.Number}
	}
	for q, question := range r.rules.Questions() {
		if wrong := r.results.againstItems(r.rules, q); wrong != "" && given[q] > 0 {
			r.problem(given[q], r.header("question"), question.ID, question.ID+": "+wrong, itemsFix)
		}
	}
}

// total reads the result of one question.
func (r *sheetReader) total(row sheet.Row, into *Result) {
	yes, haveYes, okYes := r.whole(row, "yes")
	of, haveOf, okOf := r.whole(row, "of")
	population, havePopulation, okPopulation := r.whole(row, "population")
	percent := r.percent(row)
	if !okYes || !okOf || !okPopulation {
		return
	}
	problem := func(column, value, message string, fix stats.Remedy) {
		r.problem(row.Number, r.header(column), value, into.Question+message, fix)
	}
	if into.levels > 0 {
		problem("question", into.Question,
			" is rated by points, and a table of totals does not say how many cases are at each level", pointsFix)
		return
	}
	wrong, fix := checkCount(yes, of)
	p, err := stats.ParsePercentage(percent)
	into.Population = population
	switch {
	case !haveYes && percent == "":
		problem("yes", "", " has neither a count nor a percentage", "fill in yes and of, or percent and of")
	case haveYes && !haveOf:
		problem("of", "", " has a count of yes answers but not of how many cases",
			"fill in of, the number of cases the question applied to")
	case haveOf && of == 0 && percent != "" && !haveYes:
		problem("of", "0", " has a percentage of 0 cases", "leave of blank when it is not known")
	case wrong != "":
		problem("yes", r.cell(row, "yes"), ": "+wrong, fix)
	case havePopulation && population == 0 && of == 0 && percent != "":
		problem("population", "0", " has a percentage of a population of 0", "leave population blank where it is not known")
	case havePopulation && population < of:
		problem("population", strconv.Itoa(population), ": "+tooSmall(population, of), populationFix)
	case percent == "":
		into.setCount(yes, of)
	case err != nil:
		problem("percent", percent, ": "+err.Error(), percentFix(percent))
	case haveYes && of > 0 && !fits(p, yes, of, r.rules.Percent.Rounding):
		problem("percent", percent, fmt.Sprintf(": %d of %d is not %s%%", yes, of, p), "leave out the one that is wrong")
	case haveYes:
		into.setCount(yes, of)
	case belowOne(p, percent):
		problem("percent", percent, fmt.Sprintf(": %s is less than one percent", percent), shareFix(p))
	case r.shares != "" && p.Rat().Sign() > 0 && !strings.HasSuffix(percent, "%"):
		problem("percent", percent, fmt.Sprintf(": %s stands in a column of shares such as %s", percent, r.shares), shareFix(p))
	default:
		into.setPercent(p, of)
	}
}

// pointsFix says how the answers to a question with points are given.
const pointsFix = "give the answers case by case, or the cases at each level in an inspection file, under levels"

// percent is a percentage as the cell shows it, but for a number below 1, which is no
// percentage whatever its format shows.
func (r *sheetReader) percent(row sheet.Row) string {
	text, value := r.cell(row, "percent"), r.value(row, "percent")
	if p, err := stats.ParsePercentage(value); err == nil && belowOne(p, value) && !strings.HasSuffix(text, "%") {
		return value
	}
	return text
}

// firstShare gives the first percentage below 1 where none is above 1, as in a column
// of shares; "" otherwise.
func (r *sheetReader) firstShare() (first string) {
	for _, row := range r.sheet.Rows {
		text := r.percent(row)
		p, err := stats.ParsePercentage(text)
		switch {
		case err != nil:
		case p.Rat().Cmp(big.NewRat(1, 1)) > 0:
			return ""
		case belowOne(p, text):
			first = cmp.Or(first, text)
		}
	}
	return first
}

// shareFix says how to write a percentage that looks like a share of 1.
func shareFix(p stats.Percentage) stats.Remedy {
	hundredfold := new(big.Rat).Mul(p.Rat(), big.NewRat(100, 1)).FloatString(9)
	return stats.Advise("a percentage is from 0 to 100: write %s for a share of %s, and %s%% if it is a percentage",
		strings.TrimRight(strings.TrimRight(hundredfold, "0"), "."), p, p)
}

// whole reads a number of cases, which may be blank.
func (r *sheetReader) whole(row sheet.Row, name string) (value int, given, ok bool) {
	text := r.value(row, name)
	if text == "" {
		return 0, false, true
	}
	value, err := strconv.Atoi(plainCount(text))
	if err != nil || value < 0 || value > MaxCases {
		r.problem(row.Number, r.header(name), text, fmt.Sprintf("%s %q is not a whole number of cases", name, text),
			stats.Advise("write a number from 0 to %d", MaxCases))
		return 0, true, false
	}
	return value, true, true
}

// countText is a whole number as spreadsheets write it into text: 2,000 or 13.00.
var countText = regexp.MustCompile(`^([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.0+)?$`)

// plainCount is the digits of such a number; another text stays.
func plainCount(text string) string {
	if !countText.MatchString(text) {
		return text
	}
	whole, _, _ := strings.Cut(text, ".")
	return strings.ReplaceAll(whole, ",", "")
}

// decimalComma is a percentage with a comma for the decimal point.
var decimalComma = regexp.MustCompile(`^[0-9]+,[0-9]+ *%?$`)

// percentFix says what to do about a percentage that could not be read.
func percentFix(text string) stats.Remedy {
	if decimalComma.MatchString(text) {
		return stats.Remedy("write " + strings.TrimRight(strings.Replace(text, ",", ".", 1), " %"))
	}
	return "a percentage is from 0 to 100"
}

// belowOne reports whether a percentage is more likely a proportion: above 0, below
// 1 and written without the sign.
func belowOne(p stats.Percentage, text string) bool {
	v := p.Rat()
	return v.Sign() > 0 && v.Cmp(big.NewRat(1, 1)) < 0 && !strings.HasSuffix(text, "%")
}

// fits reports whether yes of of cases is printed as p.
func fits(p stats.Percentage, yes, of int, r rules.Rounding) bool {
	least, most, err := p.Counts(of, r.Printed())
	return err == nil && least <= yes && yes <= most
}
