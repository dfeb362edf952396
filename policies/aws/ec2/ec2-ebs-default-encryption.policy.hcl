# iaclint-id: ec2-ebs-default-encryption
# iaclint-summary: The encryption of new EBS volumes by default is switched off.
# iaclint-why: Every volume and snapshot for which nobody thinks of it then stays in plain text, and it cannot be
# switched on later.
# iaclint-fix: Set `enabled = true`, or leave it out: it is on then.
# iaclint-controls: EC2.7, CIS 2.2.1
# iaclint-groups: encryption, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_106, kics:3d3f6270-546b-443c-adb4-bb6fb2187ca6
# iaclint-security: 5.0

resource_policy "aws_ebs_encryption_by_default" "ec2_ebs_default_encryption" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.enabled, true) == true
    error_message = "New volumes are not encrypted by default"
  }
}
