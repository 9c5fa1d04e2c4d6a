"""What a file is that was given where a scenario belongs, and which command reads it."""

from __future__ import annotations

from sim import files
from sim.cli.options import LOG_BEGINS
from sim.ensemble.places import MANIFEST, place_of
from sim.errors import SettingError
from sim.scenario.shipped import shipped_scenarios
from sim.shell import detente, given, operand

PARQUET, SQLITE = b"PAR1", b"SQLite format 3\0"


def refuse_other_kinds(name: str) -> None:
    """See that a name is not that of something else that Detente writes.

    Raises
    ------
    SettingError
        Where it is, or can be no name of a scenario.
    """
    if any("\ud800" <= letter <= "\udfff" for letter in name):  # no log, store or page holds it
        raise SettingError(_not_decoded(name))
    if name in shipped_scenarios():
        return
    if files.is_folder(name):
        from sim.ensemble.manifest import is_one  # noqa: PLC0415  (for this mistake alone)

        if files.is_file(f"{name}/{MANIFEST}") and is_one(place_of(name)):
            one, all_ = detente("replay", operand(name), "--run", 0), detente("plot", operand(name))
            raise SettingError(
                f"{name}: is a data set: `{one}` tells a run of it, `{all_}` draws it"
            )
    elif files.begins_with(name, LOG_BEGINS):
        raise SettingError(
            f"{name}: is a log of a run: `{detente('replay', operand(name))}` tells it"
        )
    elif files.begins_with(name, PARQUET):
        raise SettingError(
            f"{name}: is a table of Parquet, as a part of a data set is: give its folder to "
            "`detente replay DIR --run K` or `detente plot DIR`"
        )
    elif files.begins_with(name, SQLITE):
        call = detente("verify", *given("--store", name))
        raise SettingError(f"{name}: is a database: `{call}` checks it if it is a store of runs")


def _not_decoded(name: str) -> str:
    """Why a name that the system gave is no text: its bytes are none, or the locale is another."""
    try:
        text = name.encode("utf-8", "surrogateescape").decode()
    except UnicodeError:
        return f"{name!r}: the name is not UTF-8: give the file another"
    return f"{text!r}: the name is UTF-8, this environment is not: set PYTHONUTF8=1"
