// Says that a plan which is open here has been changed elsewhere. It asks for the number of the plan's edition, never
// loads the page anew by itself, and tells the rest of the page with the event `plan:changed` (detail.edition); whoever
// shows the new edition in place calls preventDefault and sets `data-edition` on #plan-edition. An edition that the page
// wrote itself is set there too, and is no news.

const box = document.getElementById("plan-edition");

const OFTEN = 4000;
const SELDOM = 60000;
const PATIENCE = 5 * 60000; // so long after the last sign of life the questions become rarer
const SETTLE = 1000; // an own write tells its edition within this time
const MOST_ERRORS = 8;

let told = null; // the edition that was announced last
let errors = 0;
let pause = OFTEN;
let alive = Date.now();
let timer = null;
let asking = false;
let typed = false;

// "812-790": the plan's latest event, then the strategy's, which moves with much that no plan shows.
// Both only grow, so an answer that was on its way while the page got further is told by its lower number.
const ofPlan = (edition) => Number.parseInt(edition || "0", 10);
const isNews = (edition) => ofPlan(edition) > Math.max(ofPlan(box.dataset.edition), ofPlan(told));

function plan(after) {
  clearTimeout(timer);
  timer = setTimeout(ask, after * (0.9 + 0.2 * Math.random()));
}

function next() {
  if (errors) pause = Math.min(2 * SELDOM, OFTEN * 2 ** errors);
  else if (document.hidden) pause = SELDOM;
  else if (Date.now() - alive > PATIENCE) pause = Math.min(SELDOM, pause * 1.5);
  else pause = OFTEN;
  plan(pause);
}

async function ask() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(box.dataset.address, {
      cache: "no-store",
      headers: { Accept: "application/json", "If-None-Match": `"${box.dataset.edition}"` },
    });
    // the plan is gone, or the page was opened longer ago than a session lasts
    if (answer.status === 404) return;
    if (answer.ok) consider((await answer.json()).edition);
    else if (answer.status !== 304) throw new Error(String(answer.status));
    errors = 0;
    next();
  } catch {
    errors += 1;
    if (errors < MOST_ERRORS) next();
  } finally {
    asking = false;
  }
}

function consider(edition) {
  if (!isNews(edition)) return;
  setTimeout(() => {
    if (!isNews(edition)) return;
    told = edition;
    alive = Date.now();
    const news = new CustomEvent("plan:changed", { bubbles: true, cancelable: true, detail: { edition } });
    if (box.dispatchEvent(news)) show();
  }, SETTLE);
}

// how much of the window the bar takes from below, so that what scrolls there ends above it
const room = new ResizeObserver(([{ target }]) => {
  const height = target.isConnected ? window.innerHeight - target.getBoundingClientRect().top : 0;
  document.documentElement.style.setProperty("--edition-room", `${height}px`);
});

function show() {
  if (box.querySelector(".edition-bar")) return;
  box.append(box.querySelector("template").content.cloneNode(true));
  room.observe(box.querySelector(".edition-bar"));
  box.querySelector("[data-later]").addEventListener("click", hide);
  box.querySelector("[data-show]").addEventListener("click", (event) => {
    event.preventDefault();
    if (!typed || window.confirm(box.dataset.unsaved)) window.location.reload();
  });
}

function hide() {
  box.querySelector(".edition-bar")?.remove();
  room.disconnect();
  document.documentElement.style.removeProperty("--edition-room");
}

function wake() {
  alive = Date.now();
  if (pause > OFTEN && !document.hidden && !errors) {
    pause = OFTEN;
    plan(0);
  }
}

// what the page has been brought to is no news any more
new MutationObserver(() => {
  if (told && ofPlan(box.dataset.edition) >= ofPlan(told)) hide();
}).observe(box, { attributeFilter: ["data-edition"] });

document.addEventListener("input", (event) => { if (event.target.closest("form")) typed = true; });
document.addEventListener("submit", () => { typed = false; });
// on the workbench a form is sent and answered in place: what was refused or never arrived is still there
document.addEventListener("htmx:afterRequest", ({ detail: { xhr, requestConfig } }) => {
  const taken = xhr.status >= 200 && xhr.status < 400;
  if (taken) typed = false;
  else if (requestConfig.verb === "post") typed = true;
});
document.addEventListener("visibilitychange", () => { if (document.hidden) next(); else wake(); });
for (const sign of ["pointerdown", "keydown"]) document.addEventListener(sign, wake, { passive: true });
window.addEventListener("online", () => { errors = 0; wake(); plan(0); });
next();
