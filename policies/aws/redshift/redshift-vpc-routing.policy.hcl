# iaclint-id: redshift-vpc-routing
# iaclint-summary: A data warehouse of Redshift loads and unloads data past the VPC.
# iaclint-why: What it copies from and to S3 goes over public endpoints of AWS, where neither security groups nor
# endpoint policies decide and no flow log sees it.
# iaclint-fix: Set `enhanced_vpc_routing = true`, and give the VPC an endpoint for S3.
# iaclint-controls: Redshift.7, RedshiftServerless.1
# iaclint-groups: exposure, fsbp
# iaclint-peers: checkov:CKV_AWS_321
# iaclint-security: 3.0

resource_policy "aws_redshift_cluster" "vpc_routing" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.enhanced_vpc_routing, false) == true
    error_message = "The cluster loads and unloads data past the VPC"
  }
}

resource_policy "aws_redshiftserverless_workgroup" "vpc_routing" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.enhanced_vpc_routing, false) == true
    error_message = "The workgroup loads and unloads data past the VPC"
  }
}
