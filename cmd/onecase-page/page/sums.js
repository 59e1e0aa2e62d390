// Quick sums: what can be asked without a list. Each is a form whose answer
// stands below it.

// A sum has its verb, heading, a sentence about it, fields and an answer. A
// field is [flag or name, label, attributes or choices]; words makes the
// command's words of their values.
const SUMS = [
  {
    verb: "size", heading: "How many cases?", about: "For one group of cases.", button: "How many?",
    fields: [["population", "Eligible cases", { type: "number", min: 1, placeholder: "any number" }],
      ["confidence", "Confidence, %", { inputmode: "decimal", placeholder: "80" }], ["margin", "Margin, points either way", { inputmode: "decimal", placeholder: "5" }],
      ["criterion", "Size by", [["", "the published formula"], ["estimate", "a guarantee for the estimate"], ["interval", "a guarantee for an interval"]]]],
    words: (v) => ["size", ...flags(v, "population"), ...flags(v, "criterion"), ...flags(v, "confidence", "%"), ...flags(v, "margin", "%")],
    answer: (r) => box("good", count(r.sample, "case"), el("p", {}, (r.criterion === "normal" ? "By the published formula" : "With a guarantee for the " + r.criterion) + (r.population ? ", of " + r.population : "") + ", at " + percent(r.confidence) + " confidence and " + points(r.margin) + " points either way."),
      el("p", {}, "At other levels: " + r.levels.filter((l) => l.confidence !== r.confidence).map((l) => percent(l.confidence) + ": " + l.sample).join("; ") + ".")),
  },
  {
    verb: "margin", heading: "What margin has a sample?", about: "Of a sample, or of the part of it that a question applies to.", button: "What margin?",
    fields: [["sample", "Cases read", { type: "number", min: 1, required: true }], ["population", "Of eligible cases", { type: "number", min: 1, placeholder: "not known" }],
      ["confidence", "Confidence, %", { inputmode: "decimal", placeholder: "80" }]],
    words: (v) => ["margin", ...flags(v, "sample"), ...flags(v, "population"), ...flags(v, "confidence", "%")],
    answer: (r) => box("good", points(r.margin) + " points either way", el("p", {}, "For " + count(r.sample, "case") + (r.population ? " of " + r.population : "") + ", at " + percent(r.confidence) + " confidence, where half are judged yes.")),
  },
  {
    verb: "interval", heading: "How sure is a percentage?", about: "The share of all eligible cases that goes with what was found in those read.", button: "How sure?",
    fields: [["yes", "Cases judged yes, or as a report prints them (74%)", { required: true }], ["of", "Of cases read", { type: "number", min: 1, required: true }],
      ["population", "Of eligible cases", { type: "number", min: 1, placeholder: "not known" }], ["confidence", "Confidence, %", { inputmode: "decimal", placeholder: "80" }]],
    words: (v) => ["interval", ...(/^\d+$/.test(v.yes) ? [v.yes + "/" + v.of] : [v.yes, "--of", v.of]), ...flags(v, "population"), ...flags(v, "confidence", "%")],
    answer: (r) => box("good", "Between " + percent(r.intervals[0].low) + " and " + percent(r.intervals[0].high),
      el("p", {}, "Found: " + (r.yes === null ? r.printed + " of " + r.of + ", which is " + r.counts[0] + " to " + r.counts[r.counts.length - 1] : r.yes + " of " + r.of + ", " + percent(r.yes / r.of)) + (r.population ? ". Of all " + r.population + " eligible cases, " + r.intervals[0].low_count + " to " + r.intervals[0].high_count + " are yes" : "")
        + ", at " + percent(r.confidence) + " confidence.")),
  },
  {
    verb: "counts", heading: "What lies behind a percentage?", about: "A percentage as a report prints it, or words such as two-thirds, all but three, >98%.", button: "Which counts?",
    fields: [["printed", "Percentage or words", { required: true }], ["of", "Of cases", { type: "number", min: 1, required: true }]],
    words: (v) => ["counts", v.printed, ...flags(v, "of")],
    answer: countsAnswer,
  },
];

// countsAnswer says which counts fit each percentage, at the cases given.
function countsAnswer(r) {
  const each = r.each || [{ percent: r.percents[0], counts: r.counts }];
  const many = (counts) => counts.length > 9 ? counts[0] + " to " + counts[counts.length - 1] : counts.join(", ");
  return box(r.attainable ? "good" : "note", r.attainable ? each.map((e) => many(e.counts)).join("; ") + " of " + r.of : "No count of " + r.of + " fits",
    each.map((e, i) => el("p", {}, e.percent + " is read as " + r.readings[i] + (e.counts.length ? "." : ": no count of " + r.of + " fits."))),
    r.nearest === undefined ? "" : el("p", {}, "The nearest is " + r.nearest + " of " + r.of + "."));
}

// flags is a flag with its value, nothing where there is none.
function flags(values, name, after = "") {
  const value = values[name];
  return value ? ["--" + name, value + (after && !value.endsWith(after) ? after : "")] : [];
}

function sumForm(sum) {
  const place = el("div", { "aria-live": "polite" });
  const id = (name) => "sum-" + sum.verb + "-" + name;
  const work = async (event) => {
    event.preventDefault();
    await attempt(place, async () => {
      const words = sum.words(Object.fromEntries(sum.fields.map(([name]) => [name, byId(id(name)).value.trim()])));
      const result = await program.run([...words, "--format", "json"]);
      if (result.code !== 0) { show(place, failed(result, "This cannot be worked out")); return; }
      const r = JSON.parse(result.stdout);
      show(place, sum.answer(r), warnings(result.warnings), saved(sum.verb, words, [], result.stdout), command(words));
    });
  };
  return el("section", {}, el("h2", {}, sum.heading), el("p", {}, sum.about),
    el("form", { class: "fields", onsubmit: work },
      sum.fields.map(([name, label, how]) => el("p", {}, el("label", { for: id(name) }, label),
        Array.isArray(how) ? choice({ id: id(name) }, how) : el("input", { id: id(name), autocomplete: "off", ...how }))),
      el("p", { class: "action" }, el("button", {}, sum.button))), place);
}

function startSums() { show(byId("sums"), SUMS.map(sumForm), outlook.part()); }
