// The record that the steps after a draw begin with, and its list.

const records = {
  record: null, // the files
  list: null,
  cases: null, // what the record holds: its groups with their cases

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
      [this.cases] = read;
      replacing.offer();
      assigning.offer();
    }
    extending.offer();
    week.offer();
    if (which === "record") week.hand("agree", "record", this.cases ? file : null);
  },

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
  assigning.offer();
  replacing.offer();
  extending.offer();
  week.offer();
}
