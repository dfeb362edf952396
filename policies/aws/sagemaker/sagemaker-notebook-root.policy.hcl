# iaclint-id: sagemaker-notebook-root
# iaclint-summary: Who uses a notebook of SageMaker is root there.
# iaclint-why: Root changes every file of the instance, also of others who use it, and what watches or limits it.
# iaclint-fix: Set `root_access = "Disabled"`. Lifecycle configurations run as root all the same.
# iaclint-controls: SageMaker.3
# iaclint-groups: identity, fsbp
# iaclint-peers: checkov:CKV_AWS_307
# iaclint-security: 4.0

resource_policy "aws_sagemaker_notebook_instance" "sagemaker_notebook_root" {
  enforcement_level = "advisory"

  enforce {
    condition     = core::try(attrs.root_access, "Enabled") == "Disabled"
    error_message = "Users of the notebook are root"
  }
}
