package workbook

import "testing"

func TestHeadsTurnNoText(t *testing.T) {
	p := Paper{Service: "K\u202eent & \u2067Co\u2069", Marking: "offi\u200fci\u009b\u2028\U000e0041al\x7f", Date: "2026-\u061c11-30"}
	if got, want := p.head(), `&LKent && Co&C&"-,Bold"official&R2026-11-30`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
