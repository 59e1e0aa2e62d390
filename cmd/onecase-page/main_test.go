package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// built is the page with a small program in the place of the real one: the page
// around it is the same.
func built(t *testing.T) string {
	t.Helper()
	page, err := assemble([]byte("a program"), []byte("// glue\n"))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestPolicyForbidsEveryConnection(t *testing.T) {
	page := built(t)
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`).FindStringSubmatch(page)
	if policy == nil {
		t.Fatal("the page has no policy")
	}
	for _, part := range []string{"default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'",
		"worker-src blob:", "require-trusted-types-for 'script'"} {
		if !strings.Contains(policy[1], part) {
			t.Errorf("the policy lacks %s", part)
		}
	}
	for _, loose := range []string{"unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"} {
		if strings.Contains(policy[1], loose) {
			t.Errorf("the policy allows %s", loose)
		}
	}
	// What runs is what the policy names.
	for _, inline := range []struct{ directive, begin, end string }{
		{"script-src", "<script>", "</script>"}, {"style-src", "<style>", "</style>"},
	} {
		_, rest, ok := strings.Cut(page, inline.begin)
		if !ok || strings.Contains(rest, inline.begin) {
			t.Fatalf("the page has not just one %s", inline.begin)
		}
		text, _, _ := strings.Cut(rest, inline.end)
		sum := sha256.Sum256([]byte(text))
		if want := inline.directive + " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy[1], want) {
			t.Errorf("the policy does not have %s", want)
		}
	}
	if strings.Index(page, "Content-Security-Policy") > strings.Index(page, "<style>") {
		t.Error("the policy stands after something that it is for")
	}
}

func TestPageNamesNothingOutsideItself(t *testing.T) {
	page := built(t)
	for _, address := range regexp.MustCompile(`(?i)(src|href|action)\s*=\s*"([^"]*)"`).FindAllStringSubmatch(page, -1) {
		if v := address[2]; v != "data:," && !strings.HasPrefix(v, "#") {
			t.Errorf("the page names %s", address[0])
		}
	}
	if url := regexp.MustCompile(`(?i)https?://[^\s"'<)]*`).FindString(page); url != "" {
		t.Errorf("the page has the address %s", url)
	}
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	if at := regexp.MustCompile(`(?i)@import|url\(`).FindString(style); at != "" {
		t.Errorf("the style loads something: %s", at)
	}
}

// Text from files must never be read as markup. The browser is told so as well,
// but not every browser listens.
func TestScriptsMakeNoMarkup(t *testing.T) {
	page := built(t)
	_, script, _ := strings.Cut(page, "<script>")
	if at := regexp.MustCompile(`innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|createContextualFragment`).FindString(script); at != "" {
		t.Errorf("the script uses %s", at)
	}
}

func TestEveryFieldHasALabel(t *testing.T) {
	page := built(t)
	for _, field := range regexp.MustCompile(`<(?:input|select|progress)[^>]* id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `for="`+field[1]+`"`) {
			t.Errorf("the field %s has no label", field[1])
		}
	}
	for _, part := range regexp.MustCompile(`aria-(?:controls|labelledby|describedby)="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if !strings.Contains(page, `id="`+part[1]+`"`) {
			t.Errorf("%s names no part of the page", part[0])
		}
	}
}

// Every script that is written is in the page.
func TestNoScriptIsForgotten(t *testing.T) {
	for dir, named := range map[string][]string{"page": scripts, "worker": workers} {
		entries, err := sources.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range entries {
			if filepath.Ext(e.Name()) == ".js" {
				n++
			}
		}
		if n != len(named) {
			t.Errorf("%s has %d scripts and %d are in the page", dir, n, len(named))
		}
	}
}

// The scripts are joined into one, in which a name can be declared once: a second time
// stops them all.
func TestScriptsDeclareEachNameOnce(t *testing.T) {
	declared := map[string]string{}
	for dir, named := range map[string][]string{"page": scripts, "worker": workers} {
		for _, script := range named {
			text, err := sources.ReadFile(dir + "/" + script)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range regexp.MustCompile(`(?m)^(?:async )?(?:const|let|class|function)\*? (\w+)`).FindAllSubmatch(text, -1) {
				name := dir + " " + string(m[1])
				if other := declared[name]; other != "" {
					t.Errorf("%s is declared in %s and in %s", m[1], other, script)
				}
				declared[name] = script
			}
		}
	}
	if len(declared) < 100 {
		t.Errorf("only %d names are declared", len(declared))
	}
}

// The same program makes the same page.
func TestPageIsAssembledTheSameTwice(t *testing.T) {
	first, second := built(t), built(t)
	if first != second {
		t.Error("two pages of one program differ")
	}
}

// The page that users get: made whole, the same each time, and not over a file.
func TestPageIsBuilt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "onecase.html")
	size, err := write(path, false)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the page has %.1f MB", float64(size)/1e6)
	if size > 8_000_000 {
		t.Errorf("the page has %d bytes: look what it holds now (slim.go)", size)
	}
	first, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var units []uint16
	for at := range slices.Chunk(first, 2) {
		units = append(units, binary.LittleEndian.Uint16(at))
	}
	found := regexp.MustCompile(`id="program" data-size="(\d+)">([^<]*)</script>`).FindStringSubmatch(string(utf16.Decode(units)))
	if found == nil {
		t.Fatal("the page has no program")
	}
	packed, err := strconv.Atoi(found[1])
	if err != nil {
		t.Fatal(err)
	}
	pairs := map[uint16]bool{}
	for program := unlettered(inUTF16(found[2])[2:], packed); len(program) > 1; program = program[2:] {
		pairs[binary.LittleEndian.Uint16(program)] = true
	}
	if len(pairs) != 1<<16 {
		t.Errorf("the packed program has %d pairs of bytes and not every one", len(pairs))
	}
	if _, err := write(path, false); err == nil || !strings.Contains(err.Error(), "exists") {
		t.Errorf("writing over a file: %v", err)
	}
	more := sweep(0, 1)
	for range more {
		if _, err := write(path, true); err != nil {
			t.Fatal(err)
		}
		again, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, again) {
			t.Error("two builds differ")
		}
	}
	t.Logf("tried %d builds", 1+more)
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(first, inUTF16(root)[2:]) {
		t.Error("the page has a path of the machine that built it")
	}
}

// What the page's program copies with in the place of a module is a module too.
func TestCopies(t *testing.T) {
	if text, err := exec.Command("go", "-C", "deepcopy", "test", "./...").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}
