// Checking a draw: it is done again from its record and list, and compared.

const checking = {
  record: null,
  list: null,

  // offer takes the files of the draw that was just made, unless others were
  // chosen here.
  offer(record, name) {
    this.take("record", { name, bytes: record });
    this.take("list", list.file);
  },

  take(which, file) {
    this[which] = file;
    byId("check-" + which + "-name").textContent = file.name;
    show(byId("check-result"));
  },

  async check() {
    const place = byId("check-result");
    if (!this.record || !this.list) {
      show(place, box("note", "Two files are needed", el("p", {}, "Choose the record and the list first.")));
      return;
    }
    if (this.record.name === this.list.name) {
      show(place, box("note", "The two files have the same name", el("p", {}, "Give one of them another name and choose it again.")));
      return;
    }
    await attempt(place, async () => {
      const words = ["verify", this.record.name, this.list.name];
      const files = pairs(this.record, this.list);
      const result = await program.run([...words, "--format", "json"], files, "Drawing again");
      if (!result.stdout) { show(place, failed(result)); return; }
      const v = JSON.parse(result.stdout);
      const name = stem(this.record.name) + ".check";
      if (v.verified) {
        say("Verified");
        show(place, box("good", "Verified", el("p", {}, "The list, the design and the seed ", el("code", {}, v.seed), " give just this sample.")));
      } else {
        say("Not verified");
        show(place, box("wrong", "Not verified: " + count(v.differences.length, "difference"),
          table("Where the draw and the record differ", ["Where", "What"], v.differences.map((d) => [d.where, d.message]))));
      }
      place.append(...[warnings(v.warnings), saved(name, words, files, result.stdout), command(words)].filter(Boolean));
    });
  },
};

function startCheck() {
  taker(byId("check-record"), byId("check-record-drop"), ([file]) => checking.take("record", file));
  taker(byId("check-list"), byId("check-list-drop"), ([file]) => checking.take("list", file));
  byId("check-settings").addEventListener("submit", (event) => { event.preventDefault(); checking.check(); });
}
