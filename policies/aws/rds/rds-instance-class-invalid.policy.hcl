# iaclint-id: rds-instance-class-invalid
# iaclint-summary: The instance class of a database has a form that no class has.
# iaclint-why: AWS refuses it at the apply, after `plan` has passed.
# iaclint-fix: Write `db.`, the family and the size, such as `db.m7g.large`.
# iaclint-groups: default
# iaclint-peers: tflint:aws_db_instance_invalid_type

resource_policy "aws_db_instance" "instance_class_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.instance_class, null) != null

  enforce {
    condition     = core::regex_match(attrs.instance_class, "^db[.](serverless|[a-z0-9-]+[.](micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)([.]tpc[0-9][.]mem[0-9]x)?)$")
    error_message = "There is no such instance class"
  }
}

resource_policy "aws_rds_cluster_instance" "instance_class_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.instance_class, null) != null

  enforce {
    condition     = core::regex_match(attrs.instance_class, "^db[.](serverless|[a-z0-9-]+[.](micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)([.]tpc[0-9][.]mem[0-9]x)?)$")
    error_message = "There is no such instance class"
  }
}

resource_policy "aws_rds_cluster" "instance_class_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.db_cluster_instance_class, null) != null

  enforce {
    condition     = core::regex_match(attrs.db_cluster_instance_class, "^db[.](serverless|[a-z0-9-]+[.](micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)([.]tpc[0-9][.]mem[0-9]x)?)$")
    error_message = "There is no such instance class"
  }
}
