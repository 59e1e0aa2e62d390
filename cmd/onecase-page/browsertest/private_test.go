package browsertest

import (
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/chromedp/chromedp"
)

func itoa(i int) string { return strconv.Itoa(i) }

func waitShown(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.WaitVisible(chromedp.CSS(selector))
}

// TestNothingLeaves tries to get out of the page by every way a script has, and
// a server that would hear it hears nothing.
func TestNothingLeaves(t *testing.T) {
	t.Parallel()
	var heard atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { heard.Add(1) }))
	defer server.Close()
	p := open(t, 1366, 768)
	url := strconv.Quote(server.URL)
	for _, try := range []string{
		`fetch(` + url + `, { mode: "no-cors" }).then(() => "out", () => "")`,
		`new Promise((done) => { const i = new Image(); i.onload = () => done("out"); i.onerror = () => done(""); i.src = ` + url + `; })`,
		`(() => { navigator.sendBeacon(` + url + `, "x"); return ""; })()`,
		`new Promise((done) => { try { const s = new WebSocket(` + url +
			`.replace("http", "ws")); s.onopen = () => done("out"); s.onerror = () => done(""); } catch { done(""); } })`,
		`new Promise((done) => { const f = document.createElement("iframe"); f.src = ` + url +
			`; f.onload = () => done(""); document.body.append(f); setTimeout(() => done(""), 500); })`,
		`(() => { const f = document.createElement("form"); f.action = ` + url + `; document.body.append(f); f.submit(); return ""; })()`,
		`new Promise((done) => { const l = document.createElement("link"); l.rel = "stylesheet"; l.href = ` + url +
			`; l.onerror = () => done(""); l.onload = () => done("out"); document.head.append(l); })`,
	} {
		if out := evaluate[string](p, try); out != "" {
			t.Errorf("%s got out", try)
		}
	}
	// No text becomes markup or script, even by mistake.
	if out := evaluate[string](p, `(() => { try { document.body.innerHTML = "<b>x</b>"; return "set"; } catch { return ""; } })()`); out != "" {
		t.Error("innerHTML takes a text")
	}
	if n := heard.Load(); n != 0 {
		t.Errorf("the server heard %d requests", n)
	}
}
