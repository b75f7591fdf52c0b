// Starts Swagger UI; a file of its own, since the page's policy allows no inline scripts.
"use strict";
const place = document.getElementById("swagger-ui");

// There is one server, so there is nothing to choose.
const OneServer = () => ({ wrapComponents: { ServersContainer: () => () => null } });

// What Swagger UI leaves out for who hears the page: which elements, which attribute, and what it says.
const MISSING = [
  [".information-container", "role", "region"],
  [".information-container", "aria-label", place.dataset.about],
  [".scheme-container", "role", "region"],
  [".scheme-container", "aria-label", place.dataset.credentials],
  [".opblock-tag, .modal-ux-header h3, .info h1, .info h2", "role", "heading"],
  [".opblock-tag, .modal-ux-header h3, .info h1, .info h2", "aria-level", "2"],
  [".modal-ux-content h4, .opblock h4", "role", "heading"],
  [".modal-ux-content h4, .opblock h4", "aria-level", "3"],
  [".close-modal", "aria-label", place.dataset.close],
  [".body-param__text", "aria-label", place.dataset.body],
];
const complete = () => {
  for (const [where, name, text] of MISSING) {
    for (const found of document.querySelectorAll(where)) {
      if (found.getAttribute(name) !== text) found.setAttribute(name, text);
    }
  }
};
new MutationObserver(complete).observe(place, { childList: true, subtree: true });

SwaggerUIBundle({
  url: place.dataset.document,
  domNode: place,
  // Its links would stand inside buttons, where nobody can reach them by keyboard.
  deepLinking: false,
  // The bodies stand with each operation.
  defaultModelsExpandDepth: -1,
  // Too pale to read.
  syntaxHighlight: false,
  presets: [SwaggerUIBundle.presets.apis, OneServer],
  requestInterceptor: (request) => {
    if (new URL(request.url, location.href).origin !== location.origin) return request;
    request.headers["X-CSRFToken"] = place.dataset.csrf;
    const key = request.headers.Authorization;
    if (key && !key.startsWith("Api-Key ")) request.headers.Authorization = `Api-Key ${key.trim()}`;
    return request;
  },
});
