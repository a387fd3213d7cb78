// Small things that every page does; no page needs them to work.

// A refused form: the summary of errors gets the focus.
document.querySelector('[data-module="error-summary"]')?.focus();

// A form is sent once: its button rests while the answer is on its way.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented) return;
  setTimeout(() => { button.disabled = true; }, 0);
  setTimeout(() => { button.disabled = false; }, 8000);
});
