// A commitment: a line that fixes list and design before there is a seed.

const committing = {
  file: null, // with the line and its keys
  draws: null, // the records drawn from lines, which the program counts

  words() { return this.file ? ["--commitment", this.file.name] : []; },

  // take holds the draw to a line, or to none.
  take(file) {
    this.file = file;
    show(byId("commitment-name"), file ? [file.name + ": the draw is held to it. ", el("button", { type: "button", class: "plain", onclick: () => this.take(null) }, "do without")] : "It was saved with the line.");
  },

  // keep keeps the record of a draw that was held to a line.
  keep(bytes) {
    if (!this.file) return;
    this.draws ??= [];
    this.draws.push({ name: "draw-" + (this.draws.length + 1) + ".json", bytes });
  },

  async make(settings, place) {
    if (!list.plan) { drawing.offer(); return; }
    await attempt(place, async () => {
      const name = stem(list.file.name) + ".commitment", kept = name + ".txt";
      const files = [...list.files]; // what is saved later is of the same line
      const words = ["commit", list.file.name, ...list.words(), ...planning.words(), ...settings.words(), "--commitment", kept];
      const r = await answered(place, words, files, { label: "Writing the line", settings, name,
        written: (made) => { this.take({ name: kept, bytes: made.get(kept) }); files.push(...pairs(this.file)); } });
      if (!r) return;
      place.prepend(el("p", { class: "action" }, saver("Save the line", stem(list.file.name) + ".line.txt", r.commitment + "\n", "main"), " Publish it, or send it to someone outside, before the seed is thrown. Save the file with its keys too, and keep it with the list: without it there is no draw from this line."));
    });
  },
};

function startCommit() {
  const settings = new Settings("commit"), place = el("div", { id: "commit-result" });
  show(byId("commit"), el("form", { class: "fields", onsubmit: (event) => { event.preventDefault(); committing.make(settings, place); } },
    settings.field(["seed-from", "Where the seed will come from", { placeholder: "dice" }]), el("p", { class: "action" }, el("button", { id: "commit-go" }, "Make the line"))), place);
  taker(byId("commitment-file"), byId("commit-part"), ([file]) => committing.take(file));
  committing.take(null);
}
