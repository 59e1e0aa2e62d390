package main

import (
	"strings"
	"testing"

	"onecase/discretion/rules"
	"onecase/sample/caselist"
)

// The variables and holders that rules may name are roles of a list.
func TestRulesNameRolesOfAList(t *testing.T) {
	roles := map[string]bool{}
	for _, r := range caselist.Roles() {
		roles[string(r)] = true
	}
	for _, name := range append(rules.Variables(), rules.Holders()...) {
		if !roles[name] {
			t.Errorf("%q is no role: %v", name, strings.Join(rules.Variables(), " "))
		}
	}
}
