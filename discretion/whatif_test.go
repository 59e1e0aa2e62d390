package discretion

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestSetAndFlip(t *testing.T) {
	ins := kent(t)
	after := ins.Clone()
	if err := after.Set("court.reviewing.public", 15, 22); err != nil {
		t.Fatal(err)
	}
	if a := assess(t, after, Options{}); a.Overall != "good" || *a.Score != 19 {
		t.Errorf("after: %s, %d", a.Overall, *a.Score)
	}
	if a := assess(t, ins, Options{}); a.Overall != "requires-improvement" || *a.Score != 18 {
		t.Errorf("the original changed with its copy: %s, %d", a.Overall, *a.Score)
	}
	full := fullInspection(t, 3)
	row := full.Results.Grid.Cases[0].Answers
	for q, was := range row {
		id := full.Rules.Questions()[q].ID
		flipped := full.Clone()
		answer, err := flipped.Flip("K000", id)
		if was == NA {
			if err == nil {
				t.Errorf("an na answer to %s was flipped", id)
			}
			continue
		}
		change := 1
		if was == Yes {
			change = -1
		}
		before, now := full.Results.Questions[q], flipped.Results.Questions[q]
		if err != nil || answer != was || now.Yes != before.Yes+change || now.Of != before.Of {
			t.Errorf("%s: %v, %v, from %d/%d to %d/%d", id, answer, err, before.Yes, before.Of, now.Yes, now.Of)
		}
	}
}

func TestWhatIfErrors(t *testing.T) {
	ins, full := kent(t), fullInspection(t, 3)
	for want, err := range map[string]error{
		`there is no question "court.reviewing.publc" in hmip-youth-2018; did you mean "court.reviewing.public"?`: ins.Set("court.reviewing.publc", 1, 2),
		"court.reviewing.public: 60 cases is more than the 39 of court that were read":                            ins.Set("court.reviewing.public", 15, 60),
		"3 yes answers is more than the 2 cases":                                                                  ins.Set("court.reviewing.public", 3, 2),
		"known by its total alone":                                                                                second(ins.Flip("K1", "court.reviewing.public")),
		`there is no case "K999" among the judgements`:                                                            second(full.Flip("K999", "court.reviewing.public")),
		"does not apply to case K000 (na)":                                                                        second(full.Flip("K000", "ooc.planning.public")),
		"there is no question \"x\" in hmip-youth-2018":                                                           second(full.Flip("K000", "x")),
		`"x" is not a question and a count`:                                                                       parseSetError("x"),
		`"q=1" is not a question and a count`:                                                                     parseSetError("q=1"),
		`"q=1/2/3" is not a question and a count`:                                                                 parseSetError("q=1/2/3"),
		`"=1/2" is not a question and a count`:                                                                    parseSetError("=1/2"),
		`"K1" is not a case and a question`:                                                                       parseFlipError("K1"),
		`":court.reviewing.public" is not a case and a questio`:                                                   parseFlipError(":court.reviewing.public"),
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q in it", err, want)
		}
	}
	if id, question, err := ParseFlip("2021:K1:court.planning.safety"); err != nil || id != "2021:K1" ||
		question != "court.planning.safety" {
		t.Errorf("%q %q %v", id, question, err)
	}
	if q, yes, of, err := ParseSet("a.b=15/22"); err != nil || q != "a.b" || yes != 15 || of != 22 {
		t.Errorf("%q %d %d %v", q, yes, of, err)
	}
}

func second(_ Answer, err error) error { return err }

func parseSetError(text string) error {
	_, _, _, err := ParseSet(text)
	return err
}

func parseFlipError(text string) error {
	_, _, err := ParseFlip(text)
	return err
}

// A rating is given only to a standard of the rules, in its words, and not beside results.
func TestJudge(t *testing.T) {
	ins := kent(t)
	for _, c := range []struct{ standard, rating, want string }{
		{"governance", "good", ""}, {"governance", "fine", "ratings are inadequate"}, {"other", "good", "other"},
		{"court.planning", "good", "court.planning has results"},
	} {
		standard := c.standard
		if standard == "governance" {
			standard = slices.Sorted(maps.Keys(ins.Judged))[0]
		}
		err := ins.Judge(standard, c.rating)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: %v", c, err)
		}
		if err == nil && ins.Judged[standard] != c.rating {
			t.Errorf("%s was not given", c.rating)
		}
	}
}
