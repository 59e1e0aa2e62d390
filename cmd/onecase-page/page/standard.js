// A standard: its rating, its flags, what would change it, and its questions
// with a slider each.

// standardCard makes the card of a standard. changed is called with a question and the
// yes that the user tries.
function standardCard(first, rules, changed) {
  const head = el("div", { class: "head" }), flags = el("div", {}), swings = el("div", {});
  const rows = new Map(first.questions.map((q) => [q.id, questionRow(q, first, rules, changed)]));
  const element = el("article", { class: "card", "aria-label": inWords(first.id), "data-standard": first.id },
    head, flags, swings, el("div", { class: "questions" }, [...rows.values()].map((row) => row.element)));
  return {
    element,
    reset() { for (const row of rows.values()) row.reset(); },
    update(st, before) {
      show(head, el("h3", {}, st.name), badge(st.rating, rules), ratingNote(st, before));
      show(flags, flagList(st));
      show(swings, el("p", {}, madeOf(st.made_of) + swingText(st)), limited(st.made_of, st.rating));
      for (const q of st.questions) rows.get(q.id).update(q, st);
      element.classList.toggle("moved", Boolean(before) && before.computed !== st.computed);
    },
  };
}

// badge shows a rating in words; its colour only repeats them.
function badge(rating, rules) {
  return el("p", { class: "badge " + colour(rating, rules) }, named(rating));
}

function ratingNote(st, before) {
  const notes = [];
  if (st.discretion && st.computed !== st.rating) notes.push("Decided by the panel; the judgements make " + named(st.computed) + ", and what follows is of that.");
  if (before && before.computed !== st.computed) notes.push("Was " + named(before.computed) + ".");
  if (!st.rating && st.why) notes.push(sentence(st.why));
  return notes.length ? el("p", { class: "notes" }, notes.join(" ")) : null;
}

function flagList(st) {
  const fires = st.flags.filter((f) => f.fires), others = st.flags.filter((f) => !f.fires);
  return [
    fires.length ? el("ul", { class: "flags" }, fires.map((f) => el("li", {}, el("strong", {}, (CRITERIA[f.criterion] ?? f.criterion) + ": "), f.detail + "."))) : null,
    st.discretion_open ? el("p", {}, "Open to professional discretion." + weighing(st.weigh)) : null,
    others.length ? folded(fires.length ? "Criteria that are not met" : "No criterion for discretion is met", el("ul", {}, others.map((f) =>
      el("li", {}, (CRITERIA[f.criterion] ?? f.criterion) + ": " + (f.fires == null ? "not known. " : "no. ") + f.detail + (f.criterion === "small-sample" && st.drivers.length ? " on the question that sets the rating" : ""))))) : null,
  ];
}

// weighing is what a panel is told to look at before it decides.
function weighing(weigh) {
  if (!weigh) return "";
  const parts = [];
  if (weigh.smallest_sample != null) parts.push("the smallest sub-sample of any of its questions has " + count(weigh.smallest_sample, "case"));
  parts.push("the questions lie " + count(weigh.points, "point") + " apart");
  return " To weigh: " + parts.join("; ") + ".";
}

function swingText(st) {
  const { up, down } = st.swing;
  const parts = [];
  const blocked = (s) => s.blocked_by?.length ? " (" + listed(s.blocked_by.map((q) => shortName(q, st.id))) + " would have to rise too)" : "";
  if (up) parts.push("Up to " + named(up.to) + ": " + span(up.fewest, up.most) + " " + (up.most === 1 ? "case" : "cases") + " judged differently" + blocked(up) + ".");
  if (down) parts.push("Down to " + named(down.to) + ": " + span(down.fewest, down.most) + " " + (down.most === 1 ? "case" : "cases") + ".");
  return parts.join(" ");
}

// madeOf is the figure that the rules publish for what others make: 61.1% of the highest score (22 of 36).
function madeOf(made) {
  if (made?.sum == null || judgements.rules.scoring?.own) return "";
  const sum = made.sum + " of " + made.maximum;
  return (made.combine === "percent" ? tenths(made.figure / 100) + " of the highest score (" + sum + ")" : sum) + ". ";
}

function questionRow(first, st, rules, changed) {
  const judged = first.yes ?? first.assumed_yes;
  const of = rules.standards.find((s) => s.id === st.id), asked = of?.questions?.find((q) => q.id === first.id);
  const text = asked?.text || inWords(first.id);
  const result = el("p", { class: "result" });
  const bands = [asked?.Bands, of?.bands, rules.bands].find((b) => b?.length); // its own, its standard's, or those of all
  const banded = !first.points && bands && rules.percent?.measure === "percent-yes";
  const { track, move } = banded ? bandTrack(asked?.Information ? [] : bands) : { track: null, move() {} };
  const id = "yes-" + first.id;
  const slider = judged == null || !first.of || hangsTogether(rules, first.id) ? null : el("input", {
    id, type: "range", min: 0, max: first.of, step: 1, value: judged, "data-question": first.id,
    oninput: (event) => changed(first.id, Number(event.target.value)),
  });
  return {
    element: el("div", { class: "question" },
      el(slider ? "label" : "p", { class: "text", for: slider ? id : null }, text), result, track, slider ?? el("span", { class: "no-slider" })),
    reset() { if (slider) slider.value = judged; },
    update(q, standard) {
      const driver = standard.drivers.includes(q.id);
      show(result, el("strong", {}, figureText(q)), countText(q) && " " + countText(q), q.band ? ", " + named(q.band) : asked?.Information ? ", for information" : "",
        q.limits_text && q.population === q.of ? ". Every eligible case that it applies to was read." : q.limits_text ? ". Of all eligible cases, between " + q.limits_text.replace("-", "% and ") + "." : "",
        driver ? el("strong", {}, " Sets the rating.") : "");
      const yes = q.yes ?? q.assumed_yes;
      move(q.proportion, q.low, q.high);
      if (slider) {
        if (document.activeElement !== slider) slider.value = yes;
        slider.setAttribute("aria-valuetext", yes + " of " + q.of + ", " + figureText(q) + (q.band ? ", " + named(q.band) : ""));
      }
    },
  };
}

// hangsTogether says that the answers of a question make those of another, or follow from others: a count says nothing of these.
function hangsTogether(rules, id) {
  return rules.standards.flatMap((s) => s.questions ?? []).some((q) => q.Items?.length && (q.id === id || q.Items.some((item) => [item, q.standard + "." + item].includes(id))));
}

// countsNo says that the rules count answers of no, and have no percentages.
function countsNo() { return judgements.rules.percent?.measure === "count-no"; }

// figureText is the figure that is banded, or the share where none is.
function figureText(q) {
  if (countsNo() && q.yes != null) return count(q.of - q.yes, "no answer");
  if (q.points?.measure === "mean") return "mean " + Math.round(100 * q.points.figure) / 100;
  return q.percent_text || (q.proportion == null ? "no result" : tenths(q.proportion));
}

function countText(q) {
  return [casesText(q), q.not_in_yet && count(q.not_in_yet, "answer") + " not in yet"].filter(Boolean).join(", ");
}

function casesText(q) {
  if (q.points) return "(" + q.points.levels.map((l) => l.level + ": " + l.cases).join(", ") + ")";
  if (q.percent == null && q.proportion == null) return "";
  if (q.of == null) return "(of how many cases is not stated)";
  if (q.yes == null) return "(no whole number of " + q.of + " makes it; " + q.assumed_yes + " is used for changes)";
  return "(" + q.yes + " of " + q.of + (countsNo() ? " are yes)" : ")");
}
