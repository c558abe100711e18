// Puts a table in the order of one of its columns. Without it the table stands in the order that the page gives it.
(() => {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 2) continue;
    const heads = [...table.tHead.rows[0].cells];
    // Dates in words are in the order of what they mean.
    const value = (row, at) => row.cells[at].dataset.value ?? row.cells[at].textContent.trim();
    for (const [at, head] of heads.entries()) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const figures = head.classList.contains("number");
        const down = head.getAttribute("aria-sort") === (figures ? "descending" : "ascending");
        const falling = figures !== down;
        const rows = [...body.rows].sort((one, other) => words.compare(value(one, at), value(other, at)) * (falling ? -1 : 1));
        body.append(...rows);
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      });
    }
  }
})();
