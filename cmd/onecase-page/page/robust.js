// Robustness: would the rating have been the same had every eligible case been
// read?

const robustness = {
  part() {
    const place = el("div", { "data-answer": true }), settings = new Settings("robust");
    return el("section", {}, el("h2", {}, "Had every eligible case been read?"),
      el("p", {}, "The cases that were not read are predicted from those that were, and rated with them. What the panel decided is kept."),
      el("div", { class: "fields" }, el("p", { class: "wide-field" }, el("label", { for: "robust-model" }, "Where one question of a standard is answered yes more often"),
        choice({ id: "robust-model" }, [["tied", "the others are too, as much as was found"], ["separate", "that says nothing of the others"]])), el("p", {}, el("label", { for: "agreement" }, "A second inspector would agree, %"),
        el("input", { id: "agreement", "data-flag": "robust:reread", type: "number", min: 50, max: 100, placeholder: "taken to be certain" }))),
      settings.more("robust", ["rules", "record", "population", "judged", "model", "hold-decisions", "reread", "agreement", "sheet", "encoding", "percent-rounding"]),
      el("p", { class: "action" }, el("button", { type: "button", id: "robust", onclick: () => this.run(place, settings) }, "Work it out")), place);
  },

  async run(place, settings) {
    await attempt(place, async () => {
      const { words, files } = judgements.source("robust");
      const all = ["robust", ...words];
      all.push("--model", byId("robust-model").value, "--hold-decisions");
      if (byId("agreement").value) all.push("--reread", byId("agreement").value + "%");
      all.push(...settings.words());
      if (!all.includes("--seed")) all.push("--seed", seedOf(files));
      const result = await program.run([...all, "--format", "json"], files, "Predicting the cases that were not read");
      if (result.code !== 0) { show(place, faulty(result, undefined, settings.id)); return; }
      const r = JSON.parse(result.stdout);
      const order = (judgements.rules.ratings ?? []).map((x) => x.id), hidden = (st) => st.same == null && Boolean(st.computed && r.withheld?.length);
      const standards = r.standards.filter((st) => st.same != null || hidden(st)), bounded = standards.some((st) => bounds(st));
      show(place, r.agreement == null ? null : el("p", {}, "These are the chances if a second inspector reads the same cases again and gives " + percent(r.agreement) + " of the answers as the first did. Of the cases that were not read they say nothing."),
        standards.some(hidden) ? el("p", {}, "For publication: what few cases could be seen in is withheld, and what it could be worked out from, such as the chances of the overall rating.") : null,
        this.overall(r, order),
        table("The chance of each rating from the judgements", ["Standard", "Chances", ">Same rating", ...(bounded ? [">At least to at most"] : []), ...(r.more ? [">Changes with " + r.more + " more"] : [])],
          standards.map((st) => [inWords(st.id), ...(hidden(st) ? ["withheld", ""] : [[shares(st.bands, order), el("small", {}, chances(st.bands, order))], chance(st.same)]),
            ...(bounded ? [hidden(st) ? "" : bounds(st) || "–"] : []), ...(r.more ? [st.more_changes == null ? "" : chance(st.more_changes)] : [])])),
        r.more ? el("p", { class: "notes" }, "Changes with " + r.more + " more: the chance that the rating found is another once " + count(r.more, "more case") + " of each group " + (r.more === 1 ? "is" : "are") + " read" +
          (r.overall?.more_changes == null ? "" : "; of the overall rating it is " + chance(r.overall.more_changes)) + ".") : null,
        bounded ? el("p", { class: "notes" }, "At least to at most: the chance of the same rating, however the questions of a standard go together.") : null,
        warnings(result.warnings), saved(stem(words[0]) + ".robustness", all, files, result.stdout, "robustness"), command(all));
      say("Robustness worked out");
    });
  },

  overall({ overall, truth, agreement, agreement_model: model }, order) {
    if (!overall || overall.same == null) return null;
    return box("good", (truth ? "Read without error, overall " + named(overall.computed) + ": " : "Overall " + named(overall.computed) + " again: ") + chance(overall.same),
      el("p", {}, "The chances of the overall rating: " + chances(overall.bands, order) + "." + (overall.before_discretion || judgements.decided.size ? " What the panel decided is held" + (overall.before_discretion ? "; the judgements alone make " + named(overall.before_discretion) : "") + "." : "") + (overall.expected_score == null ? "" : " On average the score is " +
        overall.expected_score.toFixed(1) + "; " + overall.found_score + " was found.") +
        (model ? " Of more than two levels an answer that is not the same is each of the others with the same chance (one coin)." : "")), shares(overall.bands, order));
  },
};

// chances lists the ratings that may come out, each with its chance.
function chances(bands, order) {
  return listed(order.filter((o) => bands[o] > 0).map((o) => named(o) + " " + chance(bands[o])));
}

// bounds are the least and greatest chance of the rating that was computed,
// where totals do not say which questions were answered on the same cases.
function bounds(st) {
  const b = st.bounds?.[st.computed];
  return b ? chance(b.low) + " to " + chance(b.high) : "";
}
