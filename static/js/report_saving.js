// The report's form saves each box by itself and says so beside it: saved, waiting, refused. What couldn't be sent yet is
// kept in this browser, by person and report, and sent when the line is back, also after the page was closed. What
// somebody else wrote into the same box is shown beside it and chosen by hand.
(() => {
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const TYPED_MS = 1500, AGAIN_MS = [500, 1500, 5000, 15000]; // a line that is just back often fails once more
  const key = `unsent:${form.dataset.person}:${window.location.pathname}`;
  const line = form.querySelector("[data-save-line]");
  const lists = [...form.querySelectorAll("[data-rows]")].map((each) => each.dataset.rows);
  const listOf = (name) => lists.find((list) => name.startsWith(`${list}-`)) || "";
  // A list is one box, and so are all boxes of an answer to a directive: they are read together.
  const unitOf = (name) => listOf(name) || (name.startsWith("answer:") ? name.replace(/[^:]*$/, "") : name);
  const isSaved = ({ name, type }) => name && type !== "file" && type !== "checkbox" && type !== "submit" && type !== "button"
    && (/^(figure|as_of|narrative|explanation|answer):/.test(name) || listOf(name));
  const boxes = () => [...form.elements].filter(isSaved);
  const ofUnit = (unit) => boxes().filter((box) => unitOf(box.name) === unit);
  const stood = new Map(boxes().map((box) => [box.name, box.value]));
  const saw = new Map(stood); // the same as the server writes it: "1.234,5" where somebody typed 1234,5
  const waiting = new Set(), refused = new Set(), clashing = new Map();
  let base = form.elements.base.value, timer = 0, onTheWay = new Map(), isComposing = false, pressed = null, failed = 0;

  const read = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const keep = () => {
    const typed = {};
    for (const unit of [...waiting, ...refused, ...clashing.keys()]) ofUnit(unit).forEach((box) => { typed[box.name] = box.value; });
    try {
      if (Object.keys(typed).length) localStorage.setItem(key, JSON.stringify({ base, typed, saw: [...saw] }));
      else localStorage.removeItem(key);
    } catch { /* a browser without a store: the box stays open and marked as waiting */ }
    form.dataset.waiting = waiting.size;
  };

  const mark = (unit, state, words) => {
    const box = ofUnit(unit)[0];
    if (!box) return;
    const place = listOf(box.name) ? form.querySelector(`[data-rows="${unit}"] legend`) : box.parentElement;
    let sign = place.querySelector(":scope > .save-mark");
    if (!sign) {
      sign = document.createElement("span");
      place.append(sign);
    }
    sign.className = `save-mark is-${state}`;
    sign.textContent = words;
  };
  const say = (words) => { line.textContent = words; };
  const left = () => (waiting.size ? `${waiting.size} mục chờ gửi, đang được giữ trên máy này.` : "");

  const changed = (box) => {
    const unit = unitOf(box.name);
    refused.delete(unit);
    // While another text of it is on its way, the box is not as before, whatever it says.
    const isAsBefore = !onTheWay.has(unit) && ofUnit(unit).every((each) => each.value === (stood.get(each.name) ?? ""));
    if (isAsBefore && !clashing.has(unit)) {
      waiting.delete(unit);
      mark(unit, "same", "");
    } else if (!clashing.has(unit)) {
      waiting.add(unit);
      mark(unit, "waiting", "chờ lưu");
    }
    keep();
  };

  const freshToken = async () => {
    const answer = await fetch(window.location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("form[data-save]");
    if (!fresh || fresh.dataset.person !== form.dataset.person) return false;
    form.elements.csrfmiddlewaretoken.value = fresh.elements.csrfmiddlewaretoken.value;
    return true;
  };
  const post = async (units, seen) => {
    const data = new URLSearchParams({ base });
    data.set("version", form.elements.version.value);
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const unit of units) {
      ofUnit(unit).forEach((box) => data.set(box.name, box.value));
      if (lists.includes(unit)) {
        [...form.elements].filter(({ name }) => name && name.startsWith(`${unit}-`) && name.endsWith("_FORMS"))
          .forEach((box) => data.set(box.name, box.value));
      }
    }
    [...data.keys(), ...lists].filter((name) => saw.has(name)).forEach((name) => data.set(`seen:${name}`, saw.get(name)));
    Object.entries(seen).forEach(([name, text]) => data.set(`seen:${name}`, text));
    return fetch(form.dataset.save, { method: "POST", body: data, redirect: "manual" });
  };

  const showClash = (name, text, by) => {
    const unit = unitOf(name), box = ofUnit(unit).find((each) => each.name === name) || ofUnit(unit)[0];
    if (!box) return;
    waiting.delete(unit);
    clashing.set(unit, { name, text });
    mark(unit, "refused", "chưa lưu");
    const row = document.createElement("div");
    row.className = "finding-warning save-clash";
    row.setAttribute("role", "alert");
    const words = document.createElement("p");
    const isList = lists.includes(unit);
    words.textContent = isList
      ? `${by} vừa sửa mục này. Bấm “Lưu” để xem hai bản cạnh nhau; dòng của bạn còn nguyên.`
      : `${by} vừa ghi: “${text || "(để trống)"}”.`;
    row.append(words);
    const choose = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm btn-outline-primary";
      button.textContent = label;
      button.addEventListener("click", () => {
        clashing.delete(unit);
        row.remove();
        act();
        keep();
      });
      row.append(button);
    };
    if (!isList) {
      choose("Giữ bản của tôi", () => { waiting.add(unit); send({ [name]: text }); });
      choose(`Lấy bản của ${by}`, () => {
        box.value = text;
        stood.set(name, text);
        saw.set(name, text);
        mark(unit, "saved", "đã lấy");
        box.dispatchEvent(new Event("change", { bubbles: true }));
      });
    }
    box.closest(".figure-row, .narrative-row, .answer-row, .explanation, fieldset").append(row);
  };

  const take = (answer, sent) => {
    for (const unit of sent.keys()) {
      const fault = Object.keys(answer.refused).find((name) => unitOf(name) === unit || name === unit);
      const clash = Object.keys(answer.clashes).find((name) => unitOf(name) === unit || name === unit);
      const isSame = [...sent.get(unit)].every(([name, value]) => ofUnit(unit).some((box) => box.name === name && box.value === value));
      if (isSame) waiting.delete(unit);
      if (fault) {
        if (isSame) refused.add(unit);
        mark(unit, "refused", unit.startsWith("figure:") ? "chưa lưu" : `chưa lưu: ${answer.refused[fault]}`);
      } else if (clash) {
        showClash(clash, answer.clashes[clash], answer.by);
      } else {
        sent.get(unit).forEach((value, name) => stood.set(name, value));
        if (isSame) mark(unit, "saved", "đã lưu");
      }
    }
    Object.entries(answer.kept).forEach(([name, text]) => saw.set(name, text));
    // What others wrote into boxes that nobody touches here is shown at once; only then is the form one of today.
    let isAllShown = clashing.size === 0;
    Object.entries(answer.others).forEach(([name, text]) => {
      const unit = unitOf(name), box = form.elements[name];
      if (stood.get(name) === text) return;
      if (!(box instanceof Element) || lists.includes(unit) || waiting.has(unit) || clashing.has(unit)) { isAllShown = false; return; }
      if (box.value === text) return;
      box.value = text;
      stood.set(name, text);
      saw.set(name, text);
      mark(unit, "saved", `${answer.by} vừa ghi`);
    });
    if (isAllShown) {
      base = form.elements.base.value = answer.base;
      form.elements.version.value = answer.version;
    }
    form.dispatchEvent(new Event("saved"));
    say([answer.at && `Đã lưu lúc ${answer.at}.`, left()].filter(Boolean).join(" "));
  };

  const again = () => {
    timer = setTimeout(send, AGAIN_MS[Math.min(failed, AGAIN_MS.length - 1)]);
    failed += 1;
  };
  const send = async (seen = {}) => {
    clearTimeout(timer);
    if (onTheWay.size || isComposing || waiting.size === 0) return;
    const sent = onTheWay = new Map([...waiting].map((unit) => [unit, new Map(ofUnit(unit).map((box) => [box.name, box.value]))]));
    try {
      let response = await post(sent.keys(), seen);
      if (response.status === 403 && await freshToken()) response = await post(sent.keys(), seen);
      if (response.type === "opaqueredirect" || response.status === 403) {
        say(`${left()} Phiên làm việc đã hết: hãy đăng nhập lại ở một thẻ khác rồi quay lại đây.`);
        again();
      } else if (response.status === 409) {
        say((await response.json()).refusal);
      } else if (!response.ok) {
        say(`${left()} Máy chủ chưa nhận được; sẽ gửi lại.`);
        again();
      } else {
        failed = 0;
        take(await response.json(), sent);
        if (waiting.size) timer = setTimeout(send, TYPED_MS);
      }
    } catch {
      for (const unit of sent.keys()) mark(unit, "waiting", "chờ mạng");
      say(`Mất mạng. ${left()}`);
      again();
    }
    onTheWay = new Map();
    keep();
    if (!pressed) return;
    const button = pressed;
    pressed = null;
    form.requestSubmit(button); // it waited for the answer: the form is sent with the version that stands now
  };

  form.addEventListener("compositionstart", () => { isComposing = true; });
  form.addEventListener("compositionend", () => { isComposing = false; });
  form.addEventListener("input", (event) => {
    if (!isSaved(event.target)) return;
    changed(event.target);
    clearTimeout(timer);
    timer = setTimeout(send, TYPED_MS);
  });
  form.addEventListener("change", (event) => {
    if (!isSaved(event.target)) return;
    changed(event.target);
    clearTimeout(timer);
    timer = setTimeout(send); // boxes that are filled together are sent together
  });
  window.addEventListener("online", () => { failed = 0; send(); });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine && !onTheWay.size) {
      clearTimeout(timer);
      localStorage.removeItem(key); // the whole form is on its way
      return;
    }
    event.preventDefault();
    if (navigator.onLine) pressed = event.submitter;
    else say(`Mất mạng nên chưa nộp hay lưu hết được. ${left()}`);
  });

  // What an earlier page couldn't send is typed in again and sent; it began from that page's texts.
  const earlier = read();
  if (earlier && form.querySelector("[data-error-summary]") === null) {
    base = earlier.base;
    earlier.saw.forEach(([name, text]) => saw.set(name, text));
    for (const name of Object.keys(earlier.typed)) { // in the order in which a list's rows are needed
      const list = listOf(name);
      for (let tries = 0; list && !form.elements[name] && tries < 50; tries += 1) {
        form.querySelector(`[data-rows="${list}"] [data-add-row]`).previousElementSibling.click();
      }
      const box = form.elements[name];
      if (!(box instanceof Element) || box.value === earlier.typed[name]) continue;
      box.value = earlier.typed[name];
      changed(box);
    }
    send();
  }
  keep();

  // The form opens again without a network; what was kept for somebody else on this machine goes first.
  const keepPage = async () => {
    if (localStorage.getItem("report-forms-of") !== form.dataset.person) await caches.delete("report-forms");
    localStorage.setItem("report-forms-of", form.dataset.person);
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    const kept = await caches.open("report-forms");
    await kept.addAll([window.location.pathname, ...parts.map((part) => part.href || part.src)]);
    document.documentElement.dataset.offline = "ready";
  };
  if ("serviceWorker" in navigator && navigator.onLine) {
    navigator.serviceWorker.register("/report-offline.js").then(() => navigator.serviceWorker.ready).then(keepPage).catch(() => {});
  }
})();
