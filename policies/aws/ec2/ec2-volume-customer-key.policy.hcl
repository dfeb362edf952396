# iaclint-id: ec2-volume-customer-key
# iaclint-summary: An EBS volume is not encrypted with a key of one's own.
# iaclint-why: The policy of `alias/aws/ebs` cannot be changed: one cannot say who may read the volume's snapshots,
# nor withdraw the key, nor give a snapshot to another account.
# iaclint-fix: Set `encrypted = true` and the ARN of an aws_kms_key as `kms_key_id`, or make one the default with an
# aws_ebs_default_kms_key. A volume that exists is replaced by that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_189, trivy:AWS-0027
# iaclint-security: 2.0

# What is made from a snapshot keeps its key.
resource_policy "aws_ebs_volume" "ec2_volume_customer_key" {
  enforcement_level = "advisory"

  filter = core::try(attrs.snapshot_id, null) == null

  enforce {
    # The account may have a key of its own for all.
    condition = (
      core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != "" ||
      core::length(core::getresources("aws_ebs_default_kms_key", {})) > 0
    )
    error_message = "The volume is not encrypted with a key of your own"
  }
}
