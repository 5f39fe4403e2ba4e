// A column copied from Excel fills the figures from the box on; a block with names beside the numbers fills the figures of
// those names. An empty cell leaves its box as it is; a cell that is no number is put in and refused there, in words.
(() => {
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const figures = () => [...form.querySelectorAll("input[name^='figure:']")];
  const plain = (text) => text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const nameOf = (box) => plain(box.labels[0].firstChild.textContent);
  const codeOf = (box) => plain(box.name.split(":")[1]);
  const isNumber = (text) => /^[-\d.,\s\u00a0]+$/.test(text) && /\d/.test(text);
  const rowsOf = (text) => text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").map((row) => row.split("\t").map((cell) => cell.trim()));

  const say = (texts, left, choices) => {
    const words = [`Đã dán ${texts.size} số liệu.`];
    if (left.length) words.push(`Chưa có ô để ghi: ${left.join("; ")}.`);
    form.dispatchEvent(new CustomEvent("fill", { detail: { texts, words: words.join(" "), choices } }));
  };

  const pasteColumn = (cells, first) => {
    const boxes = figures().slice(figures().indexOf(first));
    const texts = new Map(), left = [];
    cells.forEach((cell, place) => {
      if (cell === "") return;
      if (boxes[place]) texts.set(boxes[place], cell);
      else left.push(cell);
    });
    say(texts, left);
  };

  // The boxes that a row names, in the order of the page: an indicator has one for each season.
  const named = (row) => figures().filter((box) => row.some((cell) => cell !== "" && [nameOf(box), codeOf(box)].includes(plain(cell))));
  const pasteNamed = (rows) => {
    const texts = new Map(), left = [];
    for (const row of rows) {
      const [name, cell] = [row.find((each) => each && !isNumber(each)), row.find(isNumber)];
      const box = named(row).find((each) => !texts.has(each));
      if (!cell) continue;
      if (box) texts.set(box, cell);
      else left.push(name ? `${name} ${cell}` : cell);
    }
    say(texts, left);
  };

  form.addEventListener("paste", (event) => {
    const first = event.target;
    const rows = rowsOf(event.clipboardData.getData("text"));
    const width = Math.max(...rows.map((row) => row.length));
    if (!figures().includes(first) || (rows.length < 2 && width < 2)) return;
    event.preventDefault();
    const columns = [...Array(width).keys()].map((place) => rows.map((row) => row[place] ?? ""));
    const numbers = columns.filter((cells) => cells.some(isNumber));
    if (numbers.length > 1) {
      const choices = numbers.map((cells, place) => ({
        label: `Lấy cột số thứ ${place + 1}`,
        act: () => (rows.some((row) => named(row).length) ? pasteNamed(rows.map((row, at) => [...row.filter((cell) => !isNumber(cell)), cells[at]])) : pasteColumn(cells, first)),
      }));
      const words = `Khối vừa dán có ${numbers.length} cột số; chưa ghi gì. Chọn cột của tháng này:`;
      form.dispatchEvent(new CustomEvent("fill", { detail: { texts: new Map(), words, choices } }));
    } else if (width > 1 && rows.some((row) => named(row).length)) {
      pasteNamed(rows);
    } else {
      pasteColumn(numbers[0] || columns[0], first);
    }
  });
})();
