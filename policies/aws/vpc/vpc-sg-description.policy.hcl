# iaclint-summary: A security group does not say what it is for.
# iaclint-why: Whoever has to decide a year later whether it may be changed or removed has nothing to go by. AWS lets
# nobody add a description later: it replaces the group.
# iaclint-fix: Set `description` to who uses the group and for what.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_23, trivy:AWS-0099, kics:cb3f5ed6-0d18-40de-a93d-b3538db31e8c
resource_policy "aws_security_group" "description" {
  enforcement_level = "advisory"

  enforce {
    # The provider writes the second where nothing is said.
    condition     = !core::contains(["", "Managed by Terraform"], core::try(core::trimspace(attrs.description), ""))
    error_message = "The group does not say what it is for"
  }
}
