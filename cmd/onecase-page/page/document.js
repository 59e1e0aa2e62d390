// Laying out a document of the command: what its report says, on this page.

// laidOut are the parts of a document but for blocks of the kinds in without, and for commands with
// the line that announces them: here buttons do what they do.
function laidOut(doc, ...without) {
  let heading = doc.title;
  const typed = (b) => b?.kind === "commands" && b.content.some((line) => line.trim().startsWith("onecase "));
  const announces = (b, next) => typed(next) && b.kind === "paragraph" && b.content.endsWith(":");
  return doc.blocks.filter((b, i) => !without.includes(b.kind) && !typed(b) && !announces(b, doc.blocks[i + 1])).map(({ kind, content }) => {
    if (kind === "heading" || kind === "part") heading = inWords(content);
    return LAY[kind](content, heading);
  });
}

const LAY = {
  part: (text) => el("h3", { class: "said" }, inWords(text)),
  heading: (text) => el("h3", { class: "said" }, inWords(text)),
  findings: (items) => el("ul", { class: "findings" }, items.map((item) => el("li", {}, inWords(item)))),
  list: (items) => el("ul", {}, items.map((item) => el("li", {}, inWords(item)))),
  paragraph: (text) => el("p", {}, inWords(text.replace(/^Written: /, "Ready to save: "))), // a button saves it
  commands: (lines) => el("div", {}, el("pre", {}, lines.join("\n"))),
  table: (t, heading) => [table(t.Caption || heading, t.Columns.map((c) => (c.Right ? ">" : "") + capital(c.Name)), t.Rows.map((row) => row.map(inWords)), !t.Caption, t.Form),
    (t.Notes ?? []).map((note) => el("p", { class: "notes" }, inWords(note)))],
  derivation: (steps) => el("ol", { class: "steps" }, steps.map((s) => el("li", {}, el("strong", {}, inWords(s.title)), s.lines.map((line) => [el("br"), line])))),
  figure: (f) => el("figure", {}, el("figcaption", {}, inWords(f.Title)),
    el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": inWords(f.Title) }, el("img", { src: "data:image/svg+xml," + encodeURIComponent(f.SVG), alt: inWords(f.Description) }))),
};

// NAMES are the words for the ids of the rule sets that the page has met.
const NAMES = new Map();

// learnNames takes what the ids of a rule set stand for.
function learnNames(rules) {
  for (const [id, title] of Object.entries(rules?.titles ?? {})) NAMES.set(id, title);
  for (const g of rules?.groups ?? []) GROUPS[g.id] ??= g.name;
  return rules;
}

// shortName is a question's name without that of its standard.
function shortName(id, standard) { return inWords(id).replace(inWords(standard) + ", ", ""); }

// inWords is a text with names in the place of ids.
function inWords(text) {
  return NAMES.get(text) ?? GROUPS[text] ?? text.replace(/[a-z][a-z0-9-]*(\.[a-z0-9-]+)+/g, (id) => NAMES.get(id.replace(/^results\./, "")) ?? id);
}
