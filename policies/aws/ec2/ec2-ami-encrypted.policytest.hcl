policytest {
  targets = ["ec2-ami-encrypted.policy.hcl"]
}

resource "aws_ami" "encrypted" {
  attrs = { ebs_block_device = [{ encrypted = true, snapshot_id = "" }, { snapshot_id = "snap-1" }] }
}

resource "aws_ami" "plain" {
  expect_failure = true
  attrs          = { ebs_block_device = [{ snapshot_id = "snap-1" }, { encrypted = false, snapshot_id = "" }] }
}

resource "aws_ami" "unsaid" {
  expect_failure = true
  attrs          = { ebs_block_device = [{ device_name = "/dev/xvda" }] }
}

resource "aws_ami" "no_disk" {
  attrs = { name = "web" }
}

# iaclint-unknown: ebs_block_device[0].encrypted
# iaclint-expect: undetermined
resource "aws_ami" "unknown" {
  skip  = true
  attrs = { ebs_block_device = [{ encrypted = true }] }
}

resource "aws_ami_copy" "encrypted" {
  attrs = { encrypted = true }
}

resource "aws_ami_copy" "plain" {
  expect_failure = true
  attrs          = { encrypted = false }
}

resource "aws_ami_copy" "left_out" {
  expect_failure = true
  attrs          = { name = "web" }
}

# iaclint-unknown: encrypted
# iaclint-expect: undetermined
resource "aws_ami_copy" "unknown" {
  skip  = true
  attrs = { name = "web" }
}
