#!/usr/bin/env python3
"""Measure how far iaclint agrees with other scanners on their own fixtures. See README.md."""

import argparse
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Set, Tuple

import checkov
import kics
import trivy
from fixture import FAIL, Fixture, Label, Peer, blocks
from repository import Verdicts, judge, policy_files

AGREED = "agreed"
UNDETERMINED = "undetermined"
DISAGREED = "disagreed"
NOT_READ = "not-read"
READERS = {"checkov": checkov.read, "kics": kics.read, "trivy": trivy.read}
EXPLAINED = Path(__file__).resolve().parent / "explained.tsv"
_COMMENT = re.compile(r"^# iaclint-(id|peers):[ \t]*(.*(?:\n# (?!iaclint-).*)*)", re.MULTILINE)


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

    def peer(self) -> str:
        return self.fixture.check.split(":")[0]


def peers_of_policies(files: Dict[str, str]) -> Iterator[Tuple[str, str]]:
    """The identifier of each policy file with each check of a peer that its comments name."""
    for name, text in sorted(files.items()):
        comments = {key: value.replace("\n#", " ") for key, value in _COMMENT.findall(text)}
        identity = comments.get("id", name[: -len(".policy.hcl")]).strip()
        for check in re.split(r"[,\s]+", comments.get("peers", "").strip()):
            yield identity, check


def peers_of_rules(tables: List[Path]) -> Iterator[Tuple[str, str]]:
    """Each rule with each check of a peer in the tables."""
    for table in tables:
        for line in table.read_text(encoding="utf-8").splitlines():
            rule, _, checks = line.partition("\t")
            for check in re.split(r"[,\s]+", checks.strip()) if not line.startswith("#") else []:
                yield rule.strip(), check


def compare(rules: Tuple[str, ...], fixture: Fixture, verdicts: Verdicts) -> Iterator[Outcome]:
    """Each label of a fixture beside what iaclint says."""
    failed: Set["str | None"] = set().union(*(verdicts.failed.get(rule, set()) for rule in rules))
    unknown: Dict["str | None", str] = {}
    for rule in rules:
        unknown.update(verdicts.undetermined.get(rule, {}))
    labelled = [label.address for label in fixture.labels]
    for label in fixture.labels:
        mine = {address for address in failed if _same(label.address, address)}
        open_question = next((reason for address, reason in sorted(unknown.items(), key=str) if _same(label.address, address)), None)
        if not _read(label, fixture, verdicts):
            yield Outcome(rules, fixture, label, NOT_READ, _not_read(label, verdicts))
        elif label.expect == FAIL:
            elsewhere = {address for address in failed if not any(_same(other, address) for other in labelled)}
            if mine or (label.anywhere and elsewhere):
                yield Outcome(rules, fixture, label, AGREED)
            elif open_question is not None or (label.anywhere and unknown):
                yield Outcome(rules, fixture, label, UNDETERMINED, open_question or next(iter(unknown.values())))
            else:
                yield Outcome(rules, fixture, label, DISAGREED)
        elif mine:
            yield Outcome(rules, fixture, label, DISAGREED)
        elif open_question is not None:
            yield Outcome(rules, fixture, label, UNDETERMINED, open_question)
        else:
            yield Outcome(rules, fixture, label, AGREED)


def _same(labelled: "str | None", address: "str | None") -> bool:
    """Whether a finding at an address is about what a label names. A label without an index means all instances."""
    if labelled is None:
        return True
    if address is None:
        return False
    return labelled == (address if "[" in labelled else re.sub(r"\[[^\]]*\]", "", address))


def _read(label: Label, fixture: Fixture, verdicts: Verdicts) -> bool:
    """Whether iaclint evaluated what the label is about: policies judge resources, rules more than these."""
    if verdicts.refused:
        return False
    if label.address is None:
        kinds = {block.kind for text in fixture.files.values() for block in blocks(text)}
        return bool(verdicts.judged) or bool(kinds & {"data", "provider"})
    if label.address.startswith(("data.", "provider.")):
        return True
    return any(_same(label.address, address) for address in verdicts.judged)


def _not_read(label: Label, verdicts: Verdicts) -> str:
    if verdicts.refused:
        return f"Terraform would not read it: {verdicts.refused[0]}"
    if label.address is None or label.address.startswith("module."):
        return "the module is not in the repository"
    return "no instance of it is made"


def read_explanations(path: Path) -> Dict[Tuple[str, str, str, str], Tuple[str, str]]:
    """Known disagreements by policy, check, fixture and resource; `*` stands for every one."""
    known = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        cells = line.split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if len(cells) != 6 or cells[4] not in ("theirs", "intent", "ours") or not cells[5].strip():
            sys.exit(f"{path}: not `policy, check, fixture, resource, theirs|intent|ours, reason`: {line}")
        known[tuple(cells[:4])] = (cells[4], cells[5])
    return known


def explain(outcomes: List[Outcome], known: Dict[Tuple[str, str, str, str], Tuple[str, str]]) -> List[Tuple[str, ...]]:
    """Give outcomes their explanations; the explanations that explain nothing come back."""
    used = set()
    for outcome in outcomes:
        if outcome.result not in (DISAGREED, UNDETERMINED):
            continue
        for rule in outcome.rules:
            for fixture in (outcome.fixture.name, "*"):
                for resource in (outcome.label.name, "*"):
                    key = (rule, outcome.fixture.check, fixture, resource)
                    if outcome.explanation is None and key in known:
                        outcome.explanation = known[key]
                        used.add(key)
    checks = {outcome.fixture.check for outcome in outcomes}
    return [key for key in known if key not in used and key[1] in checks]


