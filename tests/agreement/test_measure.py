"""Tests of the measurement: what it reads out of a peer's files, and how it compares."""

import ast
import tempfile
import unittest
from pathlib import Path

import checkov
import kics
import measure
import repository
import trivy
from compare import compare
from fixture import FAIL, PASS, Fixture, Label, Peer, blocks, complete, judge_documents, judge_images
from repository import Verdicts


class Blocks(unittest.TestCase):
    def test_braces_in_texts_comments_and_documents_are_no_blocks(self):
        text = (
            '# a { in a comment\n'
            'resource "aws_a" "one" {\n  name = "x-${var.a["}"]}-{"\n  text = <<-END\n    }\n  END\n}\n'
            "/* { */ locals {\n  a = { b = 1 }\n}\n"
        )
        found = [(block.address(), block.first_line, block.last_line) for block in blocks(text)]
        self.assertEqual(found, [("aws_a.one", 2, 7), ("locals", 8, 10)])

    def test_a_block_of_another_kind_keeps_its_kind(self):
        text = 'data "aws_a" "b" {}\nmodule "c" {\n}\nvariable "d" {}\noutput "e" {\n}\n'
        found = [one.address() for one in blocks(text)]
        self.assertEqual(found, ["data.aws_a.b", "module.c", "var.d", "output.e"])


class Completion(unittest.TestCase):
    def test_what_is_referred_to_is_declared_once(self):
        text = (
            'resource "aws_a" "b" {\n  c = aws_d.e.arn\n  f = "${aws_d.e.id} ${aws_a.b.id} ${data.aws_g.h.i}"\n'
            '  j = var.k\n  l = module.aws_m.n\n  o = [local.o, local.p]\n}\nvariable "k" {}\nlocals {\n  p = 1\n}\n'
        )
        fixture = Fixture("x", "x", {"inner/main.tf": text}, [])
        complete(fixture)
        self.assertEqual(fixture.added, {"aws_d.e", "data.aws_g.h", "local.o"})
        stubs = 'resource "aws_d" "e" {}\ndata "aws_g" "h" {}\n'
        stubs += 'locals {\n  o = var.value_of_o\n}\nvariable "value_of_o" {}\n'
        self.assertEqual(fixture.files["inner/declared_for_the_fixture.tf"], stubs)

    def test_what_is_declared_for_a_fixture_is_told_from_its_own_by_a_name(self):
        text = 'resource "aws_s3_bucket_logging" "a" {\n  target_bucket = aws_s3_bucket.Log_Bucket.id\n}\n'
        fixture = Fixture("x", "x", {"inner/main.tf": text}, [])
        complete(fixture)
        stub = 'resource "aws_s3_bucket" "Log_Bucket" {\n  bucket = "log-bucket-of-the-fixture"\n}\n'
        self.assertEqual(fixture.files["inner/declared_for_the_fixture.tf"], stub)


