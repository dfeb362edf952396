# iaclint-id: ec2-copy-customer-key
# iaclint-summary: A copy of a snapshot or an image is not encrypted with a key of one's own.
# iaclint-why: The policy of `alias/aws/ebs` cannot be changed: one cannot say who may read the copy, nor withdraw the
# key, nor give the copy to another account.
# iaclint-fix: Set `encrypted = true` and the ARN of an aws_kms_key of the region as `kms_key_id`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_183, checkov:CKV_AWS_236
# iaclint-security: 2.0

resource_policy "aws_ebs_snapshot_copy" "ec2_copy_customer_key" {
  enforcement_level = "advisory"

  enforce {
    # The account may have a key of its own for all.
    condition = (
      core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != "" ||
      core::length(core::getresources("aws_ebs_default_kms_key", {})) > 0
    )
    error_message = "The copy is not encrypted with a key of your own"
  }
}

resource_policy "aws_ami_copy" "ec2_copy_customer_key" {
  enforcement_level = "advisory"

  enforce {
    # The account may have a key of its own for all.
    condition = (
      core::try(attrs.kms_key_id, null) != null && core::try(attrs.kms_key_id, null) != "" ||
      core::length(core::getresources("aws_ebs_default_kms_key", {})) > 0
    )
    error_message = "The copy is not encrypted with a key of your own"
  }
}
