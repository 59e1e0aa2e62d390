// Drawings beside a text that says the same. They are hidden from those who
// listen to the page.

// bandTrack shows where a percentage lies among the bands: a mark on a track,
// and a bar from the low to the high end of its interval. It returns the track
// and a function that moves the mark.
function bandTrack(bands) {
  const mark = el("span", { class: "mark" }), bar = el("span", { class: "range" });
  const track = el("div", { class: "track", "aria-hidden": "true" }, bands.map((b, i) => {
    const end = bands[i + 1]?.from ?? 100, narrow = (at) => at > 0 && at < bands.length && (bands[at + 1]?.from ?? 100) - bands[at].from < 12;
    const part = el("span", { class: "band " + colour(b.rating), "data-rating": b.rating }, el("span", {}, initials(b.rating)), el("small", {}, String(b.from)));
    part.style.left = b.from + "%";
    part.style.width = end - b.from + "%";
    if (end === b.from) Object.assign(part.style, { left: "auto", right: 0, width: "3px" }); // 100% alone
    if (narrow(i)) part.classList.add("narrow"); // its number stands before it, where there is room
    if (narrow(i) && narrow(i - 1)) part.lastChild.hidden = true;
    if (narrow(i + 1)) part.style.paddingRight = "1.6rem";
    return part;
  }), bar, mark);
  const move = (proportion, low, high) => {
    mark.hidden = proportion == null;
    bar.hidden = low == null || high == null;
    if (proportion != null) mark.style.left = 100 * proportion + "%";
    if (!bar.hidden) {
      bar.style.left = 100 * low + "%";
      bar.style.width = 100 * (high - low) + "%";
    }
  };
  return { track, move };
}

// scoreTrack shows a score among the bands of the overall rating.
// Where a limit holds the rating down, no better band can be had: those are faint.
function scoreTrack(score, maximum, bands, held) {
  const each = 100 / (maximum + 1);
  const track = el("div", { class: "track score", "aria-hidden": "true" }, bands.map((b, i) => {
    const part = el("span", { class: "band " + colour(b.rating), "data-rating": b.rating }, el("span", {}, initials(b.rating)), el("small", {}, String(b.from)));
    if (held != null && i > bands.findIndex((band) => band.rating === held)) part.classList.add("barred");
    part.style.left = b.from * each + "%";
    part.style.width = (b.to - b.from + 1) * each + "%";
    return part;
  }));
  const mark = el("span", { class: "mark" });
  mark.style.left = (score + 0.5) * each + "%";
  track.append(mark);
  return track;
}

// initials shortens a rating for a narrow place: RI.
function initials(rating) { return named(rating).split(/[\s,-]+/).filter(Boolean).map((w) => w[0].toUpperCase()).join(""); }

// letters says what those stand for that are in the bars of an element.
function letters(elements) {
  const ids = new Set(elements.flatMap((e) => [...e.querySelectorAll(".band[data-rating]")].map((b) => b.dataset.rating)));
  return ids.size ? el("p", { class: "notes" }, "In the bars: " + [...ids].map((id) => initials(id) + " " + named(id)).join("; ") + ".") : null;
}

// shares shows the chances of ratings as a bar in parts.
function shares(bands, order) {
  const known = order.filter((r) => bands[r] > 0.0005);
  return el("div", { class: "shares", "aria-hidden": "true" }, known.map((r) => {
    const part = el("span", { class: colour(r) }, bands[r] > 0.15 ? initials(r) : "");
    part.style.width = 100 * bands[r] + "%";
    return part;
  }));
}
