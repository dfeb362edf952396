policytest {
  targets = ["ec2-disks-encrypted.policy.hcl"]
}

resource "aws_ami_copy" "encrypted" {
  skip  = true
  attrs = { id = "ami-copy", encrypted = true }
}

resource "aws_instance" "encrypted" {
  attrs = { root_block_device = [{ encrypted = true }] }
}

resource "aws_instance" "both" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = true }] }
}

resource "aws_instance" "plain" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = false }] }
}

resource "aws_instance" "unsaid" {
  expect_failure = true
  attrs          = { root_block_device = [{ volume_size = 8 }] }
}

resource "aws_instance" "left_out" {
  expect_failure = true
  attrs          = {}
}

resource "aws_instance" "other_plain" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = false }] }
}

resource "aws_instance" "other_unsaid" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/xvdb" }] }
}

resource "aws_instance" "from_snapshot" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ snapshot_id = "snap-1" }] }
}

resource "aws_instance" "by_image" {
  attrs = { ami = "ami-copy" }
}

# iaclint-unknown: root_block_device[0].encrypted
# iaclint-expect: undetermined
resource "aws_instance" "unknown" {
  skip  = true
  attrs = { root_block_device = [{ encrypted = true }] }
}

resource "aws_instance" "by_template" {
  attrs = { launch_template = [{ id = "lt-1" }] }
}

resource "aws_launch_configuration" "encrypted" {
  attrs = { root_block_device = [{ encrypted = true }] }
}

resource "aws_launch_configuration" "both" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = true }] }
}

resource "aws_launch_configuration" "plain" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = false }] }
}

resource "aws_launch_configuration" "unsaid" {
  expect_failure = true
  attrs          = { root_block_device = [{ volume_size = 8 }] }
}

resource "aws_launch_configuration" "left_out" {
  expect_failure = true
  attrs          = {}
}

resource "aws_launch_configuration" "other_plain" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ encrypted = false }] }
}

resource "aws_launch_configuration" "other_unsaid" {
  expect_failure = true
  attrs          = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ device_name = "/dev/xvdb" }] }
}

resource "aws_launch_configuration" "from_snapshot" {
  attrs = { root_block_device = [{ encrypted = true }], ebs_block_device = [{ snapshot_id = "snap-1" }] }
}

resource "aws_launch_configuration" "by_image" {
  attrs = { image_id = "ami-copy" }
}

# iaclint-unknown: root_block_device[0].encrypted
# iaclint-expect: undetermined
resource "aws_launch_configuration" "unknown" {
  skip  = true
  attrs = { root_block_device = [{ encrypted = true }] }
}

resource "aws_launch_template" "encrypted" {
  attrs = { block_device_mappings = [{ device_name = "/dev/xvda", ebs = [{ encrypted = "true" }] }] }
}

resource "aws_launch_template" "plain" {
  expect_failure = true
  attrs = {
    block_device_mappings = [{ ebs = [{ encrypted = "true" }] }, { ebs = [{ encrypted = "false" }] }]
  }
}

resource "aws_launch_template" "unsaid" {
  expect_failure = true
  attrs          = { block_device_mappings = [{ ebs = [{ volume_size = 8 }] }] }
}

resource "aws_launch_template" "left_out" {
  expect_failure = true
  attrs          = { image_id = "ami-1" }
}

resource "aws_launch_template" "by_image" {
  attrs = { image_id = "ami-copy" }
}

resource "aws_launch_template" "from_snapshot" {
  attrs = { block_device_mappings = [{ ebs = [{ snapshot_id = "snap-1" }] }] }
}

# iaclint-unknown: block_device_mappings[0].ebs[0].encrypted
# iaclint-expect: undetermined
resource "aws_launch_template" "unknown" {
  skip  = true
  attrs = { block_device_mappings = [{ ebs = [{ encrypted = "true" }] }] }
}
