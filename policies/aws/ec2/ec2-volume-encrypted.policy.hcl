# iaclint-id: ec2-volume-encrypted
# iaclint-summary: An EBS volume is not encrypted.
# iaclint-why: Its data and every snapshot of it lie in plain text, and it cannot be switched on later: the volume
# must be made again from an encrypted copy of a snapshot.
# iaclint-fix: Set `encrypted = true`, or have the account encrypt every new volume with an
# aws_ebs_encryption_by_default.
# iaclint-controls: EC2.3
# iaclint-groups: encryption, fsbp
# iaclint-peers: checkov:CKV_AWS_3, checkov:CKV2_AWS_2, kics:cc997676-481b-4e93-aa81-d19f8c5e9b12, trivy:AWS-0026
# iaclint-security: 5.0

# What is made from a snapshot is encrypted where the snapshot is.
resource_policy "aws_ebs_volume" "ec2_volume_encrypted" {
  enforcement_level = "advisory"

  filter = core::try(attrs.snapshot_id, null) == null

  locals {
    # The account may encrypt every new volume.
    by_account = core::anytrue([
      for one in core::getresources("aws_ebs_encryption_by_default", {}) : core::try(one.enabled, true) == true
    ])
  }

  enforce {
    condition     = core::try(attrs.encrypted, null) == true || local.by_account
    error_message = "The volume is not encrypted"
  }
}
