# iaclint-id: ec2-role-public-private
# iaclint-summary: An instance in a public subnet has the role of one in a private subnet.
# iaclint-why: Who breaks into the one that faces the internet gets all the rights that the other, which nobody
# reaches, was given.
# iaclint-fix: Give each a role and an aws_iam_instance_profile of its own.
# iaclint-groups: identity
# iaclint-peers: kics:c53c7a89-f9d7-4c7b-8b66-8a555be99593
# iaclint-security: 4.0

resource_policy "aws_instance" "ec2_role_public_private" {
  enforcement_level = "advisory"

  filter = core::try(attrs.iam_instance_profile, null) != null && core::try(attrs.subnet_id, null) != null

  locals {
    same = core::getresources("aws_instance", { iam_instance_profile = core::try(attrs.iam_instance_profile, null) })
    private = [
      for one in local.same : one.subnet_id
      if core::try(one.subnet_id, null) != null && core::try(iaclint::subnet_class(one.subnet_id), "") == "private"
    ]
  }

  enforce {
    condition = (
      core::length(local.same) < 2 || core::try(iaclint::subnet_class(attrs.subnet_id), "") != "public" ||
      core::length(local.private) == 0
    )
    error_message = "An instance in a private subnet has the same role"
  }
}
