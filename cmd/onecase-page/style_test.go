package main

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colours reads the custom properties of the style, light and dark.
func colours(t *testing.T) map[string]map[string]string {
	t.Helper()
	style, err := sources.ReadFile("page/style.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, ok := strings.Cut(string(style), "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("the style has no dark colours")
	}
	dark, _, _ = strings.Cut(dark, "* {")
	all := map[string]map[string]string{}
	for scheme, text := range map[string]string{"light": light, "dark": dark} {
		all[scheme] = map[string]string{}
		for _, p := range regexp.MustCompile(`--([a-z0-9-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(text, -1) {
			all[scheme][p[1]] = p[2]
		}
	}
	if len(all["light"]) != len(all["dark"]) {
		t.Errorf("%d colours are light and %d dark", len(all["light"]), len(all["dark"]))
	}
	return all
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(colour string) float64 {
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v, err := strconv.ParseUint(colour[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic(err)
		}
		c := float64(v) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

// contrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b string) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestContrastIsThatOfTheStandard(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#767676", "#ffffff", 4.54}, // the known boundary of AA
	} {
		if got := contrast(test.a, test.b); math.Abs(got-test.want) > 0.005 {
			t.Errorf("%s on %s: %.3f, want %.2f", test.a, test.b, got, test.want)
		}
	}
}

// Every colour of the style is in a pair that is tested: texts need 4.5 to 1
// (WCAG 2.2, 1.4.3, level AA), what shows where a field or the focus is 3 to 1
// (1.4.11). Hair is decoration: no meaning is lost without it.
func TestColoursStandOut(t *testing.T) {
	texts := map[string][]string{
		"paper": {"ink", "soft-ink", "accent", "good", "wrong", "note"}, "ground": {"ink", "soft-ink", "accent", "good", "wrong", "note"},
		"accent": {"on-accent"}, "band-0": {"on-band"}, "band-1": {"on-band"}, "band-2": {"on-band"}, "band-3": {"on-band"},
	}
	shapes := map[string][]string{"paper": {"line", "focus", "accent"}, "ground": {"line", "focus"}}
	for scheme, colour := range colours(t) {
		used := map[string]bool{"hair": true}
		check := func(pairs map[string][]string, least float64) {
			for behind, fronts := range pairs {
				used[behind] = true
				for _, front := range fronts {
					used[front] = true
					if colour[front] == "" || colour[behind] == "" {
						t.Errorf("%s: there is no %s on %s", scheme, front, behind)
					} else if got := contrast(colour[front], colour[behind]); got < least {
						t.Errorf("%s: %s on %s is %.2f to 1, less than %s", scheme, front, behind, got, fmt.Sprint(least))
					}
				}
			}
		}
		check(texts, 4.5)
		check(shapes, 3)
		for name := range colour {
			if !used[name] {
				t.Errorf("%s: the colour %s is in no pair", scheme, name)
			}
		}
	}
}
