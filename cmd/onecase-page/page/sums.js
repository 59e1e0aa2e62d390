// Quick sums: what can be asked without a list. Each is a form whose answer stands below
// it, with a headline above what the command says.

const SUMS = [
  {
    verb: "size", heading: "How many cases?", about: "For one group of cases.", button: "How many?",
    fields: [["population", "Eligible cases", { ...NUMBER, placeholder: "any number" }],
      ["confidence", "Confidence, %", { ...DECIMAL, placeholder: "80" }], ["margin", "Margin, points either way", { ...DECIMAL, placeholder: "5" }],
      ["criterion", "Size by", [["", "the published formula"], ["estimate", "a guarantee for the estimate"], ["interval", "a guarantee for an interval"]]]],
    answer: (r) => r.levels && box("good", count(r.sample, "case"), el("p", {}, (r.criterion === "normal" ? "By the published formula" : "With a guarantee for the " + r.criterion) + (r.population ? ", of " + r.population : "") + ", at " + percent(r.confidence) + " confidence and " + points(r.margin) + " points either way."),
      el("p", {}, "At other levels: " + r.levels.filter((l) => l.confidence !== r.confidence).map((l) => percent(l.confidence) + ": " + l.sample).join("; ") + ".")),
  },
  {
    verb: "margin", heading: "What margin has a sample?", about: "Of a sample, or of the part of it that a question applies to.", button: "What margin?",
    fields: [["sample", "Cases read", { ...NUMBER, required: true }], ["population", "Of eligible cases", { ...NUMBER, placeholder: "not known" }],
      ["confidence", "Confidence, %", { ...DECIMAL, placeholder: "80" }]],
    answer: (r) => box("good", points(r.margin) + " points either way", el("p", {}, "For " + count(r.sample, "case") + (r.population ? " of " + r.population : "") + ", at " + percent(r.confidence) + " confidence, where half are judged yes.")),
  },
  {
    verb: "interval", heading: "How sure is a percentage?", about: "The share of all eligible cases that goes with what was found in those read.", button: "How sure?",
    fields: [["@yes", "Cases judged yes, or as a report prints them (74%)", { required: true }], ["@of", "Of cases read", { ...NUMBER, required: true }],
      ["population", "Of eligible cases", { ...NUMBER, placeholder: "not known" }], ["confidence", "Confidence, %", { ...DECIMAL, placeholder: "80" }],
      ["wrong-yes", "True no cases that are read as yes, %", { ...DECIMAL, placeholder: "none" }], ["wrong-no", "True yes cases that are read as no, %", { ...DECIMAL, placeholder: "none" }]],
    begin: (s) => ({ words: /^\d+$/.test(s.value("@yes")) ? [s.value("@yes") + "/" + s.value("@of")] : [s.value("@yes"), "--of", s.value("@of")], files: [] }),
    placed: ["of"],
    answer: (r) => box("good", "Between " + tenths(r.intervals[0].low) + " and " + tenths(r.intervals[0].high),
      el("p", {}, "Found: " + (r.yes === null ? r.printed + " of " + r.of + ", which is " + r.counts[0] + " to " + r.counts[r.counts.length - 1] : r.yes + " of " + r.of + ", " + tenths(r.yes / r.of)) + (r.population ? ". Of all " + r.population + " eligible cases, " + r.intervals[0].low_count + " to " + r.intervals[0].high_count + " are " + (r.corrected === undefined ? "yes" : "truly yes") : "")
        + ", at " + percent(r.confidence) + " confidence."
        + (r.corrected === undefined ? "" : " With the errors of reading taken out, " + tenths(r.corrected) + "."))),
  },
  {
    verb: "counts", heading: "What lies behind a percentage?", about: "A percentage as a report prints it, or words such as two-thirds, all but three, >98%: which counts fit? Of several percentages: which number of cases fits them all?", button: "Which counts?",
    fields: [["@printed", "Percentages or words", { required: true, placeholder: "such as 47%, or 82,82,86" }], ["of", "Of cases", { ...NUMBER, placeholder: "not known" }],
      ["max", "Or look up to so many cases", { ...NUMBER, placeholder: "100" }]],
    begin: (s) => ({ words: [/[a-z]/i.test(s.value("@printed")) ? s.value("@printed") : s.value("@printed").replace(/\s/g, "")], files: [] }),
    answer: (r) => r.of && countsAnswer(r),
  },
  {
    verb: "compare", heading: "Is one percentage higher than another?", about: "Two percentages as reports print them, where the numbers of cases are not known: what can be said of the difference, and what cannot.", button: "What can be said?",
    fields: [["@before", "The earlier, %", { ...DECIMAL, required: true, placeholder: "such as 38" }], ["@after", "The later, %", { ...DECIMAL, required: true, placeholder: "such as 34" }],
      ["confidence", "Confidence, %", { ...DECIMAL, placeholder: "80" }]],
    begin: (s) => ({ words: ["@before", "@after"].map((of) => s.value(of).replace(/\s*%?$/, "%")), files: [] }),
    whole: true, name: "difference",
  },
  {
    verb: "coverage", heading: "How often do limits hold the truth?", about: "Limits at 80% confidence are to hold the true share in 80 of 100 samples. For each way of working them out: how often they do, at worst and on average.", button: "How often?",
    fields: [["sample", "Cases read", { ...NUMBER, required: true }], ["population", "Of eligible cases", { ...NUMBER, placeholder: "not known" }],
      ["confidence", "Confidence, %", { ...DECIMAL, placeholder: "80" }]],
  },
];

// countsAnswer says which counts fit each percentage, at the cases given.
function countsAnswer(r) {
  const each = r.each || [{ percent: r.percents[0], counts: r.counts }];
  const many = (counts) => counts.length > 9 ? counts[0] + " to " + counts[counts.length - 1] : counts.join(", ");
  return box(r.attainable ? "good" : "note", r.attainable ? each.map((e) => many(e.counts)).join("; ") + " of " + r.of : "No count of " + r.of + " fits",
    each.map((e, i) => el("p", {}, e.percent.replace(/^[\d.]+$/, "$&%") + " is read as " + r.readings[i] + (e.counts.length ? "." : ": no count of " + r.of + " fits."))),
    r.nearest === undefined ? "" : el("p", {}, "The nearest is " + r.nearest + " of " + r.of + "."));
}

function startSums() {
  show(byId("sums"), SUMS.map((sum) => el("section", {}, el("h2", {}, sum.heading), el("p", {}, sum.about), ask({ ...sum, id: "sum-" + sum.verb }))), outlook.part());
}
