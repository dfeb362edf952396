"""Fixtures as the stacks of a repository, and what iaclint says of them."""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Set, Tuple

from fixture import Fixture

PROBE = "agreement-judged"
_PROBE_POLICY = f"""# iaclint-id: {PROBE}
resource_policy "*" "judged" {{
  enforcement_level = "advisory"

  enforce {{
    condition     = false
    error_message = "This resource is judged"
  }}
}}
"""
"""A policy that everything fails. What it does not find was not read, and no verdict on it is one."""

_LOCAL_MODULE = re.compile(r'^\s*source\s*=\s*"(\.\.?/[^"]*)"', re.MULTILINE)


@dataclass
class Verdicts:
    """What iaclint says of one fixture: addresses by rule. An address that is not there is None."""

    judged: Set[str] = field(default_factory=set)
    failed: Dict[str, Set["str | None"]] = field(default_factory=dict)
    undetermined: Dict[str, Dict["str | None", str]] = field(default_factory=dict)
    """With the reason."""
    refused: List[str] = field(default_factory=list)
    """What Terraform would not read, in words."""


def policy_files(folders: Iterable[Path]) -> Dict[str, str]:
    """The policies below the folders by the names of their files; the first of one name is taken."""
    files: Dict[str, str] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*.policy.hcl")):
            files.setdefault(path.name, path.read_text(encoding="utf-8"))
    return files


def settings(levels: Dict[str, str], groups: Iterable[str], environments: int) -> str:
    """An iaclint.toml that switches everything on that is measured."""
    lines = ["[policies]", 'folders = ["policies"]', f"groups = {json.dumps(sorted(groups))}", "", "[policies.levels]"]
    lines += [f"{identity} = {json.dumps(level)}" for identity, level in sorted(levels.items())]
    lines += ["", "[layout]", 'live = ["live/{environment}/{region}/{stack}"]', "modules = []", ""]
    for number in range(environments):
        lines += [f"[environments.f{number}]", 'tier = "production"', ""]
    return "\n".join(lines)


def judge(
    iaclint: Path, policies: Dict[str, str], means: Callable[[int], str], fixtures: List[Fixture], scratch: Path
) -> List[Verdicts]:
    """The verdicts on each fixture; `means` makes the configuration for so many environments.

    Each fixture is an environment of its own, so that none sees another's resources, and one of
    production, of which some rules alone speak. A repository holds many, which is quicker than one
    each, and two are judged at a time.
    """
    size = 150
    parts = [fixtures[start:start + size] for start in range(0, len(fixtures), size)]

    def run(part: Tuple[int, List[Fixture]]) -> List[Verdicts]:
        number, these = part
        root = scratch / f"repository-{number}"
        _write(root, policies, means(len(these)), these)
        return _read(_check(iaclint, root), len(these))

    with ThreadPoolExecutor(max_workers=2) as pool:
        return [verdicts for part in pool.map(run, enumerate(parts)) for verdicts in part]


def _write(root: Path, policies: Dict[str, str], configuration: str, fixtures: List[Fixture]) -> None:
    (root / "policies").mkdir(parents=True)
    for name, text in {**policies, f"{PROBE}.policy.hcl": _PROBE_POLICY}.items():
        (root / "policies" / name).write_text(text, encoding="utf-8")
    (root / "iaclint.toml").write_text(configuration, encoding="utf-8")
    for number, fixture in enumerate(fixtures):
        for path, text in fixture.files.items():
            target = root / "live" / f"f{number}" / "us-east-1" / stack_of(fixture, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")


def stack_of(fixture: Fixture, path: str) -> str:
    """Where a file of a fixture goes below its region.

    A folder in a fixture that the files above call as a module stays where it is; any other is a
    configuration of its own.
    """
    folder, slash, rest = path.partition("/")
    sources = [source for text in fixture.files.values() for source in _LOCAL_MODULE.findall(text)]
    called = {source.split("/")[1] for source in sources if source.startswith("./")}
    if slash and folder not in called:
        return f"{re.sub(r'[^a-z0-9-]', '-', folder.lower())}/{rest}"
    return f"fixture/{path}"


def _check(iaclint: Path, root: Path) -> dict:
    """The report on a repository."""
    options = ["--root", str(root), "--no-ignores", "--format", "json", "--show", "undetermined"]
    run = subprocess.run([str(iaclint), "check", *options], capture_output=True, text=True, check=False)
    try:
        report = json.loads(run.stdout)
    except ValueError:
        sys.exit(f"iaclint gave no report on {root} (exit {run.returncode}):\n{run.stderr}{run.stdout[:2000]}")
    for error in report["errors"]:
        print(f"{root}: {error}", file=sys.stderr)
    return report


def _read(report: dict, count: int) -> List[Verdicts]:
    """The verdicts of a report, fixture by fixture."""
    all_of_them = [Verdicts() for _ in range(count)]
    for finding in report["findings"]:
        for instance in finding["instances"]:
            verdicts = _of(all_of_them, instance)
            if verdicts is None:
                continue
            if finding["rule"] == PROBE:
                verdicts.judged.add(instance["address"])
            elif finding["rule"] == "parse-error":
                verdicts.refused.append(finding["message"])
            else:
                verdicts.failed.setdefault(finding["rule"], set()).add(instance["address"])
    for finding in report["undetermined"]:
        for instance in finding["instances"]:
            verdicts = _of(all_of_them, instance)
            if verdicts is not None and finding["rule"] == PROBE:
                verdicts.judged.add(instance["address"])
            elif verdicts is not None:
                reasons = verdicts.undetermined.setdefault(finding["rule"], {})
                reasons.setdefault(instance["address"], finding.get("reason", ""))
    return all_of_them


def _of(all_of_them: List[Verdicts], instance: dict) -> "Verdicts | None":
    environment = re.fullmatch(r"f(\d+)", instance.get("environment") or "")
    return all_of_them[int(environment.group(1))] if environment else None
