// What is wrong with a list, and what can be done about it here.

// problemList shows problems. Where a text is not recognised the user may say
// what it means; correct is called with the flag's value. skip is called when
// the rows are to be left out.
function problemList(problems, correct, skip) {
  const unknown = new Map(), others = [];
  for (const p of problems) {
    const u = unrecognised(p);
    if (!u) { others.push(p); continue; }
    const same = unknown.get(u.flag);
    if (same) same.rows.push(p.Row);
    else unknown.set(u.flag, { ...u, rows: [p.Row], value: p.Value });
  }
  const parts = [];
  if (unknown.size) {
    parts.push(el("p", {}, "Say what these texts mean:"), el("ul", { class: "meanings" }, [...unknown.values()].map((u) => {
      const id = "meaning-" + u.flag;
      return el("li", {}, el("label", { for: id }, el("strong", {}, ROLES[u.role] ?? u.role), " “", u.value, "” (", rowsText(u.rows), ") means "),
        choice({ id, onchange: (e) => e.target.value && correct(u.flag, e.target.value) },
          [["", "choose …"], ...u.categories.map((c) => [c, c])]));
    })));
  }
  if (others.length) {
    parts.push(table("To correct in the file", [">Row", "What is wrong", "What to do"],
      others.slice(0, 200).map((p) => [p.Row ? String(p.Row) : "–", p.Message, remedy(p.Fix)])));
    if (others.length > 200) parts.push(el("p", {}, "And " + (others.length - 200) + " more."));
  }
  return box("wrong", problems.length === 1 ? "One thing to put right" : problems.length + " things to put right",
    parts, el("p", { class: "action" }, el("button", { type: "button", onclick: skip }, "Go on without these rows")));
}

// unrecognised reads from a problem which text of which role has no category,
// and the categories there are; null where the problem is another. The flag in
// the advice is --category ROLE:TEXT=CATEGORY, in quotes where a shell needs it.
function unrecognised(problem) {
  const flag = /--category "?([^:]+):/.exec(problem.Fix);
  const categories = /is not one of (.+)$/.exec(problem.Message);
  if (!flag || !categories) return null;
  return { role: flag[1], flag: flag[1] + ":" + problem.Value, categories: categories[1].split(", ") };
}

function rowsText(rows) {
  if (rows.length === 1) return "row " + rows[0];
  const first = rows.slice(0, 3).join(", ");
  return rows.length + " rows: " + first + (rows.length > 3 ? " …" : "");
}

// failed shows what the command said where it did not do its job.
function failed(result) {
  const lines = result.stderr.trim().split("\n").map((line) => line.replace(/^onecase: /, "")).filter((line) => !/^(usage:|'onecase )/.test(line));
  return box("wrong", "This did not work", el("ul", {}, lines.map((line) => el("li", {}, line))));
}
