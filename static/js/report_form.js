// The report's form: a typed figure is read back by the server, Enter goes to the next figure, a column copied from
// Excel fills the figures below, a list grows by a row, leaving with entries that wait asks first.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const figures = () => [...form.querySelectorAll("input[name^='figure:']")];
  let changed = false;

  const readBack = async (box) => {
    const address = new URL("../reading/", window.location.href);
    address.searchParams.set(box.name, box.value);
    // Figures that are typed and not saved yet count too: the parts of a whole, the whole of a part.
    figures().filter((other) => other !== box && other.value !== other.defaultValue)
      .forEach((other) => address.searchParams.set(other.name, other.value));
    const answer = await fetch(address).catch(() => null);
    const said = document.getElementById(`${box.name}-said`);
    if (!answer || !answer.ok || !said) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(".figure-said");
    if (!fresh) return;
    const before = said.querySelector("textarea");
    const now = fresh.querySelector("textarea");
    if (before && before.value && now) now.value = before.value;
    if (before && before.value && !now) fresh.append(said.querySelector(".explanation"));
    const isTyping = before && before === document.activeElement;
    said.replaceWith(fresh);
    if (isTyping && now) now.focus();
    box.closest(".figure-row").classList.toggle("has-error", fresh.querySelector(".field-error") !== null);
  };

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", (event) => {
    changed = true;
    if (event.target.name && event.target.name.startsWith("figure:")) readBack(event.target);
  });

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.isComposing) return;
    event.preventDefault();
    const boxes = figures();
    const next = boxes[boxes.indexOf(event.target) + 1];
    if (boxes.includes(event.target) && next) next.select();
  });

  form.addEventListener("paste", (event) => {
    const boxes = figures();
    const first = boxes.indexOf(event.target);
    const cells = event.clipboardData.getData("text").replace(/\r/g, "").replace(/\n$/, "").split("\n");
    if (first < 0 || cells.length < 2 || cells.some((cell) => cell.includes("\t"))) return;
    event.preventDefault();
    cells.forEach((cell, place) => {
      const box = boxes[first + place];
      if (!box) return;
      box.value = cell.trim();
      box.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  form.querySelectorAll("[data-rows]").forEach((list) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-outline-primary";
    button.textContent = "Thêm dòng";
    list.querySelector("[data-add-row]").before(button);
    button.addEventListener("click", () => {
      const total = form.elements[`${list.dataset.rows}-TOTAL_FORMS`];
      const rows = list.querySelectorAll("[data-row]");
      const row = rows[rows.length - 1].cloneNode(true);
      const number = Number(total.value);
      row.classList.remove("has-changed");
      row.querySelectorAll(".field-error, .hint").forEach((each) => each.remove());
      row.querySelectorAll("[name], [for]").forEach((each) => {
        ["name", "id", "for"].forEach((name) => {
          const value = each.getAttribute(name);
          if (value) each.setAttribute(name, value.replace(`-${number - 1}-`, `-${number}-`));
        });
        if (each.tagName !== "LABEL") each.value = "";
      });
      rows[rows.length - 1].after(row);
      total.value = number + 1;
      row.querySelector("select, textarea").focus();
    });
  });

  form.addEventListener("submit", () => {
    changed = false;
    const parts = [...form.querySelectorAll("fieldset[id]")].filter((part) => part.getBoundingClientRect().top <= 160);
    const part = form.querySelector("[data-part]");
    if (part && parts.length) part.value = parts[parts.length - 1].id;
  });
  // Where each box saves itself (report_saving.js), only what still waits holds the page.
  window.addEventListener("beforeunload", (event) => {
    if (form.dataset.waiting ? form.dataset.waiting !== "0" : changed) event.preventDefault();
  });

  document.querySelectorAll("[data-script-hint]").forEach((hint) => { hint.hidden = false; });
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
})();
