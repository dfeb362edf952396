# iaclint-summary: A table is in no backup plan.
# iaclint-why: Point-in-time recovery ends after 35 days and with the table itself; what was lost before, or together
# with the account, has no copy elsewhere.
# iaclint-fix: Name the table's ARN in `resources` of an aws_backup_selection, or give it the tag that a selection asks
# for.
# iaclint-controls: DynamoDB.4
# iaclint-groups: resilience
resource_policy "aws_dynamodb_table" "dynamodb_backup_plan" {
  enforcement_level = "advisory"

  # A table of Terraform's locks holds nothing that lasts.
  filter = core::try(attrs.hash_key, null) != "LockID"

  locals {
    # A selection by tags, or one of everything, may mean it.
    selections = core::getresources("aws_backup_selection", {})
    selected = core::anytrue([
      for one in local.selections : core::length(core::try(one.selection_tag, [])) > 0 || core::anytrue([
        for resource in core::try(one.resources == null ? [] : one.resources, []) :
        resource == attrs.arn || core::try(core::contains(["*", "arn:aws:dynamodb:*"], resource), false)
      ])
    ])
  }

  enforce {
    condition     = local.selected
    error_message = "No backup plan of the environment has the table"
  }
}
