# iaclint-summary: Nobody can tell whether the files of a trail were changed.
# iaclint-why: CloudTrail then writes no signed digests, and whoever breaks in can take their own traces out of the
# files unseen.
# iaclint-fix: Set `enable_log_file_validation = true`. It costs nothing.
# iaclint-controls: CloudTrail.4, CIS 3.2
# iaclint-groups: logging, fsbp, cis
# iaclint-peers: checkov:CKV_AWS_36, trivy:AWS-0016, kics:52ffcfa6-6c70-4ea6-8376-d828d3961669
# iaclint-security: 4.0
resource_policy "aws_cloudtrail" "validation" {
  enforcement_level = "mandatory_overridable"

  enforce {
    condition     = core::try(attrs.enable_log_file_validation, false) == true
    error_message = "Nobody can tell whether the files of the trail were changed"
  }
}
