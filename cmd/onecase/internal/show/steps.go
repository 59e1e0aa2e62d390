package show

import (
	"strconv"
	"strings"

	"onecase/cmd/onecase/internal/report"
	"onecase/stats"
)

// Symbols says what the letters of sizes and margins stand for.
const Symbols = report.Paragraph("z: the normal quantile of the confidence, 1.28155 at 80%, which leaves 10% on either side; " +
	"p: the share expected, 0.5 unless another is given; e: the margin; N: the cases there are; n: the cases to read, as far as they are worked out.")

// WorkedSteps leaves out the steps of a size that multiply or divide by 1.
func WorkedSteps(steps []stats.Step) []stats.Step {
	var out []stats.Step
	for i, s := range steps {
		if i > 0 && s.Value == steps[i-1].Value && (strings.HasSuffix(s.Name, "design effect") || strings.HasSuffix(s.Name, "response")) {
			continue
		}
		out = append(out, s)
	}
	return out
}

// Steps shows the steps of a calculation.
func Steps(steps []stats.Step) report.Derivation {
	return each(steps, func(s stats.Step) report.Step {
		return report.Step{Title: s.Name, Formula: s.Formula, Substitution: s.Substitution,
			Result: strconv.FormatFloat(s.Value, 'g', 6, 64), Source: s.Source}
	})
}
