# iaclint-summary: The AWS provider is configured with an access key that is written in the code.
# iaclint-why: Everyone who can read the repository, now or ever, acts with that key's rights until it is deleted; it
# stays in git's history.
# iaclint-fix: Delete the key in IAM first. Let Terraform take credentials from its environment: a role by OIDC in the
# pipeline, IAM Identity Center at one's desk.
# iaclint-groups: default, secrets
# iaclint-peers: checkov:CKV_AWS_41, kics:d7b9d850-3e06-4a75-852f-c46c2e92240b
# iaclint-security: 9.0
provider_policy "aws" "provider_static_keys" {
  enforcement_level = "mandatory"

  enforce {
    condition = !core::try(
      core::regex_match(attrs.access_key, "^(AKIA|ASIA)[A-Z0-9]{16}$") && !core::endswith(attrs.access_key, "EXAMPLE"),
      false
    )
    error_message = "The provider is given an access key"
  }

  enforce {
    condition = !core::try(
      core::regex_match(attrs.secret_key, "^[A-Za-z0-9/+]{40}$") && !core::endswith(attrs.secret_key, "EXAMPLEKEY"),
      false
    )
    error_message = "The provider is given a secret key"
  }
}
