// Starts the viewer of the API. What it sends bears the token of the page.
const token = document.querySelector('meta[name="token"]')?.content ?? "";

window.SwaggerUIBundle({
  url: "/api/openapi.json",
  domNode: document.getElementById("viewer"),
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  requestInterceptor(request) {
    if (token) request.headers["X-Dateline-Token"] = token;
    return request;
  },
});
