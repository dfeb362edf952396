# iaclint-id: vpc-sg-rule-description
# iaclint-summary: A rule of a security group does not say what it is for.
# iaclint-why: A port and a range of addresses do not tell who comes from there, so nobody dares to remove the rule
# once it is not needed.
# iaclint-fix: Set `description` at the rule.
# iaclint-groups: hygiene
# iaclint-peers: checkov:CKV_AWS_23, trivy:AWS-0124, kics:68eb4bf3-f9bf-463d-b5cf-e029bb446d2e

resource_policy "aws_security_group" "rule_description" {
  enforcement_level = "advisory"

  locals {
    ingress = [for one in core::try(attrs.ingress, []) : core::try(core::trimspace(one.description), "") != ""]
    egress  = [for one in core::try(attrs.egress, []) : core::try(core::trimspace(one.description), "") != ""]
  }

  enforce {
    condition     = core::alltrue(local.ingress) && core::alltrue(local.egress)
    error_message = "A rule of the group does not say what it is for"
  }
}

resource_policy "aws_security_group_rule" "description" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::trimspace(attrs.description), "") != ""
    error_message = "The rule does not say what it is for"
  }
}

resource_policy "aws_vpc_security_group_*_rule" "description" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(core::trimspace(attrs.description), "") != ""
    error_message = "The rule does not say what it is for"
  }
}
