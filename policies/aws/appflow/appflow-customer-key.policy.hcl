# iaclint-id: appflow-customer-key
# iaclint-summary: What AppFlow keeps is encrypted with a key of AWS.
# iaclint-why: The data of a flow and the passwords and tokens of a connection are then open to whoever may use
# AppFlow in the account; no key policy stands in between, and the key cannot be withdrawn.
# iaclint-fix: Set `kms_arn` to the ARN of an aws_kms_key.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_263, checkov:CKV_AWS_264
# iaclint-security: 2.0

resource_policy "aws_appflow_flow" "appflow_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_arn, null) != null && core::try(attrs.kms_arn, null) != ""
    error_message = "The flow is encrypted with a key of AWS"
  }
}

resource_policy "aws_appflow_connector_profile" "appflow_customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.kms_arn, null) != null && core::try(attrs.kms_arn, null) != ""
    error_message = "The connection is encrypted with a key of AWS"
  }
}
