"""The people of the page when nobody else is named."""

from bot.playground.cast import Actor, Cast

CHEN = Actor(
    1001,
    "陈阿姨",
    "居民",
    "zh-hans",
    "3号楼2单元",
    suggestions=(
        "3号楼门口的大门一开一关吱呀响，整晚睡不着",
        "楼道灯坏了三天了，老人上下楼不安全",
        "谢谢你们！",
    ),
)
LIN = Actor(
    1002,
    "林先生",
    "居民 · 繁體",
    "zh-hant",
    "7號樓1單元",
    suggestions=(
        "樓下垃圾桶滿出來好幾天沒人收，味道很重",
        "地下車庫有人亂停車，擋住我的車位",
        "你好",
    ),
)
WANG = Actor(2001, "王师傅", "成员", "zh-hans", "物业维修")
ZHOU = Actor(3001, "周书记", "协调员", "zh-hans", "小区党支部")


def sample_cast(token: str) -> Cast:
    """Two residents, a member and a coordinator, with a group of all four."""
    return Cast((CHEN, LIN, WANG, ZHOU), token, "幸福里业主群")
