// Step 2: how many cases each group needs.

const planning = {
  sizes: new Map(), // group to the sample the user sets
  splits: new Map(), // group to its share of all cases
  bands: new Map(), // header to its bands
  collapsed: new Set(), // VARIABLE:CATEGORY that is one stratum
  expected: new Map(), // VARIABLE:CATEGORY to the share of yes expected
  match: null, // what to match on, roles and headers; null for what the command finds
  levels: null, // level of confidence to the cases it asks for, where no rules state one; null where they do

  // words are the flags of the design, and of the cases chosen by hand.
  words() {
    const words = [];
    const add = (flag, id, after = "") => { const v = byId(id).value.trim(); if (v) words.push(flag, v + (v.endsWith("%") ? "" : after)); };
    add("--confidence", "confidence", "%");
    add("--margin", "margin", "%");
    add("--reserve", "reserve", "%");
    if (byId("criterion").value !== "normal") words.push("--criterion", byId("criterion").value);
    add("--total", "total");
    add("--census-from", "census-from", "%");
    for (const [group, n] of this.sizes) words.push("--size", group + "=" + n);
    if (this.splits.size) words.push("--split", [...this.splits].map(([group, share]) => group + "=" + share).join());
    words.push(...this.methodWords(), ...constraints.words(), ...this.matchWords());
    return words;
  },

  matchWords() { return [...(this.match ?? []).flatMap((name) => ["--match", name]), ...[...this.bands].flatMap(([name, bands]) => ["--bands", name + "=" + bands])]; },

  // readingWords are those of the words that belong to how a list is read.
  readingWords() { return [...this.matchWords(), ...constraints.caseWords()]; },

  // matchOn matches on a column as well as on others.
  async matchOn(name, others) {
    this.match = [...others, name];
    if (list.look.bandable[name]) this.bands.set(name, list.look.bandable[name]);
    byId("match-fields").dataset.of = "";
    await list.read();
    byId("list-result").querySelector(".unused button, .main")?.focus();
  },

  methodWords() {
    const method = byId("method").value, least = byId("least").value;
    if (!method) return [];
    if (method === "simple") return ["--method", "simple"];
    return ["--method", "stratified", ...(method === "proportional" ? [] : ["--allocation", method]), ...(least ? ["--least", least] : []),
      ...[...this.collapsed].flatMap((category) => ["--collapse", category]),
      ...(method === "neyman" ? [...this.expected].flatMap(([category, share]) => ["--expected", category + "=" + share + "%"]) : [])];
  },

  // ungroup forgets what was said of single groups, which other rules may not have.
  ungroup() {
    this.sizes.clear();
    this.splits.clear();
    for (const field of document.querySelectorAll("#sizes-fields input, #splits-fields input")) field.value = "";
    for (const field of document.querySelectorAll("[data-split]")) field.placeholder = "as worked out";
  },

  // forget goes back to what the command finds for a list.
  forget() {
    this.ungroup();
    for (const said of [this.bands, this.collapsed, this.expected]) said.clear();
    this.match = null;
    constraints.forget();
    byId("strata").dataset.of = "";
    byId("match-fields").dataset.of = "";
  },

  // unread says that there is no plan, because the list is not read.
  unread() {
    show(byId("plan-tables"));
    show(byId("plan-result"), el("p", {}, "Cancelled: there is no plan of what is asked for here. ", el("button", { type: "button", onclick: () => list.read() }, "Plan it")));
  },

  // show shows the plan, or what is wrong with what was asked for.
  show(result) {
    const plan = list.plan;
    const open = [...document.querySelectorAll("#plan-tables details[open] > summary")].map((s) => s.textContent);
    show(byId("plan-tables"));
    const place = byId("plan-result");
    if (!plan) {
      show(place, list.facts ? faulty(result, "The plan cannot be made so")
        : box("wrong", "The list has to be put right first", el("p", {}, el("button", { type: "button", class: "plain", onclick: () => go("list") }, "1. Your list"))));
      return;
    }
    noFaults();
    this.offerSizes(plan);
    this.offerMatch(plan);
    this.offerStrata(plan);
    constraints.offer(plan);
    byId("least-part").hidden = ["", "simple"].includes(byId("method").value);
    const words = result.words.slice(0, -2);
    const asked = (id, ruled, value) => { byId(id).placeholder = ruled ? "as the rules say" : value; };
    asked("confidence", this.target?.confidence, Math.round(100 * plan.confidence));
    asked("margin", this.target?.margin, Number((100 * plan.margin).toFixed(1)));
    asked("reserve", this.reserves, "20");
    const at = place.contains(document.activeElement) && document.activeElement.id;
    show(place, this.tiles(plan), this.choice(plan), warnings(result.warnings.filter((w) => !aboutList(w)), 2), this.rare(plan),
      el("p", { class: "action" }, el("button", { type: "button", class: "main", onclick: () => go("draw") }, "Go on to the draw")));
    if (at) byId(at)?.focus();
    show(byId("plan-tables"), plan.groups.filter((g) => g.match.length).map((g) => matchTable(g, plan.confidence)), readings(plan),
      saved(stem(list.file.name) + ".plan", words, list.files, result.stdout), command(words));
    for (const s of document.querySelectorAll("#plan-tables summary")) if (open.includes(s.textContent)) s.parentElement.open = true;
  },

  // weigh works out how many cases each level of confidence asks for, where the rules leave it open.
  async weigh(plan, rules) {
    this.levels = null;
    [this.target, this.reserves] = [rules?.target, rules?.reserves];
    if (!plan || rules?.target.confidence || rules?.target.size) return;
    const levels = new Map(USUAL.map(([level]) => [level, 0])), margin = Number((100 * plan.margin).toFixed(6)) + "%";
    for (const g of plan.groups.filter((g) => g.population)) {
      const { stdout } = await program.run(["size", "--population", String(g.population), "--margin", margin, "--criterion", plan.criterion, "--format", "json"]);
      for (const { confidence, sample } of JSON.parse(stdout).levels) if (levels.has(confidence)) levels.set(confidence, levels.get(confidence) + sample);
    }
    this.levels = levels;
  },

  // choice asks for the confidence, each level beside the cases that it asks for.
  choice(plan) {
    if (!this.levels) return null;
    const { least, most } = this.target ?? {}, chosen = byId("confidence").value.trim();
    const set = this.sizes.size || byId("total").value || least || most, all = plan.groups.reduce((n, g) => n + g.population, 0);
    const within = (confidence) => NORMAL[plan.confidence] && plan.together.margin != null
      ? ": within " + points(plan.together.margin * NORMAL[confidence] / NORMAL[plan.confidence]) + " points either way" : "";
    const level = ([confidence, usual]) => el("label", {}, el("input", { type: "radio", name: "level", id: "level-" + Math.round(100 * confidence), checked: Boolean(chosen) && confidence === plan.confidence,
      onchange: () => { byId("confidence").value = Math.round(100 * confidence); list.read(); } }),
    " ", el("strong", {}, percent(confidence)), set ? within(confidence) : ": " + this.levels.get(confidence) + " of " + count(all, "case"), usual && ", " + usual);
    return el("fieldset", { class: "levels-of" }, el("legend", {}, "How sure should the findings be?"),
      chosen ? null : el("p", {}, (this.target ? "These rules do not say how sure the sample has to be" : "No rules say how sure the sample has to be") + ": choose. Until then the plan is for " + percent(plan.confidence) + "."), USUAL.map(level),
      el("small", {}, "This is the confidence. " + (set ? "How many cases are read is set: the surer, the wider the margin." : "Each is for a margin of " + points(plan.margin) + " points either way: the surer, the more cases.")));
  },

  tiles(plan) {
    const byInterval = plan.criterion === "interval" && !(this.sizes.size || byId("total").value);
    const margin = (g) => byInterval && g.group != null ? "Limits no more than " + points(2 * plan.margin) + " points apart hold the true percentage, whatever it is, at " + percent(plan.confidence) + " confidence."
      : g.achieved_probability == null ? "The margin reached is " + points(g.margin) + " points either way, at " + percent(plan.confidence) + " confidence."
      : "The margin asked for is " + points(plan.margin) + " points either way, at " + percent(plan.confidence) + " confidence; " + points(g.margin) + " is reached.";
    const tile = (name, g) => el("div", { class: "tile" }, el("h2", {}, name),
      el("p", { class: "big" }, el("strong", {}, String(g.sample)), " of " + count(g.population, "case")),
      el("p", {}, !g.population ? "No case is eligible." : g.sample === g.population ? "Every case is read." : margin(g)),
      !byInterval && g.achieved_probability != null && g.achieved_probability < plan.confidence && g.sample < g.population ? el("p", {}, "The formula promises more than it keeps: for some populations the chance of being within " + points(plan.margin) + " points is " + tenths(g.achieved_probability) + ".") : null,
      g.reserves == null ? null : el("p", {}, count(g.reserves, "reserve") + "."));
    return el("div", { class: "tiles" }, plan.groups.map((g) => tile(groupName(g.group), g)),
      plan.groups.length > 1 ? tile("Together", plan.together) : null);
  },

  // rare offers the categories that the sample might miss.
  rare(plan) {
    const all = new Set([...constraints.atLeast.keys(), ...plan.groups.flatMap((g) => g.match.filter((m) => m.fewest === 0).map((m) => m.variable + ":" + m.category))]);
    if (!all.size) return null;
    const tick = (category) => el("label", {}, el("input", { type: "checkbox", checked: constraints.atLeast.has(category), onchange: (event) => constraints.change(() => {
      if (event.target.checked) constraints.atLeast.set(category, "1");
      else constraints.atLeast.delete(category);
    }) }), " ", categoryName(category));
    return el("fieldset", {}, el("legend", {}, "Rare categories: at least one case in the sample of"), el("div", { class: "checks" }, [...all].map(tick)));
  },

  // offerMatch has a tick for each column that the sample may be matched on:
  // the variables by their roles, other columns by their headers.
  offerMatch(plan) {
    const fields = byId("match-fields");
    const taken = new Map(plan.recognised.map((r) => [r.header, r.role]));
    const variables = plan.groups[0].match.map((m) => m.variable);
    const names = [...new Set([...["gender", "disposal", "rosh", "safety"].filter((role) => [...taken.values()].includes(role)),
      ...(this.match ?? []), ...list.look.header.filter((h) => h && !taken.has(h) && (list.look.matchable.includes(h) || list.look.bandable[h])),
      ...plan.recognised.filter((r) => r.role === "team" || r.role === "manager").map((r) => r.header)])];
    byId("match").hidden = byId("method").value === "simple";
    if (fields.dataset.of === names.join("\n")) return;
    fields.dataset.of = names.join("\n");
    show(fields, names.map((name, i) => {
      const bands = list.look.bandable[name] && el("input", { id: "bands-" + i, "data-bands": name, "aria-label": "Bands of " + name, value: this.bands.get(name) ?? list.look.bandable[name], autocomplete: "off" });
      return el("span", {}, el("label", {}, el("input", { type: "checkbox", id: "match-" + i, value: name, checked: variables.includes(name) }), " ", ROLES[name] ?? name), bands ? [" in bands ", bands] : null);
    }));
  },

  // offerStrata has what only stratified samples take: categories that are one stratum,
  // and the share of yes that is expected in each.
  offerStrata(plan) {
    const place = byId("strata"), method = byId("method").value;
    const categories = [...new Set(plan.groups.flatMap((g) => g.match.map((m) => m.variable + ":" + m.category)))];
    place.hidden = ["", "simple"].includes(method) || !categories.length;
    const of = JSON.stringify([categories, method === "neyman"]);
    if (place.dataset.of === of) return;
    place.dataset.of = of;
    show(place, el("fieldset", {}, el("legend", {}, "Take all cases of a category as one stratum"), el("div", { class: "checks" }, categories.map((c) =>
      el("label", {}, el("input", { type: "checkbox", "data-collapse": c, checked: this.collapsed.has(c) }), " ", categoryName(c))))),
    method === "neyman" ? el("fieldset", {}, el("legend", {}, "Share of yes expected, %"), el("div", { class: "fields" }, categories.map((c) =>
      el("p", {}, el("label", { for: "expected-" + c }, categoryName(c)), el("input", { id: "expected-" + c, "data-expected": c, inputmode: "decimal", autocomplete: "off", placeholder: "50", value: this.expected.get(c) }))))) : null);
  },

  // offerSizes has a field for each group to set its sample.
  offerSizes(plan) {
    const fields = byId("sizes-fields");
    const groups = plan.groups.map((g) => g.group);
    if (fields.dataset.groups === groups.join()) {
      for (const g of plan.groups) byId("size-" + g.group).placeholder = String(g.sample);
      return;
    }
    fields.dataset.groups = groups.join();
    show(fields, plan.groups.map((g) => el("p", {}, el("label", { for: "size-" + g.group }, groupName(g.group)),
      el("input", { id: "size-" + g.group, type: "number", min: 1, max: g.population, placeholder: g.sample, "data-size": g.group }))));
    byId("sizes").hidden = false;
    byId("splits").hidden = plan.groups.length < 2;
    show(byId("splits-fields"), plan.groups.map((g) => el("p", {}, el("label", { for: "split-" + g.group }, groupName(g.group) + ", %"),
      el("input", { id: "split-" + g.group, inputmode: "decimal", autocomplete: "off", placeholder: "as worked out", "data-split": g.group }))));
  },
};

