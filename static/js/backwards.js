// Backwards mapping: where the diagram is wider than the window, the element that is asked about stands in sight.

const place = document.getElementById("plan-so-far");
const view = place.querySelector(".diagram-view");
const node = place.querySelector(`[data-element="${place.dataset.asked}"]`);
if (view && node) {
  const rect = node.getBoundingClientRect();
  view.scrollLeft += rect.left + rect.width / 2 - view.getBoundingClientRect().left - view.clientWidth / 2;
}
