"""Looks through all the books of a desk for what must never be, whoever did what and when."""

from sqlmodel import Session

from casework.audit import people, places, privacy, times
from casework.audit.books import Breach, Dossier, read

__all__ = ["RULES", "Breach", "Dossier", "audit"]

RULES = (*places.RULES, *times.RULES, *people.RULES, *privacy.RULES)


def audit(session: Session, community_id: int) -> list[Breach]:
    """Hold every case of a community against every rule; an empty list means that all is in order."""
    dossiers = read(session, community_id)
    return [
        Breach(rule.__name__, dossier.case.number, says)
        for dossier in dossiers
        for rule in RULES
        for says in rule(dossier)
    ]