// NORMAL are the normal quantiles of two-sided confidences, which margins are in proportion to.
const NORMAL = { 0.8: 1.281552, 0.9: 1.644854, 0.95: 1.959964, 0.99: 2.575829 };
// USUAL are the levels of confidence that are offered, with where they are usual.
const USUAL = [[0.8, "usual in inspections of youth justice"], [0.9], [0.95, "usual in most other work"], [0.99]];

function matchTable(g, confidence) {
  return folded("How the sample will mirror the list: " + groupName(g.group).toLowerCase(),
    table(groupName(g.group) + ": a sample of " + g.sample + " from " + g.population,
      ["Category", ">Eligible", ">In the sample", "Looked at alone"],
      g.match.map((m) => [capital(categoryName(m.variable + ":" + m.category)), String(m.population),
        m.fewest === m.most ? String(m.fewest) : m.fewest + " to " + m.most, alone(m)])), el("small", {}, "Looked at alone: how far a percentage found in the fewest of those cases may be from that of all of the category, either way, at " + percent(confidence) + " confidence." + (g.match.some((m) => alone(m) === "nothing") ? " Nothing: so few cases say nothing on their own." : "")));
}

// alone says what the cases of a category tell by themselves. No percentage is off by more than the share that is not read.
function alone({ subsample_margin: margin, population, fewest }) {
  const whole = (share) => Math.ceil(100 * share - 1e-9), within = Math.min(whole(margin), whole((population - fewest) / population));
  return margin == null || whole(margin) > 50 ? "nothing" : within === 0 ? "exactly" : "within " + count(within, "point");
}

