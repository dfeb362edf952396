# iaclint-summary: An identity pool gives credentials to guests.
# iaclint-why: Everybody on the internet who knows its id gets credentials of AWS, with all that the role for guests
# may do.
# iaclint-fix: Set `allow_unauthenticated_identities = false`.
# iaclint-controls: Cognito.2
# iaclint-groups: exposure, identity, fsbp
# iaclint-peers: checkov:CKV_AWS_366
# iaclint-security: 6.0
resource_policy "aws_cognito_identity_pool" "guests" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.allow_unauthenticated_identities, false) != true
    error_message = "The pool gives credentials to guests"
  }
}
