# iaclint-id: beanstalk-enhanced-health
# iaclint-summary: An environment of Elastic Beanstalk reports its health the basic way.
# iaclint-why: Basic reports know little but whether the load balancer's checks are answered; requests that fail, and
# instances that are overloaded, are seen late or not at all.
# iaclint-fix: Add a `setting` of the namespace `aws:elasticbeanstalk:healthreporting:system` with `name =
# "SystemType"` and `value = "enhanced"`.
# iaclint-controls: ElasticBeanstalk.1
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_312

resource_policy "aws_elastic_beanstalk_environment" "beanstalk_enhanced_health" {
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
      if one.namespace == "aws:elasticbeanstalk:healthreporting:system" && one.name == "SystemType"
    ]
  }

  enforce {
    # What the environment says itself counts before its template.
    condition     = core::try(local.values[0], "basic") == "enhanced"
    error_message = "The environment reports its health the basic way"
  }
}
