package browsertest

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A fox is Firefox without a window, driven over its own protocol, Marionette:
// messages are JSON with their length before them, a command is [0, id, name,
// parameters] and an answer [1, id, error, result].
type fox struct {
	t         *testing.T
	conn      net.Conn
	in        *bufio.Reader
	next      int
	downloads string
}

// openFox starts Firefox with an empty profile and loads the page; the test is
// skipped where there is no Firefox.
func openFox(t *testing.T) *fox {
	t.Helper()
	path, err := exec.LookPath("firefox")
	if err != nil {
		t.Skip("no Firefox on this machine")
	}
	profile := t.TempDir()
	f := &fox{t: t, downloads: t.TempDir()}
	var prefs strings.Builder
	for name, value := range map[string]any{
		"marionette.port": 0, "browser.download.folderList": 2, "browser.download.dir": f.downloads,
		"browser.download.always_ask_before_handling_new_types": false, "browser.download.alwaysOpenPanel": false,
		"browser.helperApps.neverAsk.saveToDisk": "application/octet-stream",
		"app.update.disabledForTesting":          true, "datareporting.policy.dataSubmissionEnabled": false,
	} {
		text, err := json.Marshal(value)
		f.check(err)
		fmt.Fprintf(&prefs, "user_pref(%q, %s);\n", name, text)
	}
	write(t, profile, "user.js", []byte(prefs.String()))
	command := exec.Command(path, "--headless", "--marionette", "--no-remote", "--profile", profile, "--width", "1280", "--height", "900")
	command.Env = append(os.Environ(), "HOME="+t.TempDir())
	f.check(command.Start())
	t.Cleanup(func() {
		command.Process.Kill()
		command.Wait()
	})
	for since := time.Now(); f.conn == nil; time.Sleep(100 * time.Millisecond) {
		if time.Since(since) > time.Minute {
			t.Fatal("Firefox does not start")
		}
		port, err := os.ReadFile(filepath.Join(profile, "MarionetteActivePort"))
		if err == nil && len(port) > 0 {
			f.conn, _ = net.Dial("tcp", "127.0.0.1:"+strings.TrimSpace(string(port)))
		}
	}
	t.Cleanup(func() { f.conn.Close() })
	f.in = bufio.NewReader(f.conn)
	f.check(f.conn.SetDeadline(time.Now().Add(5 * time.Minute)))
	f.receive() // its greeting
	f.call("WebDriver:NewSession", map[string]any{})
	f.call("WebDriver:SetTimeouts", map[string]any{"script": 120_000})
	f.call("WebDriver:Navigate", map[string]any{"url": "file://" + pageFile})
	f.until(`document.body.dataset.ready === "yes"`)
	return f
}

func (f *fox) check(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *fox) receive() []byte {
	f.t.Helper()
	length, err := f.in.ReadString(':')
	f.check(err)
	var n int
	_, err = fmt.Sscanf(length, "%d:", &n)
	f.check(err)
	message := make([]byte, n)
	_, err = io.ReadFull(f.in, message)
	f.check(err)
	return message
}

func (f *fox) call(name string, parameters map[string]any) json.RawMessage {
	f.t.Helper()
	f.next++
	message, err := json.Marshal([]any{0, f.next, name, parameters})
	f.check(err)
	_, err = fmt.Fprintf(f.conn, "%d:%s", len(message), message)
	f.check(err)
	var answer [4]json.RawMessage
	f.check(json.Unmarshal(f.receive(), &answer))
	if trouble := answer[2]; !bytes.Equal(trouble, []byte("null")) {
		f.t.Fatalf("%s: %s", name, trouble)
	}
	return answer[3]
}

// run runs JavaScript in the page; its value is JSON.
func (f *fox) run(script string) json.RawMessage {
	f.t.Helper()
	var result struct{ Value json.RawMessage }
	f.check(json.Unmarshal(f.call("WebDriver:ExecuteScript", map[string]any{"script": script, "args": []any{}}), &result))
	return result.Value
}

// until waits until an expression is true in the page.
func (f *fox) until(expression string) {
	f.t.Helper()
	for since := time.Now(); string(f.run("return "+expression)) != "true"; time.Sleep(50 * time.Millisecond) {
		if time.Since(since) > 90*time.Second {
			f.t.Fatalf("%s does not come true on\n%s", expression, f.run(`return document.querySelector("main").innerText`))
		}
	}
}

// wait waits until the open step shows a text and the page has no work left.
func (f *fox) wait(text string) {
	f.t.Helper()
	quoted, err := json.Marshal(text)
	f.check(err)
	f.until(`document.querySelector("main").innerText.includes(` + string(quoted) +
		`) && document.getElementById("main").getAttribute("aria-busy") !== "true"`)
}

// choose gives a file to a file field.
func (f *fox) choose(id, path string) {
	f.t.Helper()
	var found struct{ Value map[string]string }
	f.check(json.Unmarshal(f.call("WebDriver:FindElement", map[string]any{"using": "css selector", "value": "#" + id}), &found))
	for _, element := range found.Value {
		f.call("WebDriver:ElementSendKeys", map[string]any{"id": element, "text": path})
	}
}

// click presses the visible button with this text.
func (f *fox) click(text string) {
	f.t.Helper()
	f.run(`[...document.querySelectorAll("button")].find((b) => b.offsetParent && b.textContent.trim() === ` +
		fmt.Sprintf("%q", text) + `).click()`)
}

// saved presses a button and returns the file that it saves.
func (f *fox) saved(button, name string) []byte {
	f.t.Helper()
	f.click(button)
	path := filepath.Join(f.downloads, name)
	for since := time.Now(); time.Since(since) < time.Minute; time.Sleep(100 * time.Millisecond) {
		if _, err := os.Stat(path + ".part"); err == nil {
			continue
		}
		if content, err := os.ReadFile(path); err == nil && len(content) > 0 {
			return content
		}
	}
	f.t.Fatalf("%q saved no file %s", button, name)
	return nil
}

// keep takes a picture of what is in sight, if pictures are wanted.
func (f *fox) keep(name string) {
	if *pictures == "" {
		return
	}
	var shot struct{ Value string }
	f.check(json.Unmarshal(f.call("WebDriver:TakeScreenshot", map[string]any{"full": false}), &shot))
	picture, err := base64.StdEncoding.DecodeString(shot.Value)
	f.check(err)
	write(f.t, *pictures, name, picture)
}
