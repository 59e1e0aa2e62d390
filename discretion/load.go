package discretion

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"onecase/sample"
)

//go:embed rulesets/*.toml
var shipped embed.FS

// RuleSetIDs gives the ids of the rule sets that come with the program, sorted.
func RuleSetIDs() []string {
	files, err := fs.Glob(shipped, "rulesets/*.toml")
	if err != nil {
		panic(err) // the pattern is a constant
	}
	ids := make([]string, len(files))
	for i, f := range files {
		ids[i] = strings.TrimSuffix(path.Base(f), ".toml")
	}
	slices.Sort(ids)
	return ids
}

// LoadRules gives the rule set with an id, or the one in a TOML file. A rule
// set that contradicts itself is an error that lists the contradictions.
func LoadRules(idOrFile string) (*RuleSet, error) {
	r, err := ReadRules(idOrFile)
	if err != nil {
		return nil, err
	}
	if findings := r.Check(); len(findings) > 0 {
		return nil, fmt.Errorf("rule set %s contradicts itself:\n%w", idOrFile, findings)
	}
	return r, nil
}

// ReadRules is LoadRules without the check, for a rule set that is still being
// written.
func ReadRules(idOrFile string) (*RuleSet, error) {
	if slices.Contains(RuleSetIDs(), idOrFile) {
		text, err := shipped.ReadFile("rulesets/" + idOrFile + ".toml")
		if err != nil {
			return nil, err
		}
		return ParseRules(idOrFile+".toml", text)
	}
	text, err := os.ReadFile(idOrFile)
	switch {
	case err == nil:
		return ParseRules(idOrFile, text)
	case strings.HasSuffix(idOrFile, ".toml") || strings.ContainsAny(idOrFile, `/\`):
		return nil, fmt.Errorf("rule set: %w", err)
	}
	ids := RuleSetIDs()
	return nil, fmt.Errorf("there is no rule set %q%s; there are %s, or give the name of a TOML file",
		idOrFile, didYouMean(idOrFile, ids), strings.Join(ids, ", "))
}

// A groupFile is a group as a rule set writes it.
type groupFile struct {
	ID        string   `toml:"id"`
	Name      string   `toml:"name"`
	Disposals []string `toml:"disposals"`
	Window    *struct {
		MinMonths int `toml:"min_months"`
		MaxMonths int `toml:"max_months"`
	} `toml:"window"`
}

// ParseRules reads a rule set from TOML. The name is for messages.
func ParseRules(name string, text []byte) (*RuleSet, error) {
	var file struct {
		RuleSet
		Groups []groupFile `toml:"groups"`
	}
	if err := decodeStrict(name, text, &file); err != nil {
		return nil, err
	}
	r := file.RuleSet
	for _, g := range file.Groups {
		group := sample.Group{ID: g.ID, Name: g.Name, Disposals: g.Disposals}
		if g.Window != nil {
			group.Window = &sample.Window{MinMonths: g.Window.MinMonths, MaxMonths: g.Window.MaxMonths}
		}
		r.Groups = append(r.Groups, group)
	}
	if r.Percent.Measure == "" {
		r.Percent.Measure = PercentYes
	}
	r.finish()
	return &r, nil
}

// wrongType is how the TOML library says that a value is of another type than
// the key takes, in words of the program and not of the file.
var wrongType = regexp.MustCompile(`cannot decode TOML (\w+) into (?:a )?(?:struct field \S+ of type |Go value of type |value of type )?\*?(\S+)`)

// plainTOML puts a message of the TOML library in words for the file's author.
func plainTOML(message string) string {
	return wrongType.ReplaceAllStringFunc(message, func(found string) string {
		m := wrongType.FindStringSubmatch(found)
		return fmt.Sprintf("this is %s, and the key takes %s", typeWords(m[1]), typeWords(m[2]))
	})
}

// typeWords names a type of TOML or of the program.
func typeWords(name string) string {
	switch {
	case name == "string":
		return "a text"
	case name == "int" || name == "int64" || name == "integer":
		return "a whole number"
	case name == "float" || name == "float64":
		return "a number"
	case name == "bool" || name == "boolean":
		return "true or false"
	case name == "array" || strings.HasPrefix(name, "[]"):
		return "a list"
	case name == "table" || name == "inline" || strings.HasPrefix(name, "map["):
		return "a table"
	}
	return "something else"
}

// decodeStrict reads TOML into v. Keys that v does not have are errors. An
// error shows the user's own lines with the faulty part underlined.
func decodeStrict(name string, text []byte, v any) error {
	dec := toml.NewDecoder(strings.NewReader(string(text))).DisallowUnknownFields()
	err := dec.Decode(v)
	var missing *toml.StrictMissingError
	if errors.As(err, &missing) {
		return fmt.Errorf("%s: keys that are not known here (a spelling mistake, or a key of another table):\n%s", name, missing.String())
	}
	var bad *toml.DecodeError
	if errors.As(err, &bad) {
		row, col := bad.Position()
		plain := plainTOML(strings.TrimPrefix(bad.Error(), "toml: "))
		return fmt.Errorf("%s, row %d, column %d: %s\n%s", name, row, col, plain, plainTOML(bad.String()))
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
