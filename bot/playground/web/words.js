// What the phones themselves say, in their owner's language.
const HANS = {
  start: "开始", message: "消息", send: "发送", attach: "添加附件", bot: "机器人", chat: "私聊", group: "群聊",
  typing: "正在输入…", edited: "已编辑", reply: "回复", edit: "编辑", copy: "复制文字", cancel: "取消",
  photo: "拍一张照片", file: "选择图片…", album: "发一组照片（3 张）", voice: "语音留言", location: "发送位置", sticker: "表情贴纸", forward: "转发邻居的话",
  blocked: "已屏蔽机器人 · 点这里解除", people: (n) => `${n} 位成员`, forwarded: "转发自", ok: "好", actions: "消息操作", commands: "命令菜单",
  empty: "还没有消息", emptyHint: "点「开始」，再说说小区里的事。", emptyStaff: "点「开始」，派来的事会到这里。", emptyGroup: "群里还没有人说话。", open: "在哪部手机上打开？", hints: "可以这样说", voiceName: "语音", photoName: "照片", placeName: "位置",
  neighbour: "楼下邻居", forwardText: "【转】明天上午小区停水检修，请互相转告。",
};
const HANT = {
  ...HANS,
  start: "開始", message: "訊息", send: "傳送", attach: "加入附件", bot: "機器人", chat: "私訊", group: "群組",
  typing: "正在輸入…", edited: "已編輯", reply: "回覆", edit: "編輯", copy: "複製文字", cancel: "取消",
  photo: "拍一張照片", file: "選擇圖片…", album: "傳一組照片（3 張）", voice: "語音留言", location: "傳送位置", sticker: "貼圖", forward: "轉傳鄰居的話",
  blocked: "已封鎖機器人 · 點此解除", people: (n) => `${n} 位成員`, forwarded: "轉傳自", ok: "好", actions: "訊息操作", commands: "指令選單",
  empty: "還沒有訊息", emptyHint: "按「開始」，再說說社區裡的事。", emptyStaff: "按「開始」，派來的事會到這裡。", emptyGroup: "群組裡還沒有人說話。", open: "在哪支手機上開啟？", hints: "可以這樣說", voiceName: "語音", photoName: "照片", placeName: "位置",
  neighbour: "樓下鄰居", forwardText: "【轉】明天上午社區停水檢修，請互相轉告。",
};
const EN = {
  ...HANS,
  start: "Start", message: "Message", send: "Send", attach: "Attach", bot: "bot", chat: "Chat", group: "Group",
  typing: "typing…", edited: "edited", reply: "Reply", edit: "Edit", copy: "Copy text", cancel: "Cancel",
  photo: "Take a photo", file: "Choose a picture…", album: "Send an album (3)", voice: "Voice note", location: "Send location", sticker: "Sticker", forward: "Forward a neighbour's words",
  blocked: "Bot blocked · tap to unblock", people: (n) => `${n} members`, forwarded: "Forwarded from", ok: "OK", actions: "Message actions", commands: "Commands",
  empty: "No messages yet", emptyHint: "Press START, then say what is wrong.", emptyStaff: "Press START; what is assigned arrives here.", emptyGroup: "Nobody has said anything yet.", open: "Open on which phone?", hints: "You could say", voiceName: "Voice", photoName: "Photo", placeName: "Place",
  neighbour: "A neighbour", forwardText: "Fwd: the water will be off tomorrow morning.",
};
export function wordsOf(code) {
  const lower = (code || "").toLowerCase();
  if (/hant|tw|hk/.test(lower)) return HANT;
  return lower.startsWith("en") ? EN : HANS;
}
export function langOf(code) {
  const lower = (code || "").toLowerCase();
  if (/hant|tw|hk/.test(lower)) return "zh-Hant";
  return lower.startsWith("en") ? "en" : "zh-Hans";
}
