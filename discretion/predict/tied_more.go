package predict

// likePrediction is the prediction of one question alone: under the tied model the
// Beta law of its rate that has the mean and the variance of what the tied one gives.
func (e *estimator) likePrediction(at int) prediction {
	p := e.prediction(at)
	if e.o.Model != Tied {
		return p
	}
	mean, square := 0.0, 0.0
	for _, k := range e.tie().standards {
		for _, n := range k.nodes {
			if k.at == e.standardOf(at) {
				a, b := float64(p.yes)+n.prior().Yes, float64(p.of-p.yes)+n.prior().No
				m := a / (a + b)
				mean += n.chance * m
				square += n.chance * m * (a + 1) / (a + b + 1)
			}
		}
	}
	worth := (mean - square) / (square - mean*mean) // a + b
	p.prior = Prior{worth*mean - float64(p.yes), worth*(1-mean) - float64(p.of-p.yes)}
	return p
}

// standardOf is the place of a question's standard.
func (e *estimator) standardOf(question int) int {
	at, _ := e.Rules.StandardIndex(e.Rules.Questions()[question].Standard)
	return at
}
