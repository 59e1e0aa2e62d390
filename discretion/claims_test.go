package discretion

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// Every test and benchmark that the manual and the promises on security name is there.
func TestTheClaimsHaveTests(t *testing.T) {
	manual, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	promises, err := os.ReadFile("../.github/SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	manual = append(manual, promises...)
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*/*_test.go", "*/*/*_test.go", "../cmd/onecase/*_test.go", "../cmd/onecase/internal/*/*_test.go",
		"../sample/*_test.go", "../sample/*/*_test.go", "../sample/internal/*/*_test.go"} {
		within, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, within...)
	}
	there := map[string]bool{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Benchmark)\w+)\(`).FindAllStringSubmatch(string(text), -1) {
			there[m[1]] = true
		}
	}
	named := regexp.MustCompile("`((?:Test|Benchmark)[A-Z]\\w+)`").FindAllStringSubmatch(string(manual), -1)
	if len(named) < 40 {
		t.Errorf("only %d are named", len(named))
	}
	for _, m := range named {
		if !there[m[1]] {
			t.Errorf("%s is not there", m[1])
		}
	}
}
