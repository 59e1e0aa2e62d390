// Step 3: the draw, its balance, and the files it makes.

const drawing = {
  made: null, // the last draw: { stdout, written, warnings, words, files, plan, shown }, with what it was made by and what its files show

  // offer prepares the step for the list that is open. What was drawn from it stays.
  offer() {
    if (this.made) this.mark();
    else if (list.plan) show(byId("draw-result"));
    if (!list.plan) {
      if (!this.made) show(byId("draw-result"), el("p", {}, "A list that can be planned is needed first: ", el("button", { type: "button", class: "plain", onclick: () => go("list") }, "1. Your list")));
      byId("keep").hidden = true;
      return;
    }
    byId("keep").hidden = false;
    remade(byId("keep-fields"), list.look.header.filter((h) => h !== "").map((h) =>
      el("label", {}, el("input", { type: "checkbox", value: h, id: "keep-" + h }), " ", h)));
  },

  // kept are the words for the columns to carry into the sample file.
  kept() { return [...byId("keep-fields").querySelectorAll(":checked")].flatMap((box) => ["--keep", box.value]); },

  // plan is what a draw is made by, but for its seed.
  plan() { return [...list.words(), ...planning.words()].join("\n"); },

  // shown is what the files of a draw show, beside its cases.
  shown() {
    return [byId("marking").value.trim(), ...this.kept(), ...asking.words("letter"), ...(list.plan ? grids.of("grid", list.plan.rules).words : [])].join("\n");
  },

  // mark says that a draw is not by the plan as it now stands, or that its files are not as they are now asked for.
  mark() {
    const place = byId("draw-old");
    if (!place || this.made?.plan == null) return;
    if (this.made.plan === this.plan()) {
      show(place, !list.plan || this.made.shown === this.shown() ? null : box("note", "The files below are as they were asked for before", el("p", {},
        "What they show was changed since: service, marking, days, columns or questions."), el("p", { class: "action" },
        el("button", { type: "button", onclick: () => this.draw(false, JSON.parse(this.made.stdout).seed) }, "Make them again, with the same cases"))));
      return;
    }
    show(place, box("note", "The plan changed since this draw", el("p", {},
      "Below is the sample as it was drawn. " + (list.plan ? "“Draw” draws another, by the plan as it now stands." : "There is no plan now by which to draw another."))));
  },

  // ask asks before a draw puts a new record in the place of one that was worked on.
  ask(done, seed) {
    const { record } = records, place = byId("draw-said");
    const button = (label, act, kind) => el("button", { type: "button", class: kind, onclick: () => { show(place); act(); } }, label);
    show(place, box("note", "Draw another sample?", el("p", {}, record.name + " holds what was done since its draw: " + listed(done) + ". Another draw begins a new record without this, and “After the draw” goes on with the new one."),
      el("p", { class: "action" }, button("Save this record, then draw", () => { save(record.name, record.bytes); this.draw(true, seed); }, "main"),
        button("Draw without saving it", () => this.draw(true, seed)), button("Keep this sample", () => byId("draw").focus()))));
    place.querySelector("button").focus();
    say("Draw another sample?");
  },

  async draw(asked = false, seed = byId("seed").value.trim()) {
    const place = byId("draw-result"), done = workOf(records.record);
    show(byId("draw-said"));
    if (done.length && !asked) { this.ask(done, seed); return; }
    await attempt(place, async () => {
      await list.again.settled;
      if (!list.plan) { this.offer(); return; }
      const name = stem(list.file.name);
      const words = ["draw", list.file.name, ...list.words(), ...planning.words()];
      if (seed) words.push("--seed", seed);
      if (byId("marking").value.trim()) words.push("--marking", byId("marking").value.trim());
      words.push(...committing.words(), ...this.kept(), "--record", name + ".record.json", "--output", name + ".sample.xlsx");
      const grid = grids.of(name + ".judgements.xlsx", list.plan.rules);
      words.push(...grid.words, ...asking.words(name + ".letter.docx"));
      const files = [...list.files, ...grid.files, ...pairs(committing.file, ...committing.draws ?? [])];
      const result = await program.run([...words, "--format", "json"], files, "Drawing the sample");
      if (result.code !== 0) { show(byId("draw-said"), faulty(result)); return; }
      noFaults();
      this.made = { stdout: result.stdout, written: result.written, warnings: result.warnings, words, files, plan: this.plan(), shown: this.shown() };
      const again = [records.record?.name, name + ".record.json"].includes(judgements.record?.name);
      if (again) rating.outdated("The sample was drawn again", "These are by the record that stood before.");
      if (!judgements.files.length && !judgements.typed) judgements.rulesId = ruleSets.reference(list.plan.rules); // of the judgements to come
      committing.keep(result.written.get(name + ".record.json"));
      this.show();
      if (again) {
        judgements.files = judgements.files.map((f) => f === judgements.record ? judgements.drawn : f);
        if (judgements.rules || judgements.plain) judgements.offer();
      }
      await records.offer(judgements.drawn);
    });
  },

  // show shows the last draw.
  show() {
    const result = this.made, { words, files: given } = result, draw = JSON.parse(result.stdout);
    const place = byId("draw-result"), name = stem(list.file.name);
    const drawn = draw.groups.map((g) => g.selected.length + " of " + g.population + " (" + groupName(g.group).toLowerCase() + ")");
    say("Drawn: " + drawn.join(", "));
    const order = [".sample.xlsx", ".letter.docx", ".judgements.xlsx", ".record.json"];
    const files = order.map((end) => [...result.written].find(([file]) => file.endsWith(end))).filter(Boolean);
    show(place, el("div", { id: "draw-old" }), el("div", { id: "draw-changed" }),
      box("good", "Drawn: " + listed(drawn),
        draw.groups.filter((g) => g.inclusion_probability == null).map((g) => el("p", {}, "The chances of being drawn differ from case to case" + (draw.groups.length > 1 ? " in " + groupName(g.group).toLowerCase() : "") + (g.inclusion.low == null ? "." : ": from " + tenths(g.inclusion.low) + " to " + tenths(g.inclusion.high) + "."))),
        el("p", {}, "The seed is ", el("code", {}, draw.seed), ". Save these files:"),
        el("ul", { class: "files" }, files.map(([file, bytes]) => el("li", { id: file.endsWith(".record.json") ? "draw-record" : null },
          saver("Save " + file, file, bytes, file.endsWith(".sample.xlsx") ? "main" : ""), " ", el("span", {}, purpose(file))))),
        files.some(([file]) => file.endsWith(".judgements.xlsx")) ? null : el("p", {}, "There is no grid with them, as there are no questions for the cases. Write yours under “A grid with questions of your own” above: these files can then be made again, with the same cases."),
        el("p", { class: "action" }, el("button", { type: "button", onclick: () => go("after") }, "Go on to the week of fieldwork"))),
      warnings(result.warnings.filter((w) => !list.warnings.some((known) => messageOf(known) === messageOf(w)))),
      draw.groups.map((g) => balanceTable(g)),
      draw.groups.map((g) => folded(groupName(g.group) + ": the cases", el("p", {}, el("strong", {}, "To read: "), g.selected.join(", ")),
        g.reserves.length ? el("p", {}, el("strong", {}, "Reserves: "), g.reserves.join(", ")) : null)),
      this.report(name, draw, words, given, result), command(words));
    judgements.drawn = { name: name + ".record.json", bytes: result.written.get(name + ".record.json") };
    this.mark();
  },

  // changed says that the sample has changed since it was drawn, and calls the record of the draw that.
  changed() {
    const place = byId("draw-changed"), since = changesOf(judgements.drawn);
    if (place && workOf(judgements.drawn).length) {
      const [name, bytes] = [...this.made.written].find(([file]) => file.endsWith(".record.json")), drawn = name.replace(/record\.json$/, "as-drawn.record.json");
      show(byId("draw-record"), saver("Save " + drawn, drawn, bytes), " ", el("span", {}, "The record as drawn, without what was done since. “After the draw” saves it as it now stands."));
    }
    if (place && since.length) {
      show(place, box("note", "The sample changed since: " + listed(since), el("p", {}, "The files below show it as it was drawn. “After the draw” makes them as it now stands.")));
    }
  },

  // report draws again, with the seed that was used, for the report to be of
  // the same draw.
  report(name, draw, words, files, result) {
    const seeded = words.includes("--seed") ? words : [...words, "--seed", draw.seed];
    return saved(name + ".draw", seeded, files, result.stdout);
  },
};

// purpose says what a file of a draw is for.
function purpose(file) {
  if (file.endsWith(".sample.xlsx")) return "The cases to read, with reserves, for the inspectors.";
  if (file.endsWith(".letter.docx")) return "A letter that asks the service for the files.";
  if (file.endsWith(".judgements.xlsx")) return "An empty grid for their answers. Filled in, it is for step 4.";
  return "The record: all that is needed to repeat the draw. Keep it, with your list.";
}

function balanceTable(g) {
  return folded(groupName(g.group) + ": how the sample mirrors the list (largest difference " + g.largest_difference.toFixed(2) + " of a case)",
    table(groupName(g.group) + ": sample against list", ["Category", ">Eligible", ">Exact share", ">Selected", ">Difference"],
      g.balance.map((b) => [capital(categoryName(b.variable + ":" + b.category)),
        String(b.population), b.target.toFixed(2), String(b.selected), (b.difference >= 0.005 ? "+" : "") + b.difference.toFixed(2).replace("-0.00", "0.00")])));
}

function startDraw() {
  byId("panel-draw").addEventListener("change", () => drawing.mark());
  byId("draw-settings").addEventListener("submit", (event) => { event.preventDefault(); drawing.draw(); });
}
