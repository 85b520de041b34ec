"""The annual rating as plain JSON: of each body the inputs, the points and the grade."""

from collections.abc import Iterable, Mapping
from typing import Any

from casework.desk import Desk
from casework.ledger.counting import Entry, entries
from casework.ledger.view import left_out
from casework.notice import Notice
from casework.rules import quarters, scores
from casework.rules.rating import Input, Rated, Share, means, rate, satisfied
from casework.rules.scores import Counted, Figure
from casework.timeline import Happened
from data import queries
from data.keys import key
from data.tables import Body, Member
from data.vocabulary import Outcome, State

View = dict[str, Any]
Card = tuple[Notice, dict[str, Any]]
_CARRIED_OUT = (Outcome.SATISFIED, Outcome.PARTLY)


def draw_up(desk: Desk, year: int) -> View:
    """Rate the bodies by a year, as far as it has gone by now."""
    start, end = quarters.year_span(year, desk.zone)
    everything = entries(desk, start, end)
    excluded = left_out(desk, {entry.number for entry in everything})
    gone = {case["number"] for case in excluded}
    inputs = _inputs(desk, year, [entry for entry in everything if entry.number not in gone], gone)
    bodies = list(inputs)
    habits = desk.parameters.rating
    rated = rate([inputs[body_id] for body_id in bodies], habits)
    toward = means([inputs[body_id] for body_id in bodies])
    names = {key(body): body.name for body in queries.bodies(desk.session, desk.community_id)}
    lines = [
        _line(body_id, names[body_id], inputs[body_id], found)
        for body_id, found in zip(bodies, rated, strict=True)
    ]
    return {
        "community": desk.community.name,
        "year": year,
        "complete": desk.now >= end,
        "counted_at": desk.local(desk.now),
        "weights": habits.by_input(),
        "strength": habits.strength,
        "grading": habits.model_dump(
            include={"advanced_from", "behind_below", "advanced_share", "behind_share"}
        ),
        "means": {i.value: toward.get(i) for i in Input},
        "bodies": sorted(lines, key=lambda line: (line["points"] is None, -(line["points"] or 0))),
        "excluded": excluded,
    }


def summary(view: View) -> dict[str, Any]:
    """Say what a message shows: each body with its points and grade."""
    return _of(view) | {
        "bodies": [_shown(line) for line in view["bodies"]],
        "excluded": view["excluded"],
        "grading": view["grading"],
    }


def opened(view: View, line: dict[str, Any]) -> dict[str, Any]:
    """Say of a body all that its points come from."""
    return _of(view) | {"line": _shown(line), "inputs": recomputed(view, line)}


def recomputed(view: View, line: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a body's inputs with all that goes into its points, in the order of the formula."""
    return [
        {
            "input": name,
            "weight": _plain(view["weights"][name]),
            "reached": _plain(one["reached"]),
            "whole": _plain(one["whole"]),
            "mean": f"{view['means'][name]:.4f}",
            "shrunk": f"{one['shrunk']:.4f}",
        }
        for name, one in line["inputs"].items()
        if one["shrunk"] is not None
    ]


def _of(view: View) -> dict[str, Any]:
    return {"year": view["year"], "complete": view["complete"], "strength": _plain(view["strength"])}


def _shown(line: dict[str, Any]) -> dict[str, Any]:
    points = line["points"]
    shown = None if points is None else f"{points:.1f}"
    return {"id": line["id"], "name": line["name"], "points": shown, "grade": line["grade"]}


def _plain(number: float) -> str:
    return f"{number:g}"


def _line(body_id: int, name: str, inputs: Mapping[Input, Share], rated: Rated) -> dict[str, Any]:
    return {
        "id": body_id,
        "name": name,
        "inputs": {
            i.value: {"reached": share.reached, "whole": share.whole, "shrunk": rated.shrunk.get(i)}
            for i, share in inputs.items()
        },
        "points": rated.points,
        "grade": rated.grade.value,
    }


def _inputs(
    desk: Desk, year: int, found: Iterable[Entry], gone: Iterable[str]
) -> dict[int, dict[Input, Share]]:
    own: dict[int, list[Entry]] = {}
    active = set[int]()
    for entry in found:
        if entry.body_id is not None:
            own.setdefault(entry.body_id, []).append(entry)
        if entry.figure is Figure.HANDLED and entry.member_id is not None:
            active.add(entry.member_id)
    resolutions, seats = _resolutions(desk, year, set(gone)), _seats(desk, year)
    return {
        key(body): _shares(own.get(key(body), []))
        | {
            Input.RESOLUTIONS: resolutions.get(key(body), Share(0, 0)),
            Input.PART: _part(seats.get(key(body), []), active),
        }
        for body in _rated(desk)
    }


def _rated(desk: Desk) -> list[Body]:
    kinds = desk.parameters.rating.kinds
    bodies = queries.bodies(desk.session, desk.community_id)
    return [body for body in bodies if not body.retired and (kinds is None or body.kind in kinds)]


def _shares(found: Iterable[Entry]) -> dict[Input, Share]:
    line: Counted = scores.gather((entry.figure, entry.number, entry.grade) for entry in found)
    on_time, late = line.count(Figure.ON_TIME), line.count(Figure.LATE)
    solved, partly, unsolved = (line.count(f) for f in (Figure.SOLVED, Figure.PARTLY, Figure.UNSOLVED))
    return {
        Input.ON_TIME: Share(on_time, on_time + late),
        Input.SOLVED: Share(solved + partly / 2, solved + partly + unsolved),
        Input.SATISFIED: satisfied([grade for _, grade in line.grades]),
    }


def _part(seats: Iterable[Member], active: set[int]) -> Share:
    members = {key(member) for member in seats}
    return Share(len(members & active), len(members))


def _seats(desk: Desk, year: int) -> dict[int, list[Member]]:
    """Return who sat in each body at any time of the year."""
    start, end = quarters.year_span(year, desk.zone)
    seats: dict[int, list[Member]] = {}
    for member, _, body in queries.everybody(desk.session, desk.community_id):
        if member.joined_at < end and (member.left_at is None or member.left_at >= start):
            seats.setdefault(key(body), []).append(member)
    return seats


def _resolutions(desk: Desk, year: int, gone: set[str]) -> dict[int, Share]:
    """Of what was resolved after deliberation, how much the residents said was carried out.

    Silence says neither; a case that is deliberated once more was not carried out.
    """
    start, end = quarters.year_span(year, desk.zone)
    shares: dict[int, Share] = {}
    rows = queries.settled_within(desk.session, desk.community_id, Happened.SETTLED.value, start, end)
    for case, body_id in rows:
        carried_out = case.outcome in _CARRIED_OUT
        if case.number in gone or not (carried_out or case.state is State.DELIBERATION):
            continue
        before = shares.get(body_id, Share(0, 0))
        shares[body_id] = Share(before.reached + carried_out, before.whole + 1)
    return shares
