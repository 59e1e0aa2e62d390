package main

import (
	"runtime/debug"
	"testing"
)

func TestBuiltFrom(t *testing.T) {
	revision := debug.BuildSetting{Key: "vcs.revision", Value: "0123456789abcdef0123456789abcdef01234567"}
	for _, test := range []struct {
		settings []debug.BuildSetting
		want     string
	}{
		{nil, "1.2.3"},
		{[]debug.BuildSetting{revision}, "1.2.3 (0123456789ab)"},
		{[]debug.BuildSetting{revision, {Key: "vcs.modified", Value: "false"}}, "1.2.3 (0123456789ab)"},
		{[]debug.BuildSetting{revision, {Key: "vcs.modified", Value: "true"}}, "1.2.3 (0123456789ab, with changes)"},
	} {
		if got := builtFrom("1.2.3", test.settings); got != test.want {
			t.Errorf("built from %v: %q, want %q", test.settings, got, test.want)
		}
	}
}
