// Where one phone's owner writes: text, attachments, replies, edits, the reply keyboard.
import { el, icon } from "./dom.js";
import { readFile } from "./wire.js";

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.subject = null;
    this.build(phone.words);
  }

  build(words) {
    const { phone } = this;
    this.input = el("textarea", { rows: 1, placeholder: words.message, "aria-label": `${phone.actor.name} · ${words.message}`, "data-testid": "input", onkeydown: (event) => this.key(event), oninput: () => this.grow() });
    this.picker = el("input", { type: "file", accept: "image/*", multiple: true, hidden: true, "data-testid": "picker", onchange: () => this.pictures() });
    this.attach = el("button", { class: "round", type: "button", "aria-label": words.attach, "aria-haspopup": "menu", "data-testid": "attach", onclick: () => this.offer() }, icon("clip"));
    this.menu = el("button", { class: "round", type: "button", "aria-label": words.commands, "aria-haspopup": "menu", "data-testid": "commands", onclick: () => phone.commands() }, icon("slash"));
    this.go = el("button", { class: "round go", type: "submit", "aria-label": words.send, "data-testid": "send" }, icon("send"));
    this.form = el("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } }, this.attach, this.menu, this.input, this.go, this.picker);
    this.start = el("button", { class: "wide", type: "button", "data-testid": "start", onclick: () => phone.begin() }, words.start);
    this.unblock = el("button", { class: "wide plain", type: "button", "data-testid": "unblock", onclick: () => phone.act("unblock") }, words.blocked);
    this.note = el("div", { class: "about", hidden: true });
    this.keys = el("div", { class: "keys", hidden: true, "data-testid": "keys" });
    this.hints = el("div", { class: "hints", role: "group", "aria-label": words.hints }, ...phone.actor.suggestions.map((text) => this.hint(text)));
    this.node = el("div", {}, this.hints, el("div", { class: "writing" }, this.note, this.form, this.start, this.unblock, this.keys, el("div", { class: "home", "aria-hidden": "true" })));
  }

  hint(text) {
    return el("button", { type: "button", title: text, "data-testid": "suggestion", onclick: () => { this.input.value = text; this.grow(); this.input.focus({ preventScroll: true }); } }, text);
  }

  // Show what fits the chat's state: START, the composer, or the way out of a block.
  show(chat) {
    const writing = chat.started && !chat.blocked;
    this.form.hidden = !writing;
    this.start.hidden = chat.started || chat.blocked;
    this.unblock.hidden = !chat.blocked;
    this.hints.hidden = !writing || !this.phone.actor.suggestions.length || this.subject !== null;
    this.menu.hidden = chat.chat_id < 0;
    this.showKeys(writing ? chat.keyboard : null);
  }

  showKeys(keyboard) {
    const mark = JSON.stringify(keyboard || null);
    if (mark === this.shownKeys) return;
    this.shownKeys = mark;
    const rows = keyboard?.keyboard || [];
    this.keys.hidden = !rows.length;
    this.keys.replaceChildren(...rows.map((row) => el("div", {}, ...row.map((key) => this.replyKey(key)))));
    this.input.placeholder = keyboard?.input_field_placeholder || this.phone.words.message;
  }

  replyKey(key) {
    const label = typeof key === "string" ? key : key.text;
    return el("button", { type: "button", "data-testid": "key", onclick: () => this.phone.act("press", { button: label }) }, label);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    if (event.key === "Escape" && this.subject) this.about(null);
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(108, this.input.scrollHeight)}px`;
  }

  about(message, purpose) {
    const { words } = this.phone;
    this.subject = message ? { message, purpose } : null;
    this.note.hidden = !message;
    if (message) {
      const cancel = el("button", { class: "round", type: "button", "aria-label": words.cancel, onclick: () => { this.about(null); this.input.value = ""; this.grow(); } }, icon("close"));
      this.note.replaceChildren(el("div", {}, el("b", {}, purpose === "edit" ? words.edit : `${words.reply} ${message.sender}`), el("span", {}, message.text || message.kind)), cancel);
      if (purpose === "edit") { this.input.value = message.text; this.grow(); }
      this.input.focus({ preventScroll: true });
    }
    if (this.phone.current) this.show(this.phone.current);
  }

  clear() { this.input.value = ""; this.subject = null; this.note.hidden = true; this.shownKeys = undefined; this.grow(); }

  takeReply() {
    const reply_to = this.subject?.purpose === "reply" ? this.subject.message.message_id : null;
    const caption = this.input.value.trim();
    this.input.value = "";
    this.grow();
    this.about(null);
    return { reply_to, caption };
  }

  async send() {
    const text = this.input.value.trim();
    if (!text) return;
    const editing = this.subject?.purpose === "edit" ? this.subject.message.message_id : null;
    const { reply_to } = this.takeReply();
    const done = editing ? await this.phone.act("edit", { message_id: editing, text }) : await this.phone.act("say", { text, reply_to });
    if (!done && !this.input.value) { this.input.value = text; this.grow(); }
  }

  offer() {
    const { phone, phone: { words } } = this;
    const captions = (caption) => [caption || null, null, null];
    phone.popup([
      [words.photo, () => phone.act("photo", this.takeReply())],
      [words.file, () => this.picker.click()],
      [words.album, () => phone.act("album", { captions: captions(this.takeReply().caption) })],
      [words.voice, () => phone.act("voice", { seconds: 7, reply_to: this.takeReply().reply_to })],
      [words.location, () => phone.act("location", { reply_to: this.takeReply().reply_to })],
      [words.sticker, () => phone.act("sticker", { emoji: "👍" })],
      [words.forward, () => phone.act("forward", { text: words.forwardText, author: words.neighbour })],
    ]);
  }

  async pictures() {
    const files = await Promise.all([...this.picker.files].slice(0, 10).map(readFile));
    this.picker.value = "";
    if (!files.length) return;
    const { reply_to, caption } = this.takeReply();
    if (files.length === 1) await this.phone.act("photo", { ...files[0], caption, reply_to });
    else await this.phone.act("album", { photos: files.map((file, i) => ({ ...file, caption: i ? null : caption })) });
  }
}
