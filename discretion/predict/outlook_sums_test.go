package predict

import "testing"

// Answers that are found with errors are followed where the joining of guessed answers to the others takes no more than
// the steps that it may, counted here as the sums make them; each range of levels counts as the widest.
func TestStepsOfGuessedAnswers(t *testing.T) {
	scale := withLevels(t, 3).Rules.ScaleOf(0, "")
	units := unitsOf(scale)
	widest, ranges := units[len(units)-1], len(units)*(len(units)+1)/2
	followed, refused := 0, 0
	for cases := 20; ; cases += 20 {
		q := assumed{scale: scale, agreement: 0.9, population: 2 * cases, applies: 2*cases - 1, sample: cases,
			Assumption: Assumption{Levels: []float64{0.3, 0.3, 0.4}}}
		if tooManySums(units, 0, cases) {
			break // with no guessed answer either
		}
		steps := 0
		for m := cases - 1; m <= cases; m++ { // one case of all is not applicable
			for guessed := range m + 1 {
				steps += ranges * ((m-guessed)*widest + 1) * (guessed*widest + 1)
			}
		}
		switch got := q.tooMany(); {
		case got && float64(steps) < 0.9*mostGuessSteps:
			t.Errorf("%d cases take %d steps and are not followed", cases, steps)
		case !got && float64(steps) > 1.1*mostGuessSteps:
			t.Errorf("%d cases take %d steps and are followed", cases, steps)
		case got:
			refused++
		default:
			followed++
		}
		q.agreement = 0
		if q.tooMany() {
			t.Errorf("%d cases are not followed without errors", cases)
		}
	}
	if followed == 0 || refused == 0 {
		t.Errorf("%d followed, %d refused", followed, refused)
	}
}
