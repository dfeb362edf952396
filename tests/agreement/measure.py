#!/usr/bin/env python3
"""Measure how far iaclint agrees with other scanners on their own fixtures. See README.md."""

import argparse
import re
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Dict, Iterator, List, Set, Tuple

import checkov
import kics
import trivy
from compare import compare
from fixture import Peer, complete, judge_images, make_keys_real
from report import Outcome, tell, write_labels
from repository import judge, policy_files, settings

READERS = {"checkov": checkov.read, "kics": kics.read, "trivy": trivy.read}
KINDS = ("theirs", "intent", "open", "ours")
EXPLAINED = Path(__file__).resolve().parent / "explained.tsv"
_TYPE = re.compile(r'^resource_policy\s+"([^"]+)"', re.MULTILINE)
_COMMENT = re.compile(r"^# iaclint-(id|peers|groups):[ \t]*(.*(?:\n# (?!iaclint-).*)*)", re.MULTILINE)


def identities_of_policies(files: Dict[str, str]) -> Dict[str, str]:
    """The identifier of each policy file, by its name."""
    return {name: _comments(text).get("id", name[: -len(".policy.hcl")]) for name, text in files.items()}


def peers_of_policies(files: Dict[str, str]) -> Iterator[Tuple[str, str]]:
    """The identifier of each policy file with each check of a peer that its comments name."""
    for name, identity in sorted(identities_of_policies(files).items()):
        for check in re.split(r"[,\s]+", _comments(files[name]).get("peers", "")):
            yield identity, check


def _comments(text: str) -> Dict[str, str]:
    return {key: value.replace("\n#", " ").strip() for key, value in _COMMENT.findall(text)}


def peers_of_rules(tables: List[Path]) -> Iterator[Tuple[str, str]]:
    """Each rule with each check of a peer in the tables."""
    for table in tables:
        for line in table.read_text(encoding="utf-8").splitlines():
            rule, _, checks = line.partition("\t")
            for check in re.split(r"[,\s]+", checks.strip()) if not line.startswith("#") else []:
                yield rule.strip(), check


def unnamed(peers: Dict[str, Peer], checks: Dict[str, List[str]], tables: List[Path]) -> Dict[str, List[str]]:
    """By peer: the checks with fixtures that no policy or rule names, and no line of the tables either."""
    lines = [line for table in tables for line in table.read_text(encoding="utf-8").splitlines()]
    left = {check for line in lines for check in re.split(r"[,\s]+", line.partition("\t")[0]) if line[:1] != "#"}
    known = {*checks, *left}
    return {name: sorted({one.check for one in peer.fixtures} - known) for name, peer in peers.items()}


def groups_of_policies(files: Dict[str, str]) -> Set[str]:
    """All groups that policies are in."""
    return set(re.findall(r"[\w-]+", " ".join(_comments(text).get("groups", "") for text in files.values())))


def types_of_policies(files: Dict[str, str]) -> Dict[str, List[str]]:
    """The types of resources that each policy file judges."""
    return {identity: _TYPE.findall(files[name]) for name, identity in identities_of_policies(files).items()}


def read_explanations(path: Path) -> Dict[Tuple[str, str, str, str], Tuple[str, str]]:
    """Known disagreements by policy, check, fixture and resource; `*` stands for every one."""
    known = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        cells = line.split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if len(cells) != 6 or cells[4] not in KINDS or not cells[5].strip():
            sys.exit(f"{path}: not `policy, check, fixture, resource, {'|'.join(KINDS)}, reason`: {line}")
        known[tuple(cells[:4])] = (cells[4], cells[5])
    return known


def explain(outcomes: List[Outcome], known: Dict[Tuple[str, str, str, str], Tuple[str, str]]) -> List[Tuple[str, ...]]:
    """Give outcomes their explanations; the explanations that explain nothing come back."""
    used = set()
    for outcome in outcomes:
        if not outcome.differs():
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


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    for peer in READERS:
        add(f"--{peer}", type=Path, metavar="FOLDER", help=f"a work tree of {peer}'s repository")
    add("--iaclint", type=Path, required=True, help="the program")
    add("--policies", type=Path, action="append", default=[], metavar="FOLDER", help="policies; may be repeated")
    add("--built-in", action="store_true", help="the policies are in the program: read only their comments")
    add("--rules", type=Path, action="append", default=[], metavar="TABLE", help="lines of a rule, a tab, its peers")
    add("--left", type=Path, action="append", default=[], metavar="TABLE", help="lines of checks, a tab, why not")
    add("--labels", type=Path, metavar="FILE", help="where to write every label with its result, separated by tabs")
    add("--explained", type=Path, default=EXPLAINED, metavar="FILE", help="known disagreements")
    add("--kics-names", action="store_true", help="let kics:FOLDER name a query too")
    add("only", nargs="*", metavar="ID", help="policies, rules or checks to look at; all without any")
    return parser.parse_args()


def main() -> None:
    """Read, judge, compare, tell."""
    arguments = _arguments()
    peers = {name: read(getattr(arguments, name)) for name, read in READERS.items() if getattr(arguments, name)}
    files = policy_files(arguments.policies)
    checks: Dict[str, List[str]] = {}
    for rule, check in [*peers_of_policies(files), *peers_of_rules(arguments.rules)]:
        if check and (not arguments.only or rule in arguments.only or check in arguments.only):
            if rule not in checks.setdefault(check, []):
                checks[check].append(rule)
    if arguments.kics_names and "kics" in peers:
        checks = _with_identifiers(checks, kics.identifiers(arguments.kics))
    fixtures = [fixture for peer in peers.values() for fixture in peer.fixtures if fixture.check in checks]
    for fixture in fixtures:
        make_keys_real(fixture)
        judge_images(fixture)
        complete(fixture)
    levels = {identity: "mandatory" for identity in identities_of_policies(files).values()}
    program = arguments.iaclint.resolve()
    with tempfile.TemporaryDirectory(prefix="agreement-") as scratch:
        if arguments.built_in:
            verdicts = judge(program, {}, partial(settings, {}, groups_of_policies(files)), fixtures, Path(scratch))
        else:
            verdicts = judge(program, files, partial(settings, levels, []), fixtures, Path(scratch))
    types = types_of_policies(files)
    outcomes = [
        outcome
        for fixture, said in zip(fixtures, verdicts)
        for outcome in compare(tuple(sorted(checks[fixture.check])), fixture, said, types)
    ]
    unused = explain(outcomes, read_explanations(arguments.explained))
    if arguments.labels:
        write_labels(arguments.labels, outcomes)
    tell(outcomes, peers, checks)
    for key in unused if not arguments.only else []:
        print(f"explains nothing: {', '.join(key)}")
    for name, others in unnamed(peers, checks, arguments.left).items() if arguments.left and not arguments.only else []:
        if others:
            print(f"{len(others)} checks of {name} have fixtures and are named by nothing: {', '.join(others)}")


def _with_identifiers(checks: Dict[str, List[str]], identifiers: Dict[str, str]) -> Dict[str, List[str]]:
    renamed: Dict[str, List[str]] = {}
    for check, rules in checks.items():
        peer, _, name = check.partition(":")
        key = f"kics:{identifiers.get(name, name)}" if peer == "kics" else check
        renamed[key] = sorted({*renamed.get(key, []), *rules})
    return renamed


if __name__ == "__main__":
    main()
