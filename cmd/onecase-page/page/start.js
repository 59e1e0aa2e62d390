// The steps as tabs, and the start.

const steps = ["list", "plan", "draw", "rate", "after", "several", "sums"];

function go(step, focus = "panel") {
  for (const s of steps) {
    const tab = byId("tab-" + s), here = s === step;
    tab.setAttribute("aria-selected", String(here));
    tab.tabIndex = here ? 0 : -1;
    byId("panel-" + s).hidden = !here;
  }
  if (focus === "tab") byId("tab-" + step).focus();
  else {
    const heading = byId("panel-" + step).querySelector("h1");
    heading.tabIndex = -1;
    heading.focus();
    scrollTo(0, 0);
  }
}

function startTabs() {
  for (const [i, s] of steps.entries()) {
    const tab = byId("tab-" + s);
    tab.addEventListener("click", () => go(s, "tab"));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: (i + 1) % steps.length, ArrowLeft: (i + steps.length - 1) % steps.length, Home: 0, End: steps.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      go(steps[to], "tab");
    });
  }
  byId("main").addEventListener("click", (event) => {
    const link = event.target.closest("[data-go]");
    if (link) go(link.dataset.go);
  });
}

async function start() {
  startTabs();
  startList();
  startPlan();
  startDraw();
  startGrid();
  startCommit();
  startAgain(); // before the records, which say what comes with a second reading
  startCheck();
  startRate();
  startRules();
  startSums();
  startSeveral();
  startWork();
  byId("cancel").addEventListener("click", () => program.cancel());
  const notices = once(byId("licences"), showNotices);
  byId("notices").addEventListener("toggle", notices);
  try {
    await loaded;
    byId("state").textContent = "Ready. onecase " + byId("state").dataset.version + ".";
    document.body.dataset.readyAfter = Math.round(performance.now());
    document.body.dataset.ready = "yes";
  } catch (error) {
    byId("state").textContent = "";
    show(byId("list-result"), box("wrong", "The page could not start", el("p", {}, "It needs a current Chrome, Edge or Firefox. The browser says: " + (error.message ?? error))));
  }
}

// showNotices fetches the licences.
async function showNotices() {
  const { stdout } = await program.run(["notices"], [], "Fetching the licences");
  show(byId("licences"), el("pre", { tabindex: 0, "aria-label": "Licences" }, stdout));
}

start();
