// Laying out a document of the command: what its report says, on this page.

// laidOut are the parts of a document but for blocks of the kinds in without.
function laidOut(doc, ...without) {
  let heading = doc.title;
  // The page has names in the place of ids, and no need of a list of them.
  const glossary = doc.blocks.findIndex((b) => b.kind === "heading" && b.content === "What the names stand for");
  return doc.blocks.filter((b, i) => !without.includes(b.kind) && (glossary < 0 || i < glossary || i > glossary + 1)).map(({ kind, content }) => {
    if (kind === "heading" || kind === "part") heading = inWords(content);
    return LAY[kind](content, heading);
  });
}

const LAY = {
  part: (text) => el("h3", { class: "said" }, inWords(text)),
  heading: (text) => el("h3", { class: "said" }, inWords(text)),
  findings: (items) => el("ul", { class: "findings" }, items.map((item) => el("li", {}, inWords(item)))),
  list: (items) => el("ul", {}, items.map((item) => el("li", {}, inWords(item)))),
  paragraph: (text) => el("p", {}, inWords(text)),
  commands: (lines) => el("div", {}, el("pre", {}, lines.join("\n"))),
  table: (t, heading) => [table(t.Caption || heading, t.Columns.map((c) => (c.Right ? ">" : "") + capital(c.Name)), t.Rows.map((row) => row.map(inWords)), !t.Caption),
    (t.Notes ?? []).map((note) => el("p", { class: "notes" }, inWords(note)))],
  derivation: (steps) => el("ol", { class: "steps" }, steps.map((s) => el("li", {}, el("strong", {}, inWords(s.title)), s.lines.map((line) => [el("br"), line])))),
  figure: (f) => el("figure", {}, el("figcaption", {}, inWords(f.Title)),
    el("img", { src: "data:image/svg+xml," + encodeURIComponent(f.SVG), alt: inWords(f.Description) })),
};

// NAMES are the words for the ids of the rule sets that the page has met.
const NAMES = new Map();

// learnNames takes the names of groups, standards and questions from a rule set.
function learnNames(rules) {
  for (const g of rules?.groups ?? []) GROUPS[g.id] ??= g.name;
  for (const st of rules?.standards ?? []) {
    const name = (st.group ? groupName(st.group) + ", " : "") + st.name.toLowerCase();
    NAMES.set(st.id, name);
    for (const q of st.questions ?? []) NAMES.set(q.id, name + ", " + q.id.slice(st.id.length + 1).replaceAll("-", " "));
  }
  return rules;
}

// inWords is a text with names in the place of ids.
function inWords(text) {
  return NAMES.get(text) ?? GROUPS[text] ?? text.replace(/[a-z][a-z0-9-]*(\.[a-z0-9-]+)+/g, (id) => NAMES.get(id) ?? id);
}
