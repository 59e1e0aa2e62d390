// Step 4, the ratings: what they are, what is open to discretion, and what if a
// judgement had been another.

const rating = {
  set: new Map(), // question to the yes of "what if"
  flips: [], // CASE:QUESTION
  cards: null, // of the standards, by id, kept while the user tries things
  top: null,
  parts: null, // what can be asked of the judgements besides, kept while the settings change

  forget() {
    this.set.clear();
    this.flips = [];
    this.cards = null;
  },

  // outdated marks what is shown as old, for a reason, and offers to work it out again.
  outdated(why, what) {
    const place = byId("rate-result"), before = place.querySelector(":scope > [inert]") ?? el("div", { inert: true }, [...place.childNodes]);
    if (!before.childNodes.length) return;
    this.forget();
    show(place, box("note", why, el("p", {}, what), el("p", { class: "action" }, el("button", { type: "button", onclick: () => judgements.begin() }, "Rate again"))), before);
  },

  // asked are those parts: made once for the files that are open.
  async asked() {
    return this.parts ??= [judgements.rules?.rated.length && !judgements.asColumns ? robustness.part() : null, judgements.typed ? null : await estimating.part(), underway.part()];
  },

  // old marks what they show as of other settings, until it is worked out again.
  old() { for (const place of byId("rate-result").querySelectorAll("[data-answer]")) place.inert = place.childNodes.length > 0; },

  whatIf() {
    const words = [];
    for (const [question, yes] of this.set) words.push("--set", question + "=" + yes + "/" + this.cards.of.get(question));
    for (const flip of this.flips) words.push("--flip", flip);
    return words;
  },

  rate: latest((superseded) => rating.rateOnce(superseded)),

  async rateOnce(superseded) {
    const place = byId("rate-result");
    if (!judgements.ready) { show(place); return null; }
    const first = !this.cards;
    const done = await attempt(this.cards ? this.top : place, async () => {
      const { words, files } = judgements.source();
      if (judgements.asColumns) { await this.found(place, ["rate", ...words], files); return true; }
      const all = ["rate", ...words, ...this.whatIf()];
      const result = await program.run([...all, "--format", "json"], files, "Rating");
      if (superseded()) return true;
      if (result.code !== 0) {
        this.cards = null;
        this.notYet(place, result);
        return true;
      }
      noFaults();
      const r = JSON.parse(result.stdout);
      if (!this.cards) await this.lay(place, r);
      if (superseded() || !this.cards) return true;
      this.update(r, all, ["rate", ...words], files, result);
      show(this.beside, r.leave_out || r.unread || r.standards.some((st) => st.questions.some((q) => q.corrected)) ? besides((await program.show(all, files, "Rating")).document) : null);
      return true;
    }, () => this.rate());
    if (done === false && first) {
      this.cards = null;
      show(place, place.firstElementChild);
    }
    return done;
  },

  // judged shows the ratings that the panel gave directly, beside the findings of a table that no rules ask for.
  async judged() {
    if (judgements.plain || !judgements.judged.size) return null;
    const { record } = judgements, drawn = record && recorded(record)?.rules === judgements.rulesId; // else it is of other rules than these
    const words = ["rate", judgements.made, ...(drawn ? ["--record", record.name] : [])], files = pairs(textFile(judgements.made, judgements.inspectionText(null)), drawn && record);
    const result = await program.show(words, files, "Rating");
    return result.code !== 0 ? failed(result) : el("section", { class: "box" }, el("h2", {}, "The ratings, judged directly"), laidOut(result.document, "derivation"),
      warnings(result.warnings), saved(stem(judgements.made) + ".ratings", words, files, result.stdout, "the ratings"), this.sheet(words, files), command(words));
  },

  // sheet saves a sheet for the panel.
  sheet(words, files) {
    const name = stem(words[1]) + ".panel.html";
    return el("p", { class: "action" }, saver("Save a sheet for the panel", name, async () => (await program.run([...words, "--panel", name, "--format", "json"], files, "Writing the sheet")).written.get(name)));
  },

  // found shows the findings of a table without rules.
  async found(place, words, files) {
    const result = await program.show(words, files, "Counting");
    if (result.code !== 0) { this.notYet(place, result); place.append(...[await this.judged()].filter(Boolean)); return; }
    show(place, el("section", { class: "box" }, el("h2", {}, result.document.title), laidOut(result.document, "derivation")), warnings(result.warnings),
      saved(stem(words[1]) + ".findings", words, files, result.stdout), command(words), await this.judged(), await this.asked());
    say(result.document.title);
  },

  // notYet says why there are no ratings. That answers are still to come is how a grid is for most of the week:
  // how far the reading is comes first then.
  notYet(place, result) {
    const { problems } = result, none = problems.length === 1 && problems[0].message === "no case has an answer yet";
    const toCome = none ? problems : problems.filter((p) => p.options.some((o) => o.name === "so-far")), others = problems.filter((p) => !toCome.includes(p));
    const { label, act } = this.cures().get("so-far"), said = none ? "No case has an answer yet" : "Answers are still to come in " + count(new Set(toCome.map((p) => p.row)).size, "row");
    const waiting = toCome.length ? box("", said, el("p", {}, judgements.asColumns ? "The findings are worked out when all are in." : "The ratings are worked out when all are in."),
      none ? null : [el("p", { class: "action" }, el("button", { type: "button", onclick: act }, label)), folded("Each of them", corrections(toCome))]) : null;
    show(place, others.length ? [toCorrect(others, this.cures()), judgements.drawnHere()] : toCome.length ? null : failed(result), toCome.length ? [underway.part(), waiting] : [underway.part()]);
    if (waiting && !others.length) {
      say(said);
      underway.go();
    }
  },

  // cures are what the page can do about problems of judgements, by the option that a
  // problem names.
  cures() {
    const tick = (flag, label) => [flag, { label, act: () => { byId("rate-" + flag).checked = true; judgements.changed(); } }];
    const plain = { label: "Take each column as a question, without rules", act: () => { judgements.rulesId = "none"; judgements.begin(); },
      by: (id) => el("button", { type: "button", class: "main", onclick: () => judgements.ruleBy(id) }, "Rate by the rules " + rulesInWords(id)) };
    return new Map([tick("so-far", "Go on with the answers that are in"), tick("alike-ids", "They are the same cases"), ...(judgements.inspection ? [] : [["rules", plain]])]);
  },

  // lay makes the parts that stay while the user tries things.
  async lay(place, r) {
    if (judgements.rules?.id !== r.rules) judgements.rules = await program.rules(ruleSets.reference(r.rules)) ?? judgements.rules;
    const rules = judgements.rules;
    this.top = el("div", {});
    this.follow = el("p", { class: "follow", "aria-hidden": "true" });
    this.beside = el("div", {});
    this.end = el("div", {});
    this.cards = { byId: new Map(), of: new Map(), judged: new Map() };
    const groups = new Map();
    for (const st of r.standards) {
      for (const q of st.questions) if (q.of != null) this.cards.of.set(q.id, q.of);
      if (st.questions.length === 0 && st.judged) continue;
      for (const q of st.questions) this.cards.judged.set(q.id, q.yes ?? q.assumed_yes);
      const card = standardCard(st, rules, (question, yes) => { this.slide(question, yes); card.element.append(this.follow); this.rate(); });
      this.cards.byId.set(st.id, card);
      if (!groups.has(st.group)) groups.set(st.group, []);
      groups.get(st.group).push(card.element);
    }
    const answered = r.standards.some((st) => st.questions.some((q) => q.count_source === "answers"));
    show(place, this.top, this.beside, answered ? this.flipper(r) : null, letters([...this.cards.byId.values()].map((card) => card.element)),
      [...groups].map(([group, cards]) => el("section", {}, el("h2", {}, groupName(group, rules)), cards)), this.end, await this.asked());
  },

  // slide sets the yes of a question. A slider counts what was turned on the question
  // before, so that goes into it.
  slide(question, yes) {
    if (!this.cards) return; // others are on their way
    this.flips = this.flips.filter((f) => !f.endsWith(":" + question));
    if (yes === this.cards.judged.get(question)) this.set.delete(question);
    else this.set.set(question, yes);
  },

  // update shows a result and what it is saved as. A sheet for the panel is of what was judged, whatever is tried.
  update(r, words, judged, files, result) {
    if (judgements.rules.scoring?.own) unscored(r);
    show(this.top, this.overall(r), this.changes(r), published(r), warnings(result.warnings, 4));
    for (const st of r.standards) this.cards.byId.get(st.id)?.update(st, r.before?.standards.find((b) => b.id === st.id));
    show(this.end, saved(stem(words[1]) + (r.changes.length ? ".what-if" : ".ratings"), words, files, result.stdout),
      this.sheet(judged, files),
      words[1] === judgements.made && !judgements.inspection ? el("p", { class: "action" }, saver("Save what was typed in (" + words[1] + ")", words[1], judgements.inspectionText())) : null,
      command(words));
    const open = r.standards.filter((st) => st.discretion_open).length;
    this.follow.hidden = !r.changes.length;
    show(this.follow, r.before && [el("strong", {}, "What if: "), outcome(r)]);
    say((r.overall ? "Overall " + named(r.overall) + scored(r) + ". " : "") + count(open, "standard") + " open to discretion.");
  },

  overall(r) {
    const scoring = judgements.rules.scoring;
    const open = r.standards.filter((st) => st.discretion_open);
    const judged = r.standards.filter((st) => st.judged && st.rating);
    const who = r.service ? r.service + ": " : "";
    return el("section", { class: "box overall" },
      r.overall ? el("h2", {}, who + (r.score == null ? "Overall " : "") + named(r.overall) + scored(r) + (r.changes.length ? " (what if)" : "")) : el("h2", {}, who + (scoring ? "No overall rating yet" : "No overall rating")),
      r.score != null && scoring?.bands ? scoreTrack(r.score, r.maximum, scoring.bands, r.made_of?.limits.length ? r.overall : null) : null,
      limited(r.made_of, r.overall),
      r.overall ? el("p", {}, r.score !== r.score_computed && r.score_computed != null
        ? "The judgements alone make " + r.score_computed + ", " + named(r.overall_computed) + "; with what the panel decided, " + r.score + "."
        : r.score == null && r.overall_computed !== r.overall ? "The judgements alone make " + named(r.overall_computed) + "." : null)
        : el("p", {}, lacking(r) + possible(r.possible)),
      r.overall_swing ? el("ul", {}, [r.overall_swing.up, r.overall_swing.down].filter(Boolean).map((s) => el("li", {}, overallSwing(s, judged.some((st) => !st.discretion))))) : null,
      open.length ? el("p", {}, "Open to professional discretion: " + byGroup(open) + ". ",
        byId("decisions") && el("button", { type: "button", class: "plain", onclick: () => { byId("decisions").open = true; byId("decided-" + open[0].id).focus(); } }, "Enter what the panel decided"))
        : r.standards.some((st) => st.flags.length) ? el("p", {}, "No standard meets the published criteria for professional discretion.") : null,
      r.standards.some((st) => st.questions.some((q) => q.low != null)) ? el("p", {}, "Where a percentage of all eligible cases may lie is given at " + percent(r.confidence) + " confidence." + (r.standards.some((st) => st.questions.some((q) => q.limits_method === "exact-cells")) ? " The limits follow the groups of cases alike that the sample was matched on: where the answers of no lie in other groups, the same count of the same cases has other limits." : "")) : null,
      judged.length ? el("p", {}, "Judged directly: " + judged.map((st) => st.name + " " + named(st.rating).toLowerCase()).join("; ") + ".") : null);
  },

  // changes says what the user has tried, and what came of it.
  changes(r) {
    if (!r.changes.length) return [...this.cards.byId.values()].some((card) => card.element.querySelector("[type=range]")) ? el("p", {}, "Move a slider below to see what another judgement would change.") : null;
    const effects = r.standards.flatMap((st) => {
      const was = r.before.standards.find((b) => b.id === st.id);
      return was.rating === st.rating && was.computed === st.computed ? [] : [inWords(st.id) + " " + becomes(was.computed ?? was.rating, st.computed ?? st.rating)
        + (st.discretion ? " (the panel’s rating stays " + named(st.rating) + ")" : "")];
    });
    if (r.before.overall !== r.overall) effects.push("Overall " + becomes(r.before.overall, r.overall));
    else if (r.before.score !== r.score) effects.push("Score: " + r.before.score + " → " + r.score + ", overall still " + named(r.overall));
    return box("what-if", "What if", el("ul", {}, r.changes.map((c) => el("li", {}, (c.case ? "Case " + c.case + ", " : "") + inWords(c.question) + ", " + c.from + " → " + c.to))),
      el("p", {}, el("strong", {}, effects.length ? effects.join(". ") + "." : "No rating would change.")),
      el("p", { class: "action" }, el("button", { type: "button", onclick: () => this.back() }, "Back to what was judged")));
  },

  back() {
    this.set.clear();
    this.flips = [];
    for (const card of this.cards.byId.values()) card.reset();
    this.rate();
  },

  // flipper has the fields to turn one answer of one case.
  flipper(r) {
    const made = new Set(judgements.rules.standards.flatMap((st) => st.questions ?? []).filter((q) => q.Items?.length).map((q) => q.id)); // of items, which are turned
    const questions = r.standards.flatMap((st) => st.questions.filter((q) => q.count_source === "answers" && !made.has(q.id)).map((q) => [q.id, inWords(q.id)]));
    const message = el("div", { role: "status" });
    const turn = async () => {
      const question = byId("flip-question").value, flip = byId("flip-case").value.trim() + ":" + question;
      const { words, files } = judgements.source();
      const tried = await program.run(["rate", ...words, "--flip", flip, "--format", "json"], files, "Rating");
      message.textContent = tried.code === 0 ? "" : tried.messages[0].rest;
      if (tried.code !== 0) return;
      const more = JSON.parse(tried.stdout).changes[0].to === "yes" ? 1 : -1;
      if (this.set.has(question)) this.slide(question, Math.max(0, Math.min(this.cards.of.get(question), this.set.get(question) + more)));
      else if (this.flips.includes(flip)) this.flips = this.flips.filter((f) => f !== flip);
      else this.flips.push(flip);
      this.rate();
    };
    return el("form", { class: "fields box", onsubmit: (event) => { event.preventDefault(); attempt(message, turn); } },
    el("h2", {}, "What if one answer had been the other?"),
    el("p", {}, el("label", { for: "flip-case" }, "Case"), el("input", { id: "flip-case", autocomplete: "off", required: true })),
    el("p", { class: "wide-field" }, el("label", { for: "flip-question" }, "Question"), choice({ id: "flip-question" }, questions)),
    el("p", { class: "action" }, el("button", { id: "flip" }, "Turn this answer")), message);
  },
};

