# iaclint-id: mq-engine-retired
# iaclint-summary: A message broker has a version that AWS no longer supports.
# iaclint-why: Holes that are found in it are not closed, no new broker can be made with it, and AWS upgrades those
# that are left without being asked. All versions of ActiveMQ before 5.18 and of RabbitMQ before 3.13 are among them.
# iaclint-fix: Set `engine_version` to a supported one, such as 5.19 of ActiveMQ or 4.2 of RabbitMQ; on instances
# other than mq.m7g RabbitMQ is 3.13 at most.
# iaclint-groups: default, upgrades
# iaclint-peers: checkov:CKV_AWS_208
# iaclint-security: 5.0

resource_policy "aws_mq_broker" "engine_retired" {
  enforcement_level = "mandatory_overridable"

  locals {
    rabbit = core::try(core::lower(attrs.engine_type), "") == "rabbitmq"
    old    = local.rabbit ? "^3[.]([0-9]|1[0-2])([.]|$)" : "^5[.]([0-9]|1[0-7])([.]|$)"
  }

  enforce {
    condition     = !core::regex_match(attrs.engine_version, local.old)
    error_message = "AWS no longer supports this version of the broker"
  }
}

resource_policy "aws_mq_configuration" "engine_retired" {
  enforcement_level = "mandatory_overridable"

  locals {
    rabbit = core::try(core::lower(attrs.engine_type), "") == "rabbitmq"
    old    = local.rabbit ? "^3[.]([0-9]|1[0-2])([.]|$)" : "^5[.]([0-9]|1[0-7])([.]|$)"
  }

  enforce {
    condition     = !core::regex_match(attrs.engine_version, local.old)
    error_message = "AWS no longer supports this version of the broker"
  }
}
