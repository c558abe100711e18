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
    const place = [error.file, error.line, error.column].filter((part) => part != null);
    if (error.file) item.append(element("code", place.join(":")));
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

  // The run of the program, and how often its pages have changed in it.
  const isOlder = (page) => {
    const [run, count] = page.split("-");
    const [ownRun, ownCount] = own.page.split("-");
    return run === ownRun && Number(count) < Number(ownCount);
  };

  let last;
  const hear = (text) => {
    const told = JSON.parse(text);
    // Another tab may pass on what this page knows better.
    if (isOlder(told.page)) return;
    last = text;
    if (told.page !== own.page) {
      loadAgain();
      return;
    }
    if (told.style !== style) {
      style = told.style;
      swapStyles();
    }
    showErrors(told.errors);
  };

  const listen = (tell) => {
    const news = new EventSource("/-/reload");
    news.addEventListener("message", (event) => tell(event.data));
    addEventListener("pagehide", () => news.close(), { once: true });
    return news;
  };

  returnToPlace();
  if (navigator.locks) {
    // A browser holds six connections to a host, and a stream takes one for good. So one tab listens for all, and when
    // it is closed another one takes its place.
    const tabs = new BroadcastChannel("edition-preview");
    tabs.addEventListener("message", ({ data }) => {
      if (data !== "?") hear(data);
      else if (last) tabs.postMessage(last);
    });
    const left = new Promise((leave) => addEventListener("pagehide", leave, { once: true }));
    const turn = () => {
      listen((text) => {
        tabs.postMessage(text);
        hear(text);
      });
      return left;
    };
    navigator.locks.request("edition-preview", turn).catch(() => listen(hear));
    tabs.postMessage("?");
  } else {
    // Browsers keep locks from pages of other computers: there only the tab in sight listens.
    let news;
    const look = () => {
      news?.close();
      news = document.hidden ? undefined : listen(hear);
    };
    document.addEventListener("visibilitychange", look);
    look();
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
