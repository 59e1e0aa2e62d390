//go:build !js

package figure

import (
	"bytes"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// pixelsPerInch is the resolution of PNG files, fit for print.
const pixelsPerInch = 200

// PNG is the drawing as a picture of its own.
func (d Drawing) PNG() ([]byte, error) {
	d = d.alone()
	width, height := d.extent()
	canvas := vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(vg.Length(width), vg.Length(height)), vgimg.UseDPI(pixelsPerInch))}
	d.draw(canvas)
	var out bytes.Buffer
	_, err := canvas.WriteTo(&out)
	return out.Bytes(), err
}
