# iaclint-summary: A topic uses the key that AWS keeps for SNS.
# iaclint-why: The policy of `alias/aws/sns` cannot be changed: services such as CloudWatch, EventBridge and S3 may not
# use it, and what they publish is lost.
# iaclint-fix: Make an aws_kms_key whose policy allows the publishing services `kms:Decrypt` and
# `kms:GenerateDataKey*`, and use that.
# iaclint-groups: customer-keys
# iaclint-peers: trivy:AWS-0136, kics:b1a72f66-2236-4f3b-87ba-0da1b366956f
# iaclint-security: 2.0
resource_policy "aws_sns_topic" "sns_customer_key" {
  enforcement_level = "advisory"

  locals {
    key = core::try(attrs.kms_master_key_id, null)
    # The id or ARN of a key is no name of one.
    own = (
      core::length(core::getresources("aws_kms_key", { arn = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  filter = local.key != null

  enforce {
    condition     = local.own || !core::endswith(local.key, "alias/aws/sns")
    error_message = "The topic uses the key that AWS keeps for SNS"
  }
}