def write_labels(path: Path, outcomes: List[Outcome]) -> None:
    """Every label, for machines."""
    lines = ["policies\tcheck\tfixture\tresource\texpected\tresult\texplained\treason"]
    for outcome in outcomes:
        kind, why = outcome.explanation or ("", "")
        cells = [",".join(outcome.rules), outcome.fixture.check, outcome.fixture.name, outcome.label.name, outcome.label.expect, outcome.result, kind, why or outcome.reason]
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def tell(outcomes: List[Outcome], peers: Dict[str, Peer], checks: Dict[str, List[str]]) -> None:
    """The table for people."""
    groups: Dict[Tuple[str, str], List[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault((",".join(outcome.rules), outcome.fixture.check), []).append(outcome)
    for (rules, check), members in sorted(groups.items()):
        open_ones = [one for one in members if one.result in (DISAGREED, UNDETERMINED) and one.explanation is None]
        if not open_ones:
            continue
        print(f"{rules}  {check}  {_numbers(members)}")
        for one in open_ones:
            print(f"    {one.result}, expected {one.label.expect}: {one.label.name}  {one.fixture.name}  {one.reason}")
    print(f"\n{'peer':10}{'checks':>8}{'labels':>8}{'agreed':>8}{'':>8}{'undet.':>8}{'disagr.':>8}{'explained':>11}{'open':>6}{'not read':>10}{'left out':>10}")
    for peer in [*peers, "total"]:
        members = [one for one in outcomes if peer in (one.peer(), "total")]
        left_out = sum(len(peers[one].left_out) for one in peers if peer in (one, "total"))
        counts = Counter(one.result for one in members)
        labels = len(members) - counts[NOT_READ]
        differing = [one for one in members if one.result in (DISAGREED, UNDETERMINED)]
        explained = sum(one.explanation is not None for one in differing)
        share = f"{100 * counts[AGREED] / labels:.1f} %" if labels else ""
        compared = len({one.fixture.check for one in members})
        print(f"{peer:10}{compared:8}{labels:8}{counts[AGREED]:8}{share:>8}{counts[UNDETERMINED]:8}{counts[DISAGREED]:8}{explained:11}{len(differing) - explained:6}{counts[NOT_READ]:10}{left_out:10}")
    kinds = Counter(one.explanation[0] for one in outcomes if one.explanation)
    print("explained: " + ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())))
    known = {fixture.check for peer in peers.values() for fixture in peer.fixtures}
    strangers = sorted(check for check in checks if check.split(":")[0] in peers and check not in known)
    for check in strangers:
        print(f"no fixtures for {check}, which {', '.join(checks[check])} names")


def _numbers(members: List[Outcome]) -> str:
    counts = Counter(one.result for one in members)
    return ", ".join(f"{counts[result]} {result}" for result in (AGREED, UNDETERMINED, DISAGREED, NOT_READ) if counts[result])


def main() -> None:
    """Read, judge, compare, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    for peer in READERS:
        parser.add_argument(f"--{peer}", type=Path, metavar="FOLDER", help=f"a work tree of {peer}'s repository")
    parser.add_argument("--iaclint", type=Path, required=True, help="the program")
    parser.add_argument("--policies", type=Path, action="append", default=[], metavar="FOLDER", help="policies; may be repeated")
    parser.add_argument("--rules", type=Path, action="append", default=[], metavar="TABLE", help="lines of a rule, a tab, and checks of peers; may be repeated")
    parser.add_argument("--labels", type=Path, metavar="FILE", help="where to write every label with its result, as tab-separated values")
    parser.add_argument("--explained", type=Path, default=EXPLAINED, metavar="FILE", help="known disagreements")
    parser.add_argument("--kics-names", action="store_true", help="let kics:FOLDER name a query too")
    parser.add_argument("only", nargs="*", metavar="ID", help="policies, rules or checks to look at; all without any")
    arguments = parser.parse_args()

    peers = {name: read(getattr(arguments, name)) for name, read in READERS.items() if getattr(arguments, name)}
    files = policy_files(arguments.policies)
    identities = {identity for identity, _ in peers_of_policies(files)}
    checks: Dict[str, List[str]] = {}
    for rule, check in [*peers_of_policies(files), *peers_of_rules(arguments.rules)]:
        if check and (not arguments.only or rule in arguments.only or check in arguments.only):
            if rule not in checks.setdefault(check, []):
                checks[check].append(rule)
    if arguments.kics_names and "kics" in peers:
        checks = _with_identifiers(checks, kics.identifiers(arguments.kics))
    fixtures = [fixture for peer in peers.values() for fixture in peer.fixtures if fixture.check in checks]
    levels = {identity: "mandatory" for identity in identities}
    with tempfile.TemporaryDirectory(prefix="agreement-") as scratch:
        verdicts = judge(arguments.iaclint.resolve(), files, levels, fixtures, Path(scratch))
    outcomes = [
        outcome
        for fixture, said in zip(fixtures, verdicts)
        for outcome in compare(tuple(sorted(checks[fixture.check])), fixture, said)
    ]
    unused = explain(outcomes, read_explanations(arguments.explained))
    if arguments.labels:
        write_labels(arguments.labels, outcomes)
    tell(outcomes, peers, checks)
    for key in unused if not arguments.only else []:
        print(f"explains nothing: {', '.join(key)}")


def _with_identifiers(checks: Dict[str, List[str]], identifiers: Dict[str, str]) -> Dict[str, List[str]]:
    renamed: Dict[str, List[str]] = {}
    for check, rules in checks.items():
        peer, _, name = check.partition(":")
        key = f"kics:{identifiers.get(name, name)}" if peer == "kics" else check
        renamed[key] = sorted({*renamed.get(key, []), *rules})
    return renamed


if __name__ == "__main__":
    main()
