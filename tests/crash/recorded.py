"""Records what a process does to files (with strace) and replays it on a disk that forgets what was not synced.

A file's bytes survive a power cut once the file is synced, its name once the directory is. Names are kept per
directory, as file systems do, so that a renamed directory takes its own synced names along.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

CALLS = (
    "openat,open,creat,close,write,pwrite64,writev,pwritev,pwritev2,lseek,ftruncate,truncate,fallocate,fsync,"
    "fdatasync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,link,linkat,"
    "symlink,symlinkat,copy_file_range,sendfile,dup,dup2,dup3,fcntl"
)
UNSUPPORTED = {"writev", "pwritev", "pwritev2", "truncate", "fallocate", "copy_file_range", "sendfile"}
_LINE = re.compile(r"^\s*(?P<pid>\d+)\s+(?P<rest>.*)$")
_CALL = re.compile(r"^(?P<name>\w+)\((?P<arguments>.*)\)\s+= (?P<result>-?\d+)(?P<more>.*)$", re.DOTALL)
_STRING = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_DESCRIPTOR = re.compile(r"^(\d+)(?:<([^>]*)>)?")
_RESUMED = re.compile(r"^<\.\.\. \w+ resumed>")
_UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True, slots=True)
class Call:
    """One successful call: its name, descriptor (-1: none), strings, numbers after them, and result."""

    name: str
    descriptor: int
    path: str
    """What the descriptor stands for."""
    strings: tuple[bytes, ...]
    arguments: str
    result: int


def record(command: list[str], log: Path) -> None:
    """Runs a command under strace."""
    tool = ["strace", "-f", "-y", "-xx", "-s", "100000000", "-e", f"trace={CALLS}", "-o", str(log)]
    subprocess.run([*tool, *command], check=True, capture_output=True, timeout=120)


def calls(log: Path) -> Iterator[Call]:
    """The successful calls in the order in which they ended."""
    unfinished: dict[str, str] = {}
    for line in log.read_text("ascii").splitlines():
        if not (match := _LINE.match(line)):
            continue
        pid, rest = match["pid"], match["rest"]
        if rest.endswith(_UNFINISHED):
            unfinished[pid] = rest.removesuffix(_UNFINISHED)
            continue
        rest = _RESUMED.sub(lambda _, pid=pid: unfinished.pop(pid), rest)
        if (found := _CALL.match(rest)) and int(found["result"]) >= 0:
            yield _call(found)


def _call(found: re.Match[str]) -> Call:
    arguments = found["arguments"]
    strings = tuple(bytes.fromhex(each.replace("\\x", "")) for each in _STRING.findall(arguments))
    descriptor = _DESCRIPTOR.match(arguments)
    return Call(
        name=found["name"],
        descriptor=int(descriptor[1]) if descriptor else -1,
        path=_unescaped(descriptor[2] or "") if descriptor else "",
        strings=strings,
        arguments=_STRING.sub('""', arguments),
        result=int(found["result"]),
    )


def _unescaped(path: str) -> str:
    return bytes.fromhex(path.replace("\\x", "")).decode() if path.startswith("\\x") else path


@dataclass(eq=False, slots=True)
class File:
    now: bytearray = field(default_factory=bytearray)
    synced: bytes = b""


@dataclass(eq=False, slots=True)
class Folder:
    now: dict[str, File | Folder] = field(default_factory=dict)
    synced: dict[str, File | Folder] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Handle:
    """An open file: descriptors made by `dup` share its offset."""

    node: File | Folder
    offset: int = 0


class Disk:
    """A folder on a disk, as processes see it and as it would be after a power cut."""

    def __init__(self, root: Path) -> None:
        self.root = PurePosixPath(root)
        self.top = Folder()
        self._open: dict[int, Handle] = {}

    def apply(self, call: Call) -> None:
        """Does what a call did, where it concerns the folder."""
        if call.name in ("openat", "open", "creat"):
            self._opened(call)
        elif call.name.startswith("dup") or "F_DUPFD" in call.arguments:
            if call.descriptor in self._open:
                self._open[call.result] = self._open[call.descriptor]
        elif call.name == "close":
            self._open.pop(call.descriptor, None)
        elif call.name in ("write", "pwrite64", "ftruncate", "lseek", "fsync", "fdatasync", *UNSUPPORTED):
            if call.descriptor in self._open:
                self._on_descriptor(call)
        elif call.name in ("rename", "renameat", "renameat2", "link", "linkat"):
            self._moved(call)
        elif call.name in ("unlink", "unlinkat", "rmdir"):
            if place := self._place(call.strings[0]):
                del place[0].now[place[1]]
        elif call.name in ("mkdir", "mkdirat") and (place := self._place(call.strings[0])):
            place[0].now[place[1]] = Folder()

    def _place(self, path: bytes) -> tuple[Folder, str] | None:
        """The folder and the name that a path stands for; None outside, and for the folder itself."""
        whole = PurePosixPath(path.decode())
        if not whole.is_relative_to(self.root) or whole == self.root:
            return None
        folder = self.top
        *above, name = whole.relative_to(self.root).parts
        for each in above:
            inner = folder.now[each]
            if not isinstance(inner, Folder):
                raise NotADirectoryError(path)
            folder = inner
        return folder, name

    def _opened(self, call: Call) -> None:
        self._open.pop(call.result, None)
        if call.strings[0].decode() == str(self.root):
            self._open[call.result] = Handle(self.top)
            return
        if (place := self._place(call.strings[0])) is None:
            return
        folder, name = place
        if name not in folder.now:
            folder.now[name] = File()
        node = folder.now[name]
        if isinstance(node, File) and ("O_TRUNC" in call.arguments or call.name == "creat"):
            node.now.clear()
        self._open[call.result] = Handle(node)

    def _on_descriptor(self, call: Call) -> None:
        handle = self._open[call.descriptor]
        node = handle.node
        if call.name in UNSUPPORTED:
            raise NotImplementedError(call.name)
        if call.name in ("fsync", "fdatasync"):
            if isinstance(node, File):
                node.synced = bytes(node.now)
            else:
                node.synced = dict(node.now)
            return
        if call.name == "lseek":
            handle.offset = call.result
            return
        if not isinstance(node, File):
            raise IsADirectoryError(call.name)
        if call.name == "ftruncate":
            size = int(call.arguments.rsplit(",", 1)[1])
            del node.now[size:]
            node.now.extend(bytes(size - len(node.now)))
            return
        at = int(call.arguments.rsplit(",", 1)[1]) if call.name == "pwrite64" else handle.offset
        data = call.strings[0][: call.result]
        node.now.extend(bytes(max(0, at - len(node.now))))
        node.now[at : at + len(data)] = data
        if call.name == "write":
            handle.offset = at + len(data)

    def _moved(self, call: Call) -> None:
        source, target = self._place(call.strings[0]), self._place(call.strings[1])
        if source and target:
            node = source[0].now[source[1]]
            if call.name.startswith("rename"):
                del source[0].now[source[1]]
            target[0].now[target[1]] = node

    def materialize(self, folder: Path, *, names_survive: bool, bytes_survive: bool) -> None:
        """Writes the folder as it is after a power cut: what was synced, and what else is said to survive."""
        shutil.rmtree(folder, ignore_errors=True)
        _written(self.top, folder, names_survive, bytes_survive)

    def state(self, *, names_survive: bool, bytes_survive: bool) -> int:
        """A number that is the same for the same outcome of a power cut."""
        return hash(_described(self.top, names_survive, bytes_survive))


def _written(node: Folder, path: Path, names: bool, content: bool) -> None:
    path.mkdir()
    for name, inner in (node.now if names else node.synced).items():
        if isinstance(inner, Folder):
            _written(inner, path / name, names, content)
        else:
            (path / name).write_bytes(inner.now if content else inner.synced)


def _described(node: Folder, names: bool, content: bool) -> frozenset[tuple[str, object]]:
    return frozenset(
        (
            name,
            _described(inner, names, content)
            if isinstance(inner, Folder)
            else bytes(inner.now)
            if content
            else inner.synced,
        )
        for name, inner in (node.now if names else node.synced).items()
    )
