policytest {
  targets = ["s3-abort-multipart.policy.hcl"]
}

resource "aws_s3_bucket_lifecycle_configuration" "with" {
  attrs = {
    rule = [
      { status = "Enabled", expiration = [{ days = 90 }] },
      { status = "Enabled", abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] },
    ]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "empty_filter" {
  attrs = { rule = [{ status = "Enabled", prefix = null, filter = [{ prefix = "", and = [], tag = [] }], abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket_lifecycle_configuration" "of_a_folder" {
  expect_failure = true
  attrs          = { rule = [{ status = "Enabled", filter = [{ prefix = "uploads/" }], abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket_lifecycle_configuration" "of_a_folder_in_the_old_way" {
  expect_failure = true
  attrs          = { rule = [{ status = "Enabled", prefix = "uploads/", abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket_lifecycle_configuration" "off" {
  expect_failure = true
  attrs          = { rule = [{ status = "Disabled", abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket_lifecycle_configuration" "without" {
  expect_failure = true
  attrs          = { rule = [{ status = "Enabled", expiration = [{ days = 90 }] }] }
}

# iaclint-unknown: rule[0].status
# iaclint-expect: undetermined
resource "aws_s3_bucket_lifecycle_configuration" "unknown" {
  skip  = true
  attrs = { rule = [{ status = "Enabled", abort_incomplete_multipart_upload = [{ days_after_initiation = 7 }] }] }
}

resource "aws_s3_bucket" "inline_with" {
  attrs = { lifecycle_rule = [{ enabled = true, abort_incomplete_multipart_upload_days = 7 }] }
}

resource "aws_s3_bucket" "inline_without" {
  expect_failure = true
  attrs          = { lifecycle_rule = [{ enabled = true, abort_incomplete_multipart_upload_days = null }] }
}

resource "aws_s3_bucket" "no_rules" {
  attrs = { bucket = "plain" }
}
