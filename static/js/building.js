// The workbench: forms come into the panel, the diagram is drawn anew after each change, elements are picked in it.
// Without this script every form is a page of its own.

const frame = document.getElementById("diagram-frame");
const view = document.getElementById("diagram-view");
const panel = document.getElementById("diagram-panel");
const body = document.getElementById("panel-body");

const load = (address) => window.htmx.ajax("GET", address, { target: body, swap: "innerHTML show:none" });
const edition = () => document.getElementById("bench-edition")?.dataset.edition || "";

// --- htmx: say which edition the page holds, and put the new drawing to use ---

document.addEventListener("htmx:configRequest", ({ detail }) => { detail.headers["X-Edition"] = edition(); });
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  if (detail.target.id === "bench-diagram") frame.dispatchEvent(new CustomEvent("diagram:redrawing"));
});
document.addEventListener("htmx:oobAfterSwap", ({ detail }) => {
  if (detail.target.id === "bench-diagram") frame.dispatchEvent(new CustomEvent("diagram:redrawn"));
});
// a session that has ended answers with the sign-in page, which is no panel
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target !== body || !/<main\b/.test(detail.xhr.responseText)) return;
  detail.shouldSwap = false;
  window.location.assign(detail.xhr.responseURL || window.location.href);
});
for (const trouble of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(trouble, () => {
    const sentence = document.createElement("p");
    sentence.className = "bench-problem";
    sentence.setAttribute("role", "alert");
    sentence.textContent = frame.dataset.problem;
    body.querySelector(".bench-problem")?.remove();
    body.prepend(sentence);
  });
}
document.addEventListener("htmx:afterSettle", ({ detail }) => { if (detail.target === body) settle(true); });

// What the panel shows is lit in the diagram, and has the focus where one goes on.
function settle(takeFocus) {
  const form = body.querySelector("[data-chosen]");
  frame.dispatchEvent(new CustomEvent("diagram:light", { detail: { id: form?.dataset.chosen || null } }));
  for (const link of view.querySelectorAll("[data-link]")) {
    link.classList.toggle("is-chosen-link", link.dataset.link === body.querySelector("[data-chosen-link]")?.dataset.chosenLink);
  }
  // what this page wrote itself is no news (edition.js)
  const known = document.getElementById("plan-edition");
  if (known) known.dataset.edition = edition();
  panel.classList.toggle("is-resting", Boolean(body.querySelector(".bench-hints")));
  for (const picker of body.querySelectorAll("[data-picker]")) addFilter(picker);
  const links = body.querySelector(".link-form");
  if (links) offerAllowed(links);
  if (!takeFocus) return;
  panel.scrollTop = 0;
  const summary = body.querySelector('[data-module="error-summary"]');
  const title = [...body.querySelectorAll(".element-form:not([data-chosen]) :is([name=title], [name=goal_id])")]
    .find((field) => field.checkVisibility());
  const heading = body.querySelector(".panel-title");
  if (heading) heading.tabIndex = -1;
  (summary || title || heading)?.focus({ preventScroll: true });
}

// --- what was typed is not left unsaved without asking ---

const asTyped = (text) => text.replace(/\r\n?/g, "\n");
const isChanged = (field) => asTyped(field.value) !== asTyped(field.defaultValue) || field.ariaInvalid === "true";
const unsaved = () => [...body.querySelectorAll("input[name], textarea[name]")].find(isChanged)?.form;

document.addEventListener("htmx:confirm", (event) => {
  const { target, elt, issueRequest } = event.detail;
  const form = target === body && unsaved();
  if (!form || elt === form || elt.matches(".function-link")) return;
  event.preventDefault();
  if (window.confirm(frame.dataset.unsaved)) issueRequest(true);
});

// --- picking in the diagram ---

frame.addEventListener("diagram:choose", ({ detail: { id } }) => {
  const form = body.querySelector(".link-form:not([data-chosen-link])");
  if (!form) { load(`/elements/${id}/edit`); return; }
  // while two elements are being connected, a click says which: first where from, then where to
  const { source_id: source, target_id: target } = form.elements;
  const end = source.value ? target : source;
  end.value = id;
  end.dispatchEvent(new Event("change", { bubbles: true }));
});
view.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-link]");
  if (!link || event.target.closest(".node")) return;
  event.preventDefault();
  load(`/links/${link.dataset.link}/edit`);
});

// --- lists: narrowed down by typing, and to what the rules allow ---

function addFilter(picker) {
  const select = picker.querySelector("select");
  if (picker.querySelector(".picker-filter") || select.options.length < 8) return;
  const field = document.createElement("input");
  field.type = "search";
  field.className = "form-input picker-filter";
  field.placeholder = picker.dataset.filter;
  field.setAttribute("aria-label", `${picker.querySelector("label").firstChild.textContent.trim()}: ${picker.dataset.filter}`);
  select.before(field);
  field.addEventListener("input", () => { select.dataset.wanted = field.value.trim().toLowerCase(); narrow(select); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      const first = [...select.options].find((option) => option.value && !option.hidden);
      if (first) { select.value = first.value; select.dispatchEvent(new Event("change", { bubbles: true })); }
      select.focus();
    } else if (event.key === "ArrowDown") { event.preventDefault(); select.focus(); }
  });
}

function narrow(select) {
  const wanted = select.dataset.wanted || "";
  for (const option of select.options) {
    const fits = !wanted || option.text.toLowerCase().includes(wanted);
    option.hidden = option.disabled = option.value ? !fits || option.dataset.forbidden === "yes" : false;
  }
  for (const group of select.querySelectorAll("optgroup")) {
    group.hidden = [...group.querySelectorAll("option")].every((option) => option.hidden);
  }
}

const kindOf = (select) => select.selectedOptions[0]?.dataset.kind || "";

function offerAllowed(form) {
  const allowed = JSON.parse(form.dataset.allowed);
  const { source_id: source, target_id: target, kind, by_definition: definition } = form.elements;
  for (const option of target.options) {
    const kinds = allowed[kindOf(source)]?.[option.dataset.kind];
    const itself = option.value === source.value;
    option.dataset.forbidden = option.value && source.value && (itself || !kinds?.length) && !option.selected ? "yes" : "no";
  }
  narrow(target);
  const kinds = allowed[kindOf(source)]?.[kindOf(target)];
  for (const option of kind.options) {
    option.hidden = option.disabled = Boolean(option.value && kinds && !kinds.includes(option.value) && !option.selected);
  }
  const mayDefine = kindOf(target) === "goal" && kindOf(source).startsWith("outcome");
  definition.closest(".for-definition").hidden = !mayDefine && !definition.checked;
}
body.addEventListener("change", (event) => {
  const form = event.target.closest(".link-form");
  if (form && ["source_id", "target_id", "kind"].includes(event.target.name)) offerAllowed(form);
});

settle(false);
