package predict

// mostTried is the largest sample that is tried for a wanted chance.
const mostTried = 2000

// wanted finds from how many cases the lowest of some independent questions is in
// a band with the wanted chance.
func (l *outlooker) wanted(qs []int, band int) *WantedSize {
	most := mostTried
	if a := l.assumed[qs[0]]; !a.endless {
		most = min(most, a.population)
	}
	// tail[k][m] is what m applicable cases of question k show: the chance of the
	// band or a better one, and of a better one.
	type pair struct{ at, above float64 }
	tail := make([][]pair, len(qs))
	for k, q := range qs {
		a := l.assumed[q]
		applies := most
		if !a.endless {
			applies = min(most, a.applies)
		}
		tail[k] = make([]pair, applies+1)
		tail[k][0] = pair{1, 1}
		for m := 1; m <= applies; m++ {
			for b, c := range a.found(m).bands(l.Scale, m) {
				if b >= band {
					tail[k][m].at += c
				}
				if b > band {
					tail[k][m].above += c
				}
			}
		}
	}
	size := &WantedSize{}
	for n := 1; n <= most; n++ {
		at, above := 1.0, 1.0
		for k, q := range qs {
			applicable := l.assumed[q].applicable(n)
			sum := pair{}
			for i, weight := range applicable.p {
				t := tail[k][applicable.from+i]
				sum.at += weight * t.at
				sum.above += weight * t.above
			}
			at, above = at*sum.at, above*sum.above
		}
		switch reached := at-above >= l.o.Wanted-1e-12; {
		case !reached:
			size.Stable = nil
		case size.First == nil:
			first, stable := n, n
			size.First, size.Stable = &first, &stable
		case size.Stable == nil:
			stable := n
			size.Stable = &stable
		}
	}
	return size
}
