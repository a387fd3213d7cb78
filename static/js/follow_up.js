// On a touch screen a date is picked rather than typed. Without this it is typed as dd.mm.yyyy, as on a desk.

if (matchMedia("(pointer: coarse)").matches) {
  for (const field of document.querySelectorAll("input.day-input")) {
    const typed = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(field.value);
    if (field.value && !typed) continue; // what cannot be a date stays to be corrected
    field.type = "date";
    if (typed) field.value = `${typed[3]}-${typed[2]}-${typed[1]}`;
  }
}
