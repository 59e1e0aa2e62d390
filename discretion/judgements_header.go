package discretion

// IsHeader reports whether a text heads a column of a table of judgements: one
// of the columns that [Inspection.AddJudgements] knows, or a question. Readers of
// files find the header row by it.
func (r *RuleSet) IsHeader(text string) bool {
	if role(text) != "" {
		return true
	}
	_, ok := r.questionNamed(text)
	return ok
}
