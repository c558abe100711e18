// Follows the preview: swaps style sheets, loads the page again where its text has changed, and shows errors
// over it until they are mended. Only pages of `edition serve` have this script.
"use strict";

{
  const own = document.currentScript.dataset;
  let style = own.style;

  const element = (name, text) => {
    const made = document.createElement(name);
    made.textContent = text;
    return made;
  };

  const swapStyles = () => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const fresh = link.cloneNode();
      fresh.href = `${link.href.split("?")[0]}?${style}`;
      fresh.addEventListener("load", () => link.remove(), { once: true });
      fresh.addEventListener("error", () => fresh.remove(), { once: true });
      link.after(fresh);
    }
  };

  const place = "edition-preview-place";

  const loadAgain = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify([location.pathname, scrollX, scrollY]));
    } catch {
      // Without storage the page opens at its top.
    }
    location.reload();
  };

  const returnToPlace = () => {
    try {
      const [path, x, y] = JSON.parse(sessionStorage.getItem(place)) ?? [];
      sessionStorage.removeItem(place);
      if (path === location.pathname) scrollTo({ left: x, top: y, behavior: "instant" });
    } catch {
      // Nothing was kept.
    }
  };

  const finding = (error) => {
    const item = document.createElement("li");
    if (error.file) item.append(element("code", `${error.file}:${error.line}:${error.column}`));
    item.append(element("p", error.message));
    for (const hint of error.hints) item.append(element("small", hint));
    return item;
  };

  let overlay;
  const showErrors = (errors) => {
    overlay?.remove();
    overlay = undefined;
    if (errors.length === 0) return;
    overlay = document.createElement("div");
    overlay.id = "edition-preview-errors";
    overlay.dataset.generated = "";
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/-/reload.css";
    const box = document.createElement("section");
    box.setAttribute("role", "alert");
    box.lang = "en";
    box.append(element("h2", errors.length === 1 ? "1 error" : `${errors.length} errors`));
    const list = document.createElement("ol");
    list.append(...errors.map(finding));
    const close = element("button", "Hide");
    close.type = "button";
    close.addEventListener("click", () => showErrors([]));
    box.append(list, close);
    overlay.attachShadow({ mode: "open" }).append(sheet, box);
    document.body.append(overlay);
  };

  returnToPlace();
  const news = new EventSource("/-/reload");
  news.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (told.page !== own.page) {
      news.close();
      loadAgain();
      return;
    }
    if (told.style !== style) {
      style = told.style;
      swapStyles();
    }
    showErrors(told.errors);
  });
  addEventListener("pagehide", () => news.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
