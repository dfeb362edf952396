policytest {
  targets = ["beanstalk-managed-updates.policy.hcl"]
}

resource "aws_elastic_beanstalk_environment" "good" {
  attrs = { setting = [{ namespace = "aws:elasticbeanstalk:managedactions", name = "ManagedActionsEnabled", value = "true" }] }
}

resource "aws_elastic_beanstalk_environment" "bad" {
  expect_failure = true
  attrs          = { setting = [{ namespace = "aws:elasticbeanstalk:managedactions", name = "ManagedActionsEnabled", value = "false" }] }
}

resource "aws_elastic_beanstalk_environment" "another" {
  expect_failure = true
  attrs          = { setting = [{ namespace = "aws:autoscaling:asg", name = "MinSize", value = "2" }] }
}

resource "aws_elastic_beanstalk_environment" "left_out" {
  expect_failure = true
  attrs          = { name = "shop" }
}

resource "aws_elastic_beanstalk_configuration_template" "good" {
  skip  = true
  attrs = { name = "good", setting = [{ namespace = "aws:elasticbeanstalk:managedactions", name = "ManagedActionsEnabled", value = "true" }] }
}

resource "aws_elastic_beanstalk_environment" "by_template" {
  attrs = { template_name = "good" }
}

resource "aws_elastic_beanstalk_environment" "against_template" {
  expect_failure = true
  attrs = {
    template_name = "good"
    setting       = [{ namespace = "aws:elasticbeanstalk:managedactions", name = "ManagedActionsEnabled", value = "false" }]
  }
}

resource "aws_elastic_beanstalk_environment" "template_of_others" {
  attrs = { template_name = "elsewhere" }
}

# iaclint-unknown: setting[0].value
# iaclint-expect: undetermined
resource "aws_elastic_beanstalk_environment" "unknown" {
  skip  = true
  attrs = { setting = [{ namespace = "aws:elasticbeanstalk:managedactions", name = "ManagedActionsEnabled", value = "" }] }
}
