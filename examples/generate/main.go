// Command generate makes the synthetic lists of the examples adult and ward, messy on
// purpose as services send them, and judgements of the samples that their pages draw. It
// always makes the same files; no real person or case is in them.
//
//	go run ./examples/generate
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/xuri/excelize/v2"

	"onecase/sample"
	"onecase/sample/caselist"
	"onecase/sample/sheet"
)

func main() {
	if err := generate("examples"); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func generate(dir string) error {
	made, err := files()
	if err != nil {
		return err
	}
	for name, content := range made {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// files makes each file's content.
func files() (map[string][]byte, error) {
	adultList, err := workbook(adult())
	if err != nil {
		return nil, err
	}
	wardList, err := table(ward())
	if err != nil {
		return nil, err
	}
	adultAnswers, err := judgements("cases.xlsx", adultList, adultDraw)
	if err != nil {
		return nil, err
	}
	wardAnswers, err := judgements("patients.csv", wardList, wardDraw)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"adult/cases.xlsx": adultList, "adult/judgements.csv": adultAnswers,
		"ward/patients.csv": wardList, "ward/judgements.csv": wardAnswers}, nil
}

// A maker makes one list; every choice comes from its seed.
type maker struct{ *rand.Rand }

func newMaker(seed uint64) maker { return maker{rand.New(rand.NewPCG(seed, 2021))} }

// of is one of some texts, each as likely as the others.
func (m maker) of(texts ...string) string { return texts[m.IntN(len(texts))] }

// day is a date of some days before another, as a date or, for one in five, as a text.
func (m maker) day(before time.Time, days int) any {
	date := before.AddDate(0, 0, -m.IntN(days))
	if m.IntN(5) == 0 {
		return date.Format("02/01/2006")
	}
	return date
}

// adult is a list of 900 cases as a probation service exports it: a title, codes and their
// words side by side, a total and a note at its end, one row twice.
func adult() [][]any {
	m := newMaker(900)
	asOf := time.Date(2021, time.June, 21, 0, 0, 0, 0, time.UTC)
	rows := [][]any{{"Current caseload, 21 June 2021. SYNTHETIC: made by a program, no real person"}, {},
		{"CRN", "Sex", "Age", "Sentence type", "ROSH", "Tier", "Sentence start", "RO", "PDU", "Notes"}}
	for i := range 900 {
		sentence := m.of("CO", "Community Order", "Community order", "SSO", "Suspended Sentence Order", "Determinate custody - licence",
			"Determinate custody - licence", "PSS", "Extended sentence")
		if i%180 == 0 {
			sentence = "Life"
		}
		rows = append(rows, []any{fmt.Sprintf("X%06d", 100000+i*7),
			m.of("M", "M", "M", "M", "Male", "Male", "F", "Female", ""), 18 + m.IntN(30) + m.IntN(25),
			sentence, m.of("RLRH", "Low", "RMRH", "Medium", "Med", "RHRH", "High", "Very High", "N/A"),
			m.of("A", "B", "C", "D") + m.of("0", "1", "2", "3"),
			m.day(asOf, 700), fmt.Sprintf("Officer %02d", 1+m.IntN(40)), m.of("North", "South", "East", "West"),
			m.of("", "", "", "see file")})
	}
	return append(rows, slices.Clone(rows[400]), []any{"Total", nil, nil, 901}, []any{"Source: case management system"})
}

// ward is a list of 60 patient files as an audit office keeps it.
func ward() [][]any {
	m := newMaker(60)
	asOf := time.Date(2024, time.March, 31, 0, 0, 0, 0, time.UTC)
	rows := [][]any{{"Hosp No", "NHS number", "Sex", "Age", "Ward", "Consultant", "Admission date", "LOS (days)", "Discharge destination"}}
	for i := range 60 {
		stay := m.IntN(8)
		if m.IntN(3) == 0 {
			stay += m.IntN(40)
		}
		rows = append(rows, []any{fmt.Sprintf("%07d", 41300+i*13),
			fmt.Sprintf("900 %03d %04d", m.IntN(1000), m.IntN(10000)), m.of("M", "F", "Male", "Female", "f"),
			18 + m.IntN(75), m.of("Ash", "Ash", "Beech", "Cedar"), m.of("Dr Amin", "Dr Bell", "Mr Cole", ""), m.day(asOf, 90), stay,
			m.of("Home", "Home", "home", "Care home", "Died", "Not known")})
	}
	return append(rows, []any{"Total: 60"})
}

// workbook is a list in Excel, with dates as dates.
func workbook(rows [][]any) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	format := "dd/mm/yyyy"
	dates, err := book.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		return nil, err
	}
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return nil, err
	}
	for i, row := range rows {
		cells := slices.Clone(row)
		for k, cell := range cells {
			if day, ok := cell.(time.Time); ok {
				cells[k] = excelize.Cell{StyleID: dates, Value: day}
			}
		}
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return nil, err
		}
	}
	if err := w.Flush(); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = book.Write(&b)
	return b.Bytes(), err
}

