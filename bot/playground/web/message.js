// Turns one message, or one album, into a bubble.
import { clock, el, tintOf } from "./dom.js";

const STYLES = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote" };

export function wordsNode(text, entities, acts) {
  const holder = el("div", { class: "words" });
  const edges = new Set([0, text.length]);
  for (const one of entities) { edges.add(one.offset); edges.add(one.offset + one.length); }
  const sorted = [...edges].filter((edge) => edge <= text.length).sort((a, b) => a - b);
  let block = null;
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    const cover = entities.filter((one) => one.offset <= from && one.offset + one.length >= to);
    const whole = cover.find((one) => one.type === "blockquote" || one.type === "pre");
    // The line break after a quotation is drawn by its block already.
    const start = block && !whole && text[from] === "\n" ? from + 1 : from;
    const piece = dress(text.slice(start, to), cover.filter((one) => one !== whole), acts);
    if (!whole) { holder.append(piece); block = null; continue; }
    if (!block || block.whole !== whole) { block = { whole, node: el(STYLES[whole.type]) }; holder.append(block.node); }
    block.node.append(piece);
  }
  return holder;
}

function dress(text, cover, acts) {
  let node = document.createTextNode(text);
  for (const one of cover.slice().reverse()) node = wrap(node, text, one, acts);
  return node;
}

function wrap(inner, text, one, acts) {
  if (STYLES[one.type]) return el(STYLES[one.type], {}, inner);
  if (one.type === "spoiler") return el("span", { class: "spoiler", tabindex: 0 }, inner);
  if (one.type === "bot_command") return el("button", { class: "command", type: "button", onclick: (e) => { e.stopPropagation(); acts.say(text); } }, inner);
  if (one.type === "url" || one.type === "text_link") {
    const url = one.url || (/^https?:/.test(text) ? text : `https://${text}`);
    return el("a", { href: url, rel: "noopener noreferrer", target: "_blank", onclick: (e) => acts.follow(e, url) }, inner);
  }
  return inner;
}

export function unitNode(unit, context) {
  const message = unit.messages[0];
  if (message.kind === "service") return el("li", { class: "service" }, message.text);
  const keyed = message.buttons.length > 0;
  const classes = ["unit", message.mine && "mine", unit.apart && "apart", keyed && "keyed"].filter(Boolean).join(" ");
  return el("li", { class: classes, "data-testid": "message", "data-message-id": message.message_id, "data-mine": String(message.mine) },
    bubble(unit, context), message.reaction && el("span", { class: "reaction" }, message.reaction), keyed && keyboard(message, context));
}

function bubble(unit, { words, acts, inGroup }) {
  const message = unit.messages.find((one) => one.text) || unit.messages[0];
  const first = unit.messages[0];
  const kind = first.kind;
  const classes = ["bubble", first.buttons.length && "with-keys", kind === "sticker" && "bare", ["photo", "location", "video"].includes(kind) && "pictured"];
  return el("div", { class: classes.filter(Boolean).join(" "), onclick: (event) => acts.menu(event, message) },
    inGroup && !first.mine && el("div", { class: "sender", tint: tintOf(first.sender_id) }, first.sender),
    first.forwarded_from && el("div", { class: "forwarded" }, `${words.forwarded} ${first.forwarded_from}`),
    first.reply_to && quoted(first.reply_to, words, acts),
    media(unit, words),
    message.text && wordsNode(message.text, message.entities, acts),
    meta(unit, words),
    el("button", { class: "dots", type: "button", "aria-label": words.actions, "aria-haspopup": "menu", onclick: (event) => acts.menu(event, message, true) }, "⋯"));
}

function quoted(reply, words, acts) {
  const names = { photo: words.photoName, voice: words.voiceName, location: words.placeName };
  return el("button", { class: "quoted", type: "button", onclick: (event) => { event.stopPropagation(); acts.jump(reply.message_id); } },
    el("b", {}, reply.sender), el("span", {}, reply.text || names[reply.kind] || "…"));
}

function meta(unit, words) {
  const last = unit.messages[unit.messages.length - 1];
  const edited = unit.messages.some((one) => one.edited);
  return el("span", { class: "meta" }, edited ? `${words.edited} ` : "", clock(last.date),
    last.mine && el("span", { class: "ticks", title: last.seen ? "✓✓" : "✓" }, last.seen ? " ✓✓" : " ✓"));
}

function media(unit, words) {
  const one = unit.messages[0];
  if (one.kind === "photo") {
    const pictures = unit.messages.map((piece) => el("img", { src: piece.media.url, alt: piece.text || words.photoName, loading: "lazy" }));
    return el("div", { class: pictures.length > 1 ? "pictures many" : "pictures" }, ...pictures);
  }
  if (one.kind === "voice") return voice(one, words);
  if (one.kind === "location") return place(one, words);
  if (one.kind === "sticker") return el("img", { class: "sticker", src: "/page/sticker.svg", alt: one.media.emoji || "" });
  if (one.kind === "contact") return el("div", { class: "paper" }, el("i", {}, "☎"), el("div", {}, el("b", {}, one.media.first_name), el("small", {}, one.media.phone_number)));
  if (["document", "video", "audio"].includes(one.kind)) return paper(one);
  return null;
}

function voice(one, words) {
  const bars = Array.from({ length: 22 }, (_, i) => 5 + Math.abs(Math.sin(i * 1.7 + one.message_id) * 15) + (i % 3));
  const wave = el("div", { class: "wave", "aria-hidden": "true" });
  for (const height of bars) { const bar = el("span"); bar.style.height = `${height}px`; wave.append(bar); }
  return el("div", { class: "voice", role: "img", "aria-label": `${words.voiceName} ${one.media.duration}″` }, el("i"), wave, el("small", {}, `0:${String(one.media.duration).padStart(2, "0")}`));
}

function place(one, words) {
  const { latitude, longitude } = one.media;
  const where = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  return el("div", {}, el("img", { class: "place", src: "/page/map.svg", alt: `${words.placeName} ${where}` }), el("div", { class: "where" }, where));
}

function paper(one) {
  const size = one.media.file_size || 0;
  const shown = size > 1048576 ? `${(size / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(size / 1024))} KB`;
  const name = one.media.file_name || one.kind;
  return el("div", { class: "paper" }, el("i", {}, name.split(".").pop().slice(0, 4).toUpperCase()), el("div", {}, el("b", {}, name), el("small", {}, shown)));
}

function keyboard(message, { acts }) {
  const rows = message.buttons.map((row) => el("div", {}, ...row.map((button) => el("button", {
    type: "button", class: button.url ? "link" : null, "data-testid": "inline-button", "data-callback": button.callback_data,
    onclick: (event) => acts.press(event.currentTarget, message, button),
  }, button.text))));
  return el("div", { class: "inline" }, ...rows);
}
