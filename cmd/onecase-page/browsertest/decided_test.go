package browsertest

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestThePanelDecides writes down what a panel decided of a rating that answers make: it counts with its reason, is
// saved with it, and is gone where it is taken back.
func TestThePanelDecides(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("Turn this answer")
	p.click("Enter what the panel decided")
	p.set("decided-ooc.joint-working", "good")
	p.idle()
	if text := p.text(); strings.Contains(text, "Decided by the panel") {
		t.Error("a decision without a reason counts")
	}
	p.set("reason-ooc.joint-working", `four cases, and "good" practice`)
	p.wait("Decided by the panel; the judgements make")
	p.idle()
	saved := string(p.saved("Save what was typed in (judgements.toml)", "judgements.toml"))
	if !strings.Contains(saved, "[[discretion]]\nstandard = \"ooc.joint-working\"\nto = \"good\"\nreason = \"four cases, and \\\"good\\\" practice\"") {
		t.Errorf("what was typed in is saved as\n%s", saved)
	}
	p.set("decided-ooc.joint-working", "")
	p.idle()
	if text := p.text(); strings.Contains(text, "Decided by the panel") {
		t.Error("a decision that was taken back still counts")
	}
	p.quiet()
}

// TestTheServiceIsTheRecords has the name of another service in the letter's field: what is rated by a record keeps the
// name that this has, and totals that are typed in the name that stands beside them.
func TestTheServiceIsTheRecords(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "draw", filepath.Join(kent, "cases.csv"), "--as-of", "2021-06-21", "--seed", "s", "--service", "Eastgate", "--record", "e.record.json",
		"--output", "e.sample.xlsx", "--judgements", "e.csv")
	grid, err := os.ReadFile(filepath.Join(dir, "e.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for strings.Contains(string(grid), ",,") {
		grid = bytes.ReplaceAll(grid, []byte(",,"), []byte(",yes,"))
	}
	write(t, dir, "e.csv", grid)
	p := open(t, 1366, 768)
	p.set("service", "Westbridge")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "e.csv"), filepath.Join(dir, "e.record.json"))
	p.wait("Eastgate: ")
	p.set("judged-org.governance", "good")
	p.wait("Judged directly: Governance")
	p.idle()
	if text := p.text(); !strings.Contains(text, "Eastgate: ") || strings.Contains(text, "Westbridge") {
		t.Errorf("it is called\n%s", text)
	}
	p.click("type the totals in")
	p.wait("Totals: how many cases were judged yes")
	p.set("rate-service", "Northgate")
	p.set("total-of-court.assessment.desistance", "39")
	p.set("total-yes-court.assessment.desistance", "24")
	p.wait("Northgate: ")
	p.quiet()
}

// TestAnotherGridStandsAlone opens the grid of other cases in step 4 beside one whose record is open: it has no record,
// the week's steps keep theirs, and what the panel said of the first is kept. The chances of one file are the same twice.
func TestAnotherGridStandsAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	grid, err := os.ReadFile(filepath.Join(dir, "judgements.csv"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "other.csv", bytes.ReplaceAll(grid, []byte("\nK"), []byte("\nX")))
	p := open(t, 1366, 768)
	p.click("After the draw")
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.wait("Add to the record")
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("Turn this answer")
	p.idle()
	p.set("judged-org.staff", "good")
	p.wait("Judged directly: Staff good")
	p.click("Enter what the panel decided")
	p.set("decided-ooc.joint-working", "good")
	p.set("reason-ooc.joint-working", "four cases")
	p.wait("Decided by the panel; the judgements make")
	p.choose("rate-files", filepath.Join(dir, "other.csv"))
	p.wait("other.csv has no case of kent.record.json, so this record is left out.")
	p.wait("Turn this answer")
	p.idle()
	if got := p.value("judged-org.staff"); got != "" {
		t.Errorf("of other cases the form says %q", got)
	}
	if got := evaluate[string](p, `document.getElementById("week-grid-name").textContent`); !strings.Contains(got, "judgements.csv") {
		t.Errorf("the grid of the week is %q", got)
	}
	works := func() string {
		p.click("Work it out")
		p.idle()
		return evaluate[string](p, `[...document.querySelectorAll("pre")].map((pre) => pre.textContent).find((text) => text.startsWith("onecase robust")) ?? ""`)
	}
	if once, again := works(), works(); !strings.Contains(once, " --seed ") || once != again {
		t.Errorf("worked out twice, by\n%s\n%s", once, again)
	}
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"))
	p.wait("What the panel said of judgements.csv and kent.record.json earlier on this page is kept.")
	p.wait("Turn this answer")
	p.idle()
	p.click("Take it again")
	p.wait("Judged directly: Staff good")
	p.wait("Decided by the panel; the judgements make")
	p.quiet()
}

// TestJudgedStandardsHaveNoSlider opens ratings that are judged directly: what would change them is by judgement, and no
// slider is spoken of.
func TestJudgedStandardsHaveNoSlider(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(kent, "..", "schemes", "adult-care.toml"))
	p.wait("To Outstanding, by judgement: Safe to Outstanding, or Safe to Good with Effective to Outstanding, or ")
	if text := p.text(); strings.Contains(text, "Move a slider") {
		t.Errorf("a slider is spoken of on\n%s", text)
	}
	p.quiet()
}

