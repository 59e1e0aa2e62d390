// Package browsertest drives the built page in Chromium, the way a user does:
// from a file, with files dropped on it, and by what it shows and saves.
package browsertest

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var prebuilt = flag.String("page", "", "test this page in place of a fresh one")

// What TestMain builds.
var (
	chromium string
	pageFile string // the page
	onecase  string // the command, for this machine
	kent     string // the folder of the example
)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(build(m))
}

func build(m *testing.M) int {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium = path
			break
		}
	}
	if chromium == "" {
		fmt.Fprintln(os.Stderr, "no Chromium: install it, for example with apt-get install -y --no-install-recommends chromium")
		return 1
	}
	root, err := filepath.Abs("../../..")
	if err != nil {
		panic(err)
	}
	kent = filepath.Join(root, "examples", "kent")
	dir, err := os.MkdirTemp("", "onecase-browser-")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	onecase = filepath.Join(dir, "onecase")
	pageFile = filepath.Join(dir, "onecase.html")
	steps := [][]string{{"build", "-o", onecase, "./cmd/onecase"}}
	if *prebuilt != "" {
		pageFile = *prebuilt
	} else {
		steps = append(steps, []string{"run", "./cmd/onecase-page", "-o", pageFile})
	}
	for _, words := range steps {
		command := exec.Command("go", words...)
		command.Dir = root
		if text, err := command.CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "go %s: %v\n%s", strings.Join(words, " "), err, text)
			return 1
		}
	}
	return m.Run()
}

// A page is the page, open in a browser of its own.
type page struct {
	t         *testing.T
	ctx       context.Context
	downloads string

	mu       sync.Mutex
	requests []string // every address that was asked for
	errors   []string // exceptions and errors on the console
}

// open starts a browser with an empty profile and loads the page from its file. The browser compiles the page's program
// once and not a second time for speed, which halves the time of a test; flags are others of its JavaScript.
func open(t *testing.T, width, height int64, flags ...string) *page {
	t.Helper()
	if flags == nil {
		flags = []string{"--liftoff-only"}
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(chromium), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("js-flags", strings.Join(flags, " ")), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stopPage := chromedp.NewContext(allocator)
	t.Cleanup(stopPage)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	p := &page{t: t, ctx: ctx, downloads: t.TempDir()}
	if err := chromedp.Listen(ctx, p.note); err != nil {
		t.Fatal(err)
	}
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	p.check(err)
	_, err = chromedp.CallBrowser(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
		Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: p.downloads})
	p.check(err)
	p.do(chromedp.EmulateViewport(width, height), chromedp.Navigate("file://"+pageFile),
		chromedp.WaitVisible(chromedp.CSS("body[data-ready=yes]")))
	return p
}

func (p *page) note(event any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		p.requests = append(p.requests, e.Request.URL)
	case *runtime.EventExceptionThrown:
		p.errors = append(p.errors, fmt.Sprint(e.ExceptionDetails.Text, " ", e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" {
			p.errors = append(p.errors, fmt.Sprint("console: ", string(e.Args[0].Value)))
		}
	}
}

func (p *page) check(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) do(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.ctx, steps...); err != nil {
		p.t.Fatalf("%v\nerrors on the page: %v", err, p.errors)
	}
}

// evaluate runs JavaScript in the page and returns its value.
func evaluate[T any](p *page, script string) T {
	p.t.Helper()
	value, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	p.check(err)
	return value
}

// idle waits until the page has done all that it was asked for.
func (p *page) idle() {
	p.t.Helper()
	for quiet, since := 0, time.Now(); quiet < 3; time.Sleep(20 * time.Millisecond) {
		if time.Since(since) > time.Minute {
			p.t.Fatal("the page is busy for a minute")
		}
		quiet++
		if evaluate[bool](p, `document.getElementById("main").getAttribute("aria-busy") === "true"`) {
			quiet = 0
		}
	}
}

