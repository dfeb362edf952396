"""What came out of the apply, asked through the API and compared with what the estate promises.

Nothing here reads the Terraform code: a promise counts only if the cloud confirms it.
"""

import fnmatch
import itertools
import json
import os
import re

import boto3

SECRET_VALUE = "not-to-be-found-in-any-state"


class Ledger:
    """Counts what holds and tells what does not."""

    def __init__(self, say):
        self.say = say
        self.held = 0
        self.failed = 0

    def that(self, condition, promise, found=None):
        if condition:
            self.held += 1
        else:
            self.failed += 1
            self.say(f"BROKEN {promise}" + (f"; found {found!r}" if found is not None else ""))

    def equal(self, found, wanted, promise):
        self.that(found == wanted, f"{promise}: wanted {wanted!r}", found)


def run(environment, settings, stacks, copy, say):
    ledger = Ledger(say)
    is_prod = environment == "prod"
    name = f"shopping-cart-{environment}"

    network = Network()
    check_network(ledger, network, is_prod)
    balancer = check_balancer(ledger, network, name, is_prod)
    service = check_service(ledger, network, balancer, settings, name, environment, is_prod)
    check_registry(ledger, settings, name, is_prod)
    check_alarms(ledger, network, balancer, name, is_prod)
    check_roles(ledger, settings, name, environment, service)
    check_state(ledger, settings, environment, stacks, copy)
    check_budget(ledger, settings, name)
    check_tags(ledger, network, environment)

    say(f"checks: {ledger.held} hold, {ledger.failed} broken")
    return ledger.failed


def write_secrets():
    secrets = boto3.client("secretsmanager")
    for secret in secrets.list_secrets()["SecretList"]:
        secrets.put_secret_value(SecretId=secret["ARN"], SecretString=SECRET_VALUE)


# --- network ---


class Network:
    """The VPC that Terraform made (the account has a default one too), its subnets and where each leads."""

    def __init__(self):
        ec2 = boto3.client("ec2")
        self.vpcs = [vpc for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]]
        self.id = self.vpcs[0]["VpcId"]
        mine = [{"Name": "vpc-id", "Values": [self.id]}]
        self.subnets = {subnet["SubnetId"]: subnet for subnet in ec2.describe_subnets(Filters=mine)["Subnets"]}
        self.tables = ec2.describe_route_tables(Filters=mine)["RouteTables"]
        self.gateways = {gateway["NatGatewayId"]: gateway for gateway in ec2.describe_nat_gateways()["NatGateways"]
                         if gateway["VpcId"] == self.id and gateway["State"] == "available"}
        self.groups = {group["GroupId"]: group for group in ec2.describe_security_groups(Filters=mine)["SecurityGroups"]}
        self.endpoints = ec2.describe_vpc_endpoints(Filters=mine)["VpcEndpoints"]
        self.flow_logs = [log for log in ec2.describe_flow_logs()["FlowLogs"] if log["ResourceId"] == self.id]

    def table(self, subnet):
        """The table in force: the subnet's own, else the VPC's main one."""
        main = None
        for table in self.tables:
            for association in table["Associations"]:
                if association.get("SubnetId") == subnet:
                    return table
                if association.get("Main"):
                    main = table
        return main

    def way_out(self, subnet):
        for route in self.table(subnet)["Routes"]:
            if route.get("DestinationCidrBlock") == "0.0.0.0/0":
                return route.get("NatGatewayId") or route.get("GatewayId")
        return None

    def zone(self, subnet):
        return self.subnets[subnet]["AvailabilityZone"]

    def is_public(self, subnet):
        return (self.way_out(subnet) or "").startswith("igw-")

    def is_private_with_nat(self, subnet):
        return (self.way_out(subnet) or "").startswith("nat-")


