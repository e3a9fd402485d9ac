// Shows openapi.json as a page and lets people try each operation. Loads nothing from elsewhere.
"use strict";

const METHODS = ["get", "put", "post", "delete"];

/** Makes an element; text is always set as text, never as HTML. */
function make(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Sets words between backticks as code. */
function prose(text) {
  const parts = (text || "").split("`");
  return parts.map((part, index) => (index % 2 ? make("code", { textContent: part }) : part));
}

function resolve(api, schema) {
  if (!schema || !schema.$ref) return schema || {};
  return schema.$ref.slice(2).split("/").reduce((node, key) => node[key], api);
}

function typeName(api, schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.join(" | ");
  // Null means left out, and what may be left out is what has no asterisk.
  const choices = (schema.anyOf || schema.oneOf || []).filter((choice) => choice.type !== "null");
  if (choices.length) return choices.map((choice) => typeName(api, choice)).join(" | ");
  if ([].concat(schema.type).includes("array")) return `list of ${typeName(api, schema.items || {})}`;
  return [].concat(schema.format || schema.type || "anything").filter((type) => type !== "null").join(" | ");
}

function referred(schema, found = []) {
  if (!schema || typeof schema !== "object") return found;
  if (schema.$ref) found.push(schema.$ref);
  Object.values(schema).forEach((child) => referred(child, found));
  return found;
}

/** Shows an object's properties, and below them those of every object that it refers to. */
function schemaTables(api, schema, seen = new Set()) {
  const tables = [];
  const queue = schema.$ref ? [schema.$ref] : referred(schema);
  while (queue.length) {
    const reference = queue.shift();
    if (seen.has(reference)) continue;
    seen.add(reference);
    const model = resolve(api, { $ref: reference });
    if (!model.properties) continue;
    tables.push(make("h4", { textContent: reference.split("/").pop() }), propertyTable(api, model));
    queue.push(...referred(model.properties));
  }
  return tables;
}

function propertyTable(api, model) {
  const rows = Object.entries(model.properties).map(([name, schema]) =>
    make("tr", {},
      make("td", {}, make("code", { textContent: name }), (model.required || []).includes(name) ? " *" : ""),
      make("td", { textContent: typeName(api, schema) }),
      make("td", {}, ...prose(schema.description))));
  return make("table", {}, make("tbody", {}, ...rows));
}

function fold(title, ...children) {
  return make("details", {}, make("summary", { textContent: title }), ...children);
}

function json(value) {
  return make("pre", { textContent: JSON.stringify(value, null, 2) });
}

function jsonSchema(content) {
  return Object.entries(content || {}).filter(([type]) => type.includes("json")).map(([, media]) => media.schema)[0];
}

function parametersPart(api, operation) {
  const rows = (operation.parameters || []).map((parameter) =>
    make("tr", {},
      make("td", {}, make("code", { textContent: parameter.name }), parameter.required ? " *" : ""),
      make("td", { textContent: parameter.in }),
      make("td", { textContent: typeName(api, parameter.schema || {}) }),
      make("td", {}, ...prose(parameter.description))));
  return rows.length ? [fold("Parameters", make("table", {}, make("tbody", {}, ...rows)))] : [];
}

function requestPart(api, operation) {
  const schema = operation.requestBody && jsonSchema(operation.requestBody.content);
  if (!schema) return [];
  const example = (resolve(api, schema).examples || [])[0];
  return [
    fold("Request body", ...schemaTables(api, schema)),
    example === undefined ? null : fold("Example", json(example)),
  ].filter(Boolean);
}

function responsesPart(api, operation) {
  const rows = Object.entries(operation.responses).map(([status, response]) =>
    make("tr", {}, make("td", {}, make("code", { textContent: status })), make("td", {}, ...prose(response.description))));
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
  const schema = success && jsonSchema(success[1].content);
  return fold("Responses", make("table", {}, make("tbody", {}, ...rows)), ...(schema ? schemaTables(api, schema) : []));
}

function tryPart(api, path, method, operation) {
  const inputs = (operation.parameters || []).map((parameter) => {
    const field = make("input", { name: parameter.name });
    return { parameter, field, label: make("label", {}, `${parameter.name} (${parameter.in}) `, ...prose(parameter.description), field) };
  });
  const schema = operation.requestBody && jsonSchema(operation.requestBody.content);
  const example = schema && (resolve(api, schema).examples || [{}])[0];
  const body = schema ? make("textarea", { value: JSON.stringify(example, null, 2), ariaLabel: "Body" }) : null;
  const result = make("pre", { hidden: true });
  const button = make("button", { textContent: "Send", type: "button" });
  button.addEventListener("click", () => send(path, method, inputs, body, result));
  return fold("Try it", ...inputs.map((input) => input.label), body, button, result);
}

async function send(path, method, inputs, body, result) {
  result.hidden = false;
  const missing = inputs.filter(({ parameter, field }) => parameter.in === "path" && !field.value);
  if (missing.length) {
    result.textContent = `Fill in ${missing.map(({ parameter }) => parameter.name).join(" and ")} first.`;
    return;
  }
  const key = document.getElementById("key").value.trim();
  const headers = key ? { Authorization: `Bearer ${key}` } : {};
  const query = new URLSearchParams();
  let target = path;
  for (const { parameter, field } of inputs) {
    if (parameter.in === "path") target = target.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
    else if (field.value && parameter.in === "query") query.append(parameter.name, field.value);
    else if (field.value) headers[parameter.name] = field.value;
  }
  if (body) headers["Content-Type"] = "application/json";
  try {
    const suffix = query.size ? `?${query}` : "";
    const response = await fetch(target + suffix, { method, headers, body: body && body.value });
    const text = await response.text();
    result.textContent = `${response.status} ${response.statusText}\n\n${pretty(text)}`;
  } catch (error) {
    result.textContent = String(error);
  }
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

function operationPart(api, path, method, operation) {
  return make("section", { id: operation.operationId },
    make("h3", { textContent: operation.summary }),
    make("p", {}, make("span", { className: "method", textContent: method.toUpperCase() }), make("code", { textContent: path })),
    make("p", {}, ...prose(operation.description)),
    ...parametersPart(api, operation),
    ...requestPart(api, operation),
    responsesPart(api, operation),
    tryPart(api, path, method, operation));
}

function operationsOf(api) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({ path, method, operation: item[method] })));
}

