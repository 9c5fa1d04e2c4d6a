"""GENIUS (Lin et al. 2014): a domain and profiles in XML, one party each, linear and discrete.

Worths are as in GENIUS: in each issue a part of its highest evaluation, weighed and summed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sim.errors import Place
from sim.imports.additive import Additive, Profile, Subject, drafted
from sim.imports.draft import Draft, titled
from sim.imports.importing import TALKS, ImportRequest
from sim.imports.notes import Notes, refuse
from sim.imports.numbers import number, plain
from sim.imports.sources import Source
from sim.imports.xml import Element, looks_like, parsed

_TAGS = ("utility_space", "negotiation_template")
_CLOSE = Fraction(1, 10**6)


@dataclass(frozen=True, slots=True)
class _File:
    source: Source
    root: Element
    issues: tuple[Element, ...]

    @property
    def rates(self) -> bool:
        """Whether it is a profile, which says what options are worth."""
        return any("evaluation" in item.attributes for i in self.issues for item in i.all("item"))


class _Genius:
    """The format."""

    about = "a GENIUS domain and its profiles (XML)"
    leads_to = TALKS

    def fits(self, sources: Sequence[Source]) -> bool:
        """Whether every XML file among them begins as a domain or a profile does."""
        return all(one.ending == ".xml" for one in sources) and any(
            looks_like(one, *_TAGS) for one in sources
        )

    def read(self, sources: Sequence[Source], request: ImportRequest) -> Draft:
        """The scenario in them."""
        notes = Notes()
        files = [_file(source) for source in sources]
        domains = [one for one in files if not one.rates]
        profiles = [one for one in files if one.rates]
        if len(domains) > 1:
            wrong = f"a second file without evaluations, beside {domains[0].source.name}"
            refuse(domains[1].source.start, wrong, "give one domain, and profiles")
        if len(profiles) < 2:
            wrong = f"{len(profiles)} profiles of two or more"
            refuse(sources[0].start, wrong, "give a profile for each party: files with evaluations")
        if request.quota is not None:
            refuse(sources[0].start, "no influence to count votes by", "leave out --quota")
        first = [*domains, *profiles][0]
        subjects = [_subject(issue) for issue in first.issues]
        if not domains:
            notes.assumed("no domain: issues and options as in the first profile", first.root.place)
        _see_twice([subject.title for subject in subjects], first)
        additive = Additive(
            _title(first),
            first.source.start,
            subjects,
            [_profile(one, subjects, notes) for one in profiles],
        )
        return drafted(additive, request, notes)


def _file(source: Source) -> _File:
    root = parsed(source)
    for element in root.below():
        if element.tag in {"hyperRectangle", "ufun"}:
            wrong = "a nonlinear space (hyper-rectangles)"
            refuse(element.place, wrong, "only weights and evaluations can be carried over")
    issues = tuple(element for element in root.below() if element.tag == "issue")
    if root.tag not in _TAGS or not issues:
        refuse(root.place, "no GENIUS domain or profile", "give files with <utility_space>")
    for issue in issues:
        kind = issue.attributes.get("vtype", issue.attributes.get("type", "discrete"))
        if kind != "discrete" or not issue.all("item"):
            wrong = f"an issue that is {kind:.30}, or without items"
            refuse(issue.place, wrong, "list its values as items, each with its evaluation")
    return _File(source, root, issues)


def _title(file: _File) -> str:
    objective = file.root.first("objective") or next(
        (one for one in file.root.below() if one.tag == "objective"), None
    )
    named = "" if objective is None else objective.attributes.get("name", "").strip()
    return named if named.lower() not in ("", "root", "any") else file.source.stem


def _subject(issue: Element) -> Subject:
    options = [titled(item.attribute("value"), item.place) for item in issue.all("item")]
    for at, option in enumerate(options):
        if option in options[:at]:
            place = issue.all("item")[at].place
            refuse(place, f"an option stands there twice (got {option!r:.60})", "name it once")
    return Subject(titled(issue.attribute("name"), issue.place), tuple(options), issue.place)


def _see_twice(names: Sequence[str], file: _File) -> None:
    for at, name in enumerate(names):
        if name in names[:at]:
            refuse(file.issues[at].place, f"a second issue {name!r:.60}", "name each once")


def _profile(file: _File, subjects: Sequence[Subject], notes: Notes) -> Profile:
    issues = {titled(issue.attribute("name"), issue.place): issue for issue in file.issues}
    _see_twice([issue.attribute("name") for issue in file.issues], file)
    for name, issue in issues.items():
        if name not in {subject.title for subject in subjects}:
            known = ", ".join(subject.title for subject in subjects)
            wrong = f"the issue {name!r:.60} is not in the domain"
            refuse(issue.place, wrong, f"it has {known:.200}: give files of one domain")
    given = _weights(file, notes)
    weights, worths = [], []
    for subject in subjects:
        if subject.title not in issues:
            wrong = f"the issue {subject.title!r:.60} of the domain is missing"
            refuse(file.root.place, wrong, "add it, with its evaluations")
        issue = issues[subject.title]
        weights.append(given[id(issue)])
        worths.append(_worths(issue, subject))
    if abs(sum(weights, Fraction(0)) - 1) > _CLOSE:
        notes.assumed("weights are made shares of one", file.root.place)
    notes.carried(f"weights and evaluations of {file.source.stem}", file.issues[0].place)
    _see_discount(file, notes)
    return Profile(file.source.stem, file.root.place, weights, worths, _reservation(file, notes))


def _weights(file: _File, notes: Notes) -> dict[int, Fraction]:
    """By issue: the weight of the same index beside it."""
    found: dict[int, Fraction] = {}
    for parent in file.root.below():
        given = {w.attribute("index"): w for w in parent.all("weight")}
        for issue in parent.all("issue"):
            weight = given.get(issue.attributes.get("index", ""))
            if weight is None and len(file.issues) == 1:
                notes.assumed("no weight: of one issue it is 1", issue.place)
                found[id(issue)] = Fraction(1)
                continue
            if weight is None:
                cure = f'write <weight index="{issue.attributes.get("index", "")}" value="..."/>'
                refuse(issue.place, "an issue without a weight", cure)
            text = weight.attribute("value").strip()
            found[id(issue)] = Fraction(number(text, weight.place, "the weight", least=0))
    return found


def _worths(issue: Element, subject: Subject) -> list[Fraction]:
    """In the order of the domain, parts of the highest."""
    _subject(issue)  # which sees that none stands there twice
    items = {titled(item.attribute("value"), item.place): item for item in issue.all("item")}
    for option, item in items.items():
        if option not in subject.options:
            wrong = f"the option {option!r:.60} is not in the domain"
            refuse(item.place, wrong, f"write one of {', '.join(subject.options):.200}")
    found = []
    for option in subject.options:
        if option not in items:
            refuse(issue.place, f"the option {option!r:.60} has no evaluation", "add it")
        text = items[option].attribute("evaluation").strip()
        place = items[option].place
        found.append(Fraction(number(text, place, "the evaluation", least=0)))
    most = max(found)
    return [one / most if most else Fraction(0) for one in found]


def _single(file: _File, tag: str) -> Iterator[tuple[str, Place]]:
    for element in file.root.below():
        if element.tag == tag:
            yield element.attribute("value").strip(), element.place


def _reservation(file: _File, notes: Notes) -> Fraction:
    for text, place in _single(file, "reservation"):
        value = number(text, place, "the reservation", least=0, most=1)
        notes.carried(f"the reservation of {file.source.stem}: what no deal is worth", place)
        return Fraction(value)
    notes.assumed(f"no reservation of {file.source.stem}: no deal is worth 0", file.root.place)
    return Fraction(0)


def _see_discount(file: _File, notes: Notes) -> None:
    for text, place in _single(file, "discount_factor"):
        value = number(text, place, "the discount factor", least=0, most=1)
        if value not in (0, 1):
            notes.lost(f"the discount factor {plain(value)}: GENIUS counts rounds, not days", place)


FORMAT = _Genius()
