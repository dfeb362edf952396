# iaclint-summary: A policy is attached in a way that detaches it everywhere else.
# iaclint-why: aws_iam_policy_attachment owns all attachments of the policy in the whole account: at apply those made
# by other stacks, other tools or by hand are removed.
# iaclint-fix: Use aws_iam_role_policy_attachment, aws_iam_group_policy_attachment or aws_iam_user_policy_attachment.
# iaclint-groups: hygiene
# iaclint-peers: tflint:aws_iam_policy_attachment_exclusive_attachment
resource_policy "aws_iam_policy_attachment" "exclusive_attachment" {
  enforcement_level = "advisory"

  enforce {
    condition     = false
    error_message = "aws_iam_policy_attachment takes the policy away from everybody whom it does not name"
  }
}