function show(api) {
  const page = document.getElementById("page");
  const contents = document.getElementById("contents");
  const key = make("input", { id: "key", autocomplete: "off", value: sessionStorage.getItem("key") || "" });
  key.addEventListener("change", () => sessionStorage.setItem("key", key.value));
  page.replaceChildren(
    make("h1", { textContent: api.info.title }),
    ...api.info.description.split("\n\n").map((paragraph) => make("p", {}, ...prose(paragraph))),
    make("p", {}, "What must be given has an asterisk. For programs: ", make("a", { href: "/openapi.json", textContent: "openapi.json" })),
    make("label", {}, ...prose("API key for trying things here; `svar-dev-key` where no keys are configured"), key));
  contents.replaceChildren(make("strong", { textContent: api.info.title }));
  for (const tag of api.tags) {
    contents.append(make("h2", { textContent: tag.name }));
    page.append(make("h2", { textContent: tag.name }), make("p", {}, ...prose(tag.description)));
    for (const { path, method, operation } of operationsOf(api).filter((each) => each.operation.tags.includes(tag.name))) {
      contents.append(make("a", { href: `#${operation.operationId}`, textContent: operation.summary }));
      page.append(operationPart(api, path, method, operation));
    }
  }
  // The address may name an operation that was not there yet when the page came.
  const named = document.getElementById(location.hash.slice(1));
  if (named) named.scrollIntoView();
}

fetch("/openapi.json").then((response) => response.json()).then(show, (error) => {
  document.getElementById("page").textContent = `openapi.json cannot be read: ${error}`;
});