def check_network(ledger, network, is_prod):
    ledger.equal(len(network.vpcs), 1, "one VPC")
    public = [subnet for subnet in network.subnets if network.is_public(subnet)]
    private = [subnet for subnet in network.subnets if network.is_private_with_nat(subnet)]
    zones = 3 if is_prod else 2
    ledger.equal(len({network.zone(subnet) for subnet in public}), zones, "zones with a public subnet")
    ledger.equal(len({network.zone(subnet) for subnet in private}), zones, "zones with a private subnet")
    ledger.equal(len(public) + len(private), len(network.subnets), "subnets that are either public or private")
    ledger.that(not any(subnet["MapPublicIpOnLaunch"] for subnet in network.subnets.values()),
                "no subnet gives out public addresses")

    ledger.equal(len(network.gateways), zones if is_prod else 1, "NAT gateways")
    for gateway in network.gateways.values():
        ledger.that(network.is_public(gateway["SubnetId"]), "a NAT gateway stands in a public subnet", gateway["SubnetId"])
        ledger.that(gateway["NatGatewayAddresses"][0].get("AllocationId"), "a NAT gateway has an address")
    if is_prod:
        for subnet in private:
            gateway = network.gateways[network.way_out(subnet)]
            ledger.equal(network.zone(gateway["SubnetId"]), network.zone(subnet), f"zone of the NAT gateway that {subnet} leaves through")

    default = [group for group in network.groups.values() if group["GroupName"] == "default"]
    ledger.equal([(group["IpPermissions"], group["IpPermissionsEgress"]) for group in default], [([], [])],
                 "rules of the default security group")

    s3 = [endpoint for endpoint in network.endpoints if endpoint["ServiceName"].endswith(".s3")]
    ledger.equal(sorted(s3[0]["RouteTableIds"]), sorted(network.table(subnet)["RouteTableId"] for subnet in private),
                 "tables with the S3 endpoint")

    ledger.equal([log["TrafficType"] for log in network.flow_logs], ["ALL"], "flow logs")
    group = log_group(network.flow_logs[0]["LogDestination"].split(":log-group:")[1])
    ledger.equal(group.get("retentionInDays"), 365 if is_prod else 30, "days that flow logs are kept")
    ledger.that(group.get("kmsKeyId"), "flow logs are encrypted")


