// The change diagram on a plan's page: zoom, pan, full screen, and the panel of an element with its chains lit.
// The view is a scrolling box, so that touch, keyboard and focus move it as they move any page; zooming sets the
// size of the drawing. Without this script every element is a link to its page.

const frame = document.getElementById("diagram-frame");
const area = frame.querySelector(".diagram-area");
const view = document.getElementById("diagram-view");
const panel = document.getElementById("diagram-panel");
const body = panel.querySelector(".panel-body");
// The workbench fills the panel itself and puts a new drawing in place after each change.
const isWorkbench = frame.hasAttribute("data-workbench");
// A strategy's map says below itself what the panel shows.
const isMap = frame.hasAttribute("data-map");
let svg = view.querySelector("svg");
let natural = sizeOf(svg);
const LARGEST = 4;
const STEP = 1.25;
const LEGIBLE = 0.6;

let scale = 1;
let fitted = true;

function sizeOf(drawing) {
  return { width: Number(drawing?.dataset.width), height: Number(drawing?.dataset.height) };
}

// --- size ---

const isFullScreen = () => document.fullscreenElement === frame;

// As large as shows everything: the width on a page, both sides on a full screen. On a phone, where the width would
// be too small to read, the height.
function fitScale() {
  const across = view.clientWidth / natural.width;
  if (isFullScreen()) return Math.min(across, view.clientHeight / natural.height);
  const top = area.getBoundingClientRect().top + window.scrollY;
  const down = Math.max(240, window.innerHeight - top - 24) / natural.height;
  if (window.innerWidth <= 760) return Math.max(LEGIBLE, Math.min(1, (0.72 * window.innerHeight) / natural.height));
  return Math.min(across, Math.max(1, down));
}

const smallestScale = () => Math.min(fitScale(), view.clientWidth / natural.width);

// The point of the drawing at `at` (in the window) stays where it is.
function setScale(wanted, at) {
  const before = svg.getBoundingClientRect();
  const next = Math.min(LARGEST, Math.max(smallestScale(), wanted));
  const point = at || { x: before.left + before.width / 2, y: before.top + before.height / 2 };
  const share = { x: (point.x - before.left) / before.width, y: (point.y - before.top) / before.height };
  scale = next;
  view.classList.add("is-sized");
  svg.style.width = `${Math.floor(natural.width * scale)}px`;
  svg.style.height = `${Math.floor(natural.height * scale)}px`;
  const after = svg.getBoundingClientRect();
  moveBy(after.left + share.x * after.width - point.x, after.top + share.y * after.height - point.y);
  view.classList.toggle("can-pan", canPan());
  if (canPan()) view.tabIndex = 0;
  else view.removeAttribute("tabindex");
}

function fit() {
  fitted = true;
  const place = window.scrollY;
  setScale(fitScale(), { x: 0, y: 0 });
  if (!isFullScreen()) window.scrollTo({ top: place, behavior: "instant" });
}

function zoom(factor, at) {
  fitted = false;
  const rect = view.getBoundingClientRect();
  setScale(scale * factor, at || { x: rect.left + rect.width / 2, y: Math.min(rect.top + rect.height / 2, rect.top + window.innerHeight / 2) });
}

const canPan = () => svg.getBoundingClientRect().width > view.clientWidth + 1 || view.scrollHeight > view.clientHeight + 1;

function moveBy(x, y) {
  view.scrollLeft += x;
  if (isFullScreen()) view.scrollTop += y;
  else if (y) window.scrollBy({ top: y, behavior: "instant" });
}

// --- pan: drag with the mouse, arrow keys; touch scrolls by itself ---

let drag = null;
view.addEventListener("pointerdown", (event) => {
  if (event.pointerType === "mouse" && event.button === 0 && canPan()) drag = { x: event.clientX, y: event.clientY, moved: false };
});
window.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const [x, y] = [drag.x - event.clientX, drag.y - event.clientY];
  if (!drag.moved && Math.hypot(x, y) < 5) return;
  drag = { x: event.clientX, y: event.clientY, moved: true };
  view.classList.add("is-dragging");
  moveBy(x, y);
});
window.addEventListener("pointerup", () => {
  const moved = drag && drag.moved;
  drag = null;
  view.classList.remove("is-dragging");
  // the click that ends a drag chooses nothing
  if (moved) {
    const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
    view.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => view.removeEventListener("click", swallow, { capture: true }), 50);
  }
});
view.addEventListener("dragstart", (event) => event.preventDefault());

