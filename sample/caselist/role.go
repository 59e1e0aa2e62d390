package caselist

import (
	"regexp"
	"slices"
	"strings"
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

// Roles lists every role, in the order reports print them.
func Roles() []Role {
	return []Role{ID, Group, Gender, Disposal, RoSH, Safety, Start, Manager, Team,
		Person, Number, FirstName, FamilyName, BirthDate}
}

// label is the role in a sentence.
func (r Role) label() string {
	switch r {
	case ID:
		return "case id"
	case RoSH:
		return "RoSH"
	case Start:
		return "start date"
	case Manager:
		return "case manager"
	case Person:
		return "person's number"
	case Number:
		return "PNC or other number of the person"
	case FirstName:
		return "first name"
	case FamilyName:
		return "family name"
	case BirthDate:
		return "date of birth"
	}
	return string(r)
}

// private says whether the role's values must not leave the package.
func (r Role) private() bool {
	return r == FirstName || r == FamilyName || r == BirthDate
}

// headers has, for every role, the headers that name it without doubt, and
// those that name it only if no other column does. They are written without
// blanks and punctuation.
var headers = map[Role]struct{ sure, perhaps []string }{
	ID: {
		sure: []string{"caseid", "caseref", "casereference", "caseno", "casenumber", "casereferencenumber",
			"caserefno", "caserefnumber", "caseidentifier", "uniquecaseid", "uniquecasereference", "casecode"},
		perhaps: []string{"id", "ref", "reference", "referencenumber", "refnumber", "refno", "identifier", "case", "urn",
			"uniqueid", "uniqueref", "uniquereference", "recordid", "interventionid", "disposalid"},
	},
	Group: {sure: []string{"group", "inspectiongroup", "samplinggroup", "samplegroup", "domain", "inspectiondomain"}},
	Gender: {
		sure:    []string{"gender", "sex", "malefemale", "genderofchild", "sexatbirth"},
		perhaps: []string{"mf"},
	},
	Disposal: {
		sure: []string{"disposal", "disposaltype", "typeofdisposal", "casesentencetype", "sentencetype",
			"typeofsentence", "ordertype", "typeoforder", "outcometype", "disposaloutcome", "disposalname",
			"casedisposal", "courtdisposal", "sentenceordisposal", "sentencedisposal", "disposaltypecode"},
		perhaps: []string{"sentence", "outcome", "order", "casetype", "typeofcase", "interventiontype"},
	},
	RoSH: {sure: []string{"rosh", "roshlevel", "roshclassification", "riskofseriousharm", "riskofseriousharmlevel",
		"riskofseriousharmclassification", "roshrating", "levelofrosh", "currentrosh", "roshcategory"}},
	Safety: {
		sure: []string{"safety", "safetylevel", "safetyclassification", "safetyandwellbeing", "safetywellbeing",
			"safetyandwellbeingclassification", "safetyandwellbeinglevel", "saw", "sawb", "riskoftosafetyandwellbeing",
			"risktosafetyandwellbeing", "safetyandwellbeingrating", "childssafety", "safetyofthechild"},
		perhaps: []string{"vulnerability", "vulnerabilitylevel", "wellbeing"},
	},
	Start: {
		sure: []string{"startdate", "dateofstart", "datestarted", "casestartdate", "casestart", "dateofsentenceorreleaseonlicence",
			"dateofsentenceorrelease", "startofcase", "startofintervention", "disposalstartdate", "orderstartdate",
			"sentencestartdate", "interventionstartdate"},
		perhaps: []string{"start", "started", "date"},
	},
	Manager: {
		sure: []string{"casemanager", "casemanagername", "responsibleofficer", "responsibleofficername", "caseholder",
			"caseworker", "keyworker", "allocatedworker", "allocatedofficer", "offendermanager", "supervisingofficer",
			"yotworker", "yjsworker", "yotcasemanager", "yotofficer", "casemanagerid", "allocatedcasemanager", "leadpractitioner"},
		perhaps: []string{"manager", "worker", "officer", "practitioner", "holder"},
	},
	Team:   {sure: []string{"team", "teamname", "yotteam", "yjsteam"}, perhaps: []string{"localityteam", "locality"}},
	Person: {sure: []string{"personid", "childid", "clientid", "youngpersonid", "ypid", "personnumber", "personreference", "childreference", "serviceuserid", "personalid"}},
	Number: {sure: []string{"policenationalcomputer", "policenationalcomputernumber", "policenationalcomputerid"}},
	FirstName: {sure: []string{"firstname", "firstnames", "forename", "forenames", "givenname", "givennames",
		"christianname", "childfirstname", "childsfirstname"}},
	FamilyName: {sure: []string{"familyname", "surname", "lastname", "childsurname", "childssurname"}},
	BirthDate:  {sure: []string{"dob", "dateofbirth", "birthdate", "birthday", "borndate", "childdob"}},
}

// How surely a header names a role. The surest column of a list has the role.
const (
	perhaps = 1 + iota // such a header might be anything
	likely             // its words say so
	sure               // it is a usual header for the role
)

var sureHeaders, perhapsHeaders = headerIndex()

func headerIndex() (sure, perhaps map[string]Role) {
	sure, perhaps = map[string]Role{}, map[string]Role{}
	for _, role := range Roles() {
		for _, h := range headers[role].sure {
			sure[h] = role
		}
		for _, h := range headers[role].perhaps {
			perhaps[h] = role
		}
	}
	return sure, perhaps
}

var inBrackets = regexp.MustCompile(`[\[(][^\])]*[\])]`)

// roleOf says what a header means and how surely; 0 when it means nothing here.
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
		if role, ok := sureHeaders[text]; ok {
			return role, sure
		}
	}
	if role := likelyRole(plain); role != "" {
		return role, likely
	}
	if role, ok := perhapsHeaders[strings.Join(plain, "")]; ok {
		return role, perhaps
	}
	return "", 0
}

