// The week of fieldwork: the grid, chosen once, goes from step to step.

const week = {
  // offer has the grid that is being filled, and what can be asked of it.
  offer() {
    const { record } = records, { filled } = grids;
    const names = el("small", { id: "week-grid-name" }, filled ? [filled === grids.left ? [filled.name + ", as the steps below have left it ", saver("Save the grid as it now stands", filled.name, filled.bytes), " "] : filled.name + " ", el("button", { type: "button", class: "plain", onclick: () => grids.use(null) }, "do without")] : "Excel or CSV, as it stands. It is then at hand in every step below, and for the ratings.");
    const input = el("input", { type: "file", class: "unseen", id: "week-grid", accept: ".xlsx,.xlsm,.csv,.txt", "aria-describedby": "week-grid-name" });
    const place = el("p", { class: "drop" }, input, el("label", { for: "week-grid", class: "button" }, filled ? "Choose a later one" : "Choose the grid"), " ", names);
    taker(input, place, ([file]) => grids.use(file));
    remade(byId("week-part"), el("h2", {}, "The grid while it is filled"), el("div", { class: "fields" }, place),
      filled && record ? el("p", { class: "action" }, el("button", { type: "button", id: "week-progress", onclick: () => this.goOn(true) }, "How far is the reading?"), " ",
        el("button", { type: "button", id: "week-rate", onclick: () => this.goOn(false) }, "Rate what was judged")) : null,
      filled && !record ? el("p", { class: "empty" }, "Choose the record above, too.") : null);
  },

  // files says which changes of the sample the week's files do not show, and makes them again.
  files(opened) {
    const { known, record, list: cases } = records, place = byId("week-files");
    const since = changesOf(record).filter((change) => !known?.includes(change));
    if (!since.length) {
      if (opened) show(place);
      return;
    }
    const came = (recorded(record).extensions ?? []).some((e) => since.includes(cameIn(e)));
    const stale = [grids.filled || !grids.asks(records.cases?.rules) ? "" : "the grid", "the letter", recorded(record).assignments ? "who reads what" : ""].filter(Boolean);
    show(place, box("note", "The sample changed: " + listed(since),
      el("p", {}, "Files saved before show the earlier sample: " + listed(stale) + ". Make them again, or add to them what each change gave for its case alone."), came ? grids.onward() : null,
      el("p", { class: "action" }, el("button", { type: "button", class: "main", disabled: !cases, onclick: () => this.again(place) }, "Make the week’s files again"), cases ? null : "For this, choose the list above.")));
  },

  // again makes the week's files of the sample as it now stands. A grid that is being filled gets rows for the cases that came in.
  again(place) {
    return attempt(place, async () => {
      const { words, files, result } = await checking.drawn("", grids.filled);
      if (!result.stdout) { place.append(failed(result)); return; }
      const made = JSON.parse(result.stdout);
      if (!made.verified) { await checking.check(); return; }
      if (made.grid_new.length) grids.updated(made.grid, result.written.get(made.grid));
      records.known = changesOf(records.record);
      say("The week’s files are made again");
      show(place, box("good", "The week’s files, as the sample now stands", el("p", {}, "Keep these in the place of the earlier ones:"),
        el("p", { class: "action" }, [...result.written].map(([file, bytes]) => saver("Save " + file, file, bytes)))), warnings(result.warnings), command(words));
    });
  },

  // goOn takes grid and record to step 4.
  async goOn(open) {
    await judgements.take([grids.filled, records.record]);
    go("rate");
    if (!open) return;
    underway.go();
    byId("progress-result")?.scrollIntoView();
  },

  // hand gives the forms of the two readings what was chosen before, if they have not their own.
  hand(id, flag, file) {
    const settings = Settings.all.get(id), has = settings?.files.get(flag);
    if (!settings || (has && has[0] !== this.given.get(id + flag))) return;
    this.given.set(id + flag, file);
    if (file) settings.take(flag, [file]);
    else settings.drop(flag);
  },

  given: new Map(), // what was handed, by form and flag
};
