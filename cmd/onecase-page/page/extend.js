// Reading more cases than were drawn: the sample stays and cases are added.

const extending = {
  offer() {
    const { cases, list: file } = records;
    const result = el("div", { id: "extend-result" });
    remade(byId("extend-part"), el("h2", {}, "Read more cases?"),
      el("p", {}, "The sample stays, and cases are added to it up to a new number. The design and the seed of the first draw stay too."),
      cases && file ? this.form(cases, result) : el("p", { class: "empty" }, "Choose the record and the list first."), result);
  },

  form(cases, result) {
    return el("form", { class: "fields", id: "extend-settings", onsubmit: (event) => { event.preventDefault(); this.extend(result); } },
      cases.groups.map((g) => el("p", {}, el("label", { for: "extend-" + g.group }, groupName(g.group) + ": cases to read"),
        el("input", { id: "extend-" + g.group, type: "number", min: g.sample.length, max: g.population, placeholder: g.sample.length, "data-extend": g.group, "aria-describedby": "extend-help-" + g.group }),
        el("small", { id: "extend-help-" + g.group }, g.sample.length + " now, of " + count(g.population, "eligible case") + "."))),
      el("p", { class: "action" }, el("button", { id: "extend" }, "Add cases")));
  },

  async extend(place) {
    const sizes = [...byId("extend-settings").querySelectorAll("[data-extend]")].filter((i) => i.value !== "");
    if (!sizes.length) { show(place, box("note", "How many?", el("p", {}, "Give the new number of cases of a group."))); return; }
    await attempt(place, async () => {
      const { record, list: file } = records;
      const name = this.name();
      const words = ["draw", file.name, "--extend", record.name, ...sizes.flatMap((i) => ["--size", i.dataset.extend + "=" + i.value]),
        "--record", name + ".record.json", "--output", name + ".sample.xlsx", ...ruleSets.repeated(records.cases.rules)];
      const grid = grids.filled ? { words: [], files: [] } : grids.of(name + ".judgements.xlsx", records.cases.rules);
      words.push(...grid.words);
      const files = [...pairs(record, file), ...grid.files];
      const result = await program.run([...words, "--format", "json"], files, "Drawing more cases");
      if (result.code !== 0) { show(place, failed(result)); return; }
      byId("extend-settings").reset();
      await records.updated(name + ".record.json", result.written.get(name + ".record.json"));
      this.show(byId("extend-result"), name, JSON.parse(result.stdout), result, words, files);
    });
  },

  // name numbers the files: cases, cases-2, cases-3.
  name() {
    const [, name, number] = /^(.*?)(?:-(\d+))?$/s.exec(records.stem);
    return name + "-" + (Number(number ?? 1) + 1);
  },

  show(place, name, draw, result, words, files) {
    const now = listed(draw.groups.map((g) => g.selected.length + " of " + g.population + " (" + groupName(g.group).toLowerCase() + ")"));
    say("The sample now has " + now);
    show(place, box("good", "The sample now has " + now,
      el("p", { class: "action" }, saversOf(result.written)), grids.onward()?.[0]),
    warnings(result.warnings.filter((w) => !list.warnings.some((known) => messageOf(known) === messageOf(w)))), saved(name + ".draw", words, files, result.stdout), command(words));
  },
};
