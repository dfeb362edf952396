# iaclint-id: rds-event-subscription
# iaclint-summary: Nobody is told of a failure or of maintenance of a database.
# iaclint-why: A failover, a full disk or an update that AWS has planned shows in the console only, and metrics differ
# afterwards without a reason.
# iaclint-fix: Add an aws_db_event_subscription with a topic, for the source type `db-instance` or `db-cluster` and
# all of its categories.
# iaclint-controls: RDS.19, RDS.20
# iaclint-groups: logging, fsbp

locals {
  of_clusters  = ["failure", "maintenance"]
  of_instances = ["configuration change", "failure", "maintenance"]
}

resource_policy "aws_rds_cluster" "event_subscription" {
  enforcement_level = "advisory"

  locals {
    heard = [
      for one in core::getresources("aws_db_event_subscription") :
      core::try(core::length(one.event_categories), 0) == 0 ? local.of_clusters : core::tolist(one.event_categories)
      if core::try(one.enabled, null) != false &&
      core::contains(["db-cluster", "every"], core::coalesce(core::try(one.source_type, null), "every"))
    ]
  }

  enforce {
    condition     = core::length(core::setsubtract(local.of_clusters, core::flatten(local.heard))) == 0
    error_message = "Nobody is told of the failures and maintenance of the cluster"
  }
}

resource_policy "aws_db_instance" "event_subscription" {
  enforcement_level = "advisory"

  locals {
    heard = [
      for one in core::getresources("aws_db_event_subscription") :
      core::try(core::length(one.event_categories), 0) == 0 ? local.of_instances : core::tolist(one.event_categories)
      if core::try(one.enabled, null) != false &&
      core::contains(["db-instance", "every"], core::coalesce(core::try(one.source_type, null), "every"))
    ]
  }

  enforce {
    condition     = core::length(core::setsubtract(local.of_instances, core::flatten(local.heard))) == 0
    error_message = "Nobody is told of the failures, maintenance and changes of the instance"
  }
}
