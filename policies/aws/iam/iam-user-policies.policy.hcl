# iaclint-id: iam-user-policies
# iaclint-summary: A policy is attached to a user instead of a group or role.
# iaclint-why: What each person may do is then said in as many places as there are persons, and rights stay when
# somebody changes their work.
# iaclint-fix: Attach the policy to a group that the user is in, or to a role that they take.
# iaclint-controls: IAM.2, CIS 1.15
# iaclint-groups: identity, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_40, trivy:AWS-0143, kics:b4378389-a9aa-44ee-91e7-ef183f11079e
# iaclint-security: 3.0

resource_policy "aws_iam_user_policy" "user_policies" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "The policy is the user's own"
  }
}

resource_policy "aws_iam_user_policy_attachment" "user_policies" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "The policy is attached to a user"
  }
}

resource_policy "aws_iam_policy_attachment" "user_policies" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::length(attrs.users), 0) == 0
    error_message = "The policy is attached to users"
  }
}
