policytest {
  targets = ["module-revision.policy.hcl"]
}

module "git::https://example.com/modules.git//alb?ref=v1.2.0" "tag" {
  meta = { source = "git::https://example.com/modules.git//alb?ref=v1.2.0" }
}

module "git::https://example.com/modules.git//alb?depth=1&ref=main" "among_others" {
  meta = { source = "git::https://example.com/modules.git//alb?depth=1&ref=main" }
}

module "git::https://example.com/modules.git//alb" "open" {
  expect_failure = true
  meta           = { source = "git::https://example.com/modules.git//alb" }
}

module "github.com/example/modules" "github" {
  expect_failure = true
  meta           = { source = "github.com/example/modules" }
}

module "git::https://example.com/modules.git//alb?ref=" "empty" {
  expect_failure = true
  meta           = { source = "git::https://example.com/modules.git//alb?ref=" }
}

module "registry.terraform.io/terraform-aws-modules/vpc/aws" "registry" {
  meta = { source = "registry.terraform.io/terraform-aws-modules/vpc/aws" }
}

module "./modules/vpc" "local" {
  meta = { source = "./modules/vpc" }
}
