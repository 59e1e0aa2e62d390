package caselist

import (
	"time"

	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// CleanOptions says how to turn a sheet into a frame. The zero value makes one
// group of all cases, matched on what is found of gender, disposal, RoSH and
// safety.
type CleanOptions struct {
	// Columns gives a role the column with that header, where the header does
	// not say so itself; "" means that the list has no column for the role.
	Columns map[Role]string
	// Categories adds to the texts that are known.
	Categories []CategoryRule
	// Bands has the bands that the numbers of matching variables are put in.
	Bands []BandRule
	// Match names the matching variables: roles, or headers of columns whose
	// values are taken as they stand. Nil means those of MatchFound that the list
	// has.
	Match []string
	// MatchFound names what the rules match on, as Match does. Nil means gender,
	// disposal, RoSH and safety.
	MatchFound []string
	// Groups are the parts of the inspection. Nil means one, of all cases,
	// unless GroupBy is given.
	Groups []sample.Group
	// GroupBy is the role or header of the column that puts a case in its
	// group. "" means a column that names the groups, else the disposal.
	// Without Groups every value of the column is a group.
	GroupBy string
	// AsOf is the day of the inspection that windows count back from; zero
	// when it is not known, and then no start date leaves a case out.
	AsOf time.Time
	// Include has cases that must be in the sample; Clean checks that they are
	// eligible. Exclude has cases that must not.
	Include, Exclude []Choice
	// KeepRows are numbers of rows of the file: the row to keep among unlike rows of one
	// case id.
	KeepRows []int
	// SkipRows are rows of the file that are no cases.
	SkipRows []RowRange
	// SkipProblems leaves rows that have problems out of the frame, where
	// otherwise Clean returns them as its error.
	SkipProblems bool
	// SkipUnknown lets SkipProblems leave out rows with texts that are no known category
	// too, as in records of earlier versions.
	SkipUnknown bool
}

// A CategoryRule says which category a text of a column means.
type CategoryRule struct {
	Of       string // a role, or the header of a matching variable
	Text     string // as it stands in the list, in any letter case; "" is a blank cell
	Category string
}

// A Choice is a case that someone decided about, and why.
type Choice struct {
	ID     string `json:"id"`
	Reason string `json:"reason"`
}

// A Reason is why a row of the list is not in the frame.
type Reason string

const (
	OutsideWindow   Reason = "outside-window"   // started too early or too late for its group
	DuplicatePerson Reason = "duplicate-person" // the person is among the eligible cases with another case
	Barred          Reason = "barred"           // someone decided so
	NotStarted      Reason = "not-started"      // starts after the inspection's date
	RowProblem      Reason = "problem"          // the row cannot be read
	RepeatedRow     Reason = "repeated-row"     // another row of the case is kept
	SetAside        Reason = "set-aside"        // the row is no case
)

// Reasons lists every reason, in the order reports print them.
func Reasons() []Reason {
	return []Reason{OutsideWindow, DuplicatePerson, Barred, NotStarted, RowProblem, RepeatedRow, SetAside}
}

// An Exclusion is a row of the list that is not in the frame.
type Exclusion struct {
	Row    int    `json:"row"`               // its number in the file
	ID     string `json:"id" null:"zero"`    // null where the row has none that can be read
	Group  string `json:"group" null:"zero"` // null where it is not known
	Reason Reason `json:"reason"`            // as in `excluded[]`
	Detail string `json:"detail"`            // the reason in words
}

// A Merge is a case left out because its person is in the frame with another.
type Merge struct {
	Kept      string `json:"kept"` // id of the case kept
	KeptRow   int    `json:"kept_row"`
	KeptGroup string `json:"kept_group"`
	Left      string `json:"left"` // id of the case left out
	LeftRow   int    `json:"left_row"`
	LeftGroup string `json:"left_group"`
	By        string `json:"by"` // what the two rows share, in words; no name or date of birth
}

// A ReasonCount says how many rows are out for one reason.
type ReasonCount struct {
	Reason Reason  `json:"reason"` // `outside-window`, `duplicate-person`, `barred`, `not-started`, `problem`, `repeated-row` or `set-aside`
	Count  int     `json:"count"`  // rows
	Share  float64 // of the rows of the list
}

// A ShareChange compares a category's share of the list with its share of the
// frame, in one group and among rows whose group and category can be read.
type ShareChange struct {
	Group       string  `json:"group"`
	Variable    string  `json:"variable"`
	Category    string  `json:"category"`
	Before      int     `json:"before"`                 // rows of the list, each case once
	BeforeShare float64 `json:"before_share"`           // of the group's rows
	After       int     `json:"after"`                  // eligible cases
	AfterShare  float64 `json:"after_share" null:"nan"` // of the group's eligible cases; null where there are none
}

// A Result is a cleaned list and everything that was done to it. Every row of
// the list is either a case of the frame or an exclusion.
type Result struct {
	Frame sample.Frame
	// Groups are the groups that were used, in order; GroupedBy says in words
	// what put the cases in them.
	Groups    []sample.Group
	GroupedBy string
	AsOf      time.Time

	Rows       int // rows of the list below its header, without blank ones
	Recognised []Recognised
	Unused     []string    // headers of the columns that nothing was taken from
	Bandable   []BandRule  // those of them that hold many numbers, with bands that suit them
	Exclusions []Exclusion // in the order of the rows
	Counts     []ReasonCount
	// Coverage is the frame as a share of itself and the cases that were
	// barred or have problems: what nothing in the list shows to be ineligible.
	Coverage float64
	Shares   []ShareChange
	// PersonChecks says in words how repeated people were looked for; none
	// when the list has nothing that tells people apart.
	PersonChecks []string
	Merges       []Merge
	Include      []Choice // with normalised ids
	Problems     sheet.Problems
	Warnings     []stats.Warning
}
