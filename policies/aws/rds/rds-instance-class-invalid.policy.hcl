# iaclint-id: rds-instance-class-invalid
# iaclint-summary: The instance class of a database has a form that no class has.
# iaclint-why: AWS refuses it at the apply, after `plan` has passed.
# iaclint-fix: Write `db.`, the family and the size, such as `db.m7g.large`.
# iaclint-groups: default, hygiene
# iaclint-peers: tflint:aws_db_instance_invalid_type

locals {
  forms = [
    "^db[.]serverless$",
    "^db[.][a-z0-9-]+[.](micro|small|medium|large|[0-9]*xlarge|metal(-[0-9]+xl)?)$",
    # Of Oracle: threads for each core, and more memory.
    "^db[.][a-z0-9-]+[.][a-z0-9]+[.]tpc[0-9][.]mem[0-9]x$",
  ]
}

resource_policy "aws_db_instance" "instance_class_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.instance_class, null) != null

  enforce {
    condition     = core::length([for form in local.forms : form if core::regex_match(attrs.instance_class, form)]) > 0
    error_message = "There is no such instance class"
  }
}

resource_policy "aws_rds_cluster_instance" "instance_class_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.instance_class, null) != null

  enforce {
    condition     = core::length([for form in local.forms : form if core::regex_match(attrs.instance_class, form)]) > 0
    error_message = "There is no such instance class"
  }
}

resource_policy "aws_rds_cluster" "instance_class_invalid" {
  enforcement_level = "mandatory"

  filter = core::try(attrs.db_cluster_instance_class, null) != null

  enforce {
    condition     = core::length([for form in local.forms : form if core::regex_match(attrs.db_cluster_instance_class, form)]) > 0
    error_message = "There is no such instance class"
  }
}
