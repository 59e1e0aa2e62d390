package discretion

// precision adds the margin and the exact limits to a question with a count.
func (a *assessor) precision(q *QuestionAssessment) {
}
