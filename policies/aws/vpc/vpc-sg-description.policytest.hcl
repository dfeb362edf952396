policytest {
  targets = ["vpc-sg-description.policy.hcl"]
}

resource "aws_security_group" "described" {
  attrs = { description = "The web tasks of the shop" }
}

resource "aws_security_group" "unsaid" {
  expect_failure = true
  attrs          = { name = "web" }
}

resource "aws_security_group" "provider" {
  expect_failure = true
  attrs          = { description = "Managed by Terraform" }
}

resource "aws_security_group" "empty" {
  expect_failure = true
  attrs          = { description = " " }
}

# iaclint-unknown: description
# iaclint-expect: undetermined
resource "aws_security_group" "unknown" {
  skip  = true
  attrs = { name = "web" }
}