view.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const ways = { ArrowLeft: [-80, 0], ArrowRight: [80, 0], ArrowUp: [0, -80], ArrowDown: [0, 80] };
  if (ways[event.key] && canPan()) { moveBy(...ways[event.key]); event.preventDefault(); }
  else if (event.key === "+") { zoom(STEP); event.preventDefault(); }
  else if (event.key === "-") { zoom(1 / STEP); event.preventDefault(); }
  else if (event.key === "0") { fit(); event.preventDefault(); }
});

// --- zoom: Ctrl and the wheel, two fingers; the plain wheel scrolls the page ---

view.addEventListener("wheel", (event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002)), { x: event.clientX, y: event.clientY });
}, { passive: false });

let pinch = null;
const spread = (touches) => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
const middle = (touches) => ({ x: (touches[0].clientX + touches[1].clientX) / 2, y: (touches[0].clientY + touches[1].clientY) / 2 });
view.addEventListener("touchstart", (event) => {
  if (event.touches.length === 2) pinch = { spread: spread(event.touches), middle: middle(event.touches) };
}, { passive: true });
view.addEventListener("touchmove", (event) => {
  if (!pinch || event.touches.length !== 2) return;
  event.preventDefault();
  const now = { spread: spread(event.touches), middle: middle(event.touches) };
  moveBy(pinch.middle.x - now.middle.x, pinch.middle.y - now.middle.y);
  zoom(now.spread / pinch.spread, now.middle);
  pinch = now;
}, { passive: false });
for (const end of ["touchend", "touchcancel"]) view.addEventListener(end, () => { pinch = null; });

// --- tools ---

const actions = {
  "zoom-in": () => zoom(STEP),
  "zoom-out": () => zoom(1 / STEP),
  fit,
  "full-screen": () => (isFullScreen() ? document.exitFullscreen() : frame.requestFullscreen()),
  print: () => window.print(),
};
for (const button of frame.querySelectorAll("[data-action]")) {
  button.hidden = button.dataset.action === "full-screen" && !document.fullscreenEnabled;
  button.addEventListener("click", () => actions[button.dataset.action]());
}

// --- an element's chains ---

let nodes = new Map();
let links = [];

function readDrawing() {
  nodes = new Map([...(svg?.querySelectorAll(".node") || [])].map((node) => [node.dataset.element, node]));
  links = [...(svg?.querySelectorAll("[data-link]") || [])];
}
const FORWARD = ["implementation", "causal"];

// Everything that steps along links lead to; `near` and `far` are the ends, from or to.
function reached(starts, near, far) {
  const found = new Set(starts);
  const waiting = [...starts];
  while (waiting.length) {
    const here = waiting.pop();
    for (const { dataset } of links) {
      if (FORWARD.includes(dataset.kind) && dataset[near] === here && !found.has(dataset[far])) {
        found.add(dataset[far]);
        waiting.push(dataset[far]);
      }
    }
  }
  return found;
}

function light(id) {
  const influence = links.filter(({ dataset }) => dataset.kind === "external" && dataset.from === id);
  const before = reached([id], "to", "from");
  const after = reached([id, ...influence.map(({ dataset }) => dataset.to)], "from", "to");
  for (const [element, node] of nodes) {
    node.classList.toggle("is-faded", !before.has(element) && !after.has(element));
    node.classList.toggle("is-chosen", element === id);
  }
  for (const link of links) {
    const { from, to, kind } = link.dataset;
    const within = (side) => side.has(from) && side.has(to);
    const lit = influence.includes(link) || (FORWARD.includes(kind) && (within(before) || within(after)));
    link.classList.toggle("is-faded", !lit);
  }
}

function unlight() {
  for (const thing of view.querySelectorAll(".is-faded, .is-chosen")) thing.classList.remove("is-faded", "is-chosen");
}

// --- the panel ---

let chosen = null;

const address = (id) => {
  const here = new URL(window.location);
  if (id) here.searchParams.set("focus", id);
  else here.searchParams.delete("focus");
  here.hash = "";
  return here;
};

