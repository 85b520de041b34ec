"""The figures of the benchmark are those of `linli evaluate`."""

import numpy as np
import pytest

from benchmarks.classifier.quality import Answers
from classifier.evaluation import macro_f1
from classifier.examples import Example

LABELS = ("noise", "pets", "utilities")


def answers(count: int, right: float) -> tuple[list[Example], list[str]]:
    """Messages, and what somebody said who is right so often."""
    dice = np.random.default_rng(3)
    examples = [Example(text=str(number), label=LABELS[number % 3]) for number in range(count)]
    said = [e.label if dice.random() < right else LABELS[dice.integers(3)] for e in examples]
    return examples, said


def test_macro_f1_is_that_of_the_evaluation() -> None:
    examples, said = answers(90, 0.6)
    wanted, got = np.array([e.label for e in examples], object), np.array(said, object)
    assert Answers.of(examples, said).macro_f1().value == pytest.approx(macro_f1(wanted, got, wanted))


def test_a_rare_label_is_left_out_of_macro_f1_but_not_of_accuracy() -> None:
    examples = [*(Example(text="吵", label="noise") for _ in range(9)), Example(text="狗", label="pets")]
    scored = Answers.of(examples, ["noise"] * 10)
    assert scored.macro_f1().value == pytest.approx(18 / 19)
    assert scored.accuracy().value == pytest.approx(0.9)


def test_an_accepted_label_counts_as_right() -> None:
    either = Example(text="暖气不热，物业不管", label="utilities", accept=("utilities", "fees"))
    assert Answers.of([either] * 7, ["fees"] * 7).accuracy().value == 1.0


def test_the_interval_holds_the_figure() -> None:
    figure = Answers.of(*answers(200, 0.7)).accuracy()
    assert figure.low < figure.value < figure.high


def test_the_better_one_is_ahead() -> None:
    good, bad = (Answers.of(*answers(300, right)) for right in (0.9, 0.5))
    assert good.ahead_of(bad).low > 0
    assert bad.ahead_of(good).high < 0
    assert good.ahead_of(good).value == 0


def test_splits_are_pooled() -> None:
    examples, said = answers(60, 0.8)
    pooled = Answers.of_splits([examples[:20], examples[20:]], [said[:20], said[20:]])
    assert pooled.accuracy() == Answers.of(examples, said).accuracy()
