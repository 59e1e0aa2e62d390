// What a sample may be expected to show, before any case is read.

const outlook = {
  part() {
    const settings = new Settings("outlook-more"), fields = el("div", { class: "fields" }), place = el("div", { "aria-live": "polite" });
    const rules = el("select", { id: "outlook-rules", onchange: () => this.offer(rules.value, fields) });
    const about = "Say how many of all eligible cases deserve a yes on a question, or each level where answers have points: " +
      "how likely is the sample to show the right rating, to be one case away from another, and to be open to discretion?";
    const heading = el("summary", {}, "What may the sample be expected to show?");
    return el("details", { ontoggle: (event) => {
      if (!event.target.open) return;
      const chosen = rules.value || judgements.rulesId;
      show(rules, ruleSets.options().map(([value, text]) => el("option", { value }, text)));
      rules.value = chosen;
      this.offer(rules.value, fields);
    } }, heading, el("p", {}, about),
    el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); this.work(rules.value, fields, place, settings); } },
      el("p", { class: "wide-field" }, el("label", { for: "outlook-rules" }, "Rules"), rules),
      fields, settings.more("outlook", ["rules", "rate", "population", "record"]), el("p", { class: "action" }, el("button", { id: "outlook" }, "What to expect?"))), place);
  },

  // offer lays out the fields for a rule set: a share of yes, those of the levels of answers with points, and
  // the groups' eligible cases.
  async offer(id, fields) {
    await attempt(fields, async () => {
      const rules = await program.rules(id);
      const rated = rules?.rated ?? [], kinds = new Map(); // of levels, to the questions that have them
      for (const q of rated.filter((q) => q.levels)) kinds.set(q.levels.join("\n"), [...kinds.get(q.levels.join("\n")) ?? [], q]);
      const share = (id, label, more) => el("p", {}, el("label", { for: id }, label), el("input", { id, inputmode: "decimal", autocomplete: "off", ...more }));
      const lay = fields.dataset.of === id ? remade : show; // shares of other levels are not for these
      fields.dataset.of = id;
      lay(fields,
        rated.some((q) => !q.levels) ? share("outlook-rate", "Share of yes among all cases, %", { required: true, placeholder: "such as 70" }) : null,
        [...kinds.values()].map((of, kind) => el("fieldset", { "data-levels": JSON.stringify(of.map((q) => q.id)) },
          el("legend", {}, "Share of all cases at each level, %"),
          el("p", {}, of.map((q) => inWords(q.id)).join("; ") + ". The shares make 100 together; a level that is left blank has no case."),
          el("div", { class: "fields" }, of[0].levels.map((level, at) => share("outlook-level-" + kind + "-" + at, level, { "data-level": level }))))),
        (rules?.groups ?? []).map((g) => el("p", {}, el("label", { for: "outlook-" + g.id }, "Eligible cases, " + g.name.toLowerCase()),
          el("input", { id: "outlook-" + g.id, type: "number", min: 1, required: true, "data-group": g.id }))));
    });
  },

  // rates are the values of --rate that the fields say.
  rates(fields) {
    const percent = (text) => text.trim() + (text.trim().endsWith("%") ? "" : "%");
    const yes = byId("outlook-rate")?.value;
    const levels = [...fields.querySelectorAll("[data-levels]")].flatMap((set) => {
      const shares = [...set.querySelectorAll("[data-level]")].filter((i) => i.value.trim()).map((i) => i.dataset.level + ":" + percent(i.value));
      return shares.length ? JSON.parse(set.dataset.levels).map((q) => q + "=" + shares.join(",")) : [];
    });
    return [...(yes === undefined ? [] : [percent(yes)]), ...levels].flatMap((rate) => ["--rate", rate]);
  },

  async work(id, fields, place, settings) {
    await attempt(place, async () => {
      const words = ["outlook", "--rules", id, ...this.rates(fields),
        ...[...fields.querySelectorAll("[data-group]")].flatMap((i) => ["--population", i.dataset.group + "=" + i.value]), ...settings.words()];
      const files = pairs(...settings.taken());
      if (!words.includes("--seed")) words.push("--seed", seedOf([["", new TextEncoder().encode(words.join("\n"))], ...files]));
      await answered(place, words, files, { label: "Drawing samples", settings, name: "outlook" });
    });
  },
};
