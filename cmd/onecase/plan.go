package main

import (
	"errors"
	"slices"

	"onecase/cmd/onecase/internal/report"
	"onecase/cmd/onecase/internal/show"
	"onecase/sample"
	"onecase/sample/sheet"
	"onecase/stats"
)

// planOptions are the flags of plan.
type planOptions struct {
	list    listOptions
	design  designOptions
	publish int
}

func (o *planOptions) bind(f *flagSet) {
	o.list.bind(f)
	o.design.bind(f)
	f.publish(&o.publish)
}

func (o *planOptions) run(c *call) error {
	names, err := c.arguments("a LIST of cases (.xlsx or .csv)")
	if err != nil {
		return err
	}
	if err := c.publishable(o.publish); err != nil {
		return err
	}
	list, plan, err := planOf(c, names[0], &o.list, &o.design)
	if err != nil {
		return err
	}
	if o.publish > 0 {
		return c.showPublic(publicPlan(list, plan, o.publish), slices.Concat(list.Warnings, plan.Warnings))
	}
	effects := show.PlanEffects(plan)
	return c.showDrawn(planResultOf(list, plan, effects), show.PlanFigures(list, plan),
		func() report.Document { return show.Plan(list, plan, effects, c.format, c.explain) })
}

// planOf reads a list and plans its sample.
func planOf(c *call, name string, o *listOptions, d *designOptions) (*show.List, *sample.Plan, error) {
	list, err := o.read(c, name)
	if err != nil {
		return nil, nil, err
	}
	design, err := d.design(c, list)
	if err != nil {
		return nil, nil, err
	}
	_, stop := c.working("planning the sample")
	plan, err := sample.NewPlan(&list.Frame, list.Groups, design)
	stop()
	if err != nil {
		return nil, nil, ofList(list.Sheet, err)
	}
	if !d.margin.IsSet() && design.Sizes != nil && (list.Rules == nil || list.Rules.Target.Margin == 0) { // nobody asked for one
		plan.Warnings = slices.DeleteFunc(plan.Warnings, func(w stats.Warning) bool { return w.Code == "margin-missed" })
	}
	if list.Rules != nil {
		sampled, population := map[string]int{}, map[string]int{}
		for _, g := range plan.Groups {
			sampled[g.Group], population[g.Group] = g.Sample, g.Population
		}
		list.Warnings = append(list.Warnings, list.Rules.WarnPlanned(sampled, population)...)
	}
	return list, plan, nil
}

// ofList adds the list to each problem of a design.
func ofList(list *sheet.Sheet, err error) error {
	errs := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		errs = joined.Unwrap()
	}
	var problems sheet.Problems
	for _, err := range errs {
		found, ok := errors.AsType[sheet.Problems](err)
		if !ok {
			found = sheet.Problems{{Message: err.Error()}}
		}
		for _, p := range found {
			p.File, p.Sheet = list.File, list.Name
			problems = append(problems, p)
		}
	}
	return problems
}
