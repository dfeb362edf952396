# iaclint-summary: The environment variables of a function are encrypted with a key of AWS.
# iaclint-why: Everybody who may read the function's configuration reads the variables too: no key policy of one's own
# says who may, and nobody can take it back.
# iaclint-fix: Set `kms_key_arn` to a key of your own. A function without variables is not judged.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_173
# iaclint-security: 3.0
resource_policy "aws_lambda_function" "environment_customer_key" {
  enforcement_level = "advisory"

  filter = core::try(core::length(attrs.environment[0].variables), 0) > 0

  enforce {
    condition     = core::try(attrs.kms_key_arn, null) != null && core::try(attrs.kms_key_arn, null) != ""
    error_message = "The environment variables have no key of your own"
  }
}
