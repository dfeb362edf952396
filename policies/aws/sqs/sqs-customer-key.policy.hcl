# iaclint-summary: A queue uses the key that AWS keeps for SQS.
# iaclint-why: The policy of `alias/aws/sqs` cannot be changed: services such as S3, SNS and EventBridge may not use
# it, and what they send is lost.
# iaclint-fix: Make an aws_kms_key whose policy allows the sending services `kms:Decrypt` and `kms:GenerateDataKey*`,
# and use that.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV2_AWS_73, trivy:AWS-0135
# iaclint-security: 2.0
resource_policy "aws_sqs_queue" "customer_key" {
  enforcement_level = "advisory"

  filter = local.key != null

  locals {
    key = core::try(attrs.kms_master_key_id, null)
    # The id or ARN of a key is no name of one.
    own = (
      core::length(core::getresources("aws_kms_key", { arn = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { key_id = local.key })) > 0 ||
      core::length(core::getresources("aws_kms_key", { id = local.key })) > 0
    )
  }

  enforce {
    condition     = local.own || !core::endswith(local.key, "alias/aws/sqs")
    error_message = "The queue uses the key that AWS keeps for SQS"
  }
}
