# iaclint-id: rds-performance-insights
# iaclint-summary: Nobody can see which queries load a database.
# iaclint-why: Without Performance Insights one sees that the processor is busy, and not with what. Since
# July 2026 the console shows what it gathers as Database Insights of CloudWatch.
# iaclint-fix: Set `performance_insights_enabled = true`; seven days are kept at no cost.
# iaclint-groups: logging
# iaclint-peers: checkov:CKV_AWS_353, trivy:AWS-0133

# The smallest classes of MySQL and MariaDB do not have it.
resource_policy "aws_db_instance" "performance_insights" {
  enforcement_level = "advisory"

  filter = !core::try(core::regex_match(attrs.instance_class, "^db[.]t[0-9]g?[.](micro|small)$"), false)

  enforce {
    condition     = core::try(attrs.performance_insights_enabled, false) == true
    error_message = "Performance Insights is off"
  }
}

resource_policy "aws_rds_cluster_instance" "performance_insights" {
  enforcement_level = "advisory"

  locals {
    clusters = core::getresources("aws_rds_cluster", { id = attrs.cluster_identifier })
    seen     = [for one in local.clusters : core::try(one.performance_insights_enabled, false) == true]
  }

  enforce {
    condition     = core::try(attrs.performance_insights_enabled, false) == true || core::anytrue(local.seen)
    error_message = "Performance Insights is off"
  }
}
