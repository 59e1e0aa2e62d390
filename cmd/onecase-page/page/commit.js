// A commitment: a line that fixes list and design before there is a seed.

const committing = {
  file: null, // with the line
  draws: null, // the records drawn from lines, which the program counts

  words() { return this.file ? ["--commitment", this.file.name] : []; },

  // take holds the draw to a line, or to none.
  take(file) {
    this.file = file;
    show(byId("commitment-name"), file ? [file.name + ": the draw is held to its line. ", el("button", { type: "button", class: "plain", onclick: () => this.take(null) }, "do without")] : "Such as a mail that was kept.");
  },

  // keep keeps the record of a draw that was held to a line.
  keep(bytes) {
    if (!this.file) return;
    this.draws ??= [];
    this.draws.push({ name: "draw-" + (this.draws.length + 1) + ".json", bytes });
  },

  async make(settings, place) {
    await attempt(place, async () => {
      await list.again.settled;
      if (!list.plan) { drawing.offer(); return; }
      const name = stem(list.file.name) + ".commitment";
      const words = ["commit", list.file.name, ...list.words(), ...planning.words(), ...settings.words()];
      const r = await answered(place, words, list.files, { label: "Writing the line", settings, name });
      if (!r) return;
      this.take(textFile(name + ".txt", r.commitment + "\n"));
      place.prepend(el("p", { class: "action" }, saver("Save the line", this.file.name, this.file.bytes, "main"), " Publish it, or send it to someone outside, before the seed is thrown."));
    });
  },
};

function startCommit() {
  const settings = new Settings("commit"), place = el("div", { id: "commit-result" });
  const from = settings.field(["seed-from", "Where the seed will come from", { placeholder: "dice", help: "Dice are thrown 20 times: fewer throws can be repeated until they suit." }]);
  from.classList.add("wide-field");
  show(byId("commit"), el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); committing.make(settings, place); } },
    from, el("p", { class: "action" }, el("button", { id: "commit-go" }, "Make the line"))), place);
  taker(byId("commitment-file"), byId("commit-part"), ([file]) => committing.take(file));
  committing.take(null);
}
