policytest {
  targets = ["dlm-copy-customer-key.policy.hcl"]
}

resource "aws_dlm_lifecycle_policy" "scheduled" {
  attrs = {
    policy_details = [{ schedule = [{ cross_region_copy_rule = [{ target = "eu-west-1", encrypted = true, cmk_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }]
  }
}

resource "aws_dlm_lifecycle_policy" "scheduled_without" {
  expect_failure = true
  attrs = {
    policy_details = [{ schedule = [{ cross_region_copy_rule = [{ target = "eu-west-1", encrypted = true }] }] }]
  }
}

resource "aws_dlm_lifecycle_policy" "one_of_two" {
  expect_failure = true
  attrs = {
    policy_details = [{ schedule = [{ cross_region_copy_rule = [{ encrypted = true, cmk_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }, { encrypted = true }] }] }]
  }
}

resource "aws_dlm_lifecycle_policy" "event" {
  attrs = {
    policy_details = [{ action = [{ cross_region_copy = [{ encryption_configuration = [{ encrypted = true, cmk_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }] }]
  }
}

resource "aws_dlm_lifecycle_policy" "event_without" {
  expect_failure = true
  attrs = {
    policy_details = [{ action = [{ cross_region_copy = [{ encryption_configuration = [{ encrypted = true }] }] }] }]
  }
}

resource "aws_dlm_lifecycle_policy" "event_left_out" {
  expect_failure = true
  attrs = {
    policy_details = [{ action = [{ cross_region_copy = [{ encryption_configuration = [{}] }] }] }]
  }
}

resource "aws_dlm_lifecycle_policy" "no_copies" {
  attrs = { policy_details = [{ schedule = [{ name = "daily" }] }] }
}

# iaclint-unknown: policy_details[0].schedule[0].cross_region_copy_rule[0].cmk_arn
# iaclint-expect: undetermined
resource "aws_dlm_lifecycle_policy" "unknown" {
  skip = true
  attrs = {
    policy_details = [{ schedule = [{ cross_region_copy_rule = [{ encrypted = true, cmk_arn = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }]
  }
}
