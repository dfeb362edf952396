policytest {
  targets = ["iam-exclusive-attachment.policy.hcl"]
}

resource "aws_iam_policy_attachment" "any" {
  expect_failure = true
  attrs          = { name = "x", roles = ["reader"], policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess" }
}
