# iaclint-summary: A user of IAM Identity Center is made here.
# iaclint-why: Whoever leaves the company keeps their access until somebody thinks of removing them here too; an
# identity provider locks them out everywhere at once.
# iaclint-fix: Let your identity provider send its users to Identity Center by SCIM, and name its groups here.
# iaclint-groups: identity
# iaclint-peers: kics:4003118b-046b-4640-b200-b8c7a4c8b89f
# iaclint-security: 2.0
resource_policy "aws_identitystore_user" "user" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "A user of IAM Identity Center is made"
  }
}
