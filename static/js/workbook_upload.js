// A chosen workbook is sent at once: nothing is written before its changes were shown and confirmed.
(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  form.querySelector("input[type='file']").addEventListener("change", (event) => {
    if (event.target.files.length) form.requestSubmit();
  });
})();
