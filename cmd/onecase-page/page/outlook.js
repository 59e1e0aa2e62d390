// What a sample may be expected to show, before any case is read.

const outlook = {
  part() {
    const settings = new Settings("outlook-more"), fields = el("div", { class: "fields" }), place = el("div", { "aria-live": "polite" });
    const rules = el("select", { id: "outlook-rules", onchange: () => this.offer(rules.value, fields) });
    const heading = el("summary", {}, "What may the sample be expected to show?");
    return el("details", { ontoggle: () => {
      show(rules, ruleSets.options().map(([value, text]) => el("option", { value }, text)));
      rules.value = judgements.rulesId;
      this.offer(rules.value, fields);
    } }, heading, el("p", {}, "If so many of all eligible cases deserved a yes on every question: how likely the sample is to show the right rating, and to be one case away from another."),
    el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); this.work(rules.value, fields, place, settings); } },
      el("p", {}, el("label", { for: "outlook-rules" }, "Rules"), rules),
      el("p", {}, el("label", { for: "outlook-rate" }, "Share of yes among all cases, %"), el("input", { id: "outlook-rate", inputmode: "decimal", autocomplete: "off", required: true, placeholder: "such as 70" })),
      fields, settings.more("outlook", ["rules", "rate", "population", "record"]), el("p", { class: "action" }, el("button", { id: "outlook" }, "What to expect?"))), place);
  },

  async offer(id, fields) {
    const rules = await program.rules(id);
    show(fields, (rules?.groups ?? []).map((g) => el("p", {}, el("label", { for: "outlook-" + g.id }, "Eligible cases, " + g.name.toLowerCase()),
      el("input", { id: "outlook-" + g.id, type: "number", min: 1, required: true, "data-group": g.id }))));
  },

  async work(id, fields, place, settings) {
    await attempt(place, async () => {
      const rate = byId("outlook-rate").value.trim();
      const words = ["outlook", "--rules", id, "--rate", rate + (rate.endsWith("%") ? "" : "%"),
        ...[...fields.querySelectorAll("[data-group]")].flatMap((i) => ["--population", i.dataset.group + "=" + i.value]), ...settings.words()];
      await answered(place, words, pairs(...settings.taken()), { label: "Drawing samples", settings, name: "outlook" });
    });
  },
};
