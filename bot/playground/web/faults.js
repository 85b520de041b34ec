// The strip «make it fail».
import { el } from "./dom.js";
import { post } from "./wire.js";

const KINDS = [
  ["block", "屏蔽机器人", "block"],
  ["too_many", "下次发送 429", "rate limit"],
  ["lost_answer", "下次答复丢失", "answer lost"],
  ["server_error", "下次发送 502", "server error"],
  ["duplicate", "下条消息到两次", "doubled"],
];

export function faultStrip(holder, phones, token) {
  const whom = el("select", { "aria-label": "哪部手机 · Which phone", "data-testid": "fault-whom" },
    ...phones.map((phone) => el("option", { value: phone.actor.user_id }, phone.actor.name)));
  const said = el("output", { "aria-live": "polite", "data-testid": "fault-said" });
  const strike = async (kind, label) => {
    const phone = phones.find((one) => String(one.actor.user_id) === whom.value);
    said.textContent = `${phone.actor.name}：${await set(kind, phone, token, label)}`;
  };
  holder.replaceChildren(
    el("strong", {}, "让它出错 ", el("span", { lang: "en" }, "Make it fail")), whom,
    ...KINDS.map(([kind, label, english]) => el("button", { type: "button", "data-testid": `fault-${kind}`, onclick: () => strike(kind, label) }, label, " ", el("small", { lang: "en" }, english))),
    said);
}

async function set(kind, phone, token, label) {
  if (kind === "block") {
    const blocked = phone.chats.get("bot")?.blocked;
    await phone.act(blocked ? "unblock" : "block", { chat: null });
    return blocked ? "已解除屏蔽" : "已屏蔽";
  }
  if (kind === "duplicate") await post("/control/duplicate_updates", { token, count: 1 });
  else await post("/control/fault", { kind, method: "sendMessage", chat_id: phone.actor.user_id, retry_after: 3 });
  return `${label} ✓`;
}
