// One phone: its screen, its composer, its menus.
import { el, icon, tintOf } from "./dom.js";
import { Composer } from "./composer.js";
import { unitNode } from "./message.js";
import { langOf, wordsOf } from "./words.js";
import { getJson, post } from "./wire.js";

const TYPING_MS = 5000;

export class Phone {
  constructor(actor, cast, others) {
    Object.assign(this, { actor, cast, others, words: wordsOf(actor.language_code), chats: new Map(), open: null });
    this.build();
  }

  build() {
    const { actor, cast, words } = this;
    this.list = el("ol", { class: "chat-list", "aria-live": "polite", "data-testid": "messages" });
    this.chat = el("div", { class: "chat", tabindex: 0, role: "region", "aria-label": words.message }, this.list);
    this.title = el("b");
    this.subtitle = el("small", { "data-testid": "subtitle" });
    this.botTab = this.tab("bot", words.chat);
    this.groupTab = this.tab("group", words.group);
    const tabs = cast.group ? el("div", { class: "tabs", role: "tablist" }, this.botTab, this.groupTab) : null;
    this.composer = new Composer(this);
    this.frame = el("div", { class: "phone", lang: langOf(actor.language_code) },
      el("div", { class: "bar" },
        el("div", { class: "bar-clock", "aria-hidden": "true" }, (this.time = el("span")), el("span", {}, "● ◢ ▮")),
        el("div", { class: "bar-chat" }, el("img", { src: "/page/icon.svg", alt: "" }), el("div", { class: "bar-title" }, this.title, this.subtitle), tabs)),
      this.chat, this.composer.node, (this.live = el("div", { "aria-live": "assertive" })));
    this.node = el("section", { class: "owner", id: `phone-${actor.user_id}`, "data-testid": `phone-${actor.user_id}`, "aria-label": `${actor.name}，${actor.role}` },
      el("div", { class: "owner-label", lang: langOf(actor.language_code) }, el("span", { class: "face", tint: tintOf(actor.user_id), "aria-hidden": "true" }, actor.name[0]),
        el("div", {}, el("h2", {}, actor.name, el("span", { class: "role" }, actor.role)), el("p", {}, actor.caption))),
      this.frame);
    this.atEnd = true;
    this.chat.addEventListener("scroll", () => this.scrolled());
    const grown = new ResizeObserver(() => this.stay());
    grown.observe(this.chat);
    grown.observe(this.list);
    this.tick();
    this.showTab("bot");
  }

  tab(name, label) {
    return el("button", { type: "button", role: "tab", "data-testid": `tab-${name}`, onclick: () => this.showTab(name) }, label);
  }