function readings(plan) {
  if (plan.readings.length < 2) return null;
  const words = { "each-group": "each group to the margin", whole: "one inspection, then split" };
  return folded("What the published target may have meant", table("Two readings of the target",
    ["Reading", ...plan.groups.flatMap((g) => [">" + groupName(g.group), ">Margin"]), ">In all", ">Margin"],
    plan.readings.map((r) => [words[r.reading] ?? r.reading, ...r.groups.flatMap((g) => [String(g.sample), points(g.margin)]), String(r.sample), points(r.margin)])));
}

function startPlan() {
  const again = (event) => {
    if (event.target.closest("#constraints")) return; // it looks after itself
    const typed = (of) => new Map([...document.querySelectorAll(`[data-${of}]`)].filter((i) => i.value.trim()).map((i) => [i.dataset[of], i.value.trim()]));
    planning.sizes = typed("size");
    planning.expected = typed("expected");
    const splits = typed("split");
    const shares = [...document.querySelectorAll("[data-split]")], blank = shares.filter((i) => !i.value.trim());
    const rest = 100 - [...splits.values()].reduce((n, share) => n + Number(share), 0);
    if (splits.size && blank.length === 1 && rest > 0) splits.set(blank[0].dataset.split, String(Number(rest.toFixed(4)))); // the one left has the rest
    for (const i of blank) i.placeholder = splits.get(i.dataset.split) ?? "as worked out";
    if (splits.size && splits.size < shares.length) return; // until each has one
    planning.splits = splits;
    planning.collapsed = new Set([...document.querySelectorAll("[data-collapse]:checked")].map((i) => i.dataset.collapse));
    if (event.target.closest("#match")) {
      const ticked = [...byId("match-fields").querySelectorAll(":checked")].map((i) => i.value);
      planning.match = ticked.length ? ticked : null;
      planning.bands = new Map([...typed("bands")].filter(([name]) => ticked.includes(name)));
      if (!ticked.length) byId("match-fields").dataset.of = ""; // back to those that were found
    }
    list.read();
  };
  byId("plan-settings").addEventListener("change", again);
  byId("plan-settings").addEventListener("submit", (event) => event.preventDefault());
}
