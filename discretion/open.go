package discretion

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"onecase/discretion/rules"
	"onecase/discretion/tomlfile"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
	"onecase/stats/phrase"
)

// OpenOptions are the choices of Open.
type OpenOptions struct {
	// Rules is the id or file of a rule set in place of the inspection's or record's.
	Rules string
	// Record is the file of the draw's record: group sizes and, for a table, the rules.
	Record string
	// Sheet and Encoding are those of the table, as in [sheet.ReadOptions].
	Sheet, Encoding string
	// Plain says that answers are counted and need not be rated, so that a table may be
	// read without rules and half filled: with Rules [rules.NoRules], with the record of a
	// draw under none, or where none are named and the questions are of no set that
	// comes with the program.
	Plain bool
	// SoFar takes blank answers as not in yet. Without it they are problems.
	SoFar bool
	// Keep is the header of a column of the table to keep beside the answers, where it
	// has one; "" is none.
	Keep string
	// Underway is SoFar for [ProgressOf]: what does not fit the record, which has to be
	// given, is put aside in place of being a problem.
	Underway bool
	// AlikeIDs takes a case for the one of the sample whose id looks the same: other
	// letter case, blanks, leading zeros, or signs that look alike. Without it such cases
	// are problems.
	AlikeIDs bool
}

// ErrNoRules is the error of a table of judgements that is read without rules.
var ErrNoRules = errors.New("a table of judgements needs a rule set")

// IsTable reports whether a file is a table and no inspection file, which ends in
// .toml.
func IsTable(name string) bool { return !strings.HasSuffix(strings.ToLower(name), ".toml") }

// Open reads an inspection file and the table of judgements that it names, or a table
// alone, and takes group sizes from the record of the draw. All that is wrong with a
// file is reported at once, as sheet.Problems. An inspection that could be read without
// its other files is returned beside the error.
func Open(name string, o OpenOptions) (*Inspection, []stats.Warning, error) {
	ins, table, err := open(name, o)
	if err != nil {
		return nil, nil, err
	}
	warnings := slices.Clone(ins.Warnings)
	var record *sample.Record
	if o.Record != "" {
		if record, err = ReadRecord(o.Record); err != nil {
			return ins, nil, err
		}
	}
	if table != "" {
		list, err := sheet.ReadFile(table,
			sheet.ReadOptions{Sheet: o.Sheet, Encoding: o.Encoding, Headers: JudgementHeaders(ins.Rules), Values: true})
		if err != nil {
			return ins, nil, err
		}
		ins.mayWait, ins.soFar, ins.alikeIDs, ins.keep, ins.underway = o.Plain, o.SoFar || o.Underway, o.AlikeIDs, o.Keep, o.Underway
		if ins.Rules.ID == rules.NoRules {
			if err := ins.takePlain(list, o); err != nil {
				return nil, nil, err
			}
		}
		if record != nil {
			if ins.failed, err = failedOf(record, o.AlikeIDs); err != nil {
				return nil, nil, err
			}
		}
		if o.Underway {
			if ins.Rules.ID != rules.NoRules {
				if ins.groupOf, err = groupsOf(record); err != nil {
					return nil, nil, err
				}
			}
			if now := record.AssignedNow(); now != nil {
				ins.pairs = slices.DeleteFunc(slices.Clone(now.Readers), func(r sample.Reader) bool { return r.Pair == "" })
			}
		}
		more, err := ins.AddJudgements(list)
		if err != nil {
			return ins, nil, err
		}
		warnings = append(warnings, more...)
	}
	if record == nil {
		return ins, warnings, nil
	}
	more, err := ins.useRecordOf(o.Record, record)
	return ins, append(warnings, more...), err
}

// open reads an inspection file, or begins one for a table, and names the table to
// read.
func open(name string, o OpenOptions) (ins *Inspection, table string, err error) {
	if !IsTable(name) {
		text, err := tomlfile.Read(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, "", fmt.Errorf("%s: there is no such file (check the name and the folder)", name)
		}
		if err != nil {
			return nil, "", fmt.Errorf("%s: %w", name, phrase.FileError(err))
		}
		if ins, err = ParseInspection(name, text, o.Rules); err != nil {
			return nil, "", err
		}
		return ins, ins.Judgements, nil
	}
	if o.Rules == "" && o.Record != "" {
		if o.Rules, err = RecordRules(o.Record); err != nil {
			return nil, "", err
		}
	}
	set := rules.Plain(nil, nil)
	if o.Rules != "" && o.Rules != rules.NoRules {
		if set, err = rules.Load(o.Rules); err != nil {
			return nil, "", err
		}
	} else if !o.Plain {
		return nil, "", ErrNoRules
	}
	ins = NewInspection(set)
	ins.File = name
	return ins, name, nil
}

// UseRecordFile is [Inspection.UseRecord] with the record in a file.
func (ins *Inspection) UseRecordFile(name string) ([]stats.Warning, error) {
	record, err := ReadRecord(name)
	if err != nil {
		return nil, err
	}
	return ins.useRecordOf(name, record)
}

// useRecordOf is [Inspection.UseRecord] with a record that was read from a file.
func (ins *Inspection) useRecordOf(name string, record *sample.Record) ([]stats.Warning, error) {
	warnings, err := ins.UseRecord(record)
	if _, listed := errors.AsType[sheet.Problems](err); err != nil && !listed {
		err = fmt.Errorf("%s and %s: %w", ins.File, name, err)
	}
	return warnings, err
}

// ReadRecord reads the record of a draw and replays its replacements and extensions;
// one that cannot be replayed, or is not as it was sealed, is returned beside the error.
func ReadRecord(name string) (*sample.Record, error) {
	f, err := sheet.OpenRegular(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, phrase.FileError(err))
	}
	defer f.Close()
	record, err := sample.ReadRecord(f)
	if err == nil {
		err = record.Replay()
	}
	if err == nil {
		if err = record.CheckSeals(); err != nil {
			err = fmt.Errorf("%w (verify it with its list: that lists every difference)", err)
		}
	}
	if errors.Is(err, sample.ErrNotARecord) {
		err = fmt.Errorf("%w: give the record of the draw, the file that was saved with the sample", err)
	}
	if err != nil {
		return record, fmt.Errorf("%s: %w", name, err)
	}
	return record, nil
}

// RecordRules is the id of the rules of a recorded draw, [rules.NoRules] for none;
// those of a file that is not shipped are a sheet.Problem.
func RecordRules(name string) (id string, err error) {
	record, err := ReadRecord(name)
	if err != nil {
		return "", err
	}
	id = record.Rules
	if id != rules.NoRules && !slices.Contains(rules.IDs(), id) {
		return "", sheet.Problems{{File: name,
			Message: fmt.Sprintf("the sample was drawn under the rules %s, which do not come with the program", id),
			Fix: stats.Advise("give their file as well, such as %v",
				stats.Option{Name: "rules", Value: strings.TrimSuffix(id, ".toml") + ".toml"})}}
	}
	return id, nil
}
