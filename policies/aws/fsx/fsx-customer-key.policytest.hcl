policytest {
  targets = ["fsx-customer-key.policy.hcl"]
}

resource "aws_fsx_ontap_file_system" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_fsx_ontap_file_system" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_fsx_ontap_file_system" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_fsx_ontap_file_system" "unknown" {
  skip  = true
  attrs = { kms_key_id = "" }
}

resource "aws_fsx_windows_file_system" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_fsx_windows_file_system" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_fsx_windows_file_system" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_fsx_windows_file_system" "unknown" {
  skip  = true
  attrs = { kms_key_id = "" }
}

resource "aws_fsx_openzfs_file_system" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_fsx_openzfs_file_system" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_fsx_openzfs_file_system" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_fsx_openzfs_file_system" "unknown" {
  skip  = true
  attrs = { kms_key_id = "" }
}

resource "aws_fsx_lustre_file_system" "own" {
  attrs = { deployment_type = "PERSISTENT_2", kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_fsx_lustre_file_system" "of_aws" {
  expect_failure = true
  attrs          = { deployment_type = "PERSISTENT_2" }
}

resource "aws_fsx_lustre_file_system" "empty" {
  expect_failure = true
  attrs          = { deployment_type = "PERSISTENT_2", kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_fsx_lustre_file_system" "unknown" {
  skip  = true
  attrs = { deployment_type = "PERSISTENT_2", kms_key_id = "" }
}

resource "aws_fsx_lustre_file_system" "scratch" {
  attrs = { deployment_type = "SCRATCH_2" }
}

resource "aws_fsx_lustre_file_system" "scratch_unsaid" {
  attrs = { storage_capacity = 1200 }
}