def log_group(name):
    groups = boto3.client("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    return next(group for group in groups if group["logGroupName"] == name)


def rules(permissions):
    """(protocol, from, to, who) of each rule of a security group."""
    found = set()
    for permission in permissions:
        ports = (permission["IpProtocol"], permission.get("FromPort"), permission.get("ToPort"))
        found |= {(*ports, block["CidrIp"]) for block in permission.get("IpRanges", [])}
        found |= {(*ports, block["CidrIpv6"]) for block in permission.get("Ipv6Ranges", [])}
        found |= {(*ports, pair["GroupId"]) for pair in permission.get("UserIdGroupPairs", [])}
    return found


# --- load balancer ---


def check_balancer(ledger, network, name, is_prod):
    elb = boto3.client("elbv2")
    balancers = elb.describe_load_balancers()["LoadBalancers"]
    ledger.equal([balancer["LoadBalancerName"] for balancer in balancers], [name], "load balancers")
    balancer = balancers[0]
    subnets = [zone["SubnetId"] for zone in balancer["AvailabilityZones"]]
    # moto leaves the scheme out where it is the default.
    ledger.equal(balancer.get("Scheme", "internet-facing"), "internet-facing", "scheme of the load balancer")
    ledger.that(all(network.is_public(subnet) for subnet in subnets), "the load balancer stands in public subnets", subnets)
    ledger.equal(len({network.zone(subnet) for subnet in subnets}), 3 if is_prod else 2, "zones of the load balancer")

    attributes = {attribute["Key"]: attribute["Value"] for attribute in elb.describe_load_balancer_attributes(
        LoadBalancerArn=balancer["LoadBalancerArn"])["Attributes"]}
    ledger.equal(attributes["deletion_protection.enabled"], "true" if is_prod else "false", "deletion protection")
    ledger.equal(attributes["routing.http.drop_invalid_header_fields.enabled"], "true", "malformed headers are dropped")
    ledger.equal(attributes["access_logs.s3.enabled"], "true", "access logs")
    ledger.equal(attributes.get("zonal_shift.config.enabled"), "true", "traffic can be shifted away from a zone")
    check_bucket(ledger, attributes["access_logs.s3.bucket"])

    targets = elb.describe_target_groups()["TargetGroups"]
    ledger.equal(len(targets), 1, "target groups")
    target = targets[0]
    ledger.equal((target["TargetType"], target["Protocol"], target["Port"]), ("ip", "HTTP", 80), "kind of targets")
    ledger.equal((target["HealthCheckPath"], target["Matcher"]["HttpCode"]), ("/healthz", "200"), "health check")
    ledger.equal(target["VpcId"], network.id, "VPC of the target group")

    listeners = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    ledger.equal([(listener["Port"], listener["DefaultActions"][0]["Type"], listener["DefaultActions"][0].get("TargetGroupArn"))
                  for listener in listeners], [(80, "forward", target["TargetGroupArn"])], "listeners")
    return balancer, target


def check_bucket(ledger, bucket):
    s3 = boto3.client("s3")
    block = s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"]
    ledger.that(len(block) == 4 and all(block.values()), f"{bucket} is not public in any way", block)
    ledger.equal(s3.get_bucket_versioning(Bucket=bucket).get("Status"), "Enabled", f"versions in {bucket}")
    encryption = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"][0]
    ledger.equal(encryption["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"], "AES256", f"encryption of {bucket}")
    policy = json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"])
    ledger.that(any(statement["Effect"] == "Deny" and statement.get("Condition") == {"Bool": {"aws:SecureTransport": "false"}}
                    for statement in policy["Statement"]), f"{bucket} refuses to talk without TLS")


# --- service ---


def check_service(ledger, network, balancer_and_target, settings, name, environment, is_prod):
    balancer, target = balancer_and_target
    ecs = boto3.client("ecs")
    clusters = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"], include=["SETTINGS"])["clusters"]
    ledger.equal([(cluster["clusterName"], cluster["settings"]) for cluster in clusters],
                 [(name, [{"name": "containerInsights", "value": "enabled"}])], "clusters")
    services = ecs.describe_services(cluster=name, services=ecs.list_services(cluster=name)["serviceArns"])["services"]
    ledger.equal([service["serviceName"] for service in services], ["hello-world"], "services")
    service = services[0]

    awsvpc = service["networkConfiguration"]["awsvpcConfiguration"]
    ledger.equal(awsvpc["assignPublicIp"], "DISABLED", "public addresses of tasks")
    ledger.that(all(network.is_private_with_nat(subnet) for subnet in awsvpc["subnets"]),
                "tasks run in subnets that leave through NAT", awsvpc["subnets"])
    zones = {network.zone(subnet) for subnet in awsvpc["subnets"]}
    ledger.equal(len(zones), 3 if is_prod else 2, "zones of the tasks")
    ledger.that(zones <= {zone["ZoneName"] for zone in balancer["AvailabilityZones"]},
                "the load balancer stands in every zone with tasks", zones)
    ledger.equal(service["launchType"], "FARGATE", "launch type")

    # The road, both ways, and nothing beside it.
    tasks, front = awsvpc["securityGroups"], balancer["SecurityGroups"]
    ledger.equal((len(tasks), len(front)), (1, 1), "security groups of tasks and load balancer")
    ledger.equal(rules(network.groups[tasks[0]]["IpPermissions"]), {("tcp", 80, 80, front[0])}, "who reaches the tasks")
    ledger.equal(rules(network.groups[tasks[0]]["IpPermissionsEgress"]), {("tcp", 443, 443, "0.0.0.0/0")}, "what the tasks reach")
    ledger.equal(rules(network.groups[front[0]]["IpPermissions"]), {("tcp", 80, 80, "0.0.0.0/0")}, "who reaches the load balancer")
    ledger.equal(rules(network.groups[front[0]]["IpPermissionsEgress"]), {("tcp", 80, 80, tasks[0])}, "what the load balancer reaches")

    deployment = service["deploymentConfiguration"]
    ledger.equal(deployment["deploymentCircuitBreaker"], {"enable": True, "rollback": True}, "circuit breaker")
    ledger.equal((deployment["minimumHealthyPercent"], deployment["maximumPercent"]), (100, 200), "bounds of a deployment")
    rollback = deployment["alarms"]
    known = {alarm["AlarmName"] for alarm in boto3.client("cloudwatch").describe_alarms()["MetricAlarms"]}
    ledger.that(rollback["enable"] and rollback["rollback"] and rollback["alarmNames"] and set(rollback["alarmNames"]) <= known,
                "a deployment is rolled back by alarms that exist", rollback)
    ledger.equal(service["loadBalancers"], [{"targetGroupArn": target["TargetGroupArn"], "containerName": "hello-world",
                                             "containerPort": 80}], "where the service registers")

    scaling = boto3.client("application-autoscaling")
    bounds = scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]
    ledger.equal([(bound["ResourceId"], bound["MinCapacity"], bound["MaxCapacity"]) for bound in bounds],
                 [(f"service/{name}/hello-world", *((3, 12) if is_prod else (1, 2)))], "bounds of autoscaling")
    policies = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]
    measured = {policy["TargetTrackingScalingPolicyConfiguration"]["PredefinedMetricSpecification"]["PredefinedMetricType"]:
                policy["TargetTrackingScalingPolicyConfiguration"]["PredefinedMetricSpecification"].get("ResourceLabel")
                for policy in policies}
    ledger.equal(measured, {"ECSServiceAverageCPUUtilization": None,
                            "ALBRequestCountPerTarget": f"{suffix(balancer['LoadBalancerArn'])}/{suffix(target['TargetGroupArn'])}"},
                 "what autoscaling follows")

    definition = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    check_container(ledger, definition, settings, name, environment, is_prod)
    return definition


