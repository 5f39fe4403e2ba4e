// The "/" key leads to the search box, unless somebody is typing elsewhere.
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-search-box]");
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (!box || isTyping || event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
    return;
  }
  event.preventDefault();
  box.focus();
  box.select();
});
