# iaclint-summary: A cluster of EKS has a version of Kubernetes that is out of standard support.
# iaclint-why: Each hour of Extended Support costs six times as much, and after a year AWS upgrades the cluster without
# being asked; where `support_type` is `STANDARD` it does so at once. Among them are all versions before 1.35: 1.34
# since 2 December 2026. 1.35 follows on 27 March 2027.
# iaclint-fix: Raise `version` by one minor version at a time, and the add-ons and node groups after it.
# iaclint-controls: EKS.2
# iaclint-groups: default, upgrades, cost, fsbp
# iaclint-peers: checkov:CKV_AWS_339
# iaclint-security: 5.0
resource_policy "aws_eks_cluster" "version_retired" {
  enforcement_level = "mandatory_overridable"

  # A cluster that says none is made with the latest. Clusters on Outposts have a calendar of their own.
  filter = core::try(attrs.version, null) != null && core::length(core::try(attrs.outpost_config, [])) == 0

  enforce {
    condition     = !core::regex_match(attrs.version, "^1[.]([0-9]|[12][0-9]|3[0-4])$")
    error_message = "Kubernetes ${attrs.version} is out of standard support"
  }
}
