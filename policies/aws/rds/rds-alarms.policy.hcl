# iaclint-summary: No alarm watches the processor or the storage of a database.
# iaclint-why: A database whose disk is full stops, and one whose processor is busy answers late, both hours after a
# metric showed it.
# iaclint-fix: Add aws_cloudwatch_metric_alarms on `CPUUtilization` and `FreeStorageSpace` with the dimension
# `DBInstanceIdentifier`.
# iaclint-groups: logging
resource_policy "aws_db_instance" "alarms" {
  enforcement_level = "advisory"

  locals {
    metrics = core::flatten([
      for alarm in core::getresources("aws_cloudwatch_metric_alarm") : core::concat(
        [{ metric_name = core::try(alarm.metric_name, null), dimensions = core::try(alarm.dimensions, null) }],
        core::try(core::flatten(alarm.metric_query[*].metric), []),
      )
    ])
    watched = [
      for one in local.metrics : core::try(one.metric_name, null)
      if core::try(one.dimensions.DBInstanceIdentifier, null) == attrs.identifier
    ]
  }

  enforce {
    condition     = core::contains(local.watched, "CPUUtilization")
    error_message = "No alarm watches the database's processor"
  }

  enforce {
    condition     = core::contains(local.watched, "FreeStorageSpace")
    error_message = "No alarm watches the database's free storage"
  }
}
