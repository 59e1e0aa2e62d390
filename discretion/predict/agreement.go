package predict

// reread is the law of the yes answers when cases that are truly yes and truly no
// are read again: Bin(yes, sensitivity) + Bin(of-yes, 1-specificity). If both are
// the chance that two inspectors agree, it is what a second inspector finds on the
// cases of the first, each answer independently. Source: Rogan and Gladen (1978),
// Estimating prevalence from the results of a screening test.
func reread(yes, of int, sensitivity, specificity float64) law {
	return binomialLaw(yes, sensitivity).plus(binomialLaw(of-yes, 1-specificity))
}

// misread is the law of the yes answers found in a random sample of n cases from
// N of which K are truly yes, when answers are misread: a mixture of reread over
// the hypergeometric number of true ones in the sample.
func misread(n, N, K int, sensitivity, specificity float64) law {
	truly := hypergeometricLaw(n, N, K)
	if sensitivity == 1 && specificity == 1 {
		return truly
	}
	mix := law{p: make([]float64, n+1)}
	for i, weight := range truly.p {
		found := reread(truly.from+i, n, sensitivity, specificity)
		for j, p := range found.p {
			mix.p[found.from+j] += weight * p
		}
	}
	return mix
}
