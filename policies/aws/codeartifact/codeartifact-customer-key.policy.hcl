# iaclint-summary: The packages of a domain of CodeArtifact are encrypted with a key of AWS.
# iaclint-why: The key `aws/codeartifact` has no policy of one's own and cannot be withdrawn. The key of a domain
# cannot be changed later: the domain is replaced.
# iaclint-fix: Set `encryption_key` to the ARN of an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_221
# iaclint-security: 2.0
resource_policy "aws_codeartifact_domain" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.encryption_key, null) != null && core::try(attrs.encryption_key, null) != ""
    error_message = "The packages of the domain are encrypted with a key of AWS"
  }
}
