// Robustness: would the rating have been the same had every eligible case been
// read?

const robustness = {
  part() {
    const place = el("div", {});
    return el("section", {}, el("h2", {}, "Had every eligible case been read?"),
      el("p", {}, "The cases that were not read are predicted from those that were, and rated with them."),
      el("p", { class: "action" }, el("button", { type: "button", id: "robust", onclick: () => this.run(place) }, "Work it out")), place);
  },

  async run(place) {
    await attempt(place, async () => {
      const { words, files } = judgements.source();
      const all = ["robust", ...words];
      const result = await program.run([...all, "--format", "json"], files, "Predicting the cases that were not read");
      if (result.code !== 0) { show(place, failed(result)); return; }
      const r = JSON.parse(result.stdout);
      const order = judgements.rules.Ratings.map((x) => x.ID);
      show(place, this.overall(r.overall, order),
        table("The chance of each rating", ["Standard", ">Same rating", ...order.map((o) => ">" + named(o)), "Shown"],
          r.standards.filter((st) => st.same != null).map((st) => [questionName(st.id), percent(st.same), ...order.map((o) => percent(st.bands[o] ?? 0)), shares(st.bands, order)])),
        warnings(r.warnings), saved(stem(words[0]) + ".robustness", all, files, result.stdout), command(all));
      say("Robustness worked out");
    });
  },

  overall(overall, order) {
    if (!overall || overall.same == null) return null;
    const parts = order.filter((o) => overall.bands[o] > 0.0005).map((o) => named(o) + " " + percent(overall.bands[o]));
    return box("good", "The overall rating would be the same with a chance of " + percent(overall.same), el("p", {}, listed(parts) + "."), shares(overall.bands, order));
  },
};
