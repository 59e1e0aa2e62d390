package caselist

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"onecase/sample/sheet"
)

// A Role is what a column of a case list is for.
type Role string

const (
	ID         Role = "id"          // the case's own reference
	Group      Role = "group"       // the part of the inspection it is sampled in
	Gender     Role = "gender"      //
	Disposal   Role = "disposal"    // the sentence or other outcome
	RoSH       Role = "rosh"        // classification of the risk of serious harm
	Safety     Role = "safety"      // classification of the child's safety and wellbeing
	Start      Role = "start"       // the day the case started
	Manager    Role = "manager"     // who holds the case
	Team       Role = "team"        //
	Person     Role = "person"      // the service's number for the person, such as a CRN
	Number     Role = "number"      // another body's number for the person, such as a PNC number
	FirstName  Role = "first-name"  // used only to find repeated people
	FamilyName Role = "family-name" // used only to find repeated people
	BirthDate  Role = "dob"         // used only to find repeated people
)

// A roleRow says all there is to say about a role. The headers that name it are
// written without blanks and punctuation, with blanks between them.
type roleRow struct {
	role    Role
	label   string // in a sentence; "" where that is the role itself
	private bool   // its values must not leave the package
	sure    string // headers that name the role without doubt
	perhaps string // and those that do only if no other column does
}

// roleTable has a row for each role, in the order reports print them.
var roleTable = []roleRow{
	{role: ID, label: "case id",
		sure: `caseid caseref casereference caseno casenumber casereferencenumber caserefno caserefnumber caseidentifier uniquecaseid
			uniquecasereference casecode`,
		perhaps: `id ref reference referencenumber refnumber refno identifier case urn uniqueid uniqueref uniquereference recordid
			recordno recordnumber fileid fileno filenumber fileref filereference episodeid episodeno episodenumber eventid
			eventno eventnumber spellid spellno spellnumber auditid auditno auditnumber interventionid disposalid`},
	{role: Group,
		sure: `group inspectiongroup samplinggroup samplegroup domain inspectiondomain`},
	{role: Gender,
		sure:    `gender sex malefemale genderofchild sexatbirth`,
		perhaps: `mf`},
	{role: Disposal,
		sure: `disposal disposaltype typeofdisposal casesentencetype sentencetype typeofsentence ordertype typeoforder outcometype
			disposaloutcome disposalname casedisposal courtdisposal sentenceordisposal sentencedisposal disposaltypecode`,
		perhaps: `sentence outcome order casetype typeofcase interventiontype`},
	{role: RoSH, label: "RoSH",
		sure: `rosh roshlevel roshclassification riskofseriousharm riskofseriousharmlevel riskofseriousharmclassification roshrating
			levelofrosh currentrosh roshcategory`},
	{role: Safety,
		sure: `safety safetylevel safetyclassification safetyandwellbeing safetywellbeing safetyandwellbeingclassification
			safetyandwellbeinglevel saw sawb riskoftosafetyandwellbeing risktosafetyandwellbeing safetyandwellbeingrating
			childssafety safetyofthechild`,
		perhaps: `vulnerability vulnerabilitylevel wellbeing`},
	{role: Start, label: "start date",
		sure: `startdate dateofstart datestarted casestartdate casestart dateofsentenceorreleaseonlicence dateofsentenceorrelease
			startofcase startofintervention disposalstartdate orderstartdate sentencestartdate interventionstartdate`,
		perhaps: `start started date orderstart interventionstart sentencestart licencestart disposalstart supervisionstart
			episodestart startoforder startofsentence startoflicence dateadmitted admissiondate dateofadmission`},
	{role: Manager, label: "case manager",
		sure: `casemanager casemanagername responsibleofficer responsibleofficername caseholder caseworker keyworker allocatedworker
			allocatedofficer offendermanager offendermanagername supervisingofficer yotworker yjsworker yjworker yosworker
			yotcasemanager yotofficer yosofficer casemanagerid allocatedcasemanager leadpractitioner probationpractitioner
			probationpractitionername probationofficer communityoffendermanager yotpractitioner yjpractitioner yjspractitioner
			caseowner allocatedsocialworker`,
		perhaps: `manager worker officer practitioner holder ro roname allocatedto assignedto socialworker socialworkername
			namedworker namednurse consultant consultantname responsibleconsultant leadprofessional`},
	{role: Team,
		sure:    `team teamname yotteam yjsteam`,
		perhaps: `localityteam locality ward wardname`},
	{role: Person, label: "person's number",
		sure: `personid childid clientid youngpersonid ypid personnumber personreference childreference serviceuserid personalid
			hospno hospnumber hospitalno hospitalnumber hospitalid mrn medicalrecordno medicalrecordnumber`,
		perhaps: `patientid patientno patientnumber childviewid childviewno childviewnumber childviewurn childviewref
			childviewreference yosid yotid yjsid mosaicid liquidlogicid`},
	{role: Number, label: "NHS, PNC or other number of the person",
		sure: `policenationalcomputer policenationalcomputernumber policenationalcomputerid nhsno nhsnumber nhsid`},
	{role: FirstName, label: "first name", private: true,
		sure: `firstname firstnames forename forenames givenname givennames christianname childfirstname childsfirstname`},
	{role: FamilyName, label: "family name", private: true,
		sure: `familyname surname lastname childsurname childssurname`},
	{role: BirthDate, label: "date of birth", private: true,
		sure: `dob dateofbirth birthdate birthday borndate childdob`},
}

