//! What the blocks of Terraform's own language take, as plain data. Names that only newer versions of Terraform or
//! OpenTofu know are among them: what one of them accepts is at fault only where none of them can be in use.

/// Arguments that Terraform 1.11 does not know (as measured), by their blocks.
pub(super) const SINCE_1_12: &[(&str, &str)] = &[
    ("import", "identity"),
    ("lifecycle", "enabled"),
    ("output", "deprecated"),
    ("output", "type"),
    ("variable", "const"),
    ("variable", "deprecated"),
];

/// What a block of the language takes.
pub(super) struct Form {
    /// Arguments that must be there.
    pub(super) required: &'static [&'static str],
    /// Arguments that may be there.
    pub(super) optional: &'static [&'static str],
    /// Blocks that it may hold.
    pub(super) blocks: &'static [Inner],
}

/// A block inside a block of the language.
pub(super) struct Inner {
    /// How it is called.
    pub(super) name: &'static str,
    /// Whether there may be only one.
    pub(super) is_single: bool,
    /// What it takes; `None` where it is judged elsewhere, or takes anything.
    pub(super) form: Option<&'static Form>,
}

const fn one(name: &'static str, form: Option<&'static Form>) -> Inner {
    Inner {
        name,
        is_single: true,
        form,
    }
}

const fn many(name: &'static str, form: Option<&'static Form>) -> Inner {
    Inner {
        name,
        is_single: false,
        form,
    }
}

static CONDITION: Form = Form {
    required: &["condition", "error_message"],
    optional: &[],
    blocks: &[],
};

pub(super) static VARIABLE: Form = Form {
    required: &[],
    optional: &[
        "type",
        "default",
        "description",
        "sensitive",
        "nullable",
        "ephemeral",
        "deprecated",
        "const",
    ],
    blocks: &[many("validation", Some(&CONDITION))],
};

pub(super) static OUTPUT: Form = Form {
    required: &["value"],
    optional: &[
        "description",
        "sensitive",
        "depends_on",
        "ephemeral",
        "deprecated",
        "type",
    ],
    blocks: &[many("precondition", Some(&CONDITION))],
};

pub(super) static LOCALS: Form = Form {
    required: &[],
    optional: &[],
    blocks: &[],
};

/// Its arguments are the variables of the module. The blocks are of `OpenTofu`, and for what has a name of Terraform's.
pub(super) static MODULE: Form = Form {
    required: &[],
    optional: &[],
    blocks: &[many("lifecycle", None), many("_", None)],
};

pub(super) static LIFECYCLE: Form = Form {
    required: &[],
    optional: &[
        "create_before_destroy",
        "prevent_destroy",
        "ignore_changes",
        "replace_triggered_by",
        "enabled",
        "destroy",
    ],
    blocks: &[
        many("precondition", Some(&CONDITION)),
        many("postcondition", Some(&CONDITION)),
        many("action_trigger", None),
    ],
};

pub(super) static DATA_LIFECYCLE: Form = Form {
    required: &[],
    optional: &["enabled"],
    blocks: &[
        many("precondition", Some(&CONDITION)),
        many("postcondition", Some(&CONDITION)),
    ],
};

pub(super) static MOVED: Form = Form {
    required: &["from", "to"],
    optional: &[],
    blocks: &[],
};

static REMOVED_LIFECYCLE: Form = Form {
    required: &[],
    optional: &["destroy"],
    blocks: &[],
};

pub(super) static REMOVED: Form = Form {
    required: &["from"],
    optional: &[],
    blocks: &[
        one("lifecycle", Some(&REMOVED_LIFECYCLE)),
        many("provisioner", None),
        one("connection", None),
    ],
};

/// What tells the object is either `id` or, from Terraform 1.12 on, `identity`.
pub(super) static IMPORT: Form = Form {
    required: &["to"],
    optional: &["id", "identity", "provider", "for_each"],
    blocks: &[],
};

pub(super) static CHECK: Form = Form {
    required: &[],
    optional: &[],
    blocks: &[one("data", None), many("assert", Some(&CONDITION))],
};

pub(super) static TERRAFORM: Form = Form {
    required: &[],
    optional: &["required_version", "experiments", "language"],
    blocks: &[
        many("backend", None),
        many("cloud", None),
        many("required_providers", None),
        many("provider_meta", None),
        many("encryption", None),
        many("state_store", None),
    ],
};

const COMMON: [&str; 2] = ["when", "on_failure"];

pub(super) static LOCAL_EXEC: Form = Form {
    required: &["command"],
    optional: &[
        "interpreter",
        "working_dir",
        "environment",
        "quiet",
        COMMON[0],
        COMMON[1],
    ],
    blocks: &[one("connection", Some(&CONNECTION))],
};

pub(super) static REMOTE_EXEC: Form = Form {
    required: &[],
    optional: &["inline", "script", "scripts", COMMON[0], COMMON[1]],
    blocks: &[one("connection", Some(&CONNECTION))],
};

pub(super) static FILE: Form = Form {
    required: &["destination"],
    optional: &["source", "content", COMMON[0], COMMON[1]],
    blocks: &[one("connection", Some(&CONNECTION))],
};

/// `host` is needed in one of a provisioner's connection and its resource's.
pub(super) static CONNECTION: Form = Form {
    required: &[],
    optional: &[
        "agent",
        "agent_identity",
        "bastion_certificate",
        "bastion_host",
        "bastion_host_key",
        "bastion_password",
        "bastion_port",
        "bastion_private_key",
        "bastion_user",
        "cacert",
        "certificate",
        "host",
        "host_key",
        "https",
        "insecure",
        "password",
        "port",
        "private_key",
        "proxy_host",
        "proxy_port",
        "proxy_scheme",
        "proxy_user_name",
        "proxy_user_password",
        "script_path",
        "target_platform",
        "timeout",
        "type",
        "use_ntlm",
        "user",
    ],
    blocks: &[],
};