// besides are the parts of a report with other ratings that are asked for beside the main
// ones: without each manager, read without error, and with the cases that were not read.
function besides({ title, blocks }) {
  let inside = false;
  return laidOut({ title, blocks: blocks.filter(({ kind, content }) => {
    if (kind === "heading") inside = /^(Without each|If the cases that were not read|Read without error)/.test(content);
    return inside;
  }) });
}

// outcome is in a line what a change makes of the whole.
function outcome(r) {
  const moved = r.standards.filter((st) => st.computed !== r.before.standards.find((b) => b.id === st.id).computed).length;
  const overall = r.overall == null ? "no overall rating" : r.overall === r.before.overall ? "overall still " + named(r.overall) : "overall " + turned(r.before.overall, r.overall);
  return overall + (r.score == null ? "" : scored(r) + (r.score === r.before.score ? "" : " (was " + r.before.score + ")")) + "; " + count(moved, "standard") + " changed.";
}

// scored is the score; nothing where the rules add none.
function scored(r) { return r.score == null ? "" : ", " + r.score + " of " + r.maximum; }

// unscored takes scores out of a result that are the rules' own, and published nowhere.
function unscored(r) {
  for (const of of [r, r.before ?? {}]) of.score = of.score_computed = null;
  for (const swing of [r.overall_swing?.up, r.overall_swing?.down]) if (swing) swing.points = 0;
}

