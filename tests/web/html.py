"""A page read as a strict reader would: every element closed, every id once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"link", "meta", "br", "wbr", "img", "hr", "input"}
LOADING = {"src", "srcset", "data", "action", "poster", "formaction", "background", "ping"}
CSS_LOADS = re.compile(r"@import|url\((?!#)")


@dataclass
class Element:
    """An element, what is in it, and its own text with that of all below it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.parts).split())

    def all(self, tag: str) -> Iterator[Element]:
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)


class Page(HTMLParser):
    """The elements of a page; a tag that is not closed in order is an AssertionError."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {}, None)
        self.declared = ""
        self.every: list[Element] = []
        self.feed(text)
        self.close()
        assert self.here is self.root, f"<{self.here.tag}> is not closed"

    def handle_decl(self, decl: str) -> None:
        self.declared = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        self.every.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        one: Element | None = self.here
        while one is not None:
            one.parts.append(data)
            one = one.parent

    def all(self, tag: str) -> list[Element]:
        return list(self.root.all(tag))

    @property
    def ids(self) -> list[str]:
        return [one.attributes["id"] for one in self.every if "id" in one.attributes]

    @property
    def loads(self) -> list[str]:
        """What a browser would fetch when it opens the page, or could be made to."""
        found = []
        for one in self.every:
            for name, value in one.attributes.items():
                inside = value.startswith(("#", "data:"))
                link = name in {"href", "xlink:href"} and one.tag != "a"
                if (name in LOADING or link) and not inside:
                    found.append(f"<{one.tag} {name}={value}>")
                if name == "style" and CSS_LOADS.search(value):
                    found.append(f"<{one.tag} style={value}>")
                if name.startswith("on"):
                    found.append(f"<{one.tag} {name}>")
        styles = [one.text for one in self.all("style")]
        return [*found, *(text for text in styles if CSS_LOADS.search(text))]
