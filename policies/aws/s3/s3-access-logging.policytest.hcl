policytest {
  targets = ["s3-access-logging.policy.hcl"]
}

resource "aws_s3_bucket" "logged" {
  attrs = { id = "images" }
}

resource "aws_s3_bucket_logging" "logged" {
  skip = true
  attrs = {
    bucket        = aws_s3_bucket.logged.attrs.id
    target_bucket = aws_s3_bucket.target.attrs.id
  }
}

resource "aws_s3_bucket" "target" {
  attrs = { id = "access-logs" }
}

resource "aws_s3_bucket" "inline" {
  attrs = {
    id      = "old"
    logging = [{ target_bucket = "elsewhere" }]
  }
}

resource "aws_s3_bucket" "delivery" {
  attrs = {
    id  = "old-logs"
    acl = "log-delivery-write"
  }
}

resource "aws_s3_bucket" "not_logged" {
  expect_failure = true
  attrs          = { id = "uploads" }
}

resource "aws_s3_bucket" "other_acl" {
  expect_failure = true
  attrs = {
    id      = "downloads"
    acl     = "private"
    logging = []
  }
}

# Those that logs are written to: by a block inside of another bucket, by an ACL, by a grant.
resource "aws_s3_bucket" "inline_target" {
  attrs = { id = "elsewhere" }
}

resource "aws_s3_bucket" "by_acl" {
  attrs = { id = "acl-logs" }
}

resource "aws_s3_bucket_acl" "by_acl" {
  skip  = true
  attrs = { bucket = "acl-logs", acl = "log-delivery-write" }
}

resource "aws_s3_bucket" "by_grant" {
  attrs = { id = "grant-logs" }
}

resource "aws_s3_bucket_acl" "by_grant" {
  skip = true
  attrs = {
    bucket = "grant-logs"
    access_control_policy = [{
      grant = [{
        permission = "WRITE"
        grantee    = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }]
      }]
    }]
  }
}

resource "aws_s3_bucket" "private_acl" {
  expect_failure = true
  attrs          = { id = "private" }
}

resource "aws_s3_bucket_acl" "private_acl" {
  skip  = true
  attrs = { bucket = "private", acl = "private" }
}
