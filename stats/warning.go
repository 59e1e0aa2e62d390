package stats

import "fmt"

// A Warning says that a result is sound but needs care, and what would mend
// it. The code is stable, for programs; the rest is for people.
type Warning struct {
	Code    string `json:"code"`    // such as "near-census"; never changes its meaning
	Message string `json:"message"` // what is the matter
	Fix     Remedy `json:"fix"`     // what to do about it; "" where nothing helps
}

// Warnings are those of one result.
type Warnings []Warning

// Add adds a warning whose message is formatted as [fmt.Sprintf] does.
func (ws *Warnings) Add(code string, fix Remedy, format string, args ...any) {
	*ws = append(*ws, Warning{Code: code, Message: fmt.Sprintf(format, args...), Fix: fix})
}
