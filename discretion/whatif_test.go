package discretion

import (
	"fmt"
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

// An outcome of items follows from them: every flip of an item gives the counts of a table that had the other
// answer, and the outcome itself, levels with points and rated standards are refused.
func TestFlipsOfItems(t *testing.T) {
	set := itemSet(t, "")
	rows := []string{"yes,yes,yes", "yes,no,yes", "no,no,yes", "na,yes,yes", "na,na,na"}
	read := func(rows []string) *Inspection {
		var text strings.Builder
		text.WriteString("case_id,a,b,c\n")
		for i, row := range rows {
			answers := strings.Split(row, ",")
			answers[1] = map[string]string{"yes": "3", "no": "2", "na": "na"}[answers[1]] // 3 is enough
			text.WriteString(fmt.Sprintf("C%d,%s\n", i, strings.Join(answers, ",")))
		}
		return judgedAs(t, set, text.String())
	}
	for i, row := range rows {
		answers := strings.Split(row, ",")
		for q, item := range []string{"s.a", "s.b", "s.c"} {
			ins := read(rows)
			_, err := ins.Flip(fmt.Sprint("C", i), item)
			other := map[string]string{"yes": "no", "no": "yes"}[answers[q]]
			if (err == nil) != (other != "") {
				t.Fatalf("%s of %s: %v", item, row, err)
			}
			changed, turned := slices.Clone(rows), slices.Clone(answers)
			if other != "" {
				turned[q] = other
			}
			changed[i] = strings.Join(turned, ",")
			want := read(changed)
			for k, r := range ins.Results.Questions {
				if w := want.Results.Questions[k]; r.Yes != w.Yes || r.Of != w.Of {
					t.Errorf("%s of %s: %s is %d of %d, want %d of %d", item, row, r.Question, r.Yes, r.Of, w.Yes, w.Of)
				}
			}
			if _, err := ins.Flip(fmt.Sprint("C", i), "s.done"); err == nil || row != "na,na,na" && !strings.Contains(err.Error(), "follows from its items") {
				t.Errorf("done of %s: %v", row, err)
			}
		}
	}
	points := levelReading(t, [][4]int{{0, 1, 3, 2}, {1, 0, 2, 1}})
	points.Results.CountAnswers(points.Rules.Questions())
	for _, r := range points.Results.Questions {
		_, flip := points.Flip("C00", r.Question)
		set := points.Clone().Set(r.Question, 1, 2)
		if hasPoints := r.levels > 0; (flip == nil) == hasPoints || (set == nil) == hasPoints {
			t.Errorf("%s: flipped %v, set %v", r.Question, flip, set)
		}
	}
	given := youth2018(t)
	given.Judged["court.assessment"] = "good"
	if err := given.Set("court.assessment.safety", 1, 2); err == nil || !strings.Contains(err.Error(), "is judged directly") {
		t.Error(err)
	}
}
