policytest {
  targets = ["s3-acl-write-acp.policy.hcl"]
}

resource "aws_s3_bucket_acl" "logs" {
  attrs = {
    access_control_policy = [{
      owner = [{ id = "0a1b" }]
      grant = [
        { permission = "WRITE", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }] },
        { permission = "WRITE_ACP", grantee = [{ type = "CanonicalUser", id = "0a1b" }] },
      ]
    }]
  }
}

resource "aws_s3_bucket_acl" "delivery" {
  expect_failure = true
  attrs = {
    access_control_policy = [{
      owner = [{ id = "0a1b" }]
      grant = [{ permission = "WRITE_ACP", grantee = [{ type = "Group", uri = "http://acs.amazonaws.com/groups/s3/LogDelivery" }] }]
    }]
  }
}

resource "aws_s3_bucket_acl" "other_account" {
  expect_failure = true
  attrs = {
    access_control_policy = [{
      owner = [{ id = "0a1b" }]
      grant = [{ permission = "WRITE_ACP", grantee = [{ type = "CanonicalUser", id = "2c3d" }] }]
    }]
  }
}

resource "aws_s3_bucket_acl" "canned" {
  attrs = { acl = "private" }
}

# iaclint-unknown: access_control_policy[0].grant[0].permission
# iaclint-expect: undetermined
resource "aws_s3_bucket_acl" "unknown" {
  skip = true
  attrs = {
    access_control_policy = [{
      owner = [{ id = "0a1b" }]
      grant = [{ permission = "READ", grantee = [{ type = "CanonicalUser", id = "2c3d" }] }]
    }]
  }
}
