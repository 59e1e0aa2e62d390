package browsertest

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPicture takes the picture of the page that the README shows, page.png:
//
//	go test -run TestPicture -pictures ../../../.github
func TestPicture(t *testing.T) {
	if *pictures == "" {
		t.Skip("no pictures are wanted")
	}
	p := open(t, 1100, 1020)
	evaluate[any](p, `document.getElementById("list-example").click()`)
	p.wait("80 eligible cases of 283 rows")
	p.set("as-of", "2021-06-21")
	p.set("seed", "dice 3 1 4")
	p.idle()
	p.click("Go on to the plan")
	p.click("Go on to the draw")
	p.click("Draw")
	p.wait("Drawn: ")
	p.idle()
	evaluate[any](p, `document.querySelector("#draw-result details summary").click()`)
	picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	p.check(err)
	full, err := png.Decode(bytes.NewReader(picture))
	p.check(err)
	var small bytes.Buffer
	p.check((&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&small, fewColours(full)))
	if small.Len() > 200_000 {
		t.Errorf("the picture has %d bytes, too many for a README", small.Len())
	}
	p.check(os.WriteFile(filepath.Join(*pictures, "page.png"), small.Bytes(), 0o644))
}

// fewColours is a picture with the 256 colours it has most of; other colours
// become the nearest of these. A picture of text has few but the edges of letters.
func fewColours(full image.Image) *image.Paletted {
	count := map[color.Color]int{}
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			count[full.At(x, y)]++
		}
	}
	common := slices.SortedFunc(maps.Keys(count), func(a, b color.Color) int { return cmp.Compare(count[b], count[a]) })
	few := image.NewPaletted(full.Bounds(), common[:min(len(common), 256)])
	for y := range full.Bounds().Dy() {
		for x := range full.Bounds().Dx() {
			few.Set(x, y, full.At(x, y))
		}
	}
	return few
}
