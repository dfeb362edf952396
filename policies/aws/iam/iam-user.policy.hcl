# iaclint-summary: There is a user of IAM.
# iaclint-why: A user has a password or keys that do not expire; people can sign in by IAM Identity Center, and
# programs take roles.
# iaclint-fix: Give people access by IAM Identity Center, and programs outside of AWS a role by OpenID Connect or IAM
# Roles Anywhere.
# iaclint-groups: identity
# iaclint-peers: checkov:CKV_AWS_273
# iaclint-security: 3.0
resource_policy "aws_iam_user" "user" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "A user of IAM is made"
  }
}