// TestNoWayByJudgementIsSaid opens ratings that neither cases nor three judgements make worse: both are said.
func TestNoWayByJudgementIsSaid(t *testing.T) {
	t.Parallel()
	published, err := os.ReadFile(filepath.Join(kent, "kent.toml"))
	if err != nil {
		t.Fatal(err)
	}
	far, _, _ := strings.Cut(string(published), "[[discretion]]")
	far = regexp.MustCompile(`("org\.\w+") = .*`).ReplaceAllString(far, `$1 = "outstanding"`)
	far = regexp.MustCompile(`(?m)^(yes|percent) = .*`).ReplaceAllString(far, "$1 = 0")
	dir := t.TempDir()
	write(t, dir, "far.toml", []byte(far))
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "far.toml"))
	p.wait("6 points from Inadequate: no number of cases judged differently would do it. By judgement: no three changes are enough")
	p.quiet()
}

// TestThePanelsSheetIsOfWhatWasJudged tries another answer: the sheet for the panel stays that of what was judged.
func TestThePanelsSheetIsOfWhatWasJudged(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "judgements.csv"), filepath.Join(dir, "kent.record.json"))
	p.wait("Turn this answer")
	p.idle()
	judged := p.saved("Save a sheet for the panel", "judgements.panel.html")
	p.set("flip-case", "K042")
	p.set("flip-question", "court.assessment.public")
	p.click("Turn this answer")
	p.wait("Back to what was judged")
	p.idle()
	if tried := p.saved("Save a sheet for the panel", "judgements.panel.html"); len(judged) == 0 || !bytes.Equal(tried, judged) {
		t.Errorf("the sheet has %d bytes during a what-if, and %d before it", len(tried), len(judged))
	}
	p.quiet()
}

// TestEachStandardHasItsOwnScale gives ratings under rules whose standards have scales of their own, which the fields
// offer, and gets the overall rating that the command has of the same.
func TestEachStandardHasItsOwnScale(t *testing.T) {
	t.Parallel()
	p := totals(t)
	p.set("rate-rules", "cqc-local-authority-2023")
	p.wait("Assessing needs")
	for standard, level := range map[string]string{"needs": "2", "healthier-lives": "3", "equity": "2", "provision": "3", "partnerships": "3",
		"systems": "2", "safeguarding": "3", "governance": "2", "learning": "2"} {
		p.set("judged-"+standard, level)
	}
	p.wait("Overall Requires improvement")
	p.set("rate-rules", "food-hygiene-2012")
	p.wait("25 points")
	p.set("judged-hygiene", "5-points")
	p.set("judged-structure", "5-points")
	p.set("judged-management", "10-points")
	p.wait("Overall 4, good")
	p.set("rate-rules", "cqc-adult-social-care-2018")
	p.wait("In breach")
	p.quiet()
}

// totals opens the form in which the totals of questions are typed.
func totals(t *testing.T) *page {
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.click("type the totals in")
	p.wait("Totals: how many cases were judged yes")
	return p
}

// TestItemsHangTogether rates outcomes that are made of items: what is for information has its share, ratings have the
// names and colours of the rules, no slider takes a count of what hangs together, and totals that contradict each other
// are refused in words.
func TestItemsHangTogether(t *testing.T) {
	t.Parallel()
	p := totals(t)
	p.set("rate-rules", "us-cfsr-2015")
	p.wait("Were reports of maltreatment looked into in time?")
	for id, value := range map[string]string{"of-safety-1.item-1": "51", "yes-safety-1.item-1": "47",
		"of-safety-1.achieved": "51", "yes-safety-1.achieved": "51"} {
		p.set("total-"+id, value)
	}
	p.wait("0 no of 51 is fewer than the 4 no of its item")
	p.set("total-yes-safety-1.achieved", "47")
	p.wait("92.2% (47 of 51), for information")
	p.wait("Not in substantial conformity")
	p.choose("rate-files", filepath.Join(kent, "..", "schemes", "child-welfare.csv"))
	p.idle()
	p.set("rate-rules", "us-cfsr-2015")
	p.wait("Turn this answer")
	p.idle()
	if evaluate[bool](p, `Boolean(document.querySelector("#rate-result [type=range]"))`) {
		t.Error("a slider takes a count of what hangs together")
	}
	if evaluate[bool](p, `[...document.getElementById("flip-question").options].some((o) => o.value.includes("achieved"))`) {
		t.Error("what follows from items is offered to be turned")
	}
	if got := evaluate[string](p, `document.querySelector('[data-standard="safety-2"] .badge').className`); got != "badge band-2" {
		t.Errorf("the better of two ratings is %q", got)
	}
	write(t, p.downloads, "errors.csv", []byte("question,yes,of\neligibility.free-of-error,72,80\n"))
	p.choose("rate-files", filepath.Join(p.downloads, "errors.csv"))
	p.idle()
	p.set("rate-rules", "us-title-iv-e")
	p.wait("8 no answers (72 of 80 are yes), In substantial compliance")
	if text := p.text(); strings.Contains(text, "no result") {
		t.Errorf("there are results on\n%s", text)
	}
	p.quiet()
}

