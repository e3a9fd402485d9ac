// Shows openapi.json with Swagger UI; a file of its own, since the policy allows no script inside the page.
"use strict";

SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#page",
  layout: "BaseLayout",
  presets: [SwaggerUIBundle.presets.apis],
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  validatorUrl: null,
});
