"""Turns what can go wrong at the terminal into a sentence with the mend, and exit code 1."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from sqlalchemy.exc import SQLAlchemyError

from app.settings import BadSettings
from app.wiring import NoCommunity
from casework.errors import BadOrganisation
from classifier.failures import ClassifierError
from data.migrations import DatabaseNewer
from papers.fonts import NoFont

EXPECTED = (BadSettings, NoCommunity, BadOrganisation, DatabaseNewer, ClassifierError, NoFont)


@contextmanager
def sentences() -> Iterator[None]:
    """Say what went wrong instead of showing a traceback; what nobody expects is still shown."""
    try:
        yield
    except BaseExceptionGroup as group:
        expected, others = group.split(EXPECTED)
        if expected is None or others is not None:
            raise
        _leave(expected.exceptions[0])
    except EXPECTED as error:
        _leave(error)
    except SQLAlchemyError as error:
        _leave(f"the database cannot be opened ({type(error).__name__}): check LINLI_DATABASE_URL.")
    except sqlite3.Error as error:
        _leave(f"the file cannot be used as a database ({error}): name another one.")
    except OSError as error:
        _leave(f"{error.filename or 'the system'}: {error.strerror or error}")


def _leave(error: object) -> None:
    typer.echo(f"linli: {error}", err=True)
    raise typer.Exit(1)
