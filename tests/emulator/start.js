// Starts the emulator on a free port, and prints the port.
const { TelegramServer } = require("telegram-test-api/lib/telegramServer");

const server = new TelegramServer({ host: "127.0.0.1", storeTimeout: 3600 });
server.config.port = 0; // its constructor would take 0 for «not said»
server.start().then(() => console.log(server.server.address().port));