// limited says which limit took a rating down.
function limited(made, rating) {
  return made?.limits.length ? el("p", { class: "limited" }, "By its bands " + named(made.before) + "; by a limit " + named(rating) + ": " + sentence(made.limits.join("; "))) : null;
}

function becomes(from, to) { return "becomes " + named(to) + " (was " + named(from) + ")"; }

function turned(from, to) { return named(from) + " → " + named(to); }

// typedHere tells a problem of what was typed in here: its row is one of a file that nobody has seen.
function typedHere(p) { return p.file === judgements.made && !judgements.inspection; }

// toCorrect asks about the problems of judgements, a line each kind of them, beside what
// can be done about it here: cures, from an option to what it is called and does.
function toCorrect(problems, cures = new Map(), of = "the judgements") {
  noFaults();
  const kinds = new Map();
  for (const p of problems) {
    const { name: option, value } = p.options.find((o) => cures.has(o.name)) ?? {};
    const key = option ?? JSON.stringify([p.column, p.fix, p.row && p.fix ? "" : p.message]);
    if (!kinds.has(key)) kinds.set(key, { ...p, option, value, rows: [], said: new Map() });
    const kind = kinds.get(key);
    if (!kind.rows.includes(p.row)) kind.rows.push(p.row);
    if (!kind.said.has(p.message)) kind.said.set(p.message, p.row);
    const field = typedHere(p) && byId(p.column.replace(/^results\./, "total-yes-"));
    if (field) fault(field, p.message.replace(/^\S+: /, ""));
  }
  // What is unlike in rows that have the same cure is said row by row.
  const found = (k) => (k.said.size < 2 || k.option ? sentence(rulesInWords(inWords(k.message)))
    : sentence([...k.said].slice(0, 3).map(([message, row]) => "row " + row + ": " + rulesInWords(inWords(message))).join("; ") + (k.said.size > 3 ? "; and " + (k.said.size - 3) + " more" : "")));
  const line = (k) => [el("span", {}, !k.row || typedHere(k) ? "" : k.said.size < 2 || k.option ? capital(rowsText(k.rows)) + ": " : count(k.rows.length, "row") + ". ", found(k) + " ",
    k.option ? null : sentence(here(k.fix, cures.size ? 4 : 0))),
    k.option && k.value ? [cures.get(k.option).by?.(k.value), " "] : null,
    k.option ? el("button", { type: "button", onclick: cures.get(k.option).act }, cures.get(k.option).label) : null];
  return box("wrong", (kinds.size === 1 ? "One question about " : kinds.size + " questions about ") + of,
    el("ul", { class: "asked" }, [...kinds.values()].map((k) => el("li", {}, line(k)))),
    problems.length > kinds.size ? folded("Each of them", corrections(problems)) : null);
}