// otherMatters are words of headers about something else than what the roles are for.
var otherMatters = []string{"end", "ended", "ends", "finish", "finished", "terminated", "termination", "expiry", "expires", "closed",
	"closure", "review", "reviewed", "offence", "offences", "completed", "completion", "due", "planned", "referral",
	"comments", "notes", "assessor", "age", "number", "count", "previous", "reason"}

// likelyRole reads a header by its words: "RoSH at start of order" is a RoSH
// level, "Date of RoSH review" is not.
func likelyRole(header []string) Role {
	has := func(any ...string) bool {
		return slices.ContainsFunc(any, func(w string) bool { return slices.Contains(header, w) })
	}
	if has("birth") {
		if has("date") {
			return BirthDate
		}
		return ""
	}
	if has(otherMatters...) {
		return ""
	}
	if has("date", "started", "commenced", "commencement") {
		if has("start", "started", "commenced", "commencement", "sentence", "sentenced", "disposal", "outcome", "order", "licence",
			"release", "intervention") && !has("assessment", "rosh", "plan") {
			return Start
		}
		return ""
	}
	switch {
	case has("rosh"), has("serious") && has("harm"):
		return RoSH
	case has("gender") && !has("identity", "worker", "officer"):
		return Gender
	case has("safety") && !has("public", "other", "others", "people", "plan", "community"):
		return Safety
	case has("disposal") && !has("court", "team", "code", "id"), has("sentence", "order", "outcome") && has("type"):
		return Disposal
	case has("manager", "officer", "worker") && has("case", "responsible", "allocated") && !has("team", "line", "senior", "operations"):
		return Manager
	}
	return ""
}

// Headers are those of case lists, for reading one with package sheet.
var Headers = sheet.Headers{Known: isListHeader, Alone: standsAlone}

// isListHeader says whether a text is a header that a case list may have.
func isListHeader(text string) bool {
	if len(text) > 300 {
		return false
	}
	_, strength := roleOf(text)
	return strength > 0
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