def suffix(arn):
    """An ARN's last part as CloudWatch names load balancers and target groups."""
    part = arn.split(":", 5)[5]
    return part.removeprefix("loadbalancer/")


def check_container(ledger, definition, settings, name, environment, is_prod):
    ledger.equal([container["name"] for container in definition["containerDefinitions"]], ["hello-world"], "containers")
    container = definition["containerDefinitions"][0]
    registry = f"{settings['account_id']}.dkr.ecr.{settings['region']}.amazonaws.com/hello-world@sha256:"
    ledger.that(container["image"].startswith(registry), "the image is this account's, by digest", container["image"])
    ledger.that(container["readonlyRootFilesystem"] is True, "the root file system is read-only")
    ledger.that(container["user"].split(":")[0] not in ("", "0", "root"), "the process is not root", container["user"])
    ledger.equal(container["linuxParameters"]["capabilities"]["drop"], ["ALL"], "capabilities that are dropped")
    ledger.equal(container["systemControls"], [{"namespace": "net.ipv4.ip_unprivileged_port_start", "value": "0"}],
                 "how port 80 is opened without root")
    ledger.equal([port["containerPort"] for port in container["portMappings"]], [80], "ports of the container")
    ledger.that({mount["sourceVolume"] for mount in container["mountPoints"]} == {volume["name"] for volume in definition["volumes"]},
                "every mounted volume exists")
    ledger.equal({entry["name"]: entry["value"] for entry in container["environment"]}, {"ENVIRONMENT": environment}, "environment variables")

    secrets = boto3.client("secretsmanager")
    ledger.equal([entry["name"] for entry in container["secrets"]], ["SESSION_SIGNING_KEY"], "secrets of the container")
    for entry in container["secrets"]:
        value = secrets.get_secret_value(SecretId=entry["valueFrom"])["SecretString"]
        ledger.equal(value, SECRET_VALUE, f"value of {entry['name']}, which Terraform must leave alone")

    options = container["logConfiguration"]["options"]
    group = log_group(options["awslogs-group"])
    ledger.equal(options["awslogs-region"], settings["region"], "region of the logs")
    ledger.equal(options.get("mode"), "non-blocking", "what a task does when nobody takes its log lines")
    ledger.equal(group.get("retentionInDays"), 365 if is_prod else 30, "days that logs are kept")
    ledger.that(group.get("kmsKeyId"), "logs are encrypted")

    execution = statements_of(definition["executionRoleArn"])
    allowed = {action: statement["Resource"] for statement in execution for action in as_list(statement["Action"])}
    ledger.equal({action for action, resource in allowed.items() if resource == "*"}, {"ecr:GetAuthorizationToken"},
                 "what the execution role may do to anything")
    ledger.that(allowed["ecr:BatchGetImage"].endswith(":repository/hello-world"), "it pulls from its own repository only")
    ledger.equal(sorted(as_list(allowed["secretsmanager:GetSecretValue"])), sorted(entry["valueFrom"] for entry in container["secrets"]),
                 "secrets that the execution role may read")
    ledger.equal(statements_of(definition["taskRoleArn"]), [], "what the code itself may do")
    ledger.that(definition["taskRoleArn"] != definition["executionRoleArn"], "two roles")


