"""What a peer's authors expect, beside what iaclint says."""

import re
from fnmatch import fnmatchcase
from typing import Dict, Iterator, List, Optional, Set, Tuple

from fixture import FAIL, Fixture, Label, blocks
from report import AGREED, DISAGREED, NOT_READ, UNDETERMINED, Outcome
from repository import Verdicts


def compare(
    rules: Tuple[str, ...], fixture: Fixture, verdicts: Verdicts, types: Optional[Dict[str, List[str]]] = None
) -> Iterator[Outcome]:
    """Each label of a fixture beside what iaclint says; `types` are those that policies judge."""
    failed = [(rule, one) for rule in rules for one in sorted(verdicts.failed.get(rule, set()), key=str)]
    unknown = [(rule, one, why) for rule in rules for one, why in verdicts.undetermined.get(rule, {}).items()]
    failed = [one for one in failed if _plain(one[1]) not in fixture.added]
    unknown = [one for one in unknown if _plain(one[1]) not in fixture.added]
    labelled = [label.address for label in fixture.labels]
    for label in fixture.labels:
        places = {rule: {label.address} | _related(rule, fixture, label, types or {}) for rule in rules}
        mine = [address for rule, address in failed if any(_same(place, address) for place in places[rule])]
        reasons = [why for rule, one, why in unknown if any(_same(place, one) for place in places[rule])]
        if not _read(label, fixture, verdicts):
            yield Outcome(rules, fixture, label, NOT_READ, _not_read(label, verdicts))
        elif label.expect == FAIL:
            elsewhere = [one for _, one in failed if not any(_same(other, one) for other in labelled)]
            if mine or (label.anywhere and elsewhere):
                yield Outcome(rules, fixture, label, AGREED)
            elif reasons or (label.anywhere and unknown):
                yield Outcome(rules, fixture, label, UNDETERMINED, [*reasons, *(why for _, _, why in unknown)][0])
            else:
                yield Outcome(rules, fixture, label, DISAGREED)
        elif mine:
            yield Outcome(rules, fixture, label, DISAGREED)
        elif reasons:
            yield Outcome(rules, fixture, label, UNDETERMINED, reasons[0])
        else:
            yield Outcome(rules, fixture, label, AGREED)


def _related(rule: str, fixture: Fixture, label: Label, types: Dict[str, List[str]]) -> Set[str]:
    """The blocks at which a policy says what a peer says of the labelled one, without a label of their own.

    A peer names a database whose parameter group lacks something; our policy judges the group. So
    where the policy does not judge the type of the labelled resource, blocks that it refers to, or
    that refer to it, stand for it, also over an association; of the rules that are built in nobody
    says which types they judge. A resource that only says something of another, as an
    aws_s3_bucket_acl of its aws_s3_bucket, stands for that one in any case.
    """
    everything = {block.address(): block for text in fixture.files.values() for block in blocks(text)}
    labelled = everything.pop(_plain(label.address), None)
    if labelled is None or labelled.kind != "resource":
        return set()
    kind = labelled.names[0]
    after = {address for address, block in everything.items() if block.refers_to(labelled.address())}
    if any(fnmatchcase(kind, pattern) for pattern in types.get(rule, [])):
        related = {address for address in after if address.startswith(f"{kind}_")}
    else:
        near = after | {address for address in everything if labelled.refers_to(address)}
        joining = [everything[address] for address in near if everything[address].joins()]
        related = near | {address for address in everything if any(block.refers_to(address) for block in joining)}
    return related - {one.address for one in fixture.labels}


def _same(labelled: "str | None", address: "str | None") -> bool:
    """Whether a finding at an address is about what a label names; without an index that is every instance."""
    if labelled is None:
        return True
    if address is None:
        return False
    return labelled == (address if "[" in labelled else _plain(address))


def _plain(address: "str | None") -> str:
    """An address without the keys of instances."""
    return re.sub(r"\[[^\]]*\]", "", address or "")


def _read(label: Label, fixture: Fixture, verdicts: Verdicts) -> bool:
    """Whether iaclint evaluated what the label is about: policies judge resources, rules more than these."""
    if verdicts.refused:
        return False
    if label.address is None:
        kinds = {block.kind for text in fixture.files.values() for block in blocks(text)}
        return bool(verdicts.judged) or bool(kinds & {"data", "provider"})
    if label.address.startswith(("data.", "provider.", "output.", "var.")):
        return True
    return any(_same(label.address, address) for address in verdicts.judged)


def _not_read(label: Label, verdicts: Verdicts) -> str:
    if verdicts.refused:
        return f"Terraform would not read it: {verdicts.refused[0]}"
    if label.address is None or label.address.startswith("module."):
        return "the module is not in the repository"
    return "no instance of it is made"
