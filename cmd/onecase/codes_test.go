package main

import (
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// warningSources are the packages that give warnings, each after those it uses.
var warningSources = []string{"stats", "sample/sheet", "sample", "sample/caselist", "discretion/tomlfile",
	"discretion/rules", "discretion", "discretion/predict", "cmd/onecase/internal/show", "cmd/onecase"}

// A codeSearch finds every code that a warning can have. A code is what is put in
// the field Code of a Warning: a constant; or a parameter of a function, and then
// whatever its calls put there, in any package.
type codeSearch struct {
	files    *token.FileSet
	info     types.Info
	packages map[string]*types.Package
	syntax   []*ast.File

	codes   map[string][]string   // the places each is given at
	passed  map[types.Object]bool // the parameters that carry a code
	unknown []string              // places of codes that come from anywhere else
}

// searchCodes reads the sources and follows codes back through parameters until
// no more are found.
func searchCodes(t *testing.T) *codeSearch {
	t.Helper()
	s := &codeSearch{
		files: token.NewFileSet(), packages: map[string]*types.Package{}, passed: map[types.Object]bool{},
		info: types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{},
			Defs: map[*ast.Ident]types.Object{}},
	}
	for _, source := range warningSources {
		s.read(t, source)
	}
	for before := -1; before < len(s.passed); {
		before = len(s.passed)
		s.codes, s.unknown = map[string][]string{}, nil
		for _, file := range s.syntax {
			ast.Inspect(file, s.visit)
		}
	}
	return s
}

// read parses a package, without its tests and what is for browsers alone, and
// resolves its names as far as they are ours.
func (s *codeSearch) read(t *testing.T, source string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("../..", source, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var syntax []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_js.go") {
			continue
		}
		file, err := parser.ParseFile(s.files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		syntax = append(syntax, file)
	}
	// The errors are of the packages that Import leaves empty.
	config := types.Config{Importer: s, Error: func(error) {}}
	s.packages["onecase/"+source], _ = config.Check("onecase/"+source, s.files, syntax, &s.info)
	s.syntax = append(s.syntax, syntax...)
}

// Import gives a package of ours that was read before, and any other empty: what
// warnings are made with is all ours.
func (s *codeSearch) Import(name string) (*types.Package, error) {
	if p := s.packages[name]; p != nil {
		return p, nil
	}
	p := types.NewPackage(name, path.Base(name))
	p.MarkComplete()
	return p, nil
}

// visit looks for codes in the making of a warning, in an assignment to its field
// and in the calls of functions that are known to pass one on.
func (s *codeSearch) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if s.isWarning(s.info.Types[n].Type) && len(n.Elts) > 0 {
			s.code(codeElement(n))
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			field, ok := left.(*ast.SelectorExpr)
			if ok && field.Sel.Name == "Code" && len(n.Rhs) == len(n.Lhs) && s.isWarning(s.info.Types[field.X].Type) {
				s.code(n.Rhs[i])
			}
		}
	case *ast.CallExpr:
		signature, ok := s.info.Types[n.Fun].Type.(*types.Signature)
		if !ok {
			break
		}
		for i := range signature.Params().Len() {
			if s.passed[signature.Params().At(i)] && i < len(n.Args) {
				s.code(n.Args[i])
			}
		}
	}
	return true
}

// codeElement is what a composite literal of a Warning puts in its field Code,
// the first.
func codeElement(literal *ast.CompositeLit) ast.Expr {
	for _, element := range literal.Elts {
		pair, keyed := element.(*ast.KeyValueExpr)
		if !keyed {
			return literal.Elts[0]
		}
		if key, ok := pair.Key.(*ast.Ident); ok && key.Name == "Code" {
			return pair.Value
		}
	}
	return literal
}

func (s *codeSearch) isWarning(t types.Type) bool {
	if pointer, ok := t.(*types.Pointer); ok {
		t = pointer.Elem()
	}
	named, ok := t.(*types.Named)
	return ok && named.Obj().Name() == "Warning" && named.Obj().Pkg().Path() == "onecase/stats"
}

// code notes an expression that is a code.
func (s *codeSearch) code(e ast.Expr) {
	place := s.files.Position(e.Pos()).String()
	if value := s.info.Types[e].Value; value != nil && value.Kind() == constant.String {
		text := constant.StringVal(value)
		s.codes[text] = append(s.codes[text], place)
		return
	}
	if name, ok := e.(*ast.Ident); ok {
		if v, ok := s.info.Uses[name].(*types.Var); ok && v.Kind() == types.ParamVar {
			s.passed[v] = true
			return
		}
	}
	s.unknown = append(s.unknown, place)
}

// The table of the manual has every code that a warning can have, and no other.
func TestTheManualHasEveryWarningCode(t *testing.T) {
	s := searchCodes(t)
	for _, place := range s.unknown {
		t.Errorf("%s: the code of this warning is neither a constant nor a parameter, so that it cannot be looked up", place)
	}
	manual := readReference(t)
	for _, code := range slices.Sorted(maps.Keys(s.codes)) {
		if manual.codes[code] == nil {
			t.Errorf("the manual has no warning code %q, given at %s", code, strings.Join(s.codes[code], ", "))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(manual.codes)) {
		if s.codes[code] == nil {
			t.Errorf("the manual has the warning code %q, which nothing gives", code)
		}
	}
}
