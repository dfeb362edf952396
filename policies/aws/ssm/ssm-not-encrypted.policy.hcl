# iaclint-id: ssm-not-encrypted
# iaclint-summary: A parameter of the parameter store is not encrypted.
# iaclint-why: What is no secret today may hold one tomorrow, and its history keeps every value. A parameter that is
# named like a secret is told by ssm-plain-secret, which is on without being asked for.
# iaclint-fix: Set `type = "SecureString"`; lists become one text.
# iaclint-groups: strict
# iaclint-peers: checkov:CKV2_AWS_34
# iaclint-security: 2.0

resource_policy "aws_ssm_parameter" "ssm_not_encrypted" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.type, null) == "SecureString"
    error_message = "The parameter is not encrypted"
  }
}
