// Remembers the view that the reader chose. Without it the switch works all the same.
(() => {
  const key = "edition-view";
  const choices = document.querySelectorAll('input[name="view"]');
  let remembered = null;
  try {
    remembered = localStorage.getItem(key);
  } catch {
    return; // storage is switched off, or the page was opened from a disk
  }
  for (const choice of choices) {
    if (choice.value === remembered) choice.checked = true;
    choice.addEventListener("change", () => {
      try {
        localStorage.setItem(key, choice.value);
      } catch {
        // no room left: the choice holds for this page
      }
    });
  }
})();
