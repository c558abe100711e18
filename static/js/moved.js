// Goes on from a page that has moved, to the place that was asked for. Without it every link stands on the page all the same.
(() => {
  const place = document.getElementById(location.hash.slice(1));
  const from = place?.closest(".gone") ? place : document.querySelector(".essay");
  const link = from?.querySelector("a[data-moved]");
  if (link) {
    location.replace(link.href);
  }
})();
