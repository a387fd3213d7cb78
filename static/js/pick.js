// Lists to choose from get a field that narrows them down, and say what is chosen. Without this they are scrolled.

for (const pick of document.querySelectorAll("[data-pick]")) {
  const rows = [...pick.querySelectorAll(".pick-row")];
  const boxes = pick.querySelectorAll(".pick-row input[type=checkbox]");

  if (rows.length > 6) {
    const label = document.createElement("label");
    const field = document.createElement("input");
    const nothing = document.createElement("p");
    field.type = "search";
    field.className = "form-input pick-filter";
    field.autocomplete = "off";
    label.className = "pick-filter-label";
    label.append(pick.dataset.filter, field);
    nothing.className = "pick-nothing";
    nothing.setAttribute("role", "status");
    const list = pick.querySelector(".pick-box");
    list.before(label, nothing);
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      for (const row of rows) {
        const text = row.textContent.toLocaleLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) left += 1;
      }
      nothing.textContent = left ? "" : pick.dataset.none;
      list.hidden = !left;
    });
    // Return in the field looks for something; it does not send the form.
    field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }

  if (boxes.length && rows.length) {
    const chosen = document.createElement("p");
    chosen.className = "pick-chosen";
    const tell = () => {
      const names = [...boxes].filter((box) => box.checked)
        .map((box) => box.labels[0].querySelector("bdi").textContent.trim());
      chosen.textContent = names.join(", ");
      chosen.hidden = !names.length;
    };
    pick.querySelector("legend").after(chosen);
    pick.addEventListener("change", tell);
    tell();
  }
}
