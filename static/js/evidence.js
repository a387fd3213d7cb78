// Shows which level the chosen design suggests, while the form is filled in.
"use strict";
(() => {
  const shown = document.getElementById("suggestion");
  const design = document.getElementById("design");
  const studies = document.getElementById("studies");
  if (!shown || !design || !studies) return;
  const known = JSON.parse(shown.dataset.suggestions);
  const tell = () => {
    const words = known[design.value];
    const typed = studies.value.trim();
    const many = /^\d+$/.test(typed) ? Math.min(Number(typed), 2) : 1;
    shown.textContent = words ? `${shown.dataset.lead} ${words[many]}` : shown.dataset.none;
  };
  design.addEventListener("change", tell);
  studies.addEventListener("input", tell);
})();
