policytest {
  targets = ["batch-privileged.policy.hcl"]
}

resource "aws_batch_job_definition" "plain" {
  attrs = { container_properties = core::jsonencode({ image = "busybox", privileged = false }) }
}

resource "aws_batch_job_definition" "unsaid" {
  attrs = { container_properties = core::jsonencode({ image = "busybox" }) }
}

resource "aws_batch_job_definition" "nothing" {
  attrs = { type = "container" }
}

resource "aws_batch_job_definition" "privileged" {
  expect_failure = true
  attrs          = { container_properties = core::jsonencode({ image = "busybox", privileged = true }) }
}

resource "aws_batch_job_definition" "node" {
  expect_failure = true
  attrs = {
    node_properties = core::jsonencode({ nodeRangeProperties = [
      { container = { image = "busybox" } },
      { container = { image = "busybox", privileged = true } },
    ] })
  }
}

resource "aws_batch_job_definition" "task" {
  expect_failure = true
  attrs = {
    ecs_properties = core::jsonencode({
      taskProperties = [{ containers = [{ image = "busybox", privileged = true }] }]
    })
  }
}

resource "aws_batch_job_definition" "pod" {
  expect_failure = true
  attrs = {
    eks_properties = [{ pod_properties = [{
      containers      = [{ image = "busybox" }]
      init_containers = [{ image = "busybox", security_context = [{ privileged = true }] }]
    }] }]
  }
}

resource "aws_batch_job_definition" "plain_pod" {
  attrs = {
    eks_properties = [{ pod_properties = [{
      containers = [{ image = "busybox", security_context = [{ privileged = false }] }]
    }] }]
  }
}

resource "aws_batch_job_definition" "node_with_task" {
  expect_failure = true
  attrs = {
    node_properties = core::jsonencode({ nodeRangeProperties = [{
      ecsProperties = { taskProperties = [{ containers = [{ image = "busybox", privileged = true }] }] }
    }] })
  }
}

resource "aws_batch_job_definition" "node_with_pod" {
  expect_failure = true
  attrs = {
    node_properties = core::jsonencode({ nodeRangeProperties = [{
      eksProperties = { podProperties = {
        containers     = [{ image = "busybox" }]
        initContainers = [{ image = "busybox", securityContext = { privileged = true } }]
      } }
    }] })
  }
}

resource "aws_batch_job_definition" "plain_nodes" {
  attrs = {
    node_properties = core::jsonencode({ nodeRangeProperties = [
      { ecsProperties = { taskProperties = [{ containers = [{ image = "busybox", privileged = false }] }] } },
      { eksProperties = { podProperties = { containers = [{ image = "busybox" }] } } },
      { container = { image = "busybox" } },
    ] })
  }
}

# iaclint-unknown: container_properties
# iaclint-expect: undetermined
resource "aws_batch_job_definition" "unknown" {
  skip  = true
  attrs = { type = "container" }
}
