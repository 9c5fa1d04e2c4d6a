"""The one door to the paths that people name: looked at, listed, read, written, removed.

No other room touches a file by itself; a test of the structure says so. Whatever the system
refuses comes out as a `PathError`, which names the path, the reason and the cure for it.

`ledger`, for folders of figures, is imported by itself: a help text needs none of what it needs.
"""

from sim.files.folders import make_folder, opened_folder, remove_folder, sync
from sim.files.looking import (
    Kind,
    absolute,
    begins_with,
    files_below,
    is_file,
    is_folder,
    is_there,
    kind_of,
    names_in,
    read_bytes,
    size_of,
)
from sim.files.refusals import AnyPath
from sim.files.streams import let_go
from sim.files.writing import (
    UNFINISHED,
    append,
    refuse_taken,
    remove,
    temporary_folder,
    unfinished,
    write_bytes,
)

__all__ = [
    "UNFINISHED",
    "AnyPath",
    "Kind",
    "absolute",
    "append",
    "begins_with",
    "files_below",
    "is_file",
    "is_folder",
    "is_there",
    "kind_of",
    "let_go",
    "make_folder",
    "names_in",
    "opened_folder",
    "read_bytes",
    "refuse_taken",
    "remove",
    "remove_folder",
    "size_of",
    "sync",
    "temporary_folder",
    "unfinished",
    "write_bytes",
]
