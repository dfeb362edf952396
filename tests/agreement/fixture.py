"""What a peer's fixture is to us: files, and verdicts that its authors wrote down for them."""

import json
import re
from dataclasses import dataclass, field
from typing import Dict, Iterator, List, Optional, Set, Tuple

FAIL = "fail"
PASS = "pass"


@dataclass
class Label:
    """One verdict that a peer's authors expect."""

    expect: str
    """FAIL or PASS."""
    address: Optional[str]
    """The resource it is about; None where it is about the fixture as a whole."""
    name: str
    """What reports call it: the address as the peer writes it, or the place."""
    anywhere: bool = False
    """Whether a finding at another block of the fixture, which no label speaks of, says the same."""


@dataclass
class Fixture:
    """The files that one check is tried on, in one Terraform configuration or several."""

    check: str
    """The peer and its check, such as `checkov:CKV_AWS_21`."""
    name: str
    """Where it is in the peer's repository."""
    files: Dict[str, str]
    """Texts by their path in the fixture."""
    labels: List[Label]
    added: Set[str] = field(default_factory=set)
    """Addresses that are not in the peer's text: see `complete`."""


@dataclass
class Peer:
    """Everything that a peer's repository gives."""

    fixtures: List[Fixture] = field(default_factory=list)
    left_out: List[Tuple[str, str, str]] = field(default_factory=list)
    """Check, place and reason of what has expectations in a form that is not read."""


@dataclass
class Block:
    """A block at the top of a configuration file."""

    kind: str
    names: List[str]
    first_line: int
    last_line: int
    text: str

    def address(self) -> str:
        """The block as Terraform's addresses name it."""
        if self.kind == "resource":
            return ".".join(self.names)
        return ".".join([self.kind, *self.names])

    def reference(self) -> str:
        """The block as expressions refer to it."""
        return f"var.{self.names[0]}" if self.kind == "variable" and self.names else self.address()


# What can stand in a file and hide braces, and the braces themselves.
_TOKEN = re.compile(
    r"""(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)
      | (?P<heredoc><<-?(?P<tag>\w+)\n.*?\n[ \t]*(?P=tag)\b)
      | (?P<quote>")
      | (?P<open>\{)
      | (?P<close>\})""",
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"""([A-Za-z_][\w-]*)((?:[ \t]+(?:"[^"\n]*"|[\w-]+))*)[ \t]*$""")


def _after_string(text: str, start: int) -> int:
    """The position after the quoted string that begins at `start`, templates and all."""
    position = start + 1
    depth = 0
    while position < len(text):
        character = text[position]
        if character == "\\" and depth == 0:
            position += 1
        elif text.startswith("${", position) or text.startswith("%{", position):
            depth += 1
            position += 1
        elif character == "}" and depth > 0:
            depth -= 1
        elif character == '"' and depth == 0:
            return position + 1
        elif character == '"':
            position = _after_string(text, position) - 1
        elif character == "\n" and depth == 0:
            return position
        position += 1
    return position


def blocks(text: str) -> Iterator[Block]:
    """The blocks at the top of a configuration file, with their lines counted from one."""
    text = text.replace("\r\n", "\n")
    depth = 0
    position = 0
    header = None
    began = 0
    while True:
        token = _TOKEN.search(text, position)
        if token is None:
            return
        position = token.end()
        if token.group("quote"):
            position = _after_string(text, token.start())
        elif token.group("open"):
            if depth == 0:
                line = text.rfind("\n", 0, token.start()) + 1
                header = _HEADER.search(text, line, token.start())
                began = header.start() if header else line
            depth += 1
        elif token.group("close"):
            depth -= 1
            if depth == 0 and header is not None:
                yield Block(
                    kind=header.group(1),
                    names=[name.strip('"') for name in header.group(2).split()],
                    first_line=text.count("\n", 0, began) + 1,
                    last_line=text.count("\n", 0, position) + 1,
                    text=text[began:position],
                )


_REFERENCE = re.compile(r"(?<![\w.-])((?:data\.)?aws_[a-z0-9_]+\.[A-Za-z_][\w-]*|var\.[A-Za-z_][\w-]*)")


def complete(fixture: Fixture) -> None:
    """Declare what a fixture refers to and does not declare.

    Fixtures are fragments: `kms_key_id = aws_kms_key.this.arn` without a key of that name. Terraform
    refuses them; with an empty declaration they mean what their authors meant. Nobody's verdict on
    the declaration itself counts.
    """
    folders: Dict[str, List[str]] = {}
    for path, text in fixture.files.items():
        if path.endswith(".tf"):
            folders.setdefault(path.rpartition("/")[0], []).append(text)
    for folder, texts in folders.items():
        declared = {block.reference() for text in texts for block in blocks(text)}
        wanted = {reference for text in texts for reference in _REFERENCE.findall(text)}
        stubs = [_stub(reference) for reference in sorted(wanted - declared)]
        if stubs:
            fixture.files["/".join(filter(None, [folder, "declared_for_the_fixture.tf"]))] = "".join(stubs)
        fixture.added |= wanted - declared


def _stub(reference: str) -> str:
    kind = {"data": "data", "var.": "variable"}.get(reference[:4], "resource")
    names = reference.split(".") if kind == "resource" else reference.split(".")[1:]
    return f"{kind} {' '.join(json.dumps(name) for name in names)} {{}}\n"


DOCUMENT = "aws_iam_policy_document"


def judge_documents(fixture: Fixture) -> None:
    """Let labels speak of the policy that a policy document becomes.

    A document alone does nothing. A peer that judges data sources says of the document what we say
    of the resource that uses it; the fixture gets one.
    """
    users = []
    for label in fixture.labels:
        prefix = f"data.{DOCUMENT}."
        if label.address is None or not label.address.startswith(prefix):
            continue
        name = label.address[len(prefix):]
        label.address = f"aws_iam_policy.uses_{name}"
        user = f'resource "aws_iam_policy" "uses_{name}" {{\n  policy = {prefix}{name}.json\n}}\n'
        if user not in users:
            users.append(user)
    if users:
        fixture.files["users_of_documents.tf"] = "".join(users)
