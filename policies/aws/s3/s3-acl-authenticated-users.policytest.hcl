policytest {
  targets = ["s3-acl-authenticated-users.policy.hcl"]
}

resource "aws_s3_bucket_acl" "private" {
  attrs = { bucket = "images", acl = "private" }
}

resource "aws_s3_bucket_acl" "canned" {
  expect_failure = true
  attrs          = { bucket = "uploads", acl = "authenticated-read" }
}

resource "aws_s3_bucket_acl" "granted" {
  expect_failure = true
  attrs = {
    bucket = "downloads"
    access_control_policy = [{
      grant = [
        { permission = "FULL_CONTROL", grantee = [{ type = "CanonicalUser", id = "79a5" }] },
        { permission = "READ_ACP", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }] },
      ]
    }]
  }
}

resource "aws_s3_bucket_acl" "granted_otherwise" {
  attrs = {
    bucket = "reports"
    access_control_policy = [{
      grant = [
        { permission = "FULL_CONTROL", grantee = [{ type = "CanonicalUser", id = "79a5" }] },
        { permission = "NONE", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }] },
        { permission = "WRITE", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }] },
      ]
    }]
  }
}

resource "aws_s3_bucket_acl" "ignored" {
  attrs = { bucket = "blocked", acl = "authenticated-read" }
}

resource "aws_s3_bucket_public_access_block" "ignored" {
  skip  = true
  attrs = { bucket = aws_s3_bucket_acl.ignored.attrs.bucket, ignore_public_acls = true }
}

# iaclint-unknown: acl
# iaclint-expect: undetermined
resource "aws_s3_bucket_acl" "unknown" {
  skip  = true
  attrs = { bucket = "mystery", acl = "private" }
}

resource "aws_s3_bucket" "inline_private" {
  attrs = { id = "a", acl = "private" }
}

resource "aws_s3_bucket" "without" {
  attrs = { id = "b" }
}

resource "aws_s3_bucket" "inline_canned" {
  expect_failure = true
  attrs          = { id = "c", acl = "authenticated-read" }
}

resource "aws_s3_bucket" "inline_granted" {
  expect_failure = true
  attrs = {
    id    = "d"
    grant = [{ type = "Group", permissions = ["READ_ACP"], uri = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers" }]
  }
}

resource "aws_s3_bucket" "inline_granted_to_one" {
  attrs = {
    id    = "e"
    grant = [{ type = "CanonicalUser", permissions = ["FULL_CONTROL"], id = "79a5", uri = "" }]
  }
}

resource "aws_s3_bucket" "inline_ignored" {
  attrs = { id = "blocked", acl = "authenticated-read" }
}
