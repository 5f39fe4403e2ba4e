// A text pasted from an old Word file (TCVN3, VNI) is recognised by the server, and converted in its box where the
// person asks for it; one click takes it back. Without this script the offer comes when the form is sent.
(() => {
  const boxes = "textarea[name], input[type='text'][name]:not([inputmode='decimal'])";
  const oldSign = /[\u00a1-\u00ff]/;
  let isComposing = false;

  const offerOf = (box) => box.parentElement.querySelector("[data-old-text]");

  const look = async (box) => {
    if (isComposing || box.value === box.dataset.keptOld) return;
    const asked = box.value;
    let offer = null;
    if (oldSign.test(asked)) {
      const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
      const body = new URLSearchParams({ name: box.name, text: asked });
      const answer = await fetch("/text/reading/", { method: "POST", body, headers: { "X-CSRFToken": token } }).catch(() => null);
      if (!answer || !answer.ok || box.value !== asked) return; // no line, or the person typed on
      offer = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-old-text]");
    }
    const standing = offerOf(box);
    if (standing) standing.remove();
    if (offer) box.after(offer);
  };

  // As if typed: the browser's own Ctrl+Z takes it back too, and the form learns that something changed.
  const write = (box, text) => {
    box.focus();
    box.select();
    if (!document.execCommand("insertText", false, text)) box.value = text;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("compositionstart", () => { isComposing = true; });
  document.addEventListener("compositionend", () => { isComposing = false; });
  document.addEventListener("paste", (event) => {
    if (event.target.matches(boxes)) setTimeout(look, 0, event.target);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches(boxes)) look(event.target);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-old-text] button");
    if (!button) return;
    event.preventDefault();
    const offer = button.closest("[data-old-text]");
    const box = button.form.elements[button.value];
    const before = box.value;
    const text = offer.querySelector("[data-converted]").textContent;
    offer.remove();
    write(box, text);
    const done = document.createElement("p");
    done.className = "old-text hint";
    done.setAttribute("role", "status");
    done.append("Đã chuyển sang Unicode. ");
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "btn btn-sm btn-link";
    undo.textContent = "Hoàn tác";
    undo.addEventListener("click", () => {
      box.dataset.keptOld = before;
      write(box, before);
      done.remove();
    });
    done.append(undo);
    box.after(done);
  });
})();
