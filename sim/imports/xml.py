"""XML as elements that know where they stand; no document type, so no entities of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers.expat import ExpatError, ParserCreate, errors

from sim.errors import Place
from sim.imports.notes import refuse
from sim.imports.sources import Source

_DEEPEST = 50


@dataclass(slots=True)
class Element:
    """One element; `text` is what stands in it, its children's left out."""

    tag: str
    attributes: dict[str, str]
    place: Place
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """Its children of a kind."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Element | None:
        """Its first child of a kind."""
        return next(iter(self.all(tag)), None)

    def below(self) -> Iterator[Element]:
        """Itself and all under it, in their order."""
        yield self
        for child in self.children:
            yield from child.below()

    def attribute(self, name: str) -> str:
        """What an attribute says.

        Raises
        ------
        ForeignError
            Where it is missing.
        """
        if name not in self.attributes:
            refuse(self.place, f"<{self.tag:.60}> without {name}", f'write {name}="..."')
        return self.attributes[name]


def looks_like(source: Source, *tags: str) -> bool:
    """Whether it begins as XML does, with one of these elements."""
    head = source.content[:4000].replace(b"\0", b"")
    return any(b"<" + tag.encode() in head for tag in tags)


def parsed(source: Source) -> Element:
    """The outermost element.

    Raises
    ------
    ForeignError
        Where it is no XML, or has a document type, or nests too deep.
    """
    parser = ParserCreate()
    parser.buffer_text = True
    root = Element("", {}, source.start)
    stack = [root]

    def here() -> Place:
        return Place(source.name, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > _DEEPEST:
            refuse(here(), f"elements nested deeper than {_DEEPEST}", "nest them less")
        element = Element(tag, attributes, here())
        stack[-1].children.append(element)
        stack.append(element)

    def end(_tag: str) -> None:
        element = stack.pop()
        element.text = " ".join(element.text.split())

    def text(data: str) -> None:
        stack[-1].text += data

    def doctype(*_: object) -> NoReturn:
        refuse(here(), "a document type", "take the line out: nothing here needs it")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    try:
        parser.Parse(source.content, True)
    except ExpatError as error:
        place = Place(source.name, error.lineno, error.offset + 1)
        refuse(place, f"no XML ({errors.messages[error.code]})", "see how it is written there")
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        refuse(here(), f"no XML ({error})", "save the file as UTF-8")
    return root.children[0]
