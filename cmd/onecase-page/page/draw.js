// Step 3: the draw, its balance, and the files it makes.

const drawing = {
  made: null, // the last draw: { stdout, written, warnings, words }

  // offer prepares the step for the list that is open.
  offer() {
    if (!list.plan) {
      show(byId("draw-result"), el("p", {}, "A list that can be planned is needed first: ", el("button", { type: "button", class: "plain", onclick: () => go("list") }, "1. Your list")));
      byId("keep").hidden = true;
      return;
    }
    show(byId("draw-result"));
    byId("keep").hidden = false;
    remade(byId("keep-fields"), list.look.header.filter((h) => h !== "").map((h) =>
      el("label", {}, el("input", { type: "checkbox", value: h, id: "keep-" + h }), " ", h)));
  },

  // kept are the words for the columns to carry into the sample file.
  kept() { return [...byId("keep-fields").querySelectorAll(":checked")].flatMap((box) => ["--keep", box.value]); },

  async draw() {
    const place = byId("draw-result");
    await attempt(place, async () => {
      await list.again.settled;
      if (!list.plan) { this.offer(); return; }
      const name = stem(list.file.name);
      const words = ["draw", list.file.name, ...list.words(), ...planning.words()];
      if (byId("seed").value.trim()) words.push("--seed", byId("seed").value.trim());
      if (byId("marking").value.trim()) words.push("--marking", byId("marking").value.trim());
      words.push(...committing.words(), ...this.kept(), "--record", name + ".record.json", "--output", name + ".sample.xlsx");
      const grid = grids.of(name + ".judgements.xlsx", list.plan.rules);
      words.push(...grid.words, ...asking.words(name + ".letter.docx"));
      const files = [...list.files, ...grid.files, ...pairs(committing.file, ...committing.draws ?? [])];
      const result = await program.run([...words, "--format", "json"], files, "Drawing the sample");
      if (result.code !== 0) { show(place, faulty(result)); return; }
      noFaults();
      this.made = { stdout: result.stdout, written: result.written, warnings: result.warnings, words, files };
      committing.keep(result.written.get(name + ".record.json"));
      this.show();
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
    show(place, el("div", { id: "draw-changed" }),
      box("good", "Drawn: " + listed(drawn),
        el("p", {}, "The seed is ", el("code", {}, draw.seed), ". Save these files:"),
        el("ul", { class: "files" }, files.map(([file, bytes]) => el("li", {},
          saver("Save " + file, file, bytes, file.endsWith(".sample.xlsx") ? "main" : ""), " ", el("span", {}, purpose(file))))),
        el("p", { class: "action" }, el("button", { type: "button", onclick: () => go("after") }, "Go on to the week of fieldwork"))),
      warnings(result.warnings.filter((w) => !list.warnings.some((known) => messageOf(known) === messageOf(w)))),
      draw.groups.map((g) => balanceTable(g)),
      draw.groups.map((g) => folded(groupName(g.group) + ": the cases", el("p", {}, el("strong", {}, "To read: "), g.selected.join(", ")),
        g.reserves.length ? el("p", {}, el("strong", {}, "Reserves: "), g.reserves.join(", ")) : null)),
      this.report(name, draw, words, given, result), command(words));
    judgements.drawn = { name: name + ".record.json", bytes: result.written.get(name + ".record.json") };
  },

  // changed says that the sample has changed since it was drawn.
  changed() {
    const place = byId("draw-changed"), since = changesOf(judgements.drawn);
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
    table(groupName(g.group) + ": sample against list", ["Category", ">Eligible", ">Expected", ">Selected", ">Difference"],
      g.balance.map((b) => [capital(categoryName(b.variable + ":" + b.category)),
        String(b.population), b.target.toFixed(2), String(b.selected), b.difference.toFixed(2)])));
}

function startDraw() {
  byId("draw-settings").addEventListener("submit", (event) => { event.preventDefault(); drawing.draw(); });
}
