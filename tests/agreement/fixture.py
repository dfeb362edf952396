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
        if self.kind == "variable":
            return ".".join(["var", *self.names])
        return ".".join([self.kind, *self.names])

    def declares(self) -> List[str]:
        """What expressions can refer to because of this block."""
        if self.kind == "locals":
            return [f"local.{name}" for name in re.findall(r"^\s*([A-Za-z_][\w-]*)\s*=(?!=)", self.text, re.MULTILINE)]
        return [self.address()]

    def joins(self) -> bool:
        """Whether the block only says that two others belong together."""
        return bool(self.names) and self.names[0].endswith(("_association", "_attachment"))

    def refers_to(self, address: str) -> bool:
        """Whether the block names another one."""
        return re.search(rf"(?<![\w.-]){re.escape(address)}(?![\w-])", self.text) is not None


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


_REFERENCE = re.compile(r"(?<![\w.-])((?:data\.)?aws_[a-z0-9_]+\.[A-Za-z_][\w-]*|(?:var|local)\.[A-Za-z_][\w-]*)")


def complete(fixture: Fixture) -> None:
    """Declare what a fixture refers to and does not declare.

    Fixtures are fragments: `kms_key_id = aws_kms_key.this.arn` without a key of that name. Terraform
    refuses them; with an empty declaration they mean what their authors meant. Nobody's verdict on
    the declaration itself counts. They also leave the provider out, and with it where all this is.
    """
    folders: Dict[str, List[str]] = {}
    for path, text in fixture.files.items():
        if path.endswith(".tf"):
            folders.setdefault(path.rpartition("/")[0], []).append(text)
    for folder, texts in folders.items():
        declared = {name for text in texts for block in blocks(text) for name in block.declares()}
        wanted = {reference for text in texts for reference in _REFERENCE.findall(text)}
        stubs = [_stub(reference) for reference in sorted(wanted - declared)]
        if not folder and "provider.aws" not in declared:
            stubs.append('provider "aws" {\n  region = "us-east-1"\n}\n')
        if stubs:
            fixture.files["/".join(filter(None, [folder, "declared_for_the_fixture.tf"]))] = "".join(stubs)
        fixture.added |= wanted - declared


# What tells one resource from another of its type. Without it a declaration might be any of them: its authors meant
# another one.
_OWN_NAMES = {
    "aws_iam_group": "name",
    "aws_iam_policy": "name",
    "aws_iam_role": "name",
    "aws_iam_user": "name",
    "aws_s3_bucket": "bucket",
}


def _own_name(kind: str, name: str) -> str:
    """The line that names a resource which is declared for a fixture."""
    own = _OWN_NAMES.get(kind)
    name = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return f'  {own} = "{name}-of-the-fixture"\n' if own else ""


def _stub(reference: str) -> str:
    if reference.startswith("local."):
        # Its value is not known, and a variable that nobody sets says so.
        name = reference[len("local."):]
        return f'locals {{\n  {name} = var.value_of_{name}\n}}\nvariable "value_of_{name}" {{}}\n'
    kind = {"data": "data", "var.": "variable"}.get(reference[:4], "resource")
    names = reference.split(".") if kind == "resource" else reference.split(".")[1:]
    own = _own_name(*names) if kind == "resource" else ""
    body = f"\n{own}" if own else ""
    return f"{kind} {' '.join(json.dumps(name) for name in names)} {{{body}}}\n"


_EXAMPLE_KEYS = (
    (re.compile(r"\b((?:AKIA|ASIA)[A-Z0-9]{9})EXAMPLE\b"), r"\1QJ3RT5X"),
    (re.compile(r"([A-Za-z0-9/+]{30})EXAMPLEKEY\b"), r"\1QJ3RT5XKEY"),
)


def make_keys_real(fixture: Fixture) -> None:
    """Give keys the form of real ones.

    Peers write the keys of AWS's documentation where they mean a key. Everybody knows these, so that
    we do not call them secrets.
    """
    for path, text in fixture.files.items():
        for pattern, replacement in _EXAMPLE_KEYS:
            text = pattern.sub(replacement, text)
        fixture.files[path] = text


DOCUMENT = "aws_iam_policy_document"


# What a document with principals is, by the service of its actions: type, argument, and what else is needed.
_RESOURCE_POLICIES = {
    "kms": ("aws_kms_key", "policy", ""),
    "s3": ("aws_s3_bucket_policy", "policy", '  bucket = "of-the-fixture"\n'),
    "sns": ("aws_sns_topic_policy", "policy", '  arn = "arn:aws:sns:us-east-1:111122223333:of-the-fixture"\n'),
    "sqs": ("aws_sqs_queue_policy", "policy", '  queue_url = "https://sqs.us-east-1.amazonaws.com/1/of-the-fixture"\n'),
    "sts": ("aws_iam_role", "assume_role_policy", ""),
}
_IDENTITY_POLICY = ("aws_iam_policy", "policy", "")


def judge_documents(fixture: Fixture) -> None:
    """Let labels speak of the policy that a policy document becomes.

    A document alone does nothing. A peer that judges data sources says of the document what we say
    of the resource that uses it; the fixture gets one.
    """
    prefix = f"data.{DOCUMENT}."
    documents = {block.address(): block.text for text in fixture.files.values() for block in blocks(text)}
    users = {}
    for label in fixture.labels:
        if label.address is None or not label.address.startswith(prefix):
            continue
        name = label.address[len(prefix):]
        text = documents.get(label.address, "")
        service = re.search(r'"(\w+):', text) if re.search(r"\bprincipals\b", text) else None
        kind, argument, others = _RESOURCE_POLICIES.get(service.group(1) if service else "", _IDENTITY_POLICY)
        label.address = f"{kind}.uses_{name}"
        others += _own_name(kind, name)
        users[name] = f'resource "{kind}" "uses_{name}" {{\n{others}  {argument} = {prefix}{name}.json\n}}\n'
    if users:
        fixture.files["users_of_documents.tf"] = "".join(users.values())


def judge_images(fixture: Fixture) -> None:
    """Let labels speak of an instance that starts from the image which a data source finds.

    What finds an image does nothing alone; where a fixture has nothing else, it gets an instance for each.
    """
    everything = [block for text in fixture.files.values() for block in blocks(text)]
    if any(block.kind in ("resource", "module") for block in everything):
        return
    images = sorted({block.names[1] for block in everything if block.names[:1] == ["aws_ami"]})
    for label in fixture.labels:
        if label.address in [f"data.aws_ami.{name}" for name in images]:
            label.address = label.address.replace("data.aws_ami.", "aws_instance.uses_")
    if images:
        fixture.files["users_of_images.tf"] = "".join(
            f'resource "aws_instance" "uses_{name}" {{\n  ami           = data.aws_ami.{name}.id\n'
            f'  instance_type = "t3.micro"\n}}\n'
            for name in images
        )
