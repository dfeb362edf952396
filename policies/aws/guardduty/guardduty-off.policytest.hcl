policytest {
  targets = ["guardduty-off.policy.hcl"]
}

resource "aws_guardduty_detector" "unsaid" {
  attrs = {}
}

resource "aws_guardduty_detector" "on" {
  attrs = { enable = true }
}

resource "aws_guardduty_detector" "off" {
  expect_failure = true
  attrs          = { enable = false }
}

# iaclint-unknown: enable
# iaclint-expect: undetermined
resource "aws_guardduty_detector" "unknown" {
  skip  = true
  attrs = {}
}
