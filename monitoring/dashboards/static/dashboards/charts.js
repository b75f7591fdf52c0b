// Puts the moving chart in the place of its drawing, when it comes into view and the screen has room for it.
// Without this script, on a phone and on paper the drawing stays; words and table are there in any case.
(function () {
  "use strict";

  var library = document.currentScript.dataset.library;
  var loading = null;

  function load() {
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = library;
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return loading;
  }

  // The municipality's colours are names in the figure; Plotly wants the colours themselves.
  function coloured(value, styles) {
    if (typeof value === "string") {
      var name = /^var\((--[a-z-]+)\)$/.exec(value);
      if (!name) { return value; }
      if (name[1] === "--band") { return faded(styles.getPropertyValue("--brand").trim()); }
      return styles.getPropertyValue(name[1]).trim() || value;
    }
    if (Array.isArray(value)) { return value.map(function (each) { return coloured(each, styles); }); }
    if (value && typeof value === "object") {
      return Object.keys(value).reduce(function (copy, key) {
        copy[key] = coloured(value[key], styles);
        return copy;
      }, {});
    }
    return value;
  }

  function faded(colour) {
    var parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
    if (!parts) { return "rgba(128, 128, 128, .15)"; }
    return "rgba(" + parts.slice(1).map(function (part) { return parseInt(part, 16); }).join(", ") + ", .14)";
  }

  function show(chart) {
    var figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
    load().then(function (plotly) {
      var place = document.createElement("div");
      place.className = "moving";
      place.setAttribute("aria-hidden", "true");
      chart.appendChild(place);
      var ready = coloured(figure, getComputedStyle(document.body));
      ready.layout.font.family = getComputedStyle(document.body).fontFamily;
      return plotly.newPlot(place, ready.data, ready.layout, ready.config).then(function () {
        chart.classList.add("moves");
      });
    }).catch(function () { /* the drawing stays */ });
  }

  if (!("IntersectionObserver" in window) || !window.matchMedia("(min-width: 44rem)").matches) { return; }
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.isIntersecting) {
        observer.unobserve(entry.target);
        show(entry.target);
      }
    });
  });
  document.querySelectorAll("[data-chart]").forEach(function (chart) { observer.observe(chart); });
}());
