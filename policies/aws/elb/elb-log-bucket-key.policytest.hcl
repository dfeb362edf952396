policytest {
  targets = ["elb-log-bucket-key.policy.hcl"]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "plain" {
  skip  = true
  attrs = { bucket = "plain", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "AES256" }] }] }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "keyed" {
  skip  = true
  attrs = { bucket = "keyed", rule = [{ apply_server_side_encryption_by_default = [{ sse_algorithm = "aws:kms", kms_master_key_id = "alias/shop" }] }] }
}

resource "aws_lb" "plain" {
  attrs = { access_logs = [{ bucket = "plain", enabled = true }] }
}

resource "aws_lb" "default" {
  attrs = { load_balancer_type = "application", access_logs = [{ bucket = "elsewhere", enabled = true }] }
}

resource "aws_lb" "none" {
  attrs = { name = "shop" }
}

resource "aws_lb" "off" {
  attrs = { access_logs = [{ bucket = "keyed", enabled = false }] }
}

resource "aws_lb" "network" {
  attrs = { load_balancer_type = "network", access_logs = [{ bucket = "keyed", enabled = true }] }
}

resource "aws_lb" "keyed" {
  expect_failure = true
  attrs          = { access_logs = [{ bucket = "keyed", enabled = true }] }
}

resource "aws_lb" "connections" {
  expect_failure = true
  attrs          = { load_balancer_type = "application", connection_logs = [{ bucket = "keyed", enabled = true }] }
}

# iaclint-unknown: access_logs[0].enabled
# iaclint-expect: undetermined
resource "aws_lb" "unknown" {
  skip  = true
  attrs = { access_logs = [{ bucket = "keyed", enabled = true }] }
}

resource "aws_alb" "plain" {
  attrs = { access_logs = [{ bucket = "plain", enabled = true }] }
}

resource "aws_alb" "keyed" {
  expect_failure = true
  attrs          = { access_logs = [{ bucket = "keyed", enabled = true }] }
}

resource "aws_elb" "none" {
  attrs = { name = "shop" }
}

resource "aws_elb" "plain" {
  attrs = { access_logs = [{ bucket = "plain" }] }
}

resource "aws_elb" "keyed" {
  expect_failure = true
  attrs          = { access_logs = [{ bucket = "keyed" }] }
}
