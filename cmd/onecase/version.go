package main

import (
	"runtime/debug"

	"onecase/cmd/onecase/internal/report"
	"onecase/sample"
)

// version is the program's version with the revision it was built from, where the
// build knows it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return sample.Version
	}
	return builtFrom(sample.Version, info.Settings)
}

// builtFrom adds the revision of a build, and whether files had been changed.
func builtFrom(version string, settings []debug.BuildSetting) string {
	revision, changed := "", ""
	for _, s := range settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			revision = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = ", with changes"
		}
	}
	if revision == "" {
		return version
	}
	return version + " (" + revision + changed + ")"
}

// A versionResult is what version prints as JSON.
type versionResult struct {
	Version string `json:"version"` // with the revision, where it is known
}

func runVersion(c *call) error {
	result := versionResult{version()}
	return c.show(result, func() report.Document {
		return report.Document{Title: "onecase " + result.Version}
	})
}
