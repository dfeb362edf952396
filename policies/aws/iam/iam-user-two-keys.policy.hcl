# iaclint-summary: A user has more than one active access key.
# iaclint-why: The second key is for the day on which the first is replaced; one that stays active is used by nobody,
# and missed by nobody when it leaks.
# iaclint-fix: Remove one of the keys, or set `status = "Inactive"` on it.
# iaclint-controls: CIS 1.13
# iaclint-groups: identity, cis
# iaclint-peers: trivy:AWS-0167, kics:3561130e-9c5f-485b-9e16-2764c82763e5
# iaclint-security: 3.0
resource_policy "aws_iam_user" "user_two_keys" {
  enforcement_level = "advisory"

  locals {
    keys = [
      for key in core::getresources("aws_iam_access_key", { user = attrs.name }) : key
      if core::try(key.status, null) != "Inactive"
    ]
  }

  enforce {
    condition     = core::length(local.keys) < 2
    error_message = "The user has more than one active access key"
  }
}
