# iaclint-id: ses-tls
# iaclint-summary: Mail is sent without encryption where the receiver does not offer it.
# iaclint-why: SES then sends in plain text: whoever sits between the servers reads along, or suppresses the offer to
# that end.
# iaclint-fix: Add `delivery_options { tls_policy = "Require" }`; `REQUIRE` for aws_sesv2_configuration_set. Mail to
# servers without TLS is then not delivered.
# iaclint-controls: SES.3
# iaclint-groups: encryption
# iaclint-peers: checkov:CKV_AWS_365
# iaclint-security: 3.0

resource_policy "aws_ses_configuration_set" "tls" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.delivery_options[0].tls_policy, "Optional") == "Require"
    error_message = "Mail may be sent without encryption"
  }
}

resource_policy "aws_sesv2_configuration_set" "tls" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.delivery_options[0].tls_policy, "OPTIONAL") == "REQUIRE"
    error_message = "Mail may be sent without encryption"
  }
}
