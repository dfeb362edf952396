# iaclint-id: beanstalk-managed-updates
# iaclint-summary: An environment of Elastic Beanstalk does not get updates of its platform by itself.
# iaclint-why: Holes in the operating system and the runtime stay open until somebody thinks of it, and old platforms
# are retired.
# iaclint-fix: Add `setting` blocks of the namespace `aws:elasticbeanstalk:managedactions` with
# `ManagedActionsEnabled` as `true` and `PreferredStartTime`, and one of
# `aws:elasticbeanstalk:managedactions:platformupdate` with `UpdateLevel`.
# iaclint-controls: ElasticBeanstalk.2
# iaclint-groups: upgrades, fsbp
# iaclint-peers: checkov:CKV_AWS_340
# iaclint-security: 4.0

resource_policy "aws_elastic_beanstalk_environment" "beanstalk_managed_updates" {
  enforcement_level = "advisory"

  # A template that is not of the repository may say it.
  filter = core::try(attrs.template_name, null) == null || core::length(local.templates) > 0

  locals {
    templates = core::getresources("aws_elastic_beanstalk_configuration_template", {
      name = core::try(attrs.template_name, null)
    })
    settings = core::concat(
      [for one in core::try(attrs.setting, []) : one],
      core::flatten([for one in local.templates : core::try(one.setting, [])])
    )
    values = [
      for one in local.settings : core::lower(core::tostring(one.value))
      if one.namespace == "aws:elasticbeanstalk:managedactions" && one.name == "ManagedActionsEnabled"
    ]
  }

  enforce {
    # What the environment says itself counts before its template.
    condition     = core::try(local.values[0], "false") == "true"
    error_message = "The environment does not get updates of its platform by itself"
  }
}