async function choose(id, { remember = true, takeFocus = true } = {}) {
  const node = nodes.get(id);
  if (!node) return;
  if (isWorkbench) {
    frame.dispatchEvent(new CustomEvent("diagram:choose", { detail: { id } }));
    return;
  }
  chosen = id;
  document.getElementById("lit-style")?.remove();
  light(id);
  area.classList.add("has-panel");
  panel.hidden = false;
  if (fitted) fit();
  bring(node);
  if (remember) history.pushState({ focus: id }, "", address(id));
  if (isMap) {
    const entry = document.getElementById(id).cloneNode(true);
    for (const part of entry.querySelectorAll("[id]")) part.removeAttribute("id");
    body.replaceChildren(...entry.childNodes);
    panel.scrollTop = 0;
    if (takeFocus) panel.focus({ preventScroll: true });
    return;
  }
  say(panel.dataset.waiting, node);
  if (takeFocus) panel.focus({ preventScroll: true });
  try {
    const answer = await fetch(`${node.getAttribute("href")}?panel=1`, { headers: { Accept: "text/html" } });
    if (chosen !== id) return;
    // a session that has ended answers with the sign-in page
    if (answer.redirected) { window.location.assign(node.getAttribute("href")); return; }
    if (!answer.ok) throw new Error(String(answer.status));
    const text = await answer.text();
    if (chosen !== id) return;
    body.innerHTML = text;
    panel.scrollTop = 0;
    bring(node);
  } catch {
    if (chosen === id) say(panel.dataset.failed, node);
  }
}

// The chosen element stands in sight: above the sheet that covers the lower part of a phone.
function bring(node) {
  node.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  if (getComputedStyle(panel).position !== "fixed") return;
  const rect = node.getBoundingClientRect();
  const free = { x: view.clientWidth, y: window.innerHeight - panel.offsetHeight };
  view.scrollLeft += rect.left + rect.width / 2 - view.getBoundingClientRect().left - free.x / 2;
  window.scrollBy({ top: rect.top - Math.max(8, (free.y - rect.height) / 2), behavior: "instant" });
}

function say(sentence, node) {
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.textContent = sentence;
  const link = document.createElement("a");
  link.href = node.getAttribute("href");
  link.textContent = panel.dataset.open;
  body.replaceChildren(words, link);
}

function close({ remember = true } = {}) {
  if (chosen === null) return;
  const node = nodes.get(chosen);
  chosen = null;
  unlight();
  panel.hidden = true;
  area.classList.remove("has-panel");
  body.replaceChildren();
  if (fitted) fit();
  if (remember) history.pushState({}, "", address(null));
  node?.focus({ preventScroll: true });
}

const plainClick = (event) => event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);

view.addEventListener("click", (event) => {
  const node = event.target.closest?.(".node");
  if (!node || !plainClick(event)) return;
  event.preventDefault();
  choose(node.dataset.element);
});
// in the panel, names of elements of this plan lead on within the diagram
body.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-element]");
  if (!link || !plainClick(event) || !nodes.has(link.dataset.element)) return;
  event.preventDefault();
  choose(link.dataset.element);
});
if (!isWorkbench) {
  panel.querySelector(".panel-close").addEventListener("click", (event) => { event.preventDefault(); close(); });
  panel.querySelector(".panel-close").addEventListener("keydown", (event) => {
    if (event.key === " ") { event.preventDefault(); close(); }
  });
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && chosen !== null && !event.defaultPrevented) close();
});
// the skip link changes the address too, but leads to no element: what is chosen stays, and takes no focus from it
const isSkipped = () => window.location.hash === "#main";
if (!isWorkbench) window.addEventListener("popstate", () => { if (!isSkipped()) follow({ remember: false }); });

function follow(options) {
  const id = new URL(window.location).searchParams.get("focus") || window.location.hash.replace(/^#n/, "");
  if (nodes.has(id)) choose(id, options);
  else close(options);
}

// --- begin ---

// A new drawing takes the place of the old one at the same zoom and place, with the same element lit.
let place = null;
frame.addEventListener("diagram:redrawing", () => {
  place = { left: view.scrollLeft, top: view.scrollTop, y: window.scrollY };
});
frame.addEventListener("diagram:redrawn", () => {
  svg = view.querySelector("svg");
  if (!svg) return;
  natural = sizeOf(svg);
  readDrawing();
  if (fitted) fit();
  else setScale(scale, { x: 0, y: 0 });
  if (place) {
    view.scrollTo({ left: place.left, top: place.top, behavior: "instant" });
    window.scrollTo({ top: place.y, behavior: "instant" });
  }
  if (nodes.has(chosen)) light(chosen);
});
frame.addEventListener("diagram:light", ({ detail }) => {
  chosen = detail.id;
  if (nodes.has(chosen)) light(chosen);
  else unlight();
});

new ResizeObserver(() => { if (fitted && svg) fit(); }).observe(view);
document.addEventListener("fullscreenchange", () => {
  frame.querySelector('[data-action="full-screen"]').setAttribute("aria-pressed", String(isFullScreen()));
  fit();
});
readDrawing();
if (svg) fit();
if (!isWorkbench) follow({ remember: false, takeFocus: false });
