"""Checkov's fixtures: folders whose passing and failing resources its unit tests name."""

import ast
import re
from pathlib import Path
from typing import Dict, Iterator, List, Optional, Tuple

from fixture import DOCUMENT, FAIL, PASS, Fixture, Label, Peer, judge_documents
from python_conf import NAME, as_block

TESTS = Path("tests/terraform/checks")
GRAPH_TESTS = Path("tests/terraform/graph/checks")
CHECKS = Path("checkov/terraform/checks")
KINDS = ("resource", "data", "provider")
_SETS = {"passing_resources": PASS, "failing_resources": FAIL}
_RESULTS = {"PASSED": PASS, "FAILED": FAIL}


def read(repository: Path) -> Peer:
    """Every fixture of every check for AWS."""
    peer = Peer()
    for kind in KINDS:
        for test in sorted((repository / TESTS / kind / "aws").glob("test_*.py")):
            _read_test(repository, kind, test, peer)
    _read_graph_tests(repository, peer)
    for fixture in peer.fixtures:
        judge_documents(fixture)
    return peer


def _read_test(repository: Path, kind: str, test: Path, peer: Peer) -> None:
    """The expectations of one unit test, which is about one check."""
    tree = ast.parse(test.read_text(encoding="utf-8"))
    identities, kinds = _checks(repository, tree)
    place = str(test.relative_to(repository))
    if not identities:
        peer.left_out.append(("checkov:?", place, "the test names no check"))
        return
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    preparations = [function for function in functions if not function.name.startswith("test")]
    for function in functions:
        if function in preparations:
            continue
        where = f"{place}::{function.name}"
        folder = _folder([function, *preparations], test.parent)
        fixtures = [_of_folder(repository, folder, function, kind)] if folder else list(_inline(function, where, kinds))
        found = [fixture for fixture in fixtures if fixture is not None and fixture.labels]
        for identity in identities:
            if not found:
                reason = "it names no resources" if folder else "its configuration is not written out"
                peer.left_out.append((f"checkov:{identity}", where, reason))
            for one in found:
                labels = [Label(label.expect, label.address, label.name) for label in one.labels]
                peer.fixtures.append(Fixture(f"checkov:{identity}", one.name, dict(one.files), labels))


def _checks(repository: Path, tree: ast.Module) -> Tuple[List[str], List[str]]:
    """The identifiers of the check that a test imports, and the types that it is about."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("checkov.terraform.checks."):
            path = repository / (node.module.replace(".", "/") + ".py")
            if path.is_file():
                text = path.read_text(encoding="utf-8")
                identities = re.findall(r"""\b(?:check_)?id\s*=\s*['"](CKV\w+)['"]""", text)
                return identities, re.findall(r"""['"](aws_\w+)['"]""", text)
    return [], []


def _folder(functions: List[ast.FunctionDef], beside: Path) -> Optional[Path]:
    """The folder of configuration files that a test runs on: a text in it that names one."""
    for function in functions:
        for node in ast.walk(function):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                name = node.value.strip("/")
                if name and "\n" not in name and len(name) < 200 and (beside / name).is_dir():
                    return beside / name
    return None


def _of_folder(repository: Path, folder: Path, function: ast.FunctionDef, kind: str) -> Fixture:
    """A fixture in a folder, with the sets of names in the test as labels."""
    labels = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            expect = _SETS.get(node.targets[0].id)
            for constant in ast.walk(node.value) if expect else []:
                if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                    labels.append(Label(expect, _address(constant.value, kind), constant.value))
    return Fixture("", str(folder.relative_to(repository)), texts(folder), labels)


def _address(name: str, kind: str) -> str:
    """Checkov's name of a resource as an address: it leaves out that a data source is one."""
    if (kind == "data" or name.startswith(f"{DOCUMENT}.")) and not name.startswith(("data.", "module.")):
        return f"data.{name}"
    return f"provider.{name}" if kind == "provider" else name


