// Step 4, estimates: what the sample says about every eligible case.

const estimating = {
  // part asks for what the record leaves open: the variable whose categories are
  // estimated too.
  async part() {
    const heading = el("h2", {}, "What does the sample say about every eligible case?");
    const { record } = judgements;
    if (!record) return el("section", {}, heading, el("p", {}, "Of each question, the share of yes among all eligible cases, with limits that follow from how the sample was drawn. For this the record of the draw (.record.json) is needed: choose it above, with the judgements."));
    const cases = await program.record(record);
    const settings = new Settings("estimate"), place = el("div", { id: "estimate-result", "data-answer": true });
    const matched = cases?.variables ?? [];
    // Of the list that is open here, its other columns too.
    const read = new Set(list.facts?.recognised.filter((r) => matched.includes(r.role)).map((r) => r.header)); // columns that the matched variables are of
    const others = list.file && cases?.list === list.file.name ? list.look.header.filter((h) => h && !matched.includes(h) && !read.has(h) && (list.look.matchable.includes(h) || list.look.bandable[h])) : [];
    const many = others.filter((h) => list.look.many.includes(h)); // too many values to estimate each
    for (const h of many) others.splice(others.indexOf(h), 1);
    const by = [["", "no further"], ...[...matched, ...others].map((v) => [v, ROLES[v] ?? v])];
    const work = (event) => {
      event.preventDefault();
      return attempt(place, async () => {
        const { words, files } = judgements.source("estimate");
        if (settings.value("publish") && others.includes(settings.value("by"))) { show(place, box("note", "A column of the list is not published", el("p", {}, "What shows few cases can be withheld only of what the sample was matched on. Choose another column, or take away the number of cases to withhold."))); return null; }
        const by = settings.value("by"), bands = others.includes(by) && list.look.bandable[by] && !settings.value("bands") ? ["--bands", planning.bands.get(by) ?? list.look.bandable[by]] : [];
        const listed = !settings.files.has("list") && (others.includes(by) || listHas(record, settings.value("cluster")));
        await answered(place, ["estimate", ...words, ...settings.words(), ...bands, ...(listed ? ["--list", list.file.name] : [])], [...files, ...pairs(...settings.taken(), listed && list.file)],
          { label: "Estimating", settings, name: stem(words[0]) + ".estimates" });
      });
    };
    return el("section", {}, heading, el("p", {}, "The share of yes among all eligible cases, with limits that follow from how the sample was drawn."),
      el("form", { class: "fields", onsubmit: work },
        settings.field(["by", "Also for each category of", by, many.length ? "Not offered, as estimates are made for up to 12 values: " + listed(many) + "." : ""]), settings.field(["confidence", "Confidence of the limits, %", { ...DECIMAL, placeholder: judgements.rules?.target.confidence && !judgements.asColumns ? "as the rules say" : Math.round(1000 * (recorded(record)?.design?.confidence ?? 0.8)) / 10 }]),
        settings.more("estimate", ["by", "confidence", "record", "rules", "sheet", "encoding", "so-far", "alike-ids"]),
        el("p", { class: "action" }, el("button", { id: "estimate" }, "Estimate"))), place);
  },
};
