"""Databases that are made once and copied for each test."""

from sqlalchemy import Engine


def close_whole(engine: Engine) -> None:
    """Close a database so that its file holds everything, and nothing stands in a write-ahead log."""
    with engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