// TestABandOf100Alone has a standard that is green at 100% alone: no other result is drawn in it.
func TestABandOf100Alone(t *testing.T) {
	t.Parallel()
	p := totals(t)
	p.set("rate-rules", "clinical-audit")
	p.wait("Consent")
	p.set("total-of-consent.signed", "50")
	p.set("total-yes-consent.signed", "49")
	p.wait("98.0% (49 of 50), Amber")
	p.idle()
	if !evaluate[bool](p, `(() => {
		const track = document.querySelector('[data-standard="consent"] .track'), at = (what) => track.querySelector(what).getBoundingClientRect();
		return at(".mark").right < at(".band:nth-of-type(3)").left && at(".band:nth-of-type(2)").left < at(".mark").left;
	})()`) {
		t.Error("98% is not drawn in Amber, which ends at 100%")
	}
	p.quiet()
}

// TestWrongTotalsAreSaidAtTheirField types in more cases of yes than cases: the question is named in words, the field
// is marked, and no row of a file is spoken of. Once it is right nothing is marked.
func TestWrongTotalsAreSaidAtTheirField(t *testing.T) {
	t.Parallel()
	p := totals(t)
	p.set("total-of-court.assessment.desistance", "39")
	p.set("total-yes-court.assessment.desistance", "40")
	p.wait("Court disposals: assessment, desistance: 40 yes answers is more than the 39 cases.")
	p.wait("✗ 40 yes answers is more than the 39 cases.")
	if text := p.text(); strings.Contains(text, "Row ") || strings.Contains(text, "esults.court") {
		t.Errorf("it speaks of a file that nobody has seen:\n%s", text)
	}
	p.set("total-yes-court.assessment.desistance", "24")
	p.wait("24 of 39")
	p.idle()
	if strings.Contains(p.text(), "✗") {
		t.Error("the field is still marked")
	}
	p.quiet()
}

// TestUnlikeAnswersAreSaidRowByRow opens a grid with answers that are none, each another: what each row has is said.
func TestUnlikeAnswersAreSaidRowByRow(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "sloppy.csv", []byte("case_id,court.assessment.safety\n1,yes\n2,true\n3,met\n4,no\n"))
	p := open(t, 1366, 768)
	p.click("4. Rate")
	p.choose("rate-files", filepath.Join(dir, "sloppy.csv"))
	p.wait(`2 rows. Row 3: "true" is not an answer to Court disposals: assessment, safety of the child`)
	p.wait(`row 4: "met" is not an answer to`)
	p.quiet()
}

// TestOpeningARecordAsks opens another record where the one that is open holds what was done here.
func TestOpeningARecordAsks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	run(t, dir, "demo", ".")
	p := open(t, 1366, 768)
	p.click("After the draw")
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.choose("check-list", filepath.Join(kent, "cases.csv"))
	p.wait("39 now")
	for id, value := range map[string]string{"replace-policy": "failed", "replace-reason": "file lost", "replace-case": "K042"} {
		p.set(id, value)
	}
	p.click("Add to the record")
	p.wait("K042 counts as not met")
	p.idle()
	p.choose("check-record", filepath.Join(dir, "kent.record.json"))
	p.wait("Open another record?")
	if text := p.text(); !strings.Contains(text, "Since the draw: K042 counts as not met") {
		t.Error("the record in hand is gone before it was asked")
	}
	p.click("Open kent.record.json")
	p.idle()
	if text := p.text(); strings.Contains(text, "Since the draw:") || strings.Contains(text, "Open another record?") {
		t.Error("the other record is not open")
	}
	p.quiet()
}

// TestFilesAreMadeAgain changes what the files of a draw show: that is said, and they are made again of the same cases.
func TestFilesAreMadeAgain(t *testing.T) {
	t.Parallel()
	p := open(t, 1366, 768)
	p.set("as-of", "2021-06-21")
	p.choose("list-file", filepath.Join(kent, "cases.xlsx"))
	p.wait("80 eligible cases")
	p.idle()
	p.click("3. Draw")
	p.click("Draw")
	p.wait("The seed is")
	p.idle()
	before := p.value("seed")
	seed := evaluate[string](p, `document.querySelector("#draw-result code").innerText`)
	if before != "" || seed == "" {
		t.Errorf("the seed is %q, made up as %q", before, seed)
	}
	p.set("marking", "Official")
	p.wait("The files below are as they were asked for before")
	p.click("Make them again, with the same cases")
	p.idle()
	if again := evaluate[string](p, `document.querySelector("#draw-result code").innerText`); again != seed {
		t.Errorf("the files were made again with the seed %s and not %s", again, seed)
	}
	if text := p.text(); strings.Contains(text, "as they were asked for before") {
		t.Error("the files that were made again are still old")
	}
	p.quiet()
}
