policytest {
  targets = ["guardduty-organization.policy.hcl"]
}

resource "aws_guardduty_detector" "member" {
  attrs = { id = "member" }
}

resource "aws_guardduty_detector" "all" {
  attrs = { id = "all" }
}

resource "aws_guardduty_organization_configuration" "all" {
  skip  = true
  attrs = { detector_id = aws_guardduty_detector.all.attrs.id, auto_enable_organization_members = "ALL" }
}

resource "aws_guardduty_detector" "old" {
  attrs = { id = "old" }
}

resource "aws_guardduty_organization_configuration" "old" {
  skip  = true
  attrs = { detector_id = aws_guardduty_detector.old.attrs.id, auto_enable = true }
}

resource "aws_guardduty_detector" "none" {
  expect_failure = true
  attrs          = { id = "none" }
}

resource "aws_guardduty_organization_configuration" "none" {
  skip  = true
  attrs = { detector_id = aws_guardduty_detector.none.attrs.id, auto_enable_organization_members = "NONE" }
}

resource "aws_guardduty_detector" "old_off" {
  expect_failure = true
  attrs          = { id = "old-off" }
}

resource "aws_guardduty_organization_configuration" "old_off" {
  skip  = true
  attrs = { detector_id = aws_guardduty_detector.old_off.attrs.id, auto_enable = false }
}

# iaclint-expect: undetermined
resource "aws_guardduty_detector" "unknown" {
  skip  = true
  attrs = { id = "unknown" }
}

# iaclint-unknown: auto_enable_organization_members
resource "aws_guardduty_organization_configuration" "unknown" {
  skip  = true
  attrs = { detector_id = aws_guardduty_detector.unknown.attrs.id }
}
