// Last month's figures taken over in the report's form: by the button beside an empty figure or the key "=" in it, and by
// a section's buttons in all its empty boxes. Without a script the same buttons send the form.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const isStock = (box) => box.placeholder.trim() !== "";
  const isOpen = (box) => box.value.trim() === "" && box.dataset.quiet !== undefined;
  const nameOf = (box) => box.labels[0].firstChild.textContent.trim();
  const fill = (boxes, words) => {
    const texts = new Map(boxes.map((box) => [box, box.dataset.quiet]));
    const list = boxes.map((box) => `${nameOf(box)}: ${box.dataset.quiet}`).join("; ");
    const text = boxes.length ? `${words}: đã ghi ${boxes.length} số liệu (${list}).` : `${words}: không còn ô trống nào để ghi.`;
    form.dispatchEvent(new CustomEvent("fill", { detail: { texts, words: text } }));
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=take]");
    if (!button) return;
    event.preventDefault();
    const words = button.firstChild.textContent.trim();
    const box = form.elements[button.value];
    if (box) {
      fill([box].filter(isOpen), words);
      box.focus(); // the button is gone
      return;
    }
    const part = button.closest("fieldset");
    const boxes = [...part.querySelectorAll("input[name^='figure:']")].filter(isOpen);
    const isSame = button.value.startsWith("same:");
    fill(isSame ? boxes.filter(isStock) : boxes, `${part.querySelector("legend").textContent.trim()}, ${words.toLowerCase()}`);
  });

  form.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "=" || event.isComposing || !box.name || !box.name.startsWith("figure:") || !isOpen(box)) return;
    event.preventDefault();
    fill([box], isStock(box) ? "Giống tháng trước" : "Không phát sinh");
    const boxes = [...form.querySelectorAll("input[name^='figure:']")];
    const next = boxes[boxes.indexOf(box) + 1];
    if (next) next.select();
  });
})();
