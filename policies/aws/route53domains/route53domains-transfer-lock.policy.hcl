# iaclint-id: route53domains-transfer-lock
# iaclint-summary: A domain can be carried off to another registrar.
# iaclint-why: Whoever gets hold of the mailbox of its owner takes the name away, with all mail and all certificates
# for it.
# iaclint-fix: Set `transfer_lock = true`; a few registries do not have it.
# iaclint-groups: resilience
# iaclint-peers: checkov:CKV_AWS_377
# iaclint-security: 4.0

resource_policy "aws_route53domains_registered_domain" "transfer_lock" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.transfer_lock, true) != false
    error_message = "The domain is not locked against transfer"
  }
}

resource_policy "aws_route53domains_domain" "transfer_lock" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.transfer_lock, true) != false
    error_message = "The domain is not locked against transfer"
  }
}