// overallSwing says what would change the overall rating: cases, or standards that are judged, where any are.
function overallSwing(s, anyJudged) {
  const to = s.points ? count(s.points, "point") + " from " + named(s.to) : "To " + named(s.to);
  if (!s.reachable) {
    const ways = s.judged.slice(0, 3).map((way, i) => way.map((step) => inWords(step.standard) + " to " + named(step.to)).join(" with ") + (s.judged_to[i] === s.to ? "" : ", which makes it " + named(s.judged_to[i])));
    const others = s.judged.length + s.judged_more - ways.length;
    if (ways.length) return to + ", by judgement: " + ways.join(", or ") + (others > 0 ? ", and " + count(others, "other way") : "") + ".";
    const none = "no three changes are enough, each of one standard to its next rating; more than three are not tried.";
    if (!judgements.rules.rated.length) return to + ", by judgement: " + none;
    return to + ": no number of cases judged differently would do it." + (anyJudged ? " By judgement: " + none : "");
  }
  const enough = to + ": " + (s.most != null && s.most > s.fewest ? "between " + s.fewest + " and " + s.most + " cases" : count(s.fewest, "case")) + " judged differently would be enough";
  const by = (route) => route.map((step) => inWords(step.standard) + " becoming " + named(step.to)).join(" with ");
  const sure = s.sure_route.length ? "; " + s.most + (s.most === 1 ? " is" : " are") + " always enough by " + by(s.sure_route) : "";
  if (s.route.length > 2) return enough + ", over " + count(s.route.length, "standard") + sure + ".";
  if (!s.routes.length) return enough + sure + ".";
  return enough + ", by " + s.routes.slice(0, 4).map(by).join(", or ") + (s.routes.length > 4 ? ", or " + (s.routes.length - 4) + " other ways" : "") + sure + ".";
}

