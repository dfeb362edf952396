# iaclint-summary: A pipeline of CodePipeline encrypts its artifacts with a key of AWS.
# iaclint-why: Whoever in the account may use S3 may use that key; its policy cannot be changed, and a pipeline across
# accounts needs another.
# iaclint-fix: Add an `encryption_key` with a key of your own to `artifact_store`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_219
# iaclint-security: 2.5
resource_policy "aws_codepipeline" "customer_key" {
  enforcement_level = "advisory"

  locals {
    without = [for one in core::try(attrs.artifact_store, []) : one if core::length(core::try(one.encryption_key, [])) == 0]
  }

  enforce {
    condition     = core::length(local.without) == 0
    error_message = "Artifacts are encrypted with a key of AWS"
  }
}
