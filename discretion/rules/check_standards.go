package rules

import (
	"strings"

	"onecase/sample/sheet"
)

// checkStandards finds standards without questions, or in no group.
func (r *Set) checkStandards(fs *Findings) {
	fs.when(len(r.Standards) == 0, "standards", "there is none")
	for i, st := range r.Standards {
		where := "standards." + st.ID
		if st.ID == "" {
			where = "standards"
			fs.add(where, "standard %d has no id", i+1)
		}
		fs.when(st.ID == "overall" || st.ID == "score", where,
			"is what an inspection file calls the overall rating and the score; give the standard another id")
		if j, _ := r.StandardIndex(st.ID); j != i {
			fs.add(where, "the id occurs twice")
			continue
		}
		fs.when(st.Judged && len(st.Questions) > 0, where, "is judged directly and has questions as well")
		unrated := len(r.RatingsOf(i)) == 0
		fs.when(!st.Judged && len(st.Questions)+len(st.Parts) == 0, where,
			"has no question and is not judged directly, so it can have no rating")
		_, ok := r.Group(st.Group)
		fs.when(!ok && (!st.Judged && len(st.Parts) == 0 || st.Group != ""), where, "there is no group %q%s", st.Group,
			sheet.DidYouMean(st.Group, r.GroupIDs()))
		switch {
		case st.NotRated == "":
		case st.NotRated != NoCases:
			fs.add(where, "not_rated_when %q is not known; %q is", st.NotRated, NoCases)
		case unrated:
			fs.add(where, "not_rated_when can never apply: there are no ratings")
		case st.Counted && (r.Scoring == nil || r.Scoring.Combine == "" || r.Scoring.Combine == Sum):
			fs.add(where, "may be left without a rating and counts; what the score is then the rules do not say")
		}
		fs.when(st.Judged && unrated, where, "is judged directly, but there are no ratings to give it")
		checkQuestions(fs, where, st)
	}
}

// checkQuestions finds ids that are missing, repeated, or contain a separator.
func checkQuestions(fs *Findings, where string, st Standard) {
	seen := map[string]bool{}
	for _, q := range st.Questions {
		fs.when(q.ID == st.ID+".", where, "a question has no id")
		if at := strings.IndexAny(q.ID, "=:, "); at >= 0 {
			fs.add(where, "the id of question %q has a %q, but no id has =, :, a comma or a blank", q.ID, q.ID[at])
		}
		fs.when(seen[q.ID], where, "question %s occurs twice", q.ID)
		seen[q.ID] = true
	}
}
