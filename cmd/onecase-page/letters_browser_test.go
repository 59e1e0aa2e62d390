package main

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every pair of bytes, at even places and at odd ones, and bytes at random go through the
// browsers that are here and come back: a page that holds them reads them with the page's own
// function, and turns green where their sums are right.
func TestBrowsersGiveEveryPairOfBytesBack(t *testing.T) {
	var all []byte
	for unit := range 1 << 16 {
		all = binary.LittleEndian.AppendUint16(all, uint16(unit))
	}
	random := make([]byte, 200_001)
	for i, source := 0, rand.NewPCG(1, 2); i < len(random); i++ {
		random[i] = byte(source.Uint64() >> 56)
	}
	script, err := sources.ReadFile("page/program.js")
	if err != nil {
		t.Fatal(err)
	}
	read := regexp.MustCompile(`(?s)function programBytes\(.*?\n}\n`).FindString(string(script))
	if read == "" {
		t.Fatal("program.js has no programBytes")
	}
	var page strings.Builder
	page.WriteString("<!doctype html><title>bytes</title><body>")
	blobs := [][]byte{all, all[1:], all[:len(all)-1], random}
	add := func(blob []byte, sum uint32) {
		fmt.Fprintf(&page, `<script type="text/plain" data-size="%d" data-sum="%d">%s</script>`, len(blob), sum, letters(blob))
	}
	for _, blob := range blobs {
		sum := fnv.New32a()
		sum.Write(blob)
		add(blob, sum.Sum32())
	}
	add(random, 1) // one that is wrong is seen
	fmt.Fprintf(&page, `<script>%s
		const right = [...document.querySelectorAll("[data-sum]")].filter((e) => {
			let sum = 0x811c9dc5;
			for (const byte of programBytes(e)) sum = Math.imul(sum ^ byte, 0x01000193);
			return String(sum >>> 0) === e.dataset.sum;
		});
		document.body.style.background = right.length === %d ? "#00ff00" : "#ff0000";
	</script>`, read, len(blobs))
	browsers := 0
	for name, flags := range map[string][]string{
		"chromium": {"--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=300,300",
			"--user-data-dir=PROFILE", "--screenshot=PICTURE"},
		"firefox": {"--headless", "--no-remote", "--window-size=300,300", "--profile", "PROFILE", "--screenshot", "PICTURE"},
	} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		browsers++
		dir := t.TempDir()
		file, picture := filepath.Join(dir, "bytes.html"), filepath.Join(dir, "bytes.png")
		if err := os.WriteFile(file, inUTF16(page.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		var words []string
		for _, flag := range flags {
			words = append(words, strings.NewReplacer("PROFILE", t.TempDir(), "PICTURE", picture).Replace(flag))
		}
		command := exec.Command(path, append(words, "file://"+file)...)
		command.Env = append(os.Environ(), "HOME="+t.TempDir())
		if said, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, said)
		}
		if got := pixel(t, picture); got != (color.RGBA{0, 255, 0, 255}) {
			t.Errorf("%s: the page is %v and not green", name, got)
		}
	}
	if browsers == 0 {
		t.Skip("no Chromium and no Firefox on this machine")
	}
}

// pixel is the colour of a picture away from its edges.
func pixel(t *testing.T, path string) color.RGBA {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	return color.RGBAModel.Convert(picture.At(50, 50)).(color.RGBA)
}
