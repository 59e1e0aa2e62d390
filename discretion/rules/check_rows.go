package rules

import (
	"cmp"
	"fmt"
	"strings"
)

// place gives findings their rows in the file. What is not written there has the row of the
// part that it is lacking in.
func (r *Set) place(fs Findings) {
	if len(fs) == 0 {
		return
	}
	paths := r.paths()
	for i := range fs {
		for where := fs[i].Where; where != "" && fs[i].Row == 0; where, _ = cutLast(where) {
			fs[i].Row = cmp.Or(r.rows[paths[where]], r.rows[where])
		}
		if fs[i].Row > 0 {
			fs[i].Message = fmt.Sprintf("row %d: %s", fs[i].Row, fs[i].Message)
		}
	}
}

// cutLast is a name without its last part.
func cutLast(name string) (before, last string) {
	at := strings.LastIndex(name, ".")
	return name[:max(at, 0)], name[at+1:]
}

// paths gives the place in the file of each part that findings name by its id.
func (r *Set) paths() map[string]string {
	paths := map[string]string{}
	add := func(where, list string, i int) string {
		path := fmt.Sprintf("%s.%d", list, i+1)
		if _, twice := paths[where]; !twice {
			paths[where] = path
		}
		return path
	}
	bands := func(prefix, path string, bands []Band) {
		for i, b := range bands {
			add(prefix+"bands."+b.Rating, path+"bands", i)
		}
	}
	for i, g := range r.Groups {
		paths["groups."+g.ID+".window"] = add("groups."+g.ID, "groups", i) + ".window"
	}
	for i, rt := range r.Ratings {
		add("ratings."+rt.ID, "ratings", i)
	}
	for i, s := range r.Scales {
		path := add("scales."+s.ID, "scales", i)
		for k, rt := range s.Ratings {
			add("scales."+s.ID+"."+rt.ID, path+".ratings", k)
		}
	}
	for i, a := range r.Answers {
		add("answers."+a.ID, "answers", i)
	}
	bands("", "", r.Bands)
	for i, st := range r.Standards {
		where := "standards." + st.ID
		path := add(where, "standards", i)
		paths[where+".decide"] = path + ".decide"
		bands(where+".", path+".", st.Bands)
		for k := range st.Limits {
			paths[fmt.Sprintf("%s.limits.%d", where, k+1)] = fmt.Sprintf("%s.limits.%d", path, k+1)
		}
		for k, q := range st.Questions {
			question := add("standards."+q.ID, path+".questions", k)
			paths["standards."+q.ID+".decide"] = question + ".decide"
			bands("standards."+q.ID+".", question+".", q.Bands)
		}
	}
	if sc := r.Scoring; sc != nil {
		for i, b := range sc.Bands {
			add("scoring.bands."+b.Rating, "scoring.bands", i)
		}
	}
	for i, c := range r.Criteria {
		add("discretion."+string(c.ID), "discretion", i)
	}
	return paths
}

// checkNothing finds numbers of 0 and lists of nothing that were written down and would mean
// what stands there where the key is left out.
func (r *Set) checkNothing(fs *Findings) {
	nothing := func(path, where string, is bool, key, means string) {
		if row, written := r.rows[path+"."+key]; written && is {
			message := fmt.Sprintf("%s is written with nothing in it, which would mean %s: leave it out, or put in what is meant", key, means)
			*fs = append(*fs, Finding{where, message, row})
		}
	}
	limits := func(path, where string, limits []Limit) {
		for k, l := range limits {
			at, limit := fmt.Sprintf("%s.limits.%d", path, k+1), fmt.Sprintf("%s.limits.%d", where, k+1)
			nothing(at, limit, l.Count == 0, "count", "1")
			nothing(at, limit, len(l.Among) == 0, "among", "all of them")
		}
	}
	nothing("target", "target", r.Target.Size == 0, "size", "that no size is fixed")
	for i, st := range r.Standards {
		path, where := fmt.Sprintf("standards.%d", i+1), "standards."+st.ID
		nothing(path, where, st.Weight == 0, "weight", "1")
		nothing(path, where, len(st.Parts) == 0, "parts", "that it is not made of standards")
		limits(path, where, st.Limits)
		for k, q := range st.Questions {
			path, where := fmt.Sprintf("%s.questions.%d", path, k+1), "standards."+q.ID
			nothing(path, where, q.Weight == 0, "weight", "1")
			nothing(path, where, q.Least == 0, "least", "all that apply")
			nothing(path, where, q.MostNo == 0, "most_no", "that least decides")
			nothing(path, where, len(q.Items) == 0, "items", "that it is answered itself")
			nothing(path, where, len(q.Critical) == 0, "critical", "that none is critical")
			nothing(path, where, len(q.Conditions) == 0, "applies", "that it applies to every case")
		}
	}
	if r.Scoring != nil {
		limits("scoring", "scoring", r.Scoring.Limits)
	}
}
