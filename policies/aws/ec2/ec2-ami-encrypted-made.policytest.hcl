policytest {
  targets = ["ec2-ami-encrypted.policy.hcl"]
}

# iaclint-unknown: id
resource "aws_ebs_snapshot" "made" {
  skip  = true
  attrs = { id = "snap-1", volume_id = "vol-1" }
}

resource "aws_ami" "of_made_snapshot" {
  attrs = { ebs_block_device = [{ snapshot_id = aws_ebs_snapshot.made.attrs.id }] }
}
