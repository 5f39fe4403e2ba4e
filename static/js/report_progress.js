// The list of sections says how far each is, while figures are typed: filled of asked, and how many rows are wrong.
// It is read aloud only when a section has become full.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  const list = document.querySelector(".section-list");
  if (!form || !list) return;
  const said = document.createElement("p");
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  list.append(said);
  const isFilled = (box) => box.value.trim() !== "" && !box.closest(".figure-row").classList.contains("has-error");

  const count = (item) => {
    const part = document.getElementById(item.querySelector("a").hash.slice(1));
    const boxes = part ? [...part.querySelectorAll("input[name^='figure:']")] : [];
    const done = item.querySelector(".done");
    if (!boxes.length || !done) return;
    const filled = boxes.filter(isFilled).length;
    const isFull = filled === boxes.length;
    if (isFull && !done.classList.contains("is-full")) said.textContent = `${item.querySelector("a").textContent}: đã nhập đủ ${filled} số liệu.`;
    done.textContent = `${filled}/${boxes.length}`;
    done.title = `Đã nhập ${filled} trên ${boxes.length} số liệu`;
    done.classList.toggle("is-full", isFull);
    const wrong = [...part.querySelectorAll(".figure-row, .narrative-row")].filter((row) => row.querySelector(".field-error, .finding-error")).length;
    let fault = item.querySelector(".state-bad");
    if (!fault && wrong) {
      fault = document.createElement("span");
      fault.className = "state state-bad";
      item.append(fault);
    }
    if (fault) {
      fault.textContent = `${wrong} lỗi`;
      fault.hidden = wrong === 0;
    }
  };

  let isAsked = false;
  const countSoon = () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      list.querySelectorAll("li").forEach(count);
    });
  };
  ["input", "change", "saved"].forEach((event) => form.addEventListener(event, countSoon));
  new MutationObserver(countSoon).observe(form, { childList: true, subtree: true }); // a figure was read back
})();
