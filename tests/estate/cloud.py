"""A private AWS on a loopback port: moto, and what moto 5.2 lacks for these stacks.

Import this before anything else of moto: the account id is read when moto is imported.
"""

import json
import logging
import os


def start(account_id):
    """Start the server in a thread of this process; return it and its address."""
    os.environ["MOTO_ACCOUNT_ID"] = account_id
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"  # ReadOnlyAccess, PowerUserAccess

    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # a line for each request otherwise
    _bucket_policies()
    _budgets()
    _scaling_target_tags()
    _service_settings()
    _security_group_rule_descriptions()

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    return server, f"http://{host}:{port}"


def _bucket_policies():
    """moto enforces bucket policies but not their conditions: "deny without TLS" would deny everything."""
    from moto.iam.access_control import PermissionResult
    from moto.s3.models import FakeBucket

    FakeBucket.get_permission = lambda bucket, action, resource: PermissionResult.NEUTRAL


def _budgets():
    """moto keeps whom a budget tells, and has no call that says so; and it knows no tags of budgets."""
    from moto.budgets.responses import BudgetsResponse as Api

    def describe_subscribers_for_notification(self):
        budget = self.backend.budgets[self._get_param("AccountId")][self._get_param("BudgetName")]
        asked = self._get_param("Notification")
        told = next(note for note in budget.notifications
                    if note.details["NotificationType"] == asked["NotificationType"])
        return json.dumps({"Subscribers": told.subscribers})

    tags_by_name = {}
    create = Api.create_budget

    def create_budget(self):
        tags_by_name[self._get_param("Budget")["BudgetName"]] = self._get_param("ResourceTags") or []
        return create(self)

    def list_tags_for_resource(self):
        name = self._get_param("ResourceARN").split("/", 1)[1]
        return json.dumps({"ResourceTags": tags_by_name.get(name, [])})

    Api.create_budget = create_budget
    _add_missing(Api, describe_subscribers_for_notification, list_tags_for_resource)


def _add_missing(api, *calls):
    for call in calls:
        if not hasattr(api, call.__name__):
            setattr(api, call.__name__, call)


def _scaling_target_tags():
    """Application Auto Scaling knows no tags in moto; the provider asks for them and retries for minutes."""
    from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse as Api

    tags_by_arn = {}

    def remember(arn, tags):
        tags_by_arn.setdefault(arn, {}).update(tags or {})

    def list_tags_for_resource(self):
        return json.dumps({"Tags": tags_by_arn.get(self._get_param("ResourceARN"), {})})

    def tag_resource(self):
        remember(self._get_param("ResourceARN"), self._get_param("Tags"))
        return "{}"

    def untag_resource(self):
        kept = tags_by_arn.get(self._get_param("ResourceARN"), {})
        for key in self._get_param("TagKeys") or []:
            kept.pop(key, None)
        return "{}"

    register = Api.register_scalable_target

    def register_scalable_target(self):
        answer = register(self)
        remember(json.loads(answer)["ScalableTargetARN"], self._get_param("Tags"))
        return answer

    Api.register_scalable_target = register_scalable_target
    _add_missing(Api, list_tags_for_resource, tag_resource, untag_resource)


def _service_settings():
    """moto takes these settings of an ECS service and forgets them, so that a second plan is not empty."""
    from moto.ecs.responses import EC2ContainerServiceResponse as Api

    forgotten = {
        "availabilityZoneRebalancing": "availability_zone_rebalancing",
        "enableECSManagedTags": "enable_ecs_managed_tags",
        "healthCheckGracePeriodSeconds": "health_check_grace_period_seconds",
    }

    def keeping(call):
        def kept(self):
            answer = call(self)
            name = self._get_param("serviceName") or self._get_param("service")
            for service in self.ecs_backend.services.values():
                if service.name != name.split("/")[-1]:
                    continue
                for parameter, attribute in forgotten.items():
                    value = self._get_param(parameter)
                    if value is not None:
                        setattr(service, attribute, value)
            return answer

        return kept

    Api.create_service = keeping(Api.create_service)
    Api.update_service = keeping(Api.update_service)


def _security_group_rule_descriptions():
    """moto drops the description of a rule whose other side is a group."""
    from moto.ec2.models.security_groups import SecurityGroupRule

    def description(rule):
        return (rule.ip_range or {}).get("Description") or (rule.source_group or {}).get("Description")

    SecurityGroupRule.description = property(description)
