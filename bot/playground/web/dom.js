// Small tools for building the page's elements.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "tint") node.style.setProperty("--tint", value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}
const PATHS = {
  clip: '<path d="m20 11.500-8.300 8.200a5.200 5.200 0 0 1-7.400-7.400l8.600-8.500a3.500 3.500 0 0 1 5 5l-8.700 8.500a1.700 1.700 0 0 1-2.400-2.400l7.700-7.600"/>',
  send: '<path d="M4 12 20 4l-4.500 16-4-6.500z M11.500 13.500 20 4"/>',
  close: '<path d="M6 6l12 12M18 6 6 18"/>',
  slash: '<path d="M5 7h14M5 12h14M5 17h9"/>',
};
export function icon(name) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
  return holder.content.firstChild;
}
const TINTS = ["#c2603d", "#3f7fbf", "#7a5bb0", "#1f8a70", "#b0873a", "#b04a73"];
const given = new Map();
// Everybody keeps the colour she was given first.
export function tintOf(id) {
  if (!given.has(id)) given.set(id, TINTS[given.size % TINTS.length]);
  return given.get(id);
}
export const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