// click presses the visible button with this text in the open step.
func (p *page) click(text string) {
	p.t.Helper()
	script := `(() => {
		const all = [...document.querySelectorAll("button, summary")].filter((b) => b.offsetParent && b.textContent.trim() === ` + strconv.Quote(text) + `);
		if (all.length !== 1) return all.length + " such buttons";
		all[0].click();
		return "";
	})()`
	if trouble := evaluate[string](p, script); trouble != "" {
		p.t.Fatalf("button %q: %s on\n%s", text, trouble, p.text())
	}
}

// set gives a field a value as a user does.
func (p *page) set(id, value string) {
	p.t.Helper()
	evaluate[any](p, fmt.Sprintf(`(() => {
		const field = document.getElementById(%q);
		field.value = %q;
		field.dispatchEvent(new Event("input", { bubbles: true }));
		field.dispatchEvent(new Event("change", { bubbles: true }));
	})()`, id, value))
}

// drop lets files fall on an element.
func (p *page) drop(selector string, files ...string) {
	p.t.Helper()
	at := evaluate[[]float64](p, fmt.Sprintf(`(() => {
		const e = document.querySelector(%q);
		e.scrollIntoView({ block: "center" });
		const r = e.getBoundingClientRect();
		return [r.x + r.width / 2, r.y + 12];
	})()`, selector))
	for _, kind := range []input.DispatchDragEventType{input.DispatchDragEventTypeDragEnter,
		input.DispatchDragEventTypeDragOver, input.DispatchDragEventTypeDrop} {
		_, err := chromedp.Call(p.ctx, input.DispatchDragEvent, input.DispatchDragEventParams{
			Type: kind, X: at[0], Y: at[1], Data: &input.DragData{Items: []*input.DragDataItem{}, Files: files, DragOperationsMask: 1}})
		p.check(err)
	}
}

// choose gives files to a file field.
func (p *page) choose(id string, files ...string) {
	p.t.Helper()
	p.do(chromedp.SetUploadFiles(chromedp.ID(id), files, chromedp.NodeReady))
}

// text is what the open step shows.
func (p *page) text() string {
	p.t.Helper()
	return evaluate[string](p, `document.querySelector("main").innerText`)
}

// wait waits until the open step shows a text.
func (p *page) wait(text string) {
	p.t.Helper()
	for since := time.Now(); ; time.Sleep(60 * time.Millisecond) {
		shown := p.text()
		if strings.Contains(shown, text) {
			return
		}
		if time.Since(since) > 60*time.Second {
			p.t.Fatalf("%q does not appear on\n%s\nerrors on the page: %v", text, shown, p.errors)
		}
	}
}

// saved presses a button and returns the file that it saves.
func (p *page) saved(button, name string) []byte {
	p.t.Helper()
	p.idle()
	path := filepath.Join(p.downloads, name)
	os.Remove(path)
	p.click(button)
	size := 0
	for since := time.Now(); time.Since(since) < 60*time.Second; time.Sleep(20 * time.Millisecond) {
		// The browser takes the name first and puts the content there after.
		content, err := os.ReadFile(path)
		if err == nil && len(content) > 0 && len(content) == size {
			return content
		}
		size = len(content)
	}
	there, _ := os.ReadDir(p.downloads)
	p.t.Fatalf("%q saved no file %s; there are %v; errors on the page: %v", button, name, there, p.errors)
	return nil
}

// quiet fails the test if the page asked for anything beyond itself or reported
// an error. Blobs are its own; data: are the pictures of the browser's own fields.
func (p *page) quiet() {
	p.t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, url := range p.requests {
		if url != "file://"+pageFile && !strings.HasPrefix(url, "blob:") && !strings.HasPrefix(url, "data:") {
			p.t.Errorf("the page asked for %.100s", url)
		}
	}
	for _, text := range p.errors {
		p.t.Errorf("the page reported %s", text)
	}
}

// run runs the command and returns what it prints.
func run(t *testing.T, dir string, words ...string) []byte {
	t.Helper()
	command := exec.Command(onecase, words...)
	command.Dir = dir
	var out, trouble bytes.Buffer
	command.Stdout, command.Stderr = &out, &trouble
	if err := command.Run(); err != nil && out.Len() == 0 {
		t.Fatalf("onecase %s: %v\n%s", strings.Join(words, " "), err, trouble.String())
	}
	return out.Bytes()
}