function published(r) {
  if (!r.published) return null;
  if (r.published.agrees) return el("p", {}, "These are the ratings that were published.");
  const here = (d) => (d.rating === null ? "not known" : named(d.rating));
  return box("note", r.published.agrees === null ? "Published, and not known here" : "Other than published", el("ul", {}, r.published.differences.map((d) =>
    el("li", {}, (d.standard === "overall" ? "Overall" : inWords(d.standard)) + ": published " + named(d.published) + ", here " + here(d)))));
}

// possible says which overall ratings there can be, from what is known.
function possible(p) {
  if (!p) return "";
  return " What is known leaves a score " + (p.low === p.high ? "of " + p.low : "from " + p.low + " to " + p.high) + (p.overall.length ? ": " + p.overall.map(named).join(" or ") : "") + ".";
}

// byGroup names standards, each group once.
function byGroup(standards) {
  const groups = [...new Set(standards.map((st) => st.group))];
  return groups.map((group) => (group ? groupName(group).toLowerCase() + ": " : "")
    + listed(standards.filter((st) => st.group === group).map((st) => st.name.toLowerCase()))).join("; ");
}

// lacking says which standards keep the overall rating from being known.
function lacking(r) {
  const counted = new Set(judgements.rules.standards.filter((st) => st.counted).map((st) => st.id));
  const without = r.standards.filter((st) => counted.has(st.id) && st.rating == null);
  if (!without.length) return "These rules have none.";
  return "There is no rating for " + (without.length > 4 ? without.length + " of the " + counted.size + " standards that count" : listed(without.map((st) => inWords(st.id)))) + ".";
}
