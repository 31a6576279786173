// Schemas of the description, as elements and as examples.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
}

const prefix = "#/components/schemas/";

// resolve follows a reference; name is that of the schema, "" for one without.
export function resolve(document, schema) {
  let name = "";
  while (schema && schema.$ref) {
    name = schema.$ref.slice(prefix.length);
    schema = document.components.schemas[name];
  }
  return { name, schema: schema || {} };
}

// typeText says in a few words what a value is.
export function typeText(document, given) {
  const { name, schema } = resolve(document, given);
  if (schema.type === "array" || (Array.isArray(schema.type) && schema.type.includes("array"))) {
    return "list of " + typeText(document, schema.items || {});
  }
  if (name) return name;
  const type = [].concat(schema.type || "any").join(" or ");
  return schema.format ? `${type} (${schema.format})` : type;
}

// limitsText says what bounds a value.
function limitsText(schema) {
  const parts = [];
  if (schema.enum) parts.push("one of: " + schema.enum.map((v) => (v === "" ? "(empty)" : v)).join(", "));
  if (schema.items && schema.items.enum) parts.push("of: " + schema.items.enum.join(", "));
  if (schema.minimum !== undefined) parts.push("at least " + schema.minimum);
  if (schema.maximum !== undefined) parts.push("at most " + schema.maximum);
  if (schema.maxLength !== undefined) parts.push(`at most ${schema.maxLength} characters`);
  if (schema.maxItems !== undefined) parts.push(`at most ${schema.maxItems} entries`);
  if (schema.pattern) parts.push("form " + schema.pattern);
  if (schema.default !== undefined) parts.push("default " + JSON.stringify(schema.default));
  return parts.join("; ");
}

// describe says all of a value but its fields.
export function describe(document, given) {
  const { schema } = resolve(document, given);
  return [given.description || schema.description, limitsText(schema)].filter(Boolean).join(" — ");
}

// render shows a schema with its fields, those of objects in it unfolded on demand.
export function render(document, given, depth = 0) {
  const { schema } = resolve(document, given);
  if (schema.type === "array" && schema.items) return render(document, schema.items, depth);
  if (schema.additionalProperties && typeof schema.additionalProperties === "object") {
    return element("div", {}, element("span", { class: "faint" }, "by name: " + typeText(document, schema.additionalProperties)),
      render(document, schema.additionalProperties, depth + 1));
  }
  const list = element("ul", { class: "schema" });
  for (const [name, field] of Object.entries(schema.properties || {})) {
    list.append(renderField(document, name, field, (schema.required || []).includes(name), depth));
  }
  return list.children.length ? list : element("span", {});
}

function renderField(document, name, field, required, depth) {
  const head = [
    element("code", {}, name), " ", element("span", { class: "faint" }, typeText(document, field)),
    required ? element("strong", {}, " required") : "", field.readOnly ? element("em", {}, " read-only") : "",
    element("span", { class: "faint" }, " " + describe(document, field)),
  ];
  let inner = resolve(document, field).schema;
  if (inner.type === "array" && inner.items) inner = resolve(document, inner.items).schema;
  if (!inner.properties) return element("li", {}, ...head);
  const unfold = element("details", {}, element("summary", {}, ...head));
  unfold.addEventListener("toggle", () => unfold.append(render(document, field, depth + 1)), { once: true });
  return element("li", {}, unfold);
}

// example makes a value that a person can fill in; what only the service writes is
// left out.
export function example(document, given, depth = 0) {
  const { schema } = resolve(document, given);
  if (schema.examples && schema.examples.length) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum.find((v) => v !== "") ?? schema.enum[0];
  switch ([].concat(schema.type)[0]) {
    case "object": {
      const out = {};
      if (depth > 4) return out;
      for (const [name, field] of Object.entries(schema.properties || {})) {
        if (!field.readOnly) out[name] = example(document, field, depth + 1);
      }
      return out;
    }
    case "array":
      return [];
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return false;
    default:
      return "";
  }
}
