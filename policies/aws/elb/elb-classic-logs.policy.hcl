# iaclint-id: elb-classic-logs
# iaclint-summary: A classic load balancer keeps no log of its requests.
# iaclint-why: After an attack or an outage nobody can tell who asked for what, and what was answered.
# iaclint-fix: Add `access_logs` with the name of a bucket whose policy lets the load balancer write.
# iaclint-controls: ELB.5
# iaclint-groups: logging, fsbp
# iaclint-peers: checkov:CKV_AWS_92, kics:20018359-6fd7-4d05-ab26-d4dffccbdf79

resource_policy "aws_elb" "classic_logs" {
  enforcement_level = "advisory"

  enforce {
    condition = (
      core::length(core::try(attrs.access_logs, [])) > 0 && core::try(attrs.access_logs[0].enabled, true) != false
    )
    error_message = "The load balancer keeps no log of its requests"
  }
}
