"""What a message costs: the statements from the inbox to the sent receipt."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from bot.playground.phone import Phone
from tests.acceptance.world import World

GATE = "3号楼门口的大门一开一关吱呀响，整晚睡不着"
MOST = 14
LOCKS = ("BEGIN", "COMMIT", "ROLLBACK")


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """Collect the statements that are executed meanwhile, without the ends of transactions."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(LOCKS):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_from_the_inbox_to_the_sent_receipt_it_takes_at_most_fourteen_statements(
    world: World, chen: Phone, li: Phone
) -> None:
    chen.say(GATE)
    world.do(world.polling.poll_once(0))
    with counted(world.engine) as statements:
        world.desk.handling.next()
        handled = len(statements)
        world.send()
    marks = [s for s in statements[handled:] if s.startswith("UPDATE outbox SET sent_at")]
    claims = [s for s in statements[handled:] if s not in marks]
    assert world.told(chen)[-1] == "receipt"
    # The member's ping is marked too, and a last claim finds nothing; the receipt has one of each.
    total = handled + 2
    print(f"\nSQL statements from inbox to sent receipt: {total} (handling {handled}, claim 1, mark 1)")
    assert len(marks) == 2, statements
    assert len(claims) == 2, statements
    assert total <= MOST, "\n".join(statement.split("\n")[0] for statement in statements)
