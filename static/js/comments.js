// Finds people in a long list, and says how many are chosen. Without this the list is there as it is.

const list = document.querySelector(".people");

if (list) {
  const field = document.getElementById("people-search");
  const people = [...list.querySelectorAll("li")];
  const nobody = document.querySelector("[data-nobody]");
  const words = document.querySelector("[data-nobody-words]").content.textContent;
  const said = document.querySelector("[data-chosen]");

  const find = () => {
    const wanted = field.value.toLocaleLowerCase("da").split(/\s+/).filter(Boolean);
    for (const person of people) {
      const text = person.textContent.toLocaleLowerCase("da");
      const chosen = person.querySelector("input")?.checked;
      person.hidden = !chosen && !wanted.every((part) => text.includes(part));
    }
    nobody.textContent = people.every((person) => person.hidden) ? words : "";
  };

  const count = () => {
    const chosen = list.querySelectorAll("input:checked").length;
    said.textContent = chosen === 0 ? "" : chosen === 1 ? said.dataset.one : said.dataset.many.replace("{}", chosen);
  };

  field.closest(".people-search").hidden = people.length < 8;
  field.addEventListener("input", find);
  // Enter in the search field does not send the comment
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  list.addEventListener("change", count);
  count();
}