def as_list(value):
    return value if isinstance(value, list) else [value]


def statements_of(role_arn):
    iam = boto3.client("iam")
    role = role_arn.rsplit("/", 1)[1]
    found = []
    for policy in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        found += as_list(iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]["Statement"])
    return found


# --- images ---


def check_registry(ledger, settings, name, is_prod):
    ecr = boto3.client("ecr")
    repositories = ecr.describe_repositories()["repositories"]
    ledger.equal([repository["repositoryName"] for repository in repositories], ["hello-world"], "repositories")
    repository = repositories[0]
    ledger.equal(repository["imageTagMutability"], "IMMUTABLE", "tags")
    ledger.that(repository["imageScanningConfiguration"]["scanOnPush"], "images are scanned when pushed")
    ledger.equal(repository["encryptionConfiguration"]["encryptionType"], "KMS", "encryption of images")
    lifecycle = json.loads(ecr.get_lifecycle_policy(repositoryName="hello-world")["lifecyclePolicyText"])
    ledger.equal([rule["selection"]["tagStatus"] for rule in lifecycle["rules"]], ["untagged", "any"], "lifecycle rules")
    try:
        policy = json.loads(ecr.get_repository_policy(repositoryName="hello-world")["policyText"])
        principals = [statement["Principal"]["AWS"] for statement in policy["Statement"]]
    except ecr.exceptions.RepositoryPolicyNotFoundException:
        principals = []
    ledger.equal(principals, [] if is_prod else ["arn:aws:iam::222222222222:root"], "who else may pull")


# --- alarms ---


def check_alarms(ledger, network, balancer_and_target, name, is_prod):
    balancer, target = balancer_and_target
    of_balancer = {"LoadBalancer": suffix(balancer["LoadBalancerArn"])}
    of_targets = {**of_balancer, "TargetGroup": suffix(target["TargetGroupArn"])}
    of_service = {"ClusterName": name, "ServiceName": "hello-world"}
    wanted = {
        ("AWS/ApplicationELB", "HTTPCode_ELB_5XX_Count"): [of_balancer],
        ("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count"): [of_targets],
        ("AWS/ApplicationELB", "TargetResponseTime"): [of_targets],
        ("AWS/ApplicationELB", "UnHealthyHostCount"): [of_targets],
        ("AWS/ApplicationELB", "HealthyHostCount"): [of_targets],
        ("AWS/ECS", "CPUUtilization"): [of_service],
        ("AWS/ECS", "MemoryUtilization"): [of_service],
        ("ECS/ContainerInsights", "DesiredTaskCount"): [of_service],
        ("ECS/ContainerInsights", "RunningTaskCount"): [of_service],
        ("AWS/NATGateway", "ErrorPortAllocation"): [{"NatGatewayId": gateway} for gateway in sorted(network.gateways)],
        ("AWS/NATGateway", "PacketsDropCount"): [{"NatGatewayId": gateway} for gateway in sorted(network.gateways)],
    }

    topics = boto3.client("sns").list_topics()["Topics"]
    ledger.equal(len(topics), 1, "topics")
    topic = topics[0]["TopicArn"]

    watched, silent = {}, set()
    for alarm in boto3.client("cloudwatch").describe_alarms()["MetricAlarms"]:
        if alarm["AlarmName"].startswith("TargetTracking-"):
            continue  # autoscaling's own
        if alarm["AlarmActions"] != [topic]:
            silent.add(alarm["AlarmName"])
            continue
        metrics = [query["MetricStat"]["Metric"] for query in alarm.get("Metrics", []) if "MetricStat" in query] or [alarm]
        for metric in metrics:
            dimensions = {dimension["Name"]: dimension["Value"] for dimension in metric["Dimensions"]}
            watched.setdefault((metric["Namespace"], metric["MetricName"]), []).append(dimensions)
    for key, dimensions in wanted.items():
        found = sorted(watched.get(key, []), key=str)
        ledger.equal(found, sorted(dimensions, key=str), f"dimensions of the alarms for {key[1]}")
    ledger.equal(silent, {f"{name}-hello-world-roll-back-deployment"}, "alarms that tell nobody, because they steer a deployment")

    sns = boto3.client("sns")
    subscriptions = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    ledger.that(subscriptions and all(subscription["Protocol"] == "email" for subscription in subscriptions), "somebody is told")
    attributes = sns.get_topic_attributes(TopicArn=topic)["Attributes"]
    publishers = {statement["Principal"]["Service"] for statement in json.loads(attributes["Policy"])["Statement"]}
    ledger.equal(publishers, {"cloudwatch.amazonaws.com", "events.amazonaws.com"}, "who may publish")
    key = boto3.client("kms").get_key_policy(KeyId=attributes["KmsMasterKeyId"], PolicyName="default")["Policy"]
    users = [statement for statement in json.loads(key)["Statement"] if "Service" in statement["Principal"]]
    ledger.equal([sorted(statement["Principal"]["Service"]) for statement in users], [sorted(publishers)], "who may use the topic's key")

    events = boto3.client("events")
    rule = next(iter(events.list_rules()["Rules"]))
    pattern = json.loads(rule["EventPattern"])
    ledger.equal(pattern["detail"], {"eventName": ["SERVICE_DEPLOYMENT_FAILED"]}, "event that is told")
    targets = events.list_targets_by_rule(Rule=rule["Name"])["Targets"]
    ledger.equal([target["Arn"] for target in targets], [topic], "where the event goes")

    dashboard = json.loads(boto3.client("cloudwatch").get_dashboard(DashboardName=name)["DashboardBody"])
    shown = {metric[1] for widget in dashboard["widgets"] for metric in widget["properties"].get("metrics", [])}
    ledger.that({metric for _, metric in wanted} <= shown, "the dashboard shows what the alarms watch", shown)


