"""KICS's fixtures: a folder of files for each query, of which those that must be found are named positive."""

import json
from pathlib import Path
from typing import Dict, List

from fixture import FAIL, PASS, Block, Fixture, Label, Peer, blocks, judge_documents

QUERIES = Path("assets/queries/terraform")
PLATFORMS = ("aws", "general")
TRAIL = """resource "aws_cloudtrail" "of_the_fixture" {
  name                       = "of-the-fixture"
  s3_bucket_name             = "of-the-fixture"
  cloud_watch_logs_group_arn = "arn:aws:logs:us-east-1:111122223333:log-group:trail:*"
}
"""
"""What the queries about alarms on recorded calls take for granted. Our policies judge the trail."""
EXPECTED = "positive_expected_result.json"


def read(repository: Path) -> Peer:
    """Every file of every query for AWS, or for any provider; each file is a configuration of its own."""
    peer = Peer()
    for metadata in _queries(repository):
        folder = metadata.parent
        check = f"kics:{json.loads(metadata.read_text(encoding='utf-8'))['id']}"
        lines = _expected_lines(folder / "test" / EXPECTED)
        tests = sorted((folder / "test").iterdir())
        beside = {path.name: path.read_text(encoding="utf-8") for path in tests if path.suffix not in (".tf", ".json")}
        for path in tests:
            name = str(path.relative_to(repository))
            if path.name == EXPECTED or path.name in beside:
                continue
            if path.suffix != ".tf":
                peer.left_out.append((check, name, "it is no configuration file"))
                continue
            text = path.read_text(encoding="utf-8")
            if path.name.startswith("negative"):
                labels = [Label(PASS, None, path.name)]
            else:
                labels = _positive(text, lines.get(path.name, []), path.name)
            if not labels:
                peer.left_out.append((check, name, "nothing says what is expected"))
                continue
            fixture = Fixture(check, name, {path.name: text, **beside}, labels)
            if folder.name.startswith("cloudwatch_") and {"alarm", "missing"} <= set(folder.name.split("_")):
                fixture.files["trail_for_the_fixture.tf"] = TRAIL
            judge_documents(fixture)
            peer.fixtures.append(fixture)
    return peer


def _queries(repository: Path) -> List[Path]:
    """The description of each query that can be about AWS."""
    return [path for one in PLATFORMS for path in sorted((repository / QUERIES / one).glob("*/metadata.json"))]


def _expected_lines(path: Path) -> Dict[str, List[int]]:
    """The lines that must be found, by file."""
    lines: Dict[str, List[int]] = {}
    for result in json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []:
        name = result.get("fileName") or result.get("filename") or "positive.tf"
        lines.setdefault(name, []).append(result["line"])
    return lines


def _positive(text: str, lines: List[int], name: str) -> List[Label]:
    """One label for each block that holds a line which must be found."""
    labels: Dict[str, Label] = {}
    for line in sorted(set(lines)):
        block = _around(text, line)
        address = block.address() if block else None
        key = address or f"{name}:{line}"
        labels.setdefault(key, Label(FAIL, address, f"{name}:{line}", anywhere=True))
    return list(labels.values())


def _around(text: str, line: int) -> "Block | None":
    return next((block for block in blocks(text) if block.first_line <= line <= block.last_line), None)


def identifiers(repository: Path) -> Dict[str, str]:
    """The identifier of each query by the name of its folder."""
    return {
        metadata.parent.name: json.loads(metadata.read_text(encoding="utf-8"))["id"]
        for metadata in _queries(repository)
    }