class Checkov(unittest.TestCase):
    def test_sets_of_names_are_labels(self):
        source = 'def test():\n  passing_resources = {"aws_a.good"}\n  failing_resources = {"aws_a.bad"}\n'
        function = ast.parse(source).body[0]
        with tempfile.TemporaryDirectory() as folder:
            found = checkov._of_folder(Path(folder), Path(folder), function, "resource")
        labels = [(label.expect, label.address) for label in found.labels]
        self.assertEqual(labels, [(PASS, "aws_a.good"), (FAIL, "aws_a.bad")])

    def test_a_text_in_a_test_goes_with_the_result_after_it(self):
        source = (
            "def test():\n"
            "  parsed = hcl2.loads('resource \"aws_a\" \"b\" {}')\n"
            "  conf = parsed['resource'][0]['aws_a']['b']\n"
            "  self.assertEqual(CheckResult.FAILED, check.scan_resource_conf(conf=conf))\n"
        )
        found = list(checkov._inline(ast.parse(source).body[0], "here", []))
        self.assertEqual([(one.labels[0].expect, one.labels[0].address) for one in found], [(FAIL, "aws_a.b")])

    def test_data_of_the_parser_is_a_configuration_again(self):
        conf = "{'name': ['x'], 'log': [{'on': True, 'tags': [{'a': 'b'}]}], 'zones': [['a', 'b']]}"
        source = f"def test():\n  conf = {conf}\n  self.assertEqual(CheckResult.PASSED, check.scan(conf))\n"
        found = list(checkov._inline(ast.parse(source).body[0], "here", ["aws_a"]))
        text = 'name = "x"\n  log {\n    on = true\n    tags = { "a" = "b" }\n  }\n  zones = ["a", "b"]\n'
        self.assertEqual(found[0].files["main.tf"], f'resource "aws_a" "of_the_test" {{\n  {text}}}\n')

    def test_expectations_of_graph_checks(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "expected.yaml"
            path.write_text("pass:\n  - \"aws_a.b\"\nskip:\n  - aws_a.c\nfail:\n  - 'aws_a.d[\"x\"]'\n")
            found = [(label.expect, label.address) for label in checkov.expected(path)]
        self.assertEqual(found, [(PASS, "aws_a.b"), (FAIL, 'aws_a.d["x"]')])

    def test_a_document_is_judged_where_a_resource_uses_it(self):
        fixture = Fixture("checkov:X", "x", {}, [Label(FAIL, "data.aws_iam_policy_document.a", "a")])
        judge_documents(fixture)
        self.assertEqual(fixture.labels[0].address, "aws_iam_policy.uses_a")
        self.assertIn('  name = "a-of-the-fixture"\n', fixture.files["users_of_documents.tf"])
        self.assertIn("data.aws_iam_policy_document.a.json", fixture.files["users_of_documents.tf"])

    def test_a_document_with_principals_is_the_policy_of_a_resource(self):
        statement = 'statement {\n    actions = ["sqs:*"]\n    principals {}\n  }'
        text = f'data "aws_iam_policy_document" "a" {{\n  {statement}\n}}\n'
        fixture = Fixture("checkov:X", "x", {"main.tf": text}, [Label(FAIL, "data.aws_iam_policy_document.a", "a")])
        judge_documents(fixture)
        self.assertEqual(fixture.labels[0].address, "aws_sqs_queue_policy.uses_a")

    def test_what_finds_an_image_is_judged_where_an_instance_uses_it(self):
        text = 'data "aws_ami" "a" {\n  most_recent = true\n}\n'
        fixture = Fixture("checkov:X", "x", {"main.tf": text}, [Label(FAIL, "data.aws_ami.a", "a")])
        judge_images(fixture)
        self.assertEqual(fixture.labels[0].address, "aws_instance.uses_a")
        self.assertIn("data.aws_ami.a.id", fixture.files["users_of_images.tf"])

    def test_what_finds_an_image_is_left_alone_beside_other_resources(self):
        text = 'data "aws_ami" "a" {}\nresource "aws_instance" "b" {}\n'
        fixture = Fixture("checkov:X", "x", {"main.tf": text}, [Label(PASS, None, "a")])
        judge_images(fixture)
        self.assertEqual(list(fixture.files), ["main.tf"])


class Kics(unittest.TestCase):
    def test_lines_of_one_block_are_one_label(self):
        text = 'resource "aws_a" "b" {\n  c = 1\n  d = 2\n}\nresource "aws_a" "e" {\n}\n'
        found = kics._positive(text, [2, 3, 5], "positive.tf")
        self.assertEqual([label.address for label in found], ["aws_a.b", "aws_a.e"])


class Trivy(unittest.TestCase):
    def test_examples_of_terraform_alone(self):
        text = (
            "cloudformation:\n  good:\n    - |-\n      Resources: {}\n"
            "terraform:\n  links:\n    - https://example.com\n"
            '  good:\n    - |-\n      resource "aws_a" "b" {\n        c = 1\n      }\n    - |-\n      locals {}\n'
            "  bad:\n    - |-\n      x {}\n"
        )
        found = trivy.terraform_examples(text)
        self.assertEqual(found["good"], ['resource "aws_a" "b" {\n  c = 1\n}\n', "locals {}\n"])
        self.assertEqual(found["bad"], ["x {}\n"])


class Comparison(unittest.TestCase):
    def results(self, labels, verdicts):
        fixture = Fixture("checkov:X", "x", {"main.tf": ""}, labels)
        return [outcome.result for outcome in compare(("p",), fixture, verdicts)]

    def result(self, label, verdicts):
        return self.results([label], verdicts)[0]

    def test_each_verdict_against_each_expectation(self):
        verdicts = Verdicts({"aws_a.f", "aws_a.u", "aws_a.p"}, {"p": {"aws_a.f"}}, {"p": {"aws_a.u": "why"}})
        labels = [Label(expect, f"aws_a.{name}", name) for expect in (FAIL, PASS) for name in "fup"]
        self.assertEqual(
            self.results(labels, verdicts),
            ["agreed", "undetermined", "disagreed", "disagreed", "undetermined", "agreed"],
        )

    def test_silence_on_what_was_not_read_is_no_pass(self):
        self.assertEqual(self.result(Label(PASS, "aws_a.b", "b"), Verdicts()), "not-read")
        self.assertEqual(self.result(Label(PASS, "var.b", "b"), Verdicts()), "agreed")

    def test_a_finding_at_what_was_added_does_not_count(self):
        fixture = Fixture("trivy:X", "x", {"main.tf": ""}, [Label(PASS, None, "good-1")], added={"aws_a.b"})
        verdicts = Verdicts({"aws_a.b", "aws_c.d"}, {"p": {"aws_a.b"}})
        self.assertEqual([one.result for one in compare(("p",), fixture, verdicts)], ["agreed"])

    def test_a_policy_of_another_type_speaks_of_what_refers_to_it(self):
        text = 'resource "aws_a" "b" {\n  c = aws_d.e.name\n}\nresource "aws_d" "e" {}\nresource "aws_d" "f" {}\n'
        fixture = Fixture("checkov:X", "x", {"main.tf": text}, [Label(FAIL, "aws_a.b", "b")])
        judged = {"aws_a.b", "aws_d.e", "aws_d.f"}
        for found, types, expected in (
            ("aws_d.e", ["aws_d"], "agreed"),
            ("aws_d.f", ["aws_d"], "disagreed"),
            ("aws_d.e", ["aws_d", "aws_a"], "disagreed"),
        ):
            outcomes = compare(("p",), fixture, Verdicts(judged, {"p": {found}}), {"p": types})
            self.assertEqual([one.result for one in outcomes], [expected])

    def test_what_only_speaks_of_another_stands_for_it(self):
        text = 'resource "aws_a" "b" {}\nresource "aws_a_acl" "c" {\n  d = aws_a.b.id\n}\n'
        fixture = Fixture("checkov:X", "x", {"main.tf": text}, [Label(FAIL, "aws_a.b", "b")])
        verdicts = Verdicts({"aws_a.b", "aws_a_acl.c"}, {"p": {"aws_a_acl.c"}})
        outcomes = compare(("p",), fixture, verdicts, {"p": ["aws_a", "aws_a_acl"]})
        self.assertEqual([one.result for one in outcomes], ["agreed"])

    def test_other_rules_do_not_count(self):
        verdicts = Verdicts({"aws_a.b"}, {"q": {"aws_a.b"}})
        self.assertEqual(self.result(Label(FAIL, "aws_a.b", "b"), verdicts), "disagreed")

    def test_a_label_without_an_index_means_every_instance(self):
        verdicts = Verdicts({"aws_a.b[0]", "aws_a.b[1]"}, {"p": {"aws_a.b[1]"}})
        self.assertEqual(self.result(Label(FAIL, "aws_a.b", "b"), verdicts), "agreed")
        self.assertEqual(self.result(Label(PASS, "aws_a.b[0]", "b"), verdicts), "agreed")

    def test_a_finding_at_another_block_counts_where_the_peer_gives_lines(self):
        verdicts = Verdicts({"aws_a.b", "aws_c.d"}, {"p": {"aws_c.d"}})
        self.assertEqual(self.result(Label(FAIL, "aws_a.b", "b", anywhere=True), verdicts), "agreed")
        self.assertEqual(self.result(Label(FAIL, "aws_a.b", "b"), verdicts), "disagreed")


class Repository(unittest.TestCase):
    def test_a_module_of_the_fixture_stays_below_it_and_another_folder_is_a_stack(self):
        call = 'module "a" {\n  source = "./inner"\n}'
        fixture = Fixture("x", "x", {"main.tf": call, "inner/a.tf": "", "Other_one/b.tf": ""}, [])
        places = [repository.stack_of(fixture, path) for path in fixture.files]
        self.assertEqual(places, ["fixture/main.tf", "fixture/inner/a.tf", "other-one/b.tf"])

    def test_what_is_measured_is_switched_on(self):
        text = repository.settings({"a": "mandatory"}, {"logging", "cost"}, 2)
        for line in ('groups = ["cost", "logging"]', 'a = "mandatory"', "[environments.f1]"):
            self.assertIn(line, text.splitlines())

    def test_peers_of_a_policy_go_on_in_the_next_comment_line(self):
        text = "# iaclint-id: b\n# iaclint-peers: checkov:CKV_AWS_1,\n# trivy:AWS-0001\n# iaclint-security: 1.0\n"
        found = list(measure.peers_of_policies({"a.policy.hcl": text}))
        self.assertEqual(found, [("b", "checkov:CKV_AWS_1"), ("b", "trivy:AWS-0001")])

    def test_a_check_that_is_neither_named_nor_left_is_told(self):
        fixtures = [Fixture(f"trivy:AWS-000{number}", "x", {}, []) for number in (1, 2, 3)]
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "left.tsv"
            table.write_text("# trivy:AWS-0003\tno line\ntrivy:AWS-0002, kics:x\tIt is obsolete.\n", encoding="utf-8")
            found = measure.unnamed({"trivy": Peer(fixtures)}, {"trivy:AWS-0001": ["a"]}, [table])
        self.assertEqual(found, {"trivy": ["trivy:AWS-0003"]})

    def test_an_explanation_says_whose_it_is(self):
        with tempfile.TemporaryDirectory() as folder:
            table = Path(folder) / "explained.tsv"
            table.write_text("a\tb\tc\td\topen\tvar.e has no value\n", encoding="utf-8")
            self.assertEqual(measure.read_explanations(table), {("a", "b", "c", "d"): ("open", "var.e has no value")})
            table.write_text("a\tb\tc\td\tnobody\twhy\n", encoding="utf-8")
            with self.assertRaises(SystemExit):
                measure.read_explanations(table)


if __name__ == "__main__":
    unittest.main()
