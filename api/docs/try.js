// A form that sends an operation as whoever is signed in.

import { element, example } from "./schema.js";

// form makes the form of an operation.
export function form(document, path, method, operation) {
  const out = element("form", { class: "try" });
  const fields = (operation.parameters || []).filter((p) => p.in !== "cookie").map((p) => {
    const input = element("input", { name: p.name, required: p.required });
    out.append(element("label", {}, element("span", {}, p.name), input));
    return { parameter: p, input };
  });
  const media = operation.requestBody?.content || {};
  let text;
  if (media["application/json"]) {
    text = element("textarea", { "aria-label": "Body", spellcheck: "false" });
    text.value = JSON.stringify(example(document, media["application/json"].schema || {}), null, 2);
    out.append(text);
  } else if (operation.requestBody) {
    out.append(element("p", { class: "faint" }, "Files are sent with a program, not from here."));
    return out;
  }
  const result = element("div", { "aria-live": "polite" });
  out.append(element("button", { type: "submit" }, "Send"), result);
  out.addEventListener("submit", (event) => {
    event.preventDefault();
    send(path, method, fields, text, result).catch((error) => {
      result.replaceChildren(element("p", { class: "bad" }, "It could not be sent: " + error.message));
    });
  });
  return out;
}

async function send(path, method, fields, text, result) {
  const query = new URLSearchParams();
  const headers = {};
  for (const { parameter, input } of fields) {
    if (input.value === "") continue;
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    if (parameter.in === "query") query.set(parameter.name, input.value);
    if (parameter.in === "header") headers[parameter.name] = input.value;
  }
  if (text) headers["Content-Type"] = "application/json";
  const address = query.size ? `${path}?${query}` : path;
  const stop = new AbortController();
  result.replaceChildren(element("p", { class: "faint" }, "Waiting …"));
  const answer = await fetch(address, { method: method.toUpperCase(), headers, body: text?.value, signal: stop.signal });
  const shown = [element("p", {}, element("code", {}, `${method.toUpperCase()} ${address}`), " → ", element("strong", {}, String(answer.status)))];
  const kind = answer.headers.get("Content-Type") || "";
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  shown.push(element("details", {}, element("summary", {}, "headers"), element("pre", {}, head)));
  if (kind.includes("json")) {
    const body = await answer.text();
    shown.push(element("pre", {}, body ? JSON.stringify(JSON.parse(body), null, 2) : ""));
  } else if (kind.startsWith("text/") && kind !== "text/event-stream") {
    shown.push(element("pre", {}, await answer.text()));
  } else {
    stop.abort(); // a file or a stream, which is not shown here
    shown.push(element("p", { class: "faint" }, kind ? `content of the kind ${kind}` : "no content"));
  }
  result.replaceChildren(...shown);
}
