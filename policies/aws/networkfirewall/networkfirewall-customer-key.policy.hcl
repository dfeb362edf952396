# iaclint-id: networkfirewall-customer-key
# iaclint-summary: A network firewall, its policy or its rules are encrypted with a key of AWS.
# iaclint-why: Nobody can see who used that key, and it cannot be withdrawn.
# iaclint-fix: Add `encryption_configuration` with `type = "CUSTOMER_KMS"` and the ARN of an aws_kms_key as `key_id`.
# iaclint-groups: customer-keys
# iaclint-peers: checkov:CKV_AWS_345, checkov:CKV_AWS_346
# iaclint-security: 2.0

resource_policy "aws_networkfirewall_firewall" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.encryption_configuration[0].key_id, null) != null
    error_message = "The firewall is encrypted with a key of AWS"
  }
}

resource_policy "aws_networkfirewall_firewall_policy" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.encryption_configuration[0].key_id, null) != null
    error_message = "The policy is encrypted with a key of AWS"
  }
}

resource_policy "aws_networkfirewall_rule_group" "customer_key" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.encryption_configuration[0].key_id, null) != null
    error_message = "The rule group is encrypted with a key of AWS"
  }
}
