package stats

import (
	"errors"
	"math"
)

// EqualReaders is what two readings of the same cases say of the true share where neither is the
// truth: both readers are wrong equally often, and given the truth each by himself. The readings
// give two numbers, the share of yes and that of agreement, and there are three to find: the true
// share and the rates of wrong yes and of wrong no. So only a range of true shares is known,
// however many cases are read.
type EqualReaders struct {
	Share     float64 // of yes answers in both readings
	Agreement float64 // cases on which they agree
	// Least and Most are the ends of the range. At Least no true yes is read as no, at Most
	// no true no as yes. They are of the shares found: the doubt of few cases comes on top.
	Least, Most float64
	// WrongYes is the rate of wrong yes at Least, the most that it can be, and WrongNo that of wrong
	// no at Most.
	WrongYes, WrongNo float64
	// Alike is the true share if both rates are the same, and Rate that rate; NaN where the
	// readings do not go with that.
	Alike, Rate float64
}

// Of is what equal readers who err as these do say of other answers, of which a share is yes: the
// ends of the range of true shares, and the true share if both rates are the same.
func (e EqualReaders) Of(share float64) (least, most, alike float64) {
	return Misreading{WrongYes: e.WrongYes}.Correct(share), Misreading{WrongNo: e.WrongNo}.Correct(share),
		Misreading{e.Rate, e.Rate}.Correct(share)
}

// ErrNoBetterThanChance says that two readings agree no more often than by chance, so that they
// tell nothing of the cases.
var ErrNoBetterThanChance = errors.New("stats: the two readings agree no more often than by chance, and say nothing of the cases")

// EqualReadersOf takes the cases that both read as yes, that one of them did, and that both read as
// no. With p the share of yes and p11 that of cases with two, a rate a of wrong yes, b of wrong no
// and the true share t make
//
//	p = a + (1 - a - b) t,   p11 - p^2 = (1 - a - b)^2 t (1 - t)
//
// so that a >= 0 leaves t <= p^2 / p11 and b >= 0 leaves t >= 1 - (1 - p)^2 / p00; with
// a = b the agreement is 1 - 2a(1 - a). Source: Hui, S. L. and Walter, S. D. (1980), Estimating the
// error rates of diagnostic tests, Biometrics 36, for what two readings of one population leave open.
func EqualReadersOf(yes, split, no int) (EqualReaders, error) {
	if min(yes, split, no) < 0 || yes+split+no < 1 {
		return EqualReaders{}, errors.New("stats: two readings need at least one case, and no count below 0")
	}
	n := float64(yes + split + no)
	both, neither := float64(yes)/n, float64(no)/n
	e := EqualReaders{Share: (float64(yes) + float64(split)/2) / n, Agreement: both + neither, Alike: math.NaN(), Rate: math.NaN()}
	e.Least, e.Most = e.Share, e.Share
	if split > 0 {
		if 4*int64(yes)*int64(no) <= int64(split)*int64(split) { // p11 <= p^2
			return e, ErrNoBetterThanChance
		}
		e.Least, e.Most = max(0, 1-(1-e.Share)*(1-e.Share)/neither), min(1, e.Share*e.Share/both)
		e.WrongYes, e.WrongNo = 1-neither/(1-e.Share), 1-both/e.Share
	}
	if rate := (1 - math.Sqrt(2*e.Agreement-1)) / 2; rate <= min(e.Share, 1-e.Share) { // not if NaN
		e.Rate, e.Alike = rate, (e.Share-rate)/(1-2*rate)
	}
	return e, nil
}
