policytest {
  targets = ["s3-access-point-public.policy.hcl"]
}

resource "aws_s3_access_point" "default" {
  attrs = { name = "a" }
}

resource "aws_s3_access_point" "strict" {
  attrs = {
    public_access_block_configuration = [{ block_public_acls = true, block_public_policy = true, ignore_public_acls = true, restrict_public_buckets = true }]
  }
}

resource "aws_s3_access_point" "without_block_public_acls" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ block_public_acls = false }] }
}

resource "aws_s3_access_point" "without_block_public_policy" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ block_public_policy = false }] }
}

resource "aws_s3_access_point" "without_ignore_public_acls" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ ignore_public_acls = false }] }
}

resource "aws_s3_access_point" "without_restrict_public_buckets" {
  expect_failure = true
  attrs          = { public_access_block_configuration = [{ restrict_public_buckets = false }] }
}

# iaclint-unknown: public_access_block_configuration[0].block_public_policy
# iaclint-expect: undetermined
resource "aws_s3_access_point" "unknown" {
  skip  = true
  attrs = { public_access_block_configuration = [{ block_public_policy = true }] }
}

resource "aws_s3control_multi_region_access_point" "default" {
  attrs = { details = [{ name = "a" }] }
}

resource "aws_s3control_multi_region_access_point" "lax" {
  expect_failure = true
  attrs          = { details = [{ name = "a", public_access_block = [{ block_public_policy = false }] }] }
}