# --- roles, state, budget, tags ---


def check_roles(ledger, settings, name, environment, definition):
    iam = boto3.client("iam")
    repository = "repo:acme/shopping-cart"
    wanted = {
        "plan": {f"{repository}:pull_request", f"{repository}:ref:refs/heads/main"},
        "push": {f"{repository}:ref:refs/heads/main"},
        "apply": {f"{repository}:environment:{environment}"},
    }
    for role, subjects in wanted.items():
        trust = iam.get_role(RoleName=f"{name}-pipeline-{role}")["Role"]["AssumeRolePolicyDocument"]["Statement"][0]
        condition = trust["Condition"]
        ledger.equal(set(condition), {"StringEquals"}, f"how the trust of {role} compares")
        ledger.equal(set(as_list(condition["StringEquals"]["token.actions.githubusercontent.com:sub"])), subjects, f"who may be {role}")
        ledger.equal(condition["StringEquals"]["token.actions.githubusercontent.com:aud"], "sts.amazonaws.com", f"audience of {role}")

    states = f"arn:aws:s3:::{settings['state_bucket']}"
    ledger.equal(denied(f"{name}-pipeline-plan", "secretsmanager:GetSecretValue"), {"*"}, "secrets that a pull request cannot read")
    ledger.equal(denied(f"{name}-pipeline-apply", "secretsmanager:GetSecretValue"), {"*"}, "secrets that the pipeline cannot read")
    ledger.equal(denied(f"{name}-pipeline-apply", "s3:PutObject"),
                 {f"{states}/live/{environment}/global/iam/*", f"{states}/live/{environment}/global/state/*"},
                 "states that the pipeline cannot write")
    pushed = [set(as_list(statement["Resource"])) for statement in statements_of(f"role/{name}-pipeline-push")
              if "ecr:PutImage" in as_list(statement["Action"])]
    ledger.equal(pushed, [{f"arn:aws:ecr:*:{settings['account_id']}:repository/*"}], "where the pipeline pushes")

    boundary = f"arn:aws:iam::{settings['account_id']}:policy/{name}-workload-boundary"
    for role in iam.list_roles()["Roles"]:
        if not role["RoleName"].startswith(name) or "-pipeline-" in role["RoleName"]:
            continue
        found = iam.get_role(RoleName=role["RoleName"])["Role"].get("PermissionsBoundary", {}).get("PermissionsBoundaryArn")
        ledger.equal(found, boundary, f"boundary of {role['RoleName']}")

    # What a role may do is its policy and the boundary together: everything must be in both.
    version = iam.get_policy(PolicyArn=boundary)["Policy"]["DefaultVersionId"]
    limit = iam.get_policy_version(PolicyArn=boundary, VersionId=version)["PolicyVersion"]["Document"]["Statement"]
    for role in (definition["executionRoleArn"], f"role/{name}-flow-logs"):
        for statement in statements_of(role):
            for action, resource in pairs(statement):
                ledger.that(any(action == allowed and fnmatch.fnmatchcase(resource, pattern)
                                for outer in limit for allowed, pattern in pairs(outer)),
                            f"the boundary lets {role.rsplit('/', 1)[1]} do {action} on {resource}")


