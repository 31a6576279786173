// The page that shows the description of the service's operations.

import { describe, element, render, typeText } from "./schema.js";
import { form } from "./try.js";

const methods = ["get", "post", "put", "patch", "delete"];

function parameters(document, operation) {
  if (!operation.parameters?.length) return [];
  const rows = operation.parameters.map((p) => element("tr", {},
    element("td", {}, element("code", {}, p.name), p.required ? element("strong", {}, " required") : ""),
    element("td", {}, p.in), element("td", {}, typeText(document, p.schema || {})),
    element("td", {}, p.schema ? describe(document, { ...p.schema, description: p.description }) : p.description || "")));
  return [element("h3", {}, "Parameters"), element("table", {},
    element("thead", {}, element("tr", {}, ...["Name", "In", "Type", "Meaning"].map((h) => element("th", { scope: "col" }, h)))),
    element("tbody", {}, ...rows))];
}

function content(document, of) {
  return Object.entries(of || {}).map(([kind, media]) => element("div", {},
    element("code", {}, kind), " ", element("span", { class: "faint" }, media.schema ? typeText(document, media.schema) : ""),
    media.schema ? render(document, media.schema) : ""));
}

function responses(document, operation) {
  const rows = Object.entries(operation.responses || {}).map(([status, response]) => {
    const cell = element("td", {}, element("div", {}, response.description || ""));
    for (const [name, header] of Object.entries(response.headers || {})) {
      cell.append(element("div", { class: "faint" }, element("code", {}, name), " " + (header.description || header.schema?.description || "")));
    }
    const parts = content(document, response.content);
    if (parts.length) {
      const unfold = element("details", {}, element("summary", {}, "content"), ...parts);
      unfold.open = status.startsWith("2");
      cell.append(unfold);
    }
    return element("tr", {}, element("td", { class: status.startsWith("2") ? "" : "faint" }, status), cell);
  });
  return [element("h3", {}, "Answers"), element("table", {}, element("tbody", {}, ...rows))];
}

function access(operation) {
  if (!operation.security?.length) return "Open to everyone.";
  return "Needs: " + operation.security.map((one) => Object.keys(one).join(" and ")).join(", or ") + ".";
}

function body(document, path, method, operation) {
  const out = element("div", {});
  if (operation.description) out.append(element("p", {}, operation.description));
  out.append(element("p", { class: "faint" }, access(operation)), ...parameters(document, operation));
  if (operation.requestBody) out.append(element("h3", {}, "Body"), ...content(document, operation.requestBody.content));
  out.append(...responses(document, operation), element("h3", {}, "Try it"), form(document, path, method, operation));
  return out;
}

// card is one operation, whose body is made when it is unfolded.
function card(document, path, method, operation) {
  const made = element("details", { class: "operation", id: operation.operationId }, element("summary", {},
    element("span", { class: "method" }, method.toUpperCase()), element("span", { class: "path" }, path), operation.summary || ""));
  made.dataset.words = [method, path, operation.summary, operation.description, operation.operationId].join(" ").toLowerCase();
  made.addEventListener("toggle", () => made.append(body(document, path, method, operation)), { once: true });
  return made;
}

// sections groups the operations by tag, in the order of the document.
function sections(document) {
  const byTag = new Map();
  for (const [path, item] of Object.entries(document.paths || {})) {
    for (const method of methods.filter((m) => item[m])) {
      const tag = item[method].tags?.[0] || "Other";
      if (!byTag.has(tag)) byTag.set(tag, []);
      byTag.get(tag).push(card(document, path, method, item[method]));
    }
  }
  const known = (document.tags || []).map((tag) => tag.name).filter((name) => byTag.has(name));
  const rest = [...byTag.keys()].filter((name) => !known.includes(name));
  return [...known, ...rest].map((name) => {
    const about = (document.tags || []).find((tag) => tag.name === name)?.description;
    return element("section", { id: "tag-" + name.replaceAll(" ", "-") }, element("h2", {}, name),
      about ? element("p", {}, about) : "", ...byTag.get(name));
  });
}

function filter(words) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  for (const section of document.querySelectorAll("section")) {
    let shown = 0;
    for (const operation of section.querySelectorAll("details.operation")) {
      operation.hidden = !wanted.every((word) => operation.dataset.words.includes(word));
      if (!operation.hidden) shown++;
    }
    section.hidden = shown === 0;
  }
}

// reveal unfolds the operation that the address names.
function reveal() {
  const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!wanted) return;
  if (wanted.matches("details")) wanted.open = true;
  wanted.scrollIntoView();
}

async function show() {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error("the service answered with " + answer.status);
  const description = await answer.json();
  document.getElementById("version").textContent = description.info.version;
  document.getElementById("about").textContent = description.info.description || "";
  const made = sections(description);
  document.getElementById("operations").replaceChildren(...made);
  document.getElementById("tags").replaceChildren(...made.map((section) =>
    element("a", { href: "#" + section.id }, section.querySelector("h2").textContent)));
  document.getElementById("filter").addEventListener("input", (event) => filter(event.target.value));
  addEventListener("hashchange", reveal);
  reveal();
}

show().catch((error) => {
  const state = document.getElementById("state");
  state.className = "bad";
  state.textContent = "The description could not be loaded: " + error.message;
});
