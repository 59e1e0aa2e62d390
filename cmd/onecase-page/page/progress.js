// Step 4, while the grid is being filled: how far the reading is and, where rules make ratings, what is settled.

const underway = {
  begun: false, // it is being looked at
  go() { if (!this.begun) byId("progress-go")?.click(); },

  // part asks for the record and the grid, and says how far the reading has come.
  part() {
    const { record, table, rules } = judgements, rates = rules?.rates && !judgements.asColumns;
    this.begun = false;
    if (!record || !table || judgements.inspection) return null;
    const settings = new Settings("progress"), place = el("div", { id: "progress-result", "data-answer": true });
    const work = (event) => {
      event.preventDefault();
      this.begun = true;
      return attempt(place, async () => {
        const judged = [...judgements.asColumns ? [] : judgements.judged].flatMap(([standard, rating]) => ["--judged", standard + "=" + rating]);
        await answered(place, ["progress", table.name, "--record", record.name, "--rules", judgements.asColumns ? "none" : judgements.rulesId, ...judged, ...settings.words()],
          pairs(table, record, ...settings.taken()), { label: "Looking how far the reading is", settings, name: stem(table.name) + ".progress" });
      });
    };
    return el("section", {}, el("h2", {}, "How far is the reading" + (rates ? ", and what is settled?" : "?")),
      el("p", {}, "For the week of fieldwork: " + (rates ? "which ratings no answer still to come can change, how likely the others are, " : "") + "which cases are open, who is behind, and what is missing or contradicts the record."),
      el("form", { class: "fields", onsubmit: work },
        settings.field(["day", "Last day that is over", { type: "number", min: 1, help: "Its number: 1 is the first day. It tells who is behind." }]),
        settings.more("progress", ["day", "record", "rules", "judged"]),
        el("p", { class: "action" }, el("button", { id: "progress-go" }, rates ? "Show what is settled" : "Show how far it is"))), place);
  },
};
