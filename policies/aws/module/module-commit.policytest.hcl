policytest {
  targets = ["module-commit.policy.hcl"]
}

module "git::https://example.com/modules.git//alb?ref=0123456789abcdef0123456789abcdef01234567" "commit" {
  meta = { source = "git::https://example.com/modules.git//alb?ref=0123456789abcdef0123456789abcdef01234567" }
}

module "git::https://example.com/modules.git//alb?depth=1&ref=0123456789abcdef0123456789abcdef01234567&x=y" "among_others" {
  meta = { source = "git::https://example.com/modules.git//alb?depth=1&ref=0123456789abcdef0123456789abcdef01234567&x=y" }
}

module "git::https://example.com/modules.git//alb?ref=v1.2.0" "tag" {
  expect_failure = true
  meta           = { source = "git::https://example.com/modules.git//alb?ref=v1.2.0" }
}

module "git@github.com:example/modules.git//alb?ref=main" "branch" {
  expect_failure = true
  meta           = { source = "git@github.com:example/modules.git//alb?ref=main" }
}

module "github.com/example/modules" "open" {
  expect_failure = true
  meta           = { source = "github.com/example/modules" }
}

module "git::https://example.com/modules.git?ref=0123456" "short" {
  expect_failure = true
  meta           = { source = "git::https://example.com/modules.git?ref=0123456" }
}

module "registry.terraform.io/terraform-aws-modules/vpc/aws" "registry" {
  meta = { source = "registry.terraform.io/terraform-aws-modules/vpc/aws" }
}

module "./modules/vpc" "local" {
  meta = { source = "./modules/vpc" }
}
