// Quick entry: the preview follows while people type, lines keep their indentation, a fault leads to its line.
// Without this script the button draws the preview.

const form = document.getElementById("quick-form");
const field = document.getElementById("text");
const place = document.getElementById("preview");
const wait = document.getElementById("quick-wait");
const status = document.getElementById("quick-status");
const STEP = "    ";
const PAUSE = 600;

let shown = field.value;
let sending = null;
let timer = 0;
let left = false;

// --- preview ---

async function look() {
  if (field.value === shown) return;
  sending?.abort();
  const mine = new AbortController();
  sending = mine;
  const text = field.value;
  const sent = new FormData(form);
  sent.set("answer", "preview");
  wait.textContent = form.dataset.waiting;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(sent), headers: { "X-Preview": "1" }, signal: mine.signal });
    if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
    const html = await answer.text();
    if (sending !== mine) return;
    place.innerHTML = html;
    shown = text;
    form.elements.seen.value = place.querySelector("[data-seen]")?.dataset.seen ?? "";
    status.textContent = place.querySelector("[data-status]")?.textContent.trim() ?? "";
    wait.textContent = "";
  } catch (error) {
    if (error.name !== "AbortError" && sending === mine) wait.textContent = form.dataset.failed;
  }
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});

form.addEventListener("submit", () => { left = true; clearTimeout(timer); sending?.abort(); });
window.addEventListener("beforeunload", (event) => {
  if (!left && field.value.trim()) event.preventDefault();
});

// --- indentation ---

// Replaces a part of the text so that the browser's own undo knows of it.
function put(text, from, to) {
  field.focus();
  field.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new Event("input"));
  }
}

field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const indent = field.value.slice(start, field.selectionStart).match(/^[ \t]*/)[0];
  if (!indent) return;
  event.preventDefault();
  put(`\n${indent}`, field.selectionStart, field.selectionEnd);
});

function shift(way) {
  const { value, selectionStart, selectionEnd } = field;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const moved = lines.map((line) => (way > 0 ? STEP + line : line.replace(/^(\t| {1,4})/, "")));
  put(moved.join("\n"), from, to);
  if (lines.length > 1) field.setSelectionRange(from, from + moved.join("\n").length);
}

for (const button of form.querySelectorAll("[data-indent]")) {
  button.hidden = false;
  button.addEventListener("click", () => shift(Number(button.dataset.indent)));
}

// --- from a fault to its line ---

place.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  const lines = field.value.split("\n");
  const number = Number(link.dataset.line) - 1;
  const from = lines.slice(0, number).join("\n").length + (number ? 1 : 0);
  field.focus();
  field.setSelectionRange(from, from + (lines[number] ?? "").length);
  field.scrollTop = (field.scrollHeight / lines.length) * number - field.clientHeight / 2;
});
