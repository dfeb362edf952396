"""Outcomes, and the tables that show them."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from fixture import FAIL, PASS, Fixture, Label, Peer

AGREED = "agreed"
UNDETERMINED = "undetermined"
DISAGREED = "disagreed"
NOT_READ = "not-read"
RESULTS = (AGREED, UNDETERMINED, DISAGREED, NOT_READ)


@dataclass
class Outcome:
    """How one label compares with iaclint's verdict."""

    rules: Tuple[str, ...]
    fixture: Fixture
    label: Label
    result: str
    reason: str = ""
    """Why it is not decided, or was not read."""
    explanation: Optional[Tuple[str, str]] = None
    """Whose disagreement it is, and why, where `explained.tsv` says so."""

    def differs(self) -> bool:
        return self.result in (DISAGREED, UNDETERMINED)


def write_labels(path: Path, outcomes: List[Outcome]) -> None:
    """Every label, for machines."""
    lines = ["policies\tcheck\tfixture\tresource\texpected\tresult\treason\texplained\texplanation"]
    for one in outcomes:
        kind, why = one.explanation or ("", "")
        place = [",".join(one.rules), one.fixture.check, one.fixture.name, one.label.name]
        lines.append("\t".join([*place, one.label.expect, one.result, one.reason, kind, why]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def tell(outcomes: List[Outcome], peers: Dict[str, Peer], checks: Dict[str, List[str]]) -> None:
    """What differs and nobody explained, and the numbers."""
    groups: Dict[Tuple[str, str], List[Outcome]] = {}
    for one in outcomes:
        groups.setdefault((",".join(one.rules), one.fixture.check), []).append(one)
    for (rules, check), members in sorted(groups.items()):
        unexplained = [one for one in members if one.differs() and one.explanation is None]
        if unexplained:
            counts = Counter(one.result for one in members)
            print(f"{rules}  {check}  {', '.join(f'{counts[one]} {one}' for one in RESULTS if counts[one])}")
        for one in unexplained:
            print(f"    {one.result}, expected {one.label.expect}: {one.label.name}  {one.fixture.name}  {one.reason}")
    _tell_numbers(outcomes, peers)
    known = {fixture.check for peer in peers.values() for fixture in peer.fixtures}
    for check in sorted(check for check in checks if check.split(":")[0] in peers and check not in known):
        print(f"no fixtures for {check}, which {', '.join(checks[check])} names")


def _tell_numbers(outcomes: List[Outcome], peers: Dict[str, Peer]) -> None:
    heads = ["checks", "labels", "agreed", "", "undetermined", "disagreed"]
    heads += ["explained", "unexplained", "not read", "left out"]
    widths = [max(len(head), 7) + 2 for head in heads]
    print("\n" + " " * 8 + "".join(head.rjust(width) for head, width in zip(heads, widths)))
    for peer in [*peers, "total"]:
        members = [one for one in outcomes if peer in (one.fixture.check.split(":")[0], "total")]
        counts = Counter(one.result for one in members)
        labels = len(members) - counts[NOT_READ]
        unexplained = sum(one.differs() and one.explanation is None for one in members)
        cells = [
            len({one.fixture.check for one in members}),
            labels,
            counts[AGREED],
            f"{100 * counts[AGREED] / labels:.1f} %" if labels else "",
            counts[UNDETERMINED],
            counts[DISAGREED],
            counts[UNDETERMINED] + counts[DISAGREED] - unexplained,
            unexplained,
            counts[NOT_READ],
            sum(len(peers[one].left_out) for one in peers if peer in (one, "total")),
        ]
        print(peer.ljust(8) + "".join(str(cell).rjust(width) for cell, width in zip(cells, widths)))
    for expect, words in ((FAIL, "must fail: found"), (PASS, "must pass: passed")):
        counts = Counter(one.result for one in outcomes if one.label.expect == expect)
        labels = sum(counts.values()) - counts[NOT_READ]
        share = f" ({100 * counts[AGREED] / labels:.1f} %)" if labels else ""
        print(f"{words} {counts[AGREED]} of {labels}{share}, {counts[UNDETERMINED]} undetermined")
    sound = [one for one in outcomes if one.result != NOT_READ and (one.explanation or [""])[0] != "theirs"]
    agreed = sum(one.result == AGREED for one in sound)
    if sound:
        print(f"without labels that are wrong: {agreed} of {len(sound)} ({100 * agreed / len(sound):.1f} %)")
    kinds = Counter(one.explanation[0] for one in outcomes if one.explanation)
    print("explained: " + (", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "nothing"))
