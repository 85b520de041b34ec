"""What a return teaches: a case that belongs to another body was probably about what that body does."""

from casework.desk import Desk
from data import queries
from data.keys import key
from data.tables import Body, Case, Correction, Person
from data.vocabulary import ReturnReason, Source


def learn_from_return(
    desk: Desk, case: Case, person: Person, reason: ReturnReason, proposed: Body | None
) -> None:
    """Remember which category the proposed owner's word stands for, when the model thought of one.

    The case keeps its category; it is a guess that any word of a resident or coordinator outdoes.
    """
    if reason is not ReturnReason.NOT_OURS or proposed is None or case.category in proposed.categories:
        return
    for concern in queries.concerns(desk.session, key(case))[:1]:
        meant = next((label for label, _ in concern.ranking if label in proposed.categories), None)
        if meant is not None:
            desk.session.add(
                Correction(
                    concern_id=key(concern),
                    before=case.category,
                    after=meant,
                    source=Source.RETURN,
                    person_id=key(person),
                    at=desk.now,
                    model_version=concern.model_version,
                )
            )
