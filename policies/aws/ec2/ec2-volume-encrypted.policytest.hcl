policytest {
  targets = ["ec2-volume-encrypted.policy.hcl"]
}

resource "aws_ebs_volume" "encrypted" {
  attrs = { encrypted = true }
}

resource "aws_ebs_volume" "plain" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_ebs_volume" "left_out" {
  expect_failure = true
  attrs          = { size = 8 }
}

resource "aws_ebs_volume" "from_snapshot" {
  attrs = { snapshot_id = "snap-1" }
}

# iaclint-unknown: encrypted
# iaclint-expect: undetermined
resource "aws_ebs_volume" "unknown" {
  skip  = true
  attrs = { size = 8 }
}
