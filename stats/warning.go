package stats

// A Warning says that a result is sound but needs care, and what would mend
// it. The code is stable, for programs; the rest is for people.
type Warning struct {
	Code    string `json:"code"`    // such as "near-census"; never changes its meaning
	Message string `json:"message"` // what is the matter
	Fix     string `json:"fix"`     // what to do about it; "" where nothing helps
}
