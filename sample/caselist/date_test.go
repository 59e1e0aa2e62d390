package caselist

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"onecase/sample"
)

func TestParseDate(t *testing.T) {
	for want, texts := range map[string][]string{
		"2020-12-31": {"2020-12-31", "2020/12/31", "2020-12-31 00:00:00", "2020-12-31T00:00:00", "2020-12-31T09:30:00Z",
			"31/12/2020", "31-12-2020", "31.12.2020", "31/12/20", "31.12.20", "31/12/2020 10:15", "31/12/2020 10:15:00 AM",
			"31 Dec 2020", "31 December 2020", "31st December 2020", "31-Dec-20", "31-Dec-2020", "31 dec 20",
			"Dec 31, 2020", "December 31 2020", "Thursday, 31 December 2020", "Thu 31 Dec 2020", " 31/12/2020 ", "44196", "44196.75"},
		"2020-09-01": {"1/9/2020", "01/09/2020", "1 Sept 2020", "1 Sep 20", "1st September 2020"},
		"2020-03-04": {"04/03/2020", "4.3.2020", "2020-3-4"},
		"2020-02-29": {"29/02/2020"},
		"2020-08-31": {"31 August 2020"},
		"2020-01-01": {"1/1/2020T09:30"}, "1900-01-01": {"1/1/1900"}, "2199-12-31": {"31/12/2199"},
		"1954-10-03": {"20000", "20000.5"}, "2119-01-10": {"79999"}, // Excel's own numbers
		"1999-01-02": {"2/1/99"},
		"2069-01-02": {"2/1/69"},
	} {
		for _, text := range texts {
			got, err := ParseDate(text)
			if err != nil || got.Format(time.DateOnly) != want || !got.Equal(got.Truncate(24*time.Hour)) {
				t.Errorf("%q: got %v, %v, want %s", text, got, err, want)
			}
		}
	}
	for _, text := range []string{"", "x", "31/31/2021", "30/02/2020", "29/02/2021", "2020-13-01", "2020-02-30",
		"Dec 2020", "12/2020", "2020",
		"1234", "123456", "19999", "90000", "31/12", "31/12/020", "0/1/2020", "1/0/2020", "1/001/2020", "001/1/2020",
		"80000", "20000.x", "1/1/1899", "2020-12-31T", "2020-12-31Tx", "2020-12-T1", "1/1/0000", "2020-12-31-1",
		"10:15", "31 Foo 2020",
		"-1/2/2020x", "31/12/2020/1", "Monday", strings.Repeat("1", 200), "1/1/2200", "31 D 2020",
		"-2021-01-01", "–2021-01-01", "-01/01/2021", "/1/1/2021", ".1.1.2021", " -2021-01-01 10:15", "01/01/2021-", "01/01/2021 –"} {
		if got, err := ParseDate(text); err == nil {
			t.Errorf("%q was read as %v", text, got)
		} else if want := " is not a date"; !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got error %q, want %q in it", text, err, want)
		}
	}
	// The month may come first where it can be one, and the day is none.
	for text, first := range map[string]bool{"12/31/2020": true, "1/13/2020": true, "12/32/2020": false, "13/13/2020": false,
		"0/31/2020": false, "1/031/2020": false, "001/31/2020": false, "x/31/2020": false} {
		_, err := ParseDate(text)
		want := fmt.Sprintf("%q is not a date", text)
		if first {
			want += ": the day has to come first"
		}
		if err == nil || err.Error() != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// Every day is read back from every form it can be written in.
func TestParseDateReadsItsForms(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 36_500).Draw(t, "day"))
		for _, layout := range []string{"2006-01-02", "02/01/2006", "2/1/2006", "2-1-06", "02.01.2006", "2 Jan 2006", "2 January 2006",
			"January 2, 2006", "Mon 2 Jan 06", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z07:00"} {
			text := day.Format(layout)
			if got, err := ParseDate(text); err != nil || !got.Equal(day) {
				t.Fatalf("%q: got %v, %v", text, got, err)
			}
		}
	})
}

func date(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

// A month back from a day that does not exist is the month's last day.
func TestAddMonths(t *testing.T) {
	for _, test := range []struct {
		day    string
		months int
		want   string
	}{
		{"2021-06-21", -6, "2020-12-21"}, {"2021-06-21", -9, "2020-09-21"},
		{"2021-03-31", -1, "2021-02-28"}, {"2020-03-31", -1, "2020-02-29"}, {"2021-08-31", -6, "2021-02-28"},
		{"2021-08-31", -2, "2021-06-30"},
		{"2021-02-28", -1, "2021-01-28"}, {"2021-01-31", 1, "2021-02-28"}, {"2020-02-29", -12, "2019-02-28"},
		{"2020-02-29", 48, "2024-02-29"},
		{"2021-01-01", -1, "2020-12-01"}, {"2021-12-31", 2, "2022-02-28"}, {"2021-06-21", 0, "2021-06-21"},
	} {
		if got := AddMonths(date(test.day), test.months).Format(time.DateOnly); got != test.want {
			t.Errorf("%s %+d months: got %s, want %s", test.day, test.months, got, test.want)
		}
	}
}

// The month is always the one asked for, the day is the same or the month's
// last, and later days never come out earlier.
func TestAddMonthsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := date("2000-01-01").AddDate(0, 0, rapid.IntRange(0, 20_000).Draw(t, "day"))
		months := rapid.IntRange(-300, 300).Draw(t, "months")
		got := AddMonths(day, months)
		month := func(d time.Time) int { return d.Year()*12 + int(d.Month()) }
		if month(got) != month(day)+months {
			t.Fatalf("%v %+d months is %v: another month", day, months, got)
		}
		if last := got.AddDate(0, 0, 1).Month() != got.Month(); got.Day() != day.Day() && !(last && got.Day() < day.Day()) {
			t.Fatalf("%v %+d months is %v: another day", day, months, got)
		}
		if next := AddMonths(day.AddDate(0, 0, 1), months); next.Before(got) {
			t.Fatalf("%v %+d months is %v, and a day later %v", day, months, got, next)
		}
	})
}

func TestWindowDates(t *testing.T) {
	first, last := WindowDates(sample.Window{MinMonths: 6, MaxMonths: 9}, date("2021-08-31"))
	if first.Format(time.DateOnly) != "2020-11-30" || last.Format(time.DateOnly) != "2021-02-28" {
		t.Errorf("got %v to %v", first, last)
	}
}