  tick() { this.time.textContent = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false }); }

  get who() {
    const { user_id: id, name, language_code } = this.actor;
    const chat = this.open === "group" ? this.current?.chat_id : null;
    return { token: this.cast.token, user: { id, name, language_code }, chat };
  }
  get current() { return this.chats.get(this.open); }

  async act(name, data = {}) {
    try { return await post(`/phone/${name}`, { ...this.who, ...data }); }
    catch (error) { this.toast(error.message); return null; }
  }

  showTab(name) {
    this.open = name;
    for (const [tab, one] of [["bot", this.botTab], ["group", this.groupTab]]) one.setAttribute("aria-selected", String(tab === name));
    (name === "bot" ? this.botTab : this.groupTab).classList.remove("fresh");
    this.list.replaceChildren();
    this.drawn = new Map();
    this.composer.clear();
    this.draw(true);
  }

  // A screen from the stream: only what changed since the last one.
  take(screen, first) {
    const name = screen.chat_id < 0 ? "group" : "bot";
    const old = this.chats.get(name);
    const messages = old && old.chat_id === screen.chat_id ? old.messages : new Map();
    let news = false;
    for (const message of screen.messages) {
      news ||= !message.mine && !message.deleted && !messages.has(message.message_id);
      if (message.deleted) messages.delete(message.message_id);
      else messages.set(message.message_id, message);
    }
    this.chats.set(name, { ...screen, messages });
    if (screen.typing) this.expireTyping(name);
    if (news && !first) this.ring(name);
    if (name === this.open) this.draw();
  }

  expireTyping(name) {
    clearTimeout(this.typingTimer);
    this.typingTimer = setTimeout(() => { const chat = this.chats.get(name); if (chat) { chat.typing = null; this.draw(); } }, TYPING_MS);
  }

  ring(name) {
    if (name !== this.open) (name === "bot" ? this.botTab : this.groupTab).classList.add("fresh");
    this.frame.classList.add("rings");
    clearTimeout(this.ringTimer);
    this.ringTimer = setTimeout(() => this.frame.classList.remove("rings"), 1600);
  }

  draw(jump = false) {
    const chat = this.current;
    if (!chat) return;
    const { words } = this;
    if (jump) this.atEnd = true;
    this.title.textContent = this.open === "group" ? chat.title : this.cast.bot.first_name;
    this.subtitle.textContent = chat.typing ? words.typing : this.open === "group" ? words.people(this.cast.actors.length + 1) : words.bot;
    this.subtitle.classList.toggle("typing", Boolean(chat.typing));
    this.scrolled();
    const before = this.lastMine;
    this.drawUnits(chat, jump);
    this.composer.show(chat);
    if (before !== this.lastMine) this.atEnd = true;
    this.stay();
  }

  drawUnits(chat, quiet) {
    const units = group([...chat.messages.values()].sort((a, b) => a.message_id - b.message_id));
    const seen = new Set();
    this.list.querySelector(".empty")?.remove();
    this.list.querySelector(".typing-dots")?.remove();
    let previous = null;
    for (const unit of units) {
      seen.add(unit.key);
      let drawn = this.drawn.get(unit.key);
      if (!drawn || drawn.mark !== unit.mark) {
        const node = unitNode(unit, { words: this.words, acts: this, inGroup: this.open === "group" });
        if (drawn) drawn.node.replaceWith(node);
        else { if (!quiet) node.classList.add("fresh-in"); previous ? previous.after(node) : this.list.prepend(node); }
        drawn = { mark: unit.mark, node };
        this.drawn.set(unit.key, drawn);
      }
      previous = drawn.node;
    }
    for (const [key, drawn] of this.drawn) if (!seen.has(key)) { drawn.node.remove(); this.drawn.delete(key); }
    this.lastMine = [...chat.messages.values()].filter((one) => one.mine).length;
    if (!units.length) this.list.append(this.emptiness());
    if (chat.typing) this.list.append(el("li", { class: "typing-dots", "aria-label": this.words.typing }, el("span"), el("span"), el("span")));
  }

  // A picture that loads makes the list taller, a keyboard that opens the window smaller: stay at the end.
  stay() { if (this.atEnd) this.chat.scrollTop = this.chat.scrollHeight; }

  // Only a hand that scrolls up leaves the end; growing content doesn't.
  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.chat;
    if (scrollHeight - scrollTop - clientHeight < 90) this.atEnd = true;
    else if (scrollTop < this.lastTop) this.atEnd = false;
    this.lastTop = scrollTop;
  }

  emptiness() {
    const { words } = this;
    return el("li", { class: "empty" }, el("b", {}, words.empty), this.open === "group" ? words.emptyGroup : this.actor.suggestions.length ? words.emptyHint : words.emptyStaff);
  }

  say(text) { return this.act("say", { text }); }

  async press(node, message, button) {
    if (button.url) return this.follow(null, button.url);
    node.setAttribute("aria-busy", "true");
    const done = await this.act("press", { button: button.callback_data ?? button.text, message_id: message.message_id });
    node.removeAttribute("aria-busy");
    if (done?.url) this.follow(null, done.url);
    if (done?.text) done.show_alert ? this.alert(done.text) : this.toast(done.text);
    return done;
  }

  // Links that start this bot open on one of the phones; others in a new tab.
  follow(event, url) {
    event?.stopPropagation();
    const link = new URL(url);
    const starts = link.hostname === "t.me" && link.pathname.slice(1).toLowerCase() === this.cast.bot.username.toLowerCase();
    if (!starts) { if (!event) window.open(url, "_blank", "noopener"); return; }
    event?.preventDefault();
    const payload = link.searchParams.get("start") || link.searchParams.get("startgroup");
    const choices = this.others().map((phone) => [`${phone.actor.name}（${phone.actor.role}）`, () => phone.begin(payload)]);
    this.popup(choices, this.words.open);
  }

  begin(payload = this.actor.start_payload) {
    this.showTab("bot");
    this.node.scrollIntoView({ block: "nearest", inline: "center" });
    return this.act("start", { payload });
  }

  menu(event, message, explicit = false) {
    if (!explicit && (event.target.closest("a, button") || String(getSelection()))) return;
    event.stopPropagation();
    const { words, composer } = this;
    const choices = [[words.reply, () => composer.about(message, "reply")]];
    if (message.mine && (message.kind === "text" || message.text)) choices.push([words.edit, () => composer.about(message, "edit")]);
    if (message.text) choices.push([words.copy, () => navigator.clipboard?.writeText(message.text)]);
    this.popup(choices, null, event);
  }

  async commands() {
    const found = await getJson(`/page/commands/${this.actor.user_id}`);
    const choices = found.map((one) => [`/${one.command}`, () => this.say(`/${one.command}`), one.description]);
    this.popup(choices.length ? choices : [["/start", () => this.begin(null)]]);
  }

  popup(choices, heading = null, event = null) {
    this.frame.querySelector(".menu")?.remove();
    const buttons = choices.map(([label, run, more]) => el("button", { type: "button", role: "menuitem", onclick: () => { menu.remove(); run(); } }, label, more && el("small", {}, more)));
    const menu = el("div", { class: "menu", role: "menu", "data-testid": "menu" }, heading && el("p", {}, heading), ...buttons);
    this.frame.append(menu);
    const frame = this.frame.getBoundingClientRect();
    const spot = event ? (event.clientX ? event : event.target.getBoundingClientRect()) : null;
    const x = spot ? (spot.clientX ?? spot.left) - frame.left : 10;
    const y = spot ? (spot.clientY ?? spot.bottom) - frame.top : frame.height;
    menu.style.left = `${Math.max(8, Math.min(x, frame.width - menu.offsetWidth - 26))}px`;
    menu.style.top = `${Math.max(8, Math.min(y, frame.height - menu.offsetHeight - 86))}px`;
    this.dismissable(menu, buttons[0]);
  }

  dismissable(menu, first) {
    const back = document.activeElement;
    const away = (event) => {
      if (event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target)) {
        menu.remove();
        document.removeEventListener("pointerdown", away);
        document.removeEventListener("keydown", away);
        if (event.type === "keydown") back?.focus();
      }
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", away);
    menu.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const all = [...menu.querySelectorAll("button")];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    });
    first?.focus({ preventScroll: true });
  }

  toast(text) {
    this.frame.querySelector(".toast")?.remove();
    const toast = el("div", { class: "toast", "data-testid": "toast" }, text);
    this.live.append(toast);
    setTimeout(() => toast.remove(), 4200);
  }

  alert(text) {
    const close = el("button", { type: "button", "data-testid": "alert-ok", onclick: () => shade.remove() }, this.words.ok);
    const shade = el("div", { class: "alert-shade" }, el("div", { class: "alert", role: "alertdialog", "aria-modal": "true", "data-testid": "alert" }, text, close));
    shade.addEventListener("keydown", (event) => { if (event.key === "Escape") shade.remove(); });
    this.frame.append(shade);
    close.focus({ preventScroll: true });
  }

  jump(id) {
    const node = this.list.querySelector(`[data-message-id="${id}"]`);
    node?.scrollIntoView({ block: "center", behavior: "smooth" });
  }
}

// Neighbouring pieces of one album make one unit.
function group(messages) {
  const units = [];
  for (const message of messages) {
    const last = units[units.length - 1];
    if (message.album && last?.album === message.album) last.messages.push(message);
    else units.push({ key: message.message_id, album: message.album, messages: [message], apart: !last || last.messages[0].sender_id !== message.sender_id });
  }
  for (const unit of units) unit.mark = unit.messages.map((one) => `${one.message_id}.${one.revision}`).join() + unit.apart;
  return units;
}
