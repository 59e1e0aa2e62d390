package predict

import (
	"fmt"
	"strconv"
	"strings"
)

// A Prior is supposed of a question before any case is read: a Beta(Yes, No) share of
// yes, worth as many answers. The zero value stands for Jeffreys.
type Prior struct {
	Yes, No float64 // above 0
}

// The usual priors. Jeffreys gives limits about their stated coverage (Brown, Cai and
// DasGupta 2001); Uniform holds every share equally likely (Bayes 1763).
var (
	Jeffreys = Prior{0.5, 0.5}
	Uniform  = Prior{1, 1}
)

// ParsePrior reads jeffreys, uniform or two numbers such as 0.5,0.5.
func ParsePrior(text string) (Prior, error) {
	switch text {
	case "jeffreys":
		return Jeffreys, nil
	case "uniform":
		return Uniform, nil
	}
	first, second, _ := strings.Cut(text, ",")
	yes, errYes := strconv.ParseFloat(strings.TrimSpace(first), 64)
	no, errNo := strconv.ParseFloat(strings.TrimSpace(second), 64)
	if errYes != nil || errNo != nil {
		return Prior{}, fmt.Errorf("%q is not a prior; write jeffreys, uniform or two numbers such as 0.5,0.5", text)
	}
	p := Prior{yes, no}
	return p, p.check()
}

// At most mostPrior cannot outweigh all data; leastPrior avoids a division by 0.
const (
	leastPrior = 1e-6
	mostPrior  = 1e6
)

func (p Prior) check() error {
	for _, v := range []float64{p.Yes, p.No} {
		if !(v >= leastPrior && v <= mostPrior) {
			return fmt.Errorf("a prior of %v,%v: both numbers have to be from 0.000001 to 1000000", p.Yes, p.No)
		}
	}
	return nil
}

// weight is how many cases the prior counts for.
func (p Prior) weight() float64 { return p.Yes + p.No }

// String gives the prior in the form that ParsePrior reads.
func (p Prior) String() string {
	switch p {
	case Jeffreys:
		return "jeffreys"
	case Uniform:
		return "uniform"
	}
	return fmt.Sprintf("%v,%v", p.Yes, p.No)
}

// A Model says how the rates of questions are supposed to lie where standards and the
// overall rating are foretold.
type Model string

const (
	// Tied: those of a standard lie about a common level, and the levels about that of
	// the inspection; how near they lie is learnt from the inspection.
	Tied Model = "tied"
	// Separate: each question has a rate of its own, and others tell nothing of it.
	Separate Model = "separate"
)