// Roles lists every role, in the order reports print them.
func Roles() []Role {
	list := make([]Role, len(roleTable))
	for i, row := range roleTable {
		list[i] = row.role
	}
	return list
}

// row is the role's row of the table; an empty one for no role.
func (r Role) row() roleRow {
	for _, row := range roleTable {
		if row.role == r {
			return row
		}
	}
	return roleRow{}
}

// VariableTitle is a matching variable in words: what a role of its name is about, else the
// variable itself, which is a header of the list.
func VariableTitle(variable string) string {
	switch Role(variable) {
	case RoSH:
		return "risk of serious harm"
	case Safety:
		return "safety and wellbeing"
	}
	return variable
}

// CategoryTitle is a category of a variable in words: a known one is written with blanks, a
// text of the list stands as it is.
func CategoryTitle(variable, category string) string {
	if slices.Contains(tables[Role(variable)].categories, category) {
		return strings.ReplaceAll(category, "-", " ")
	}
	return category
}

// Title is the role in words.
func (r Role) Title() string {
	return cmp.Or(map[Role]string{ID: "case", RoSH: VariableTitle(string(RoSH)), Safety: VariableTitle(string(Safety))}[r], r.label())
}

// label is the role in a sentence.
func (r Role) label() string { return cmp.Or(r.row().label, string(r)) }

// How surely a header names a role. The surest column of a list has the role.
const (
	perhaps = 1 + iota // such a header might be anything
	likely             // its words say so
	sure               // it is a usual header for the role
)

// namedHeaders has the role that each known header names, and how surely.
var namedHeaders = sync.OnceValue(func() map[string]namedRole {
	named := map[string]namedRole{}
	for _, row := range roleTable {
		for header := range strings.FieldsSeq(row.perhaps) {
			named[header] = namedRole{row.role, perhaps}
		}
		for header := range strings.FieldsSeq(row.sure) {
			named[header] = namedRole{row.role, sure}
		}
	}
	return named
})

type namedRole struct {
	role     Role
	strength int
}

var inBrackets = regexp.MustCompile(`[\[(][^\])]*[\])]`)

// roleOf returns the role that a header names and how surely; 0 where it names none.
func roleOf(header string) (Role, int) {
	all := words(header)
	switch {
	case slices.Contains(all, "crn"):
		return Person, sure
	case slices.Contains(all, "pnc"), slices.Contains(all, "pncid"):
		return Number, sure
	}
	plain := words(inBrackets.ReplaceAllString(header, " "))
	for _, text := range []string{strings.Join(all, ""), strings.Join(plain, "")} {
		if named := namedHeaders()[text]; named.strength == sure {
			return named.role, sure
		}
	}
	if role := likelyRole(plain); role != "" {
		return role, likely
	}
	named := namedHeaders()[strings.Join(plain, "")]
	return named.role, named.strength
}

