policytest {
  targets = ["imagebuilder-customer-key.policy.hcl"]
}

resource "aws_imagebuilder_component" "own" {
  attrs = { kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }
}

resource "aws_imagebuilder_component" "of_aws" {
  expect_failure = true
  attrs          = {}
}

resource "aws_imagebuilder_component" "empty" {
  expect_failure = true
  attrs          = { kms_key_id = "" }
}

# iaclint-unknown: kms_key_id
# iaclint-expect: undetermined
resource "aws_imagebuilder_component" "unknown" {
  skip  = true
  attrs = { kms_key_id = "" }
}

resource "aws_imagebuilder_distribution_configuration" "own" {
  attrs = {
    distribution = [
      { region = "us-east-1", ami_distribution_configuration = [{ kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] },
      { region = "eu-west-1", ami_distribution_configuration = [{ kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] },
    ]
  }
}

resource "aws_imagebuilder_distribution_configuration" "one_of_two" {
  expect_failure = true
  attrs = {
    distribution = [
      { region = "us-east-1", ami_distribution_configuration = [{ kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] },
      { region = "eu-west-1", ami_distribution_configuration = [{ name = "web" }] },
    ]
  }
}

resource "aws_imagebuilder_distribution_configuration" "containers" {
  attrs = { distribution = [{ region = "us-east-1", container_distribution_configuration = [{}] }] }
}

# iaclint-unknown: distribution[0].ami_distribution_configuration[0].kms_key_id
# iaclint-expect: undetermined
resource "aws_imagebuilder_distribution_configuration" "unknown" {
  skip  = true
  attrs = { distribution = [{ region = "us-east-1", ami_distribution_configuration = [{ kms_key_id = "" }] }] }
}

resource "aws_imagebuilder_image_recipe" "own" {
  attrs = { block_device_mapping = [{ ebs = [{ encrypted = "true", kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }
}

resource "aws_imagebuilder_image_recipe" "of_aws" {
  expect_failure = true
  attrs          = { block_device_mapping = [{ ebs = [{ encrypted = "true", kms_key_id = "" }] }] }
}

resource "aws_imagebuilder_image_recipe" "plain" {
  expect_failure = true
  attrs          = { block_device_mapping = [{ ebs = [{ encrypted = "", kms_key_id = "arn:aws:kms:us-east-1:111122223333:key/1" }] }] }
}

resource "aws_imagebuilder_image_recipe" "left_out" {
  expect_failure = true
  attrs          = { block_device_mapping = [{ ebs = [{ volume_size = 8 }] }] }
}

resource "aws_imagebuilder_image_recipe" "no_disk" {
  attrs = { block_device_mapping = [{ device_name = "/dev/xvdb", ebs = [] }] }
}

resource "aws_imagebuilder_image_recipe" "nothing" {
  attrs = { name = "web" }
}

# iaclint-unknown: block_device_mapping[0].ebs[0].encrypted
# iaclint-expect: undetermined
resource "aws_imagebuilder_image_recipe" "unknown" {
  skip  = true
  attrs = { block_device_mapping = [{ ebs = [{ encrypted = "", kms_key_id = "key" }] }] }
}
