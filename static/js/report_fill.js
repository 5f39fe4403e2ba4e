// Several figures of the report's form filled at once (pasted, taken from last month): what was filled is said, and taken
// back with one key press. Others ask for it with the event "fill": {texts: Map of box to text, words}.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const line = document.createElement("div");
  line.className = "fill-line";
  line.setAttribute("role", "status");
  form.querySelector(".save-bar").prepend(line);

  const put = (box, text) => {
    box.value = text;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = (boxes) => {
    form.querySelectorAll(".is-filled").forEach((row) => row.classList.remove("is-filled"));
    boxes.forEach((box) => box.closest(".figure-row").classList.add("is-filled"));
  };
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-outline-primary";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  };

  form.addEventListener("fill", ({ detail: { texts, words, choices = [] } }) => {
    const before = [...texts.keys()].map((box) => [box, box.value]);
    texts.forEach((text, box) => put(box, text));
    mark([...texts.keys()]);
    const said = document.createElement("p");
    said.textContent = words;
    said.tabIndex = 0; // a long list is scrolled
    const takeBack = button("Hoàn tác", () => {
      mark([]);
      // What was typed over it meanwhile stays.
      before.filter(([box]) => box.value === texts.get(box)).forEach(([box, text]) => put(box, text));
      line.textContent = "Đã hoàn tác.";
      if (before.length) before[0][0].focus();
    });
    const buttons = choices.map(({ label, act }) => button(label, act));
    const close = button("Đóng", () => { mark([]); line.replaceChildren(); });
    line.replaceChildren(said, ...buttons, ...(texts.size ? [takeBack] : []), close);
  });
})();
