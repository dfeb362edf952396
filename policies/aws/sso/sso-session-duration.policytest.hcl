policytest {
  targets = ["sso-session-duration.policy.hcl"]
}

resource "aws_ssoadmin_permission_set" "unsaid" {
  attrs = { name = "Administrator" }
}

resource "aws_ssoadmin_permission_set" "an_hour" {
  attrs = { session_duration = "PT1H" }
}

resource "aws_ssoadmin_permission_set" "minutes" {
  attrs = { session_duration = "PT45M" }
}

resource "aws_ssoadmin_permission_set" "longer" {
  expect_failure = true
  attrs          = { session_duration = "PT1H1M" }
}

resource "aws_ssoadmin_permission_set" "a_day" {
  expect_failure = true
  attrs          = { session_duration = "PT12H" }
}

resource "aws_ssoadmin_permission_set" "in_seconds" {
  expect_failure = true
  attrs          = { session_duration = "PT7200S" }
}

# iaclint-unknown: session_duration
# iaclint-expect: undetermined
resource "aws_ssoadmin_permission_set" "unknown" {
  skip  = true
  attrs = { name = "Administrator" }
}
