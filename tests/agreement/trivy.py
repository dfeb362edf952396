"""Trivy's fixtures: good and bad examples in the YAML file beside each check."""

import re
from pathlib import Path
from typing import Dict, List

from fixture import FAIL, PASS, Fixture, Label, Peer

CHECKS = Path("checks/cloud/aws")
_ID = re.compile(r"^#\s+id:\s*(?:AVD-)?(AWS-\d+)\s*$", re.MULTILINE)
_EXAMPLES = re.compile(r"""^#\s+examples:\s*["']?([^\s"']+)""", re.MULTILINE)


def terraform_examples(text: str) -> Dict[str, List[str]]:
    """The Terraform examples of a file of examples, `good` and `bad`.

    Each is a block scalar, so that this needs no YAML library: a line `- |-` and deeper lines.
    """
    examples: Dict[str, List[str]] = {"good": [], "bad": []}
    section = kind = ""
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if line.strip() and indent == 0:
            section = line.rstrip(": ")
            kind = ""
        elif section != "terraform":
            continue
        elif line.strip() and indent == 2:
            kind = line.strip().rstrip(":")
        elif kind in examples and re.fullmatch(r"    - \|[-+]?\s*", line):
            examples[kind].append("")
        elif kind in examples and examples[kind]:
            examples[kind][-1] += line[6:] + "\n"
    return examples


def read(repository: Path) -> Peer:
    """Every example of every check for AWS."""
    peer = Peer()
    for rego in sorted((repository / CHECKS).rglob("*.rego")):
        head = rego.read_text(encoding="utf-8")
        identity = _ID.search(head)
        if rego.name.endswith("_test.rego") or identity is None:
            continue
        check = f"trivy:{identity.group(1)}"
        examples = _EXAMPLES.search(head)
        if examples is None:
            peer.left_out.append((check, str(rego.relative_to(repository)), "it has no examples"))
            continue
        text = (repository / examples.group(1)).read_text(encoding="utf-8")
        for kind, expect in (("good", PASS), ("bad", FAIL)):
            for number, example in enumerate(terraform_examples(text)[kind], start=1):
                name = f"{examples.group(1)}#{kind}-{number}"
                label = Label(expect, None, f"{kind}-{number}")
                peer.fixtures.append(Fixture(check, name, {"main.tf": example}, [label]))
    return peer
