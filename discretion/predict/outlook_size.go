package predict

import "cmp"

// mostTried is the largest sample that is tried for a wanted chance.
const mostTried = 2000

// wanted finds from how many cases the lowest of some independent questions is in
// a band with the wanted chance.
func (l *outlooker) wanted(qs []int, band int) *WantedSize {
	most := mostTried
	if a := l.assumed[qs[0]]; !a.endless {
		most = min(most, a.population)
	}
	// reached[k][m] is what m applicable cases of question k show: the chance of the
	// band or a better one, and of a better one.
	reached := make([][][2]float64, len(qs))
	for k, q := range qs {
		a := l.assumed[q]
		applies := most
		if !a.endless {
			applies = min(most, a.applies)
		}
		reached[k] = [][2]float64{{1, 1}}
		for m := 1; m <= applies; m++ {
			t := tails(a.found(m).bands(l.Scale, m))
			reached[k] = append(reached[k], [2]float64{t[band], t[band+1]})
		}
	}
	size := &WantedSize{}
	for n := 1; n <= most; n++ {
		all := [2]float64{1, 1}
		for k, q := range qs {
			var one [2]float64
			applicable := l.assumed[q].applicable(n)
			for i, weight := range applicable.p {
				for j, chance := range reached[k][applicable.from+i] {
					one[j] += weight * chance
				}
			}
			all[0], all[1] = all[0]*one[0], all[1]*one[1]
		}
		if all[0]-all[1] < l.o.Wanted-1e-12 {
			size.Stable = nil
			continue
		}
		size.First, size.Stable = cmp.Or(size.First, &n), cmp.Or(size.Stable, &n)
	}
	return size
}