// otherMatters are words of headers that no role is about.
var otherMatters = []string{"end", "ended", "ends", "finish", "finished", "terminated", "termination", "expiry", "expires", "closed",
	"closure", "review", "reviewed", "offence", "offences", "completed", "completion", "due", "planned", "referral",
	"comments", "notes", "assessor", "age", "number", "count", "previous", "reason"}

var (
	dateWords  = []string{"date", "started", "commenced", "commencement"}
	startWords = []string{"start", "started", "commenced", "commencement", "sentence", "sentenced", "disposal",
		"outcome", "order", "licence",
		"release", "intervention"}
)

// headerRules read headers by their words: one with a word of each of needs and none
// of not is likely to name the role, or no role where that is "". The first rule
// that fits decides.
var headerRules = []struct {
	role  Role
	needs [][]string
	not   []string
}{
	{BirthDate, [][]string{{"birth"}, {"date"}}, nil},
	{"", [][]string{{"birth"}}, nil},
	{"", [][]string{otherMatters}, nil},
	{Start, [][]string{dateWords, startWords}, []string{"assessment", "rosh", "plan"}},
	{"", [][]string{dateWords}, nil},
	{RoSH, [][]string{{"rosh"}}, nil},
	{RoSH, [][]string{{"serious"}, {"harm"}}, nil},
	{Gender, [][]string{{"gender"}}, []string{"identity", "worker", "officer"}},
	{Safety, [][]string{{"safety"}}, []string{"public", "other", "others", "people", "plan", "community"}},
	{Disposal, [][]string{{"disposal"}}, []string{"court", "team", "code", "id"}},
	{Disposal, [][]string{{"sentence", "order", "outcome"}, {"type"}}, nil},
	{Manager, [][]string{{"manager", "officer", "worker"}, {"case", "responsible", "allocated"}}, []string{"team",
		"line", "senior", "operations"}},
}

// likelyRole reads a header by its words: "RoSH at start of order" is a RoSH
// level, "Date of RoSH review" is not.
func likelyRole(header []string) Role {
	has := func(any []string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return slices.Contains(header, w) })
	}
	for _, rule := range headerRules {
		if !has(rule.not) && !slices.ContainsFunc(rule.needs, func(any []string) bool { return !has(any) }) {
			return rule.role
		}
	}
	return ""
}

// Headers are those of case lists, for reading one with package sheet.
var Headers = sheet.Headers{Known: isListHeader, Alone: standsAlone, Same: sameHeader}

// isListHeader says whether a text is a header that a case list may have.
func isListHeader(text string) bool {
	if len(text) > 300 {
		return false
	}
	_, strength := roleOf(text)
	return strength > 0
}

// CaseColumns are the places of the headers that name the case most surely: its own
// reference, or else the number of a person, which serves as well. Several are equally sure.
func CaseColumns(headers []string) (places []int) {
	before := map[Role]int{ID: 2 * sure, Person: sure, Number: 0}
	most := 0
	for i, header := range headers {
		role, strength := roleOf(header)
		first, ok := before[role]
		if !ok {
			continue
		}
		switch rank := first + strength; {
		case rank > most:
			most, places = rank, []int{i}
		case rank == most:
			places = append(places, i)
		}
	}
	return places
}

// sameHeader says whether two headers name one role.
func sameHeader(a, b string) bool {
	role, _ := roleOf(a)
	other, _ := roleOf(b)
	return role == other && role != ""
}

// standsAlone says whether a header names its role whatever is merged above it.
func standsAlone(above, header string) bool {
	_, strength := roleOf(header)
	return strength == sure && !slices.ContainsFunc(words(above), func(w string) bool { return slices.Contains(otherMatters, w) })
}

var apostrophes = strings.NewReplacer("'", "", "’", "")

// words splits a text into its words in lower case; "Child's" is one word.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(apostrophes.Replace(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// squash is a text reduced to its letters and digits, in lower case.
func squash(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}
