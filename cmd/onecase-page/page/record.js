// The record that the steps after a draw begin with, and its list.

const records = {
  record: null, // the files
  list: null,
  cases: null, // what the record holds: its groups with their cases
  problem: "", // why it holds nothing that can be used

  // take takes one of the two files; the other stays.
  async take(which, file) {
    const before = this[which], name = byId("check-" + which + "-name"), said = name.textContent;
    this[which] = file;
    name.textContent = file.name;
    show(byId("check-result"));
    if (which === "record") {
      const read = await attempt(byId("check-result"), async () => [await program.record(file)], () => this.take(which, file));
      if (!read) {
        this[which] = before;
        name.textContent = said;
        return;
      }
      this.problem = read[0]?.problem ?? "";
      this.cases = this.problem ? null : read[0];
      replacing.offer();
      assigning.offer();
    }
    extending.offer();
    week.offer();
    if (which === "record") week.hand("agree", "record", this.cases ? file : null);
  },

  // forget goes back to neither.
  forget() {
    this.record = this.list = this.cases = null;
    for (const [which, asked] of this.asked) byId("check-" + which + "-name").textContent = asked;
    for (const part of [assigning, replacing, extending, week]) part.offer();
    week.hand("agree", "record", null);
  },

  asked: new Map(), // what stands beside the two buttons until there are files

  // offer takes the files of the draw that was just made here.
  async offer(record) {
    await this.take("list", list.file);
    await this.take("record", record);
  },

  // updated takes the record as a step has left it, for the next one.
  async updated(name, bytes) {
    await this.take("record", { name, bytes });
    if (judgements.drawn?.name === name) judgements.drawn = this.record;
    judgements.files = judgements.files.map((f) => f.name === name ? this.record : f);
  },

  // stem is the record's name without its endings.
  get stem() { return this.record.name.replace(/(\.record)?\.json$/i, ""); },
};

function startRecords() {
  taker(byId("check-record"), byId("check-record-drop"), ([file]) => records.take("record", file));
  taker(byId("check-list"), byId("check-list-drop"), ([file]) => records.take("list", file));
  for (const which of ["record", "list"]) records.asked.set(which, byId("check-" + which + "-name").textContent);
  records.forget();
}
