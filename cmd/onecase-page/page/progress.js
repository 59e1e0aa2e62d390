// Step 4, while the grid is being filled: what is settled and what is open.

const underway = {
  // part asks for the record and the grid, and says how far the reading has come.
  part() {
    const heading = el("h2", {}, "How far is the reading, and what is settled?"), { record, table } = judgements;
    if (!record || !table || judgements.inspection) return null;
    const settings = new Settings("progress"), place = el("div", { id: "progress-result" });
    const work = (event) => {
      event.preventDefault();
      return attempt(place, async () => {
        const judged = [...judgements.judged].flatMap(([standard, rating]) => ["--judged", standard + "=" + rating]);
        await answered(place, ["progress", table.name, "--record", record.name, "--rules", judgements.rulesId, ...judged, ...settings.words()],
          pairs(table, record, ...settings.taken()), { label: "Looking what is settled", settings, name: stem(table.name) + ".progress" });
      });
    };
    return el("section", {}, heading,
      el("p", {}, "For the week of fieldwork: which ratings no answer still to come can change, how likely the others are, which cases are open, who is behind, and what is missing or contradicts the record."),
      el("form", { class: "fields", onsubmit: work },
        settings.field(["day", "Day of the fieldwork that is over", { type: "number", min: 1 }]),
        settings.more("progress", ["day", "record", "rules", "judged"]),
        el("p", { class: "action" }, el("button", { id: "progress-go" }, "Show what is settled"))), place);
  },
};
