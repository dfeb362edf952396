# iaclint-id: rds-instance-class-previous
# iaclint-summary: A database runs on an instance class of a previous generation.
# iaclint-why: AWS makes no new ones of these classes, and moves those that still run; newer classes cost less for the
# same work.
# iaclint-fix: Choose the class of a current family, such as `db.t4g.medium` for `db.t2.medium` or `db.m7g.large` for
# `db.m4.large`.
# iaclint-groups: default, upgrades, cost
# iaclint-peers: tflint:aws_db_instance_previous_type

resource_policy "aws_db_instance" "instance_class_previous" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.instance_class, null) != null

  enforce {
    condition     = !core::regex_match(attrs.instance_class, "^db[.](cr1|m[1-4]|r[34]|t[12])[.]")
    error_message = "The instance class is of a previous generation"
  }
}

resource_policy "aws_rds_cluster_instance" "instance_class_previous" {
  enforcement_level = "mandatory_overridable"

  filter = core::try(attrs.instance_class, null) != null

  enforce {
    condition     = !core::regex_match(attrs.instance_class, "^db[.](cr1|m[1-4]|r[34]|t[12])[.]")
    error_message = "The instance class is of a previous generation"
  }
}