// table is a list as CSV.
func table(rows [][]any) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		cells := make([]string, len(rows[0]))
		for i, cell := range row {
			if day, ok := cell.(time.Time); ok {
				cell = day.Format("2 Jan 2006")
			}
			cells[i] = fmt.Sprint(cell)
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// A page draws a sample as an example's page does, and replaces two of its cases.
type page struct {
	seed      string
	reading   caselist.CleanOptions
	size      int
	replaced  []string
	questions []string
	rates     []float64 // of yes
}

var adultDraw = page{
	seed: "dice 2 6 4 4", size: 60,
	reading: caselist.CleanOptions{
		Match: []string{"gender", "disposal", "rosh", "PDU"},
		Categories: []caselist.CategoryRule{{Of: "rosh", Text: "Med", Category: "medium"},
			{Of: "rosh", Text: "N/A", Category: caselist.Unknown}},
	},
	replaced:  []string{"X100140", "X100637"},
	questions: []string{"Was the plan made in time?", "Was the person involved in it?"},
	rates:     []float64{0.7, 0.55},
}

var stays, _ = caselist.ParseBands("0-2,3-7,8+")

var wardDraw = page{
	seed: "dice 1 3 3 5", size: 25,
	reading: caselist.CleanOptions{
		Match: []string{"gender", "Ward", "LOS (days)"},
		Bands: []caselist.BandRule{{Of: "LOS (days)", Bands: stays}},
	},
	replaced:  []string{"0041300", "0041378"},
	questions: []string{"Was the risk of thrombosis assessed?", "Was the discharge letter sent within a day?"},
	rates:     []float64{0.9, 0.6},
}

// judgements is the grid of a page's sample with its answers.
func judgements(name string, list []byte, p page) ([]byte, error) {
	read, err := sheet.Read(bytes.NewReader(list), name, sheet.ReadOptions{Headers: caselist.Headers})
	if err != nil {
		return nil, err
	}
	cleaned, err := caselist.Clean(read, p.reading)
	if err != nil {
		return nil, err
	}
	design := sample.DefaultDesign()
	design.Sizes = map[string]int{"all": p.size}
	plan, err := sample.NewPlan(&cleaned.Frame, cleaned.Groups, design)
	if err != nil {
		return nil, err
	}
	draw, err := plan.Draw(p.seed, nil)
	if err != nil {
		return nil, err
	}
	record := sample.NewRecord(draw, sample.ListSource{Name: name}, "none", time.Time{})
	for _, id := range p.replaced {
		if _, _, err := record.Replace(id, "file lost", sample.UseReserve, time.Time{}); err != nil {
			return nil, err
		}
	}
	status, err := record.Status("all")
	if err != nil {
		return nil, err
	}
	m := newMaker(uint64(p.size))
	rows := [][]any{{"case_id", p.questions[0], p.questions[1]}}
	for _, k := range status.Sample {
		row := []any{k.ID}
		for _, rate := range p.rates {
			answer := "no"
			if m.Float64() < rate {
				answer = "yes"
			}
			row = append(row, answer)
		}
		rows = append(rows, row)
	}
	return table(rows)
}
