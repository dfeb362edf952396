policytest {
  targets = ["ec2-disks-encrypted.policy.hcl"]
}

resource "aws_ebs_encryption_by_default" "all" {
  skip  = true
  attrs = { enabled = true }
}

resource "aws_instance" "left_out" {
  attrs = { ami = "ami-1" }
}

resource "aws_launch_configuration" "unsaid" {
  attrs = { root_block_device = [{ volume_size = 8 }] }
}

resource "aws_launch_template" "unsaid" {
  attrs = { block_device_mappings = [{ ebs = [{ volume_size = 8 }] }] }
}
