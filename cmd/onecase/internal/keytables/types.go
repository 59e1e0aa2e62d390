package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
)

// packages are the types of the packages read, by the package's name and the
// type's: stats.Step. The command is main.
type packages map[string]declared

// A declared type is what stands behind its name.
type declared struct{ ast.Expr }

// folders are those of the packages that results take types from.
var folders = map[string]string{"main": "."}

// find is a type by its name, which has its package.
func (p packages) find(name string) (declared, error) {
	if d, ok := p[name]; ok {
		return d, nil
	}
	pkg, _, _ := strings.Cut(name, ".")
	if err := p.readAll(pkg); err != nil {
		return declared{}, err
	}
	if d, ok := p[name]; ok {
		return d, nil
	}
	return declared{}, fmt.Errorf("there is no type %s", name)
}

// readAll takes in the types of a package.
func (p packages) readAll(pkg string) error {
	files, err := filepath.Glob(filepath.Join(folders[pkg], "*.go"))
	for _, file := range files {
		if err == nil && !strings.HasSuffix(file, "_test.go") {
			err = p.read(pkg, file)
		}
	}
	return err
}

// read takes in the types of a file.
func (p packages) read(pkg, file string) error {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
	if err != nil {
		return err
	}
	for _, i := range parsed.Imports {
		if at, err := strconv.Unquote(i.Path.Value); err == nil && strings.HasPrefix(at, "onecase/") {
			folders[path.Base(at)] = filepath.Join("..", "..", strings.TrimPrefix(at, "onecase/"))
		}
	}
	for _, d := range parsed.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
			for _, s := range g.Specs {
				if t, ok := s.(*ast.TypeSpec); ok {
					p[pkg+"."+t.Name.Name] = declared{Expr: t.Type}
				}
			}
		}
	}
	return nil
}

// fields are the keys of a struct, one item each.
func (p packages) fields(name string) ([]item, error) {
	d, err := p.find(name)
	if err != nil {
		return nil, err
	}
	s, ok := d.Expr.(*ast.StructType)
	if !ok {
		return nil, fmt.Errorf("%s is not a struct", name)
	}
	pkg, _, _ := strings.Cut(name, ".")
	var items []item
	for _, f := range s.Fields.List {
		tag := reflect.StructTag("")
		if f.Tag != nil {
			text, err := strconv.Unquote(f.Tag.Value)
			if err != nil {
				return nil, err
			}
			tag = reflect.StructTag(text)
		}
		key, option, _ := strings.Cut(tag.Get("json"), ",")
		switch {
		case len(f.Names) == 0 && qualified(pkg, f.Type) == rowsOfLists:
			items = append(items, item{meaning: "the keys of [what became of the rows](#what-became-of-the-rows)"})
		case len(f.Names) == 0 && key == "":
			inner, err := p.fields(qualified(pkg, f.Type))
			if err != nil {
				return nil, err
			}
			items = append(items, inner...)
		case key != "" && key != "warnings":
			i := item{keys: []string{key}, null: tag.Get("null") != "", meaning: meaning(f)}
			if err := p.describe(&i, pkg, f.Type); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", name, key, err)
			}
			i.null = i.null && option != "omitempty" // which is left out instead
			items = append(items, i)
		}
	}
	return items, nil
}

// meaning is the comment of a field: that behind it, or else that above.
func meaning(f *ast.Field) string {
	text := f.Comment.Text()
	if text == "" {
		text = f.Doc.Text()
	}
	return strings.TrimSuffix(strings.Join(strings.Fields(text), " "), ".")
}

// qualified is a type's name with its package.
func qualified(pkg string, e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return pkg + "." + e.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			return x.Name + "." + e.Sel.Name
		}
	}
	return ""
}

// basic are the manual's words for types.
var basic = map[string]string{"string": "text", "int": "whole", "int64": "whole", "float64": "number", "bool": "bool"}

// describe fills in the type of an item.
func (p packages) describe(i *item, pkg string, e ast.Expr) error {
	switch e := e.(type) {
	case *ast.StarExpr:
		i.null = true
		return p.describe(i, pkg, e.X)
	case *ast.ArrayType:
		i.keys[0] += "[]"
		return p.describe(i, pkg, e.Elt)
	case *ast.Ident:
		if i.kind = basic[e.Name]; i.kind != "" {
			return nil
		}
	}
	name := qualified(pkg, e)
	if i.kind = shared[name]; i.kind != "" {
		i.kind = "*" + i.kind + "*"
		return nil
	}
	d, err := p.find(name)
	if err != nil {
		return err
	}
	if _, ok := d.Expr.(*ast.StructType); ok {
		i.object = name
		return nil
	}
	inner, _, _ := strings.Cut(name, ".")
	return p.describe(i, inner, d.Expr)
}