def denied(role, action):
    """Resources to which a role's own policies refuse an action."""
    return {resource for statement in statements_of(f"role/{role}") if statement["Effect"] == "Deny"
            for named, resource in pairs(statement) if named == action}


def pairs(statement):
    return itertools.product(as_list(statement["Action"]), as_list(statement.get("Resource", [])))


def check_state(ledger, settings, environment, stacks, copy):
    s3 = boto3.client("s3")
    bucket = settings["state_bucket"]
    check_bucket(ledger, bucket)
    keys = {entry["Key"] for entry in s3.list_objects_v2(Bucket=bucket)["Contents"]}
    ledger.equal(keys, {f"live/{environment}/{stack}/terraform.tfstate" for stack in stacks}, "keys of the states, and no lock left")
    for key in sorted(keys):
        answer = s3.get_object(Bucket=bucket, Key=key)
        body = answer["Body"].read().decode()
        ledger.equal(answer.get("ServerSideEncryption"), "AES256", f"encryption of {key}")
        ledger.that(SECRET_VALUE not in body, f"no secret in {key}")
    leftovers = [name for folder, _, names in os.walk(copy) for name in names
                 if re.search(r"\.tfstate$", name) and os.path.getsize(os.path.join(folder, name)) and "/.terraform" not in folder]
    ledger.equal(leftovers, [], "states left on disk")


def check_budget(ledger, settings, name):
    budgets = boto3.client("budgets")
    found = budgets.describe_budgets(AccountId=settings["account_id"])["Budgets"]
    ledger.equal([(budget["BudgetName"], budget["TimeUnit"]) for budget in found], [(name, "MONTHLY")], "budgets")
    told = budgets.describe_notifications_for_budget(AccountId=settings["account_id"], BudgetName=name)["Notifications"]
    ledger.equal({note["NotificationType"] for note in told}, {"ACTUAL", "FORECASTED"}, "what the budget tells")


def check_tags(ledger, network, environment):
    for kind, things in {"subnet": network.subnets, "NAT gateway": network.gateways}.items():
        for identity, thing in things.items():
            tags = {tag["Key"]: tag["Value"] for tag in thing.get("Tags", [])}
            ledger.equal((tags.get("Environment"), tags.get("ManagedBy")), (environment, "terraform"), f"tags of {kind} {identity}")


def nothing_left(say):
    """After the destroy: what costs money must be gone."""
    ledger = Ledger(say)
    ec2 = boto3.client("ec2")
    ledger.equal([vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]], [], "VPCs left")
    ledger.equal([g["NatGatewayId"] for g in ec2.describe_nat_gateways()["NatGateways"] if g["State"] == "available"], [], "NAT gateways left")
    ledger.equal(ec2.describe_addresses()["Addresses"], [], "addresses left")
    ledger.equal(boto3.client("elbv2").describe_load_balancers()["LoadBalancers"], [], "load balancers left")
    ecs = boto3.client("ecs")
    clusters = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"]
    ledger.equal([cluster["clusterName"] for cluster in clusters if cluster["status"] != "INACTIVE"], [], "clusters left")
    ledger.equal(boto3.client("ecr").describe_repositories()["repositories"], [], "repositories left")
    ledger.equal(boto3.client("cloudwatch").describe_alarms()["MetricAlarms"], [], "alarms left")
    say(f"after destroy: {ledger.held} hold, {ledger.failed} broken")
    return ledger.failed
