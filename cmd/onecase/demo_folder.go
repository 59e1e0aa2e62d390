package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"onecase/cmd/onecase/internal/show"
	"onecase/cmd/onecase/internal/wholefile"
	"onecase/sample/sheet"
	"onecase/stats/phrase"
)

// checksums is the file in which demo notes what it wrote, in the form of sha256sum. A
// file with another sum has been changed by the user and is kept.
const checksums = "SHA256SUMS"

// writeDemo puts the files in a folder: none of them if it would overwrite a file that
// is not demo's own, unless force is set. Folders that it makes go again with an error.
func writeDemo(folder string, files []demoFile, force bool) (err error) {
	var made []string
	for f := filepath.Clean(folder); ; f = filepath.Dir(f) {
		if _, err := os.Lstat(f); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, f)
	}
	defer func() {
		if err != nil {
			for _, f := range made {
				os.Remove(f) // an empty folder alone
			}
		}
	}()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("cannot make the folder %s: %w", folder, phrase.FileError(err))
	}
	ours, err := readChecksums(filepath.Join(folder, checksums))
	if err != nil {
		return err
	}
	var sums strings.Builder
	var theirs []string
	for _, f := range files {
		sum := sha256.Sum256(f.content)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), f.name)
		path := filepath.Join(folder, f.name)
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		there, err := sheet.Contents(path)
		if err != nil {
			return err
		}
		if sum := sha256.Sum256(there); ours[f.name] != hex.EncodeToString(sum[:]) {
			theirs = append(theirs, f.name)
		}
	}
	switch {
	case force || len(theirs) == 0:
	case ours == nil:
		return fmt.Errorf("%s has %s, and no %s to show that demo wrote them: name another folder, or --force to replace them", folder, show.And(theirs), checksums)
	default:
		return fmt.Errorf("%s: changed since demo wrote it: %s; move what you want to keep, name another folder, or --force to replace it", folder, show.And(theirs))
	}
	files = append(files, demoFile{checksums, []byte(sums.String())})
	all := each(files, func(f demoFile) wholefile.File {
		return wholefile.File{Path: filepath.Join(folder, f.name), Force: true, Text: f.content}
	})
	return wholefile.Write(all...)
}

// readChecksums gives the sums by file name; none where there is no such file.
func readChecksums(path string) (map[string]string, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	text, err := sheet.Contents(path)
	if err != nil {
		return nil, err
	}
	sums := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if sum, name, ok := strings.Cut(strings.TrimSpace(line), "  "); ok {
			sums[name] = sum
		}
	}
	return sums, nil
}
