// Another view of the diagram without leaving the page: zoom, the chosen element and a full screen stay as they are.
// Without this script each view is a page of its own.

{
  const frame = document.getElementById("diagram-frame");
  const PARTS = ["#diagram-view", ".overlays", ".overlay-printed", ".diagram-hint", ".diagram-legend", ".tool-downloads"];
  const shown = () => frame.querySelector(".overlays [aria-current]")?.dataset.overlay;
  const asked = () => new URL(window.location).searchParams.get("overlay") || "";

  // The view's address with the element that is chosen now.
  function addressOf(link) {
    const address = new URL(link.href);
    const focus = new URL(window.location).searchParams.get("focus");
    if (focus) address.searchParams.set("focus", focus);
    else address.searchParams.delete("focus");
    return address;
  }

  async function show(address) {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const parts = PARTS.map((name) => [frame.querySelector(name), page.querySelector(`#diagram-frame ${name}`)]);
    if (parts.some(([old, fresh]) => !old || !fresh)) throw new Error("another page");
    frame.dispatchEvent(new CustomEvent("diagram:redrawing"));
    for (const [old, fresh] of parts) old.replaceChildren(...fresh.childNodes);
    frame.dispatchEvent(new CustomEvent("diagram:redrawn"));
  }

  frame.addEventListener("click", async (event) => {
    const link = event.target.closest(".overlays a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const address = addressOf(link);
    try {
      await show(address);
    } catch {
      window.location.assign(address);
      return;
    }
    history.pushState({}, "", address);
    frame.querySelector(".overlays [aria-current]").focus({ preventScroll: true });
  });
  window.addEventListener("popstate", () => { if (asked() !== shown()) window.location.reload(); });
}
