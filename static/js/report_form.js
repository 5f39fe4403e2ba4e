// The report's form: a typed figure is read back by the server, leaving with unsaved entries asks first.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  let changed = false;

  form.addEventListener("change", async (event) => {
    changed = true;
    const box = event.target;
    if (!box.name || !box.name.startsWith("figure:")) return;
    const address = new URL("../reading/", window.location.href);
    address.searchParams.set(box.name, box.value);
    const said = document.getElementById(`${box.name}-said`);
    const explanation = said && said.querySelector("textarea");
    const words = explanation ? explanation.value : "";
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer || !answer.ok || !said) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(".figure-said");
    if (!fresh) return;
    const text = fresh.querySelector("textarea");
    if (text && words) text.value = words;
    said.replaceWith(fresh);
    box.closest(".figure-row").classList.toggle("has-error", fresh.querySelector(".field-error") !== null);
  });
  form.addEventListener("input", () => { changed = true; });

  form.addEventListener("submit", () => {
    changed = false;
    const parts = [...form.querySelectorAll("fieldset[id]")].filter((part) => part.getBoundingClientRect().top <= 160);
    const part = form.querySelector("[data-part]");
    if (part && parts.length) part.value = parts[parts.length - 1].id;
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });

  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
})();
