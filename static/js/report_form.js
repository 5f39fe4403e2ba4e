// The report's form: typed figures are read back by the server, keys go from figure to figure, a list grows by a row,
// leaving with entries that wait asks first.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const figures = () => [...form.querySelectorAll("input[name^='figure:']")];
  let changed = false;

  const show = (fresh) => {
    const said = document.getElementById(fresh.id);
    const before = said.querySelector("textarea");
    const now = fresh.querySelector("textarea");
    if (before && before.value && now) now.value = before.value;
    if (before && before.value && !now) fresh.append(said.querySelector(".explanation"));
    const isTyping = before && before === document.activeElement;
    said.replaceWith(fresh);
    if (isTyping && now) now.focus();
    fresh.closest(".figure-row").classList.toggle("has-error", fresh.querySelector(".field-error") !== null);
  };
  const TOGETHER = 15; // more would make an address that servers cut
  const toRead = new Set();
  const readBack = async () => {
    const asked = [...toRead].slice(0, TOGETHER);
    if (!asked.length) return;
    asked.forEach((box) => toRead.delete(box));
    const address = new URL("../reading/", window.location.href);
    address.searchParams.set("read", asked.length);
    // Figures that are typed and not saved yet count too: the parts of a whole, the whole of a part.
    const others = figures().filter((box) => !asked.includes(box) && box.value !== box.defaultValue);
    [...asked, ...others].forEach((box) => address.searchParams.set(box.name, box.value));
    const answer = await fetch(address).catch(() => null);
    if (answer && answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      page.querySelectorAll(".figure-said").forEach(show);
    }
    await readBack();
  };

  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("change", (event) => {
    changed = true;
    if (!event.target.name || !event.target.name.startsWith("figure:")) return;
    if (!toRead.size) setTimeout(readBack); // boxes that are filled together are read together
    toRead.add(event.target);
  });

  const before = new WeakMap(); // what stood in a figure's box when the person came to it
  form.addEventListener("focusin", ({ target }) => { before.set(target, target.value); });
  form.addEventListener("keydown", (event) => {
    const { key, target, shiftKey } = event;
    if (target.tagName !== "INPUT" || event.isComposing) return;
    const boxes = figures(), place = boxes.indexOf(target);
    const step = { Enter: shiftKey ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[key];
    if (key === "Enter" || (step && place >= 0)) event.preventDefault();
    if (place < 0) return;
    if (key === "Escape" && target.value !== before.get(target)) {
      target.value = before.get(target);
      target.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (!step) return;
    const next = boxes[place + step];
    if (next) next.select();
    else if (key === "Enter" && step > 0) form.querySelector("[data-check]").focus();
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
