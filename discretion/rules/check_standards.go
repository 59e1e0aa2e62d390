package rules

import (
	"strings"

	"onecase/sample/sheet"
)

// checkStandards finds standards without questions, or in no group.
func (r *Set) checkStandards(fs *Findings) {
	if len(r.Standards) == 0 {
		fs.add("standards", "there is none")
	}
	for i, st := range r.Standards {
		where := "standards." + st.ID
		if st.ID == "" {
			where = "standards"
			fs.add(where, "standard %d has no id", i+1)
		}
		if st.ID == "overall" || st.ID == "score" {
			fs.add(where, "is what an inspection file calls the overall rating and the score; give the standard another id")
		}
		if j, _ := r.StandardIndex(st.ID); j != i {
			fs.add(where, "the id occurs twice")
			continue
		}
		if st.Judged && len(st.Questions) > 0 {
			fs.add(where, "is judged directly and has questions as well")
		}
		if !st.Judged && len(st.Questions) == 0 {
			fs.add(where, "has no question and is not judged directly, so it can have no rating")
		}
		if _, ok := r.Group(st.Group); !ok && (!st.Judged || st.Group != "") {
			fs.add(where, "there is no group %q%s", st.Group, sheet.DidYouMean(st.Group, r.GroupIDs()))
		}
		switch {
		case st.NotRated == "":
		case st.NotRated != NoCases:
			fs.add(where, "not_rated_when %q is not known; %q is", st.NotRated, NoCases)
		case len(r.Ratings) == 0:
			fs.add(where, "not_rated_when can never apply: there are no ratings")
		case st.Counted:
			fs.add(where, "may be left without a rating and counts; what the score is then the rules do not say")
		}
		if st.Judged && len(r.Ratings) == 0 {
			fs.add(where, "is judged directly, but there are no ratings to give it")
		}
		seen := map[string]bool{}
		for _, q := range st.Questions {
			if q.ID == st.ID+"." {
				fs.add(where, "a question has no id")
			}
			if at := strings.IndexAny(q.ID, "=:, "); at >= 0 {
				fs.add(where, "the id of question %q has a %q, which --set and --flip cannot read", q.ID, q.ID[at])
			}
			if seen[q.ID] {
				fs.add(where, "question %s occurs twice", q.ID)
			}
			seen[q.ID] = true
		}
	}
}

// GroupIDs lists the ids of the groups.
func (r *Set) GroupIDs() []string {
	ids := make([]string, len(r.Groups))
	for i, g := range r.Groups {
		ids[i] = g.ID
	}
	return ids
}
