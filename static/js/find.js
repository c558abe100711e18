// Makes the links to the search page forms that lead there. Without it they are links.
(() => {
  document.querySelectorAll("[data-find]").forEach((place, at) => {
    const link = place.querySelector("a");
    // On the page itself there is its own form.
    if (!link || document.getElementById("search")) return;
    const form = document.createElement("form");
    form.setAttribute("role", "search");
    form.className = "find";
    const label = document.createElement("label");
    label.className = "aid";
    label.htmlFor = `find-${at + 1}`;
    label.textContent = at === 0 ? "Search the edition" : "Search the documents";
    form.setAttribute("aria-label", label.textContent);
    const input = document.createElement("input");
    Object.assign(input, { type: "search", id: label.htmlFor, name: "q", autocomplete: "off" });
    const button = document.createElement("button");
    button.textContent = "Search";
    form.append(label, input, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const address = new URL(link.href);
      address.hash = new URLSearchParams({ q: input.value.trim() });
      location.href = address;
    });
    link.replaceWith(form);
  });
})();
