"""What the trained model says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from classifier.embedding import installed
from classifier.examples import Example
from classifier.model import Model
from classifier.prediction import Urgency
from classifier.training import train


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("3号楼门口的大门一开一关吱呀响，整晚睡不着", "noise"),
        ("楼下遛狗的从来不牵绳", "pets"),
        ("樓梯間堆滿紙箱，消防通道都塞住了", "fire_safety"),
        ("物业费又涨价了，服务还这么差", "fees"),
        ("电 梯 坏 了 三 天", "facilities"),
        ("谢谢你们，辛苦了", "not_a_concern"),
    ],
)
def test_plain_cases(model: Model, text: str, label: str) -> None:
    assert model.predict(text).label == label


def test_a_prediction_holds_together(model: Model) -> None:
    prediction = model.predict("3栋2单元301楼上漏水，把我家天花板泡坏了")
    assert prediction.ranking[0] == (prediction.label, prediction.confidence)
    assert [chance for _, chance in prediction.ranking] == sorted(
        (chance for _, chance in prediction.ranking), reverse=True
    )
    assert len(prediction.ranking) == 4
    assert 0 <= sum(chance for _, chance in prediction.ranking) <= 1.0001
    assert (prediction.place.building, prediction.place.unit, prediction.place.room) == ("3", "2", "301")
    assert prediction.model_version == model.version


def test_the_evidence_are_words_of_the_message(model: Model) -> None:
    evidence = model.predict("楼道里停满电动车还有人飞线充电").evidence
    assert evidence
    assert all(word in "楼道里停满电动车还有人飞线充电" for word in evidence)


def test_an_emergency_is_seen(model: Model) -> None:
    assert model.predict("救命，楼道着火了，全是浓烟，快来人").urgency is Urgency.EMERGENCY
    assert model.predict("楼下的草坪枯了一片").urgency is Urgency.NORMAL


@pytest.mark.parametrize("text", ["", " ", "😂😂😂", "?", "a" * 4096, "电梯坏了" * 1024, "\x00", "<b>"])
def test_it_answers_anything(model: Model, text: str) -> None:
    assert model.predict(text).label in model.labels


def test_traditional_and_simplified_get_the_same_label(model: Model, few: list[Example]) -> None:
    from opencc import OpenCC

    simplified = [example.text for example in few if "hant" not in example.register]
    convert = OpenCC("s2twp").convert
    pairs = zip(
        model.predict_many(simplified),
        model.predict_many([convert(text) for text in simplified]),
        strict=True,
    )
    same = [one.label == other.label for one, other in pairs]
    assert sum(same) >= 0.98 * len(same)


def test_many_threads_get_what_one_gets(model: Model, few: list[Example]) -> None:
    texts = [example.text for example in few[:120]]
    alone = [model.predict(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(model.predict, texts)) == alone


def test_training_twice_gives_the_same_answers(model: Model, few: list[Example]) -> None:
    again = train(few, embedder=None)
    texts = [example.text for example in few[:100]]
    for one, other in zip(model.predict_many(texts), again.predict_many(texts), strict=True):
        assert (one.label, one.also, one.urgency) == (other.label, other.also, other.urgency)
        assert one.confidence == pytest.approx(other.confidence, abs=1e-3)


def test_names_of_the_community_are_kept_whole(few: list[Example]) -> None:
    named = train(few[::2], words=["梧桐印象府"], embedder=None)
    assert "w 梧桐印象府" not in named.terms.column  # no message says it
    assert named.words == ("梧桐印象府",)


@pytest.mark.skipif(installed() is None, reason="no sentence encoder")
def test_with_the_sentence_encoder(few: list[Example]) -> None:
    model = train(few[::2], embedder=installed())
    assert model.known is not None
    assert model.predict("谁家的毛孩子又在电梯里拉了").label == "pets"