def texts(folder: Path) -> Dict[str, str]:
    """The configuration of a folder, and what it reads."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in (".tf", ".tfvars", ".json", ".tpl", ".tftpl", ".txt"):
            found[str(path.relative_to(folder))] = path.read_text(encoding="utf-8")
    return found


def _inline(function: ast.FunctionDef, where: str, kinds: List[str]) -> Iterator[Fixture]:
    """The configurations that a test holds as texts or data, each with the result that follows it."""
    configuration = address = None
    number = 0
    for node in _in_order(function):
        if isinstance(node, ast.Call) and _name(node.func) == "loads" and node.args:
            text = node.args[0]
            configuration = text.value if isinstance(text, ast.Constant) else None
            address = None
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict) and kinds:
            configuration, address = _of_data(node.value, kinds)
        elif isinstance(node, ast.Subscript) and address is None:
            address = _subscripts(node)
        elif isinstance(node, ast.Attribute) and node.attr in _RESULTS and _name(node.value) == "CheckResult":
            if isinstance(configuration, str) and address is not None:
                number += 1
                label = Label(_RESULTS[node.attr], address, address)
                yield Fixture("", f"{where}#{number}", {"main.tf": configuration}, [label])
            configuration = None


def _of_data(node: ast.Dict, kinds: List[str]) -> Tuple[Optional[str], Optional[str]]:
    """The configuration that a dictionary stands for, and its address.

    Of several types it is the first, or the one that is named after one of the arguments.
    """
    try:
        conf = ast.literal_eval(node)
    except (ValueError, TypeError):
        return None, None
    kind = next((kind for kind in kinds if any(kind.endswith(f"_{name}") for name in conf)), kinds[0])
    return as_block(kind, conf), f"{kind}.{NAME}"


def _in_order(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of a function, statement by statement, the outer of an expression first."""
    for statement in function.body:
        yield from ast.walk(statement)


def _name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _subscripts(node: ast.AST) -> Optional[str]:
    """`hcl_res['resource'][0]['aws_vpc']['main']` as `aws_vpc.main`."""
    keys: List[object] = []
    while isinstance(node, ast.Subscript):
        index = node.slice
        index = getattr(index, "value", index) if not isinstance(index, ast.Constant) else index
        keys.insert(0, index.value if isinstance(index, ast.Constant) else index)
        node = node.value
    if len(keys) == 4 and keys[0] in ("resource", "data", "provider"):
        return ".".join(([] if keys[0] == "resource" else [str(keys[0])]) + [str(keys[2]), str(keys[3])])
    return f"provider.{keys[2]}" if len(keys) == 3 and keys[0] == "provider" else None


def _read_graph_tests(repository: Path, peer: Peer) -> None:
    """The checks that are YAML: each test names a folder, whose `expected.yaml` has the labels."""
    identities = {}
    for path in sorted((repository / CHECKS / "graph_checks/aws").glob("*.yaml")):
        identity = re.search(r"""^\s*id:\s*['"]?(CKV2?_AWS_\d+)""", path.read_text(encoding="utf-8"), re.MULTILINE)
        if identity:
            identities[path.stem] = identity.group(1)
    for folder_name, check in _graph_tests(repository / GRAPH_TESTS / "test_yaml_policies.py"):
        folder = repository / GRAPH_TESTS / "resources" / folder_name
        if check not in identities:
            continue
        labels = expected(folder / "expected.yaml")
        place = str(folder.relative_to(repository))
        if labels:
            peer.fixtures.append(Fixture(f"checkov:{identities[check]}", place, texts(folder), labels))
        else:
            peer.left_out.append((f"checkov:{identities[check]}", place, "nothing says what is expected"))


def _graph_tests(path: Path) -> Iterator[Tuple[str, str]]:
    """The folder and the check of each `self.go("FOLDER", "CHECK")`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) == "go":
            texts_given = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            texts_given += [one.value.value for one in node.keywords if isinstance(one.value, ast.Constant)]
            if texts_given:
                yield texts_given[0], texts_given[-1]


def expected(path: Path) -> List[Label]:
    """The labels of an `expected.yaml`: two lists of names, which need no YAML library."""
    labels = []
    expect = None
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        key = re.match(r"\s*(\w+):", line)
        item = re.match(r"""\s*-\s*(['"]?)(.*)\1\s*$""", line)
        if item and expect:
            labels.append(Label(expect, _address(item.group(2), "resource"), item.group(2)))
        elif key:
            expect = key.group(1) if key.group(1) in (PASS, FAIL) else None
    return labels
