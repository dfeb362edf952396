//! Every fault of `iaclint.toml` is told with its line and column, in words that say what to write.

use iaclint::config::{self, Config, Level, OptionValue, Tier};
use iaclint::diagnostic::Severity;

/// The faults as `line:column: message`.
fn faults(text: &str) -> Vec<String> {
    let errors = config::parse("iaclint.toml", text).expect_err(text);
    errors
        .iter()
        .map(|error| error.to_string().replacen("iaclint.toml:", "", 1))
        .collect()
}

fn read(text: &str) -> Config {
    config::parse("iaclint.toml", text).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

const FULL: &str = r#"[layout]
live    = ["live/{environment}/{region}/{stack}", "live/{environment}/global/{stack}"]
modules = ["modules/{provider}/{module}"]

[environments.prod]
tier = "production"
var_files = ["envs/{environment}.tfvars"]
backend_config = ["backends/{environment}-{region}.hcl"]
workspace = "prod"

[environments.test]
tier = "non-production"

[rules]
"ha-nat-per-az" = { severity = "note", zones = ["a", "b"], strict = true }
"mon-alarm-no-action" = { ignorable = false }
layout-orphan-file = "off"

[[overrides]]
paths = ["live/test/**"]
rules = { "alb-deletion-protection" = "off" }

[sources]
self = ["git@github.com:example/shop-infra.git"]

[[schemas]]
files = ["live/*/*/ecr/config/*.yaml"]
schema = "policies/schemas/ecr-repository.schema.json"

[parity]
pairs = [["prod", "test"]]

[[parity.expect]]
stack = "us-east-1/vpc"
what = "module.vpc.zones"
prod = ["a", "b"]
test = 1
reason = "test needs one zone only"
until = "2027-06-30"

[[parity.expect]]
what = "resource.aws_shield_protection.*"
only = "prod"
reason = "only customers are attacked"
"#;

#[test]
fn everything_that_can_be_set_is_read_with_its_place() {
    let config = read(FULL);
    assert_eq!(config.path, "iaclint.toml");
    let layout = config.layout.as_ref().unwrap();
    assert_eq!(layout.live[1].value, "live/{environment}/global/{stack}");
    assert_eq!(
        &FULL[layout.modules[0].range.clone()],
        "\"modules/{provider}/{module}\""
    );
    let prod = &config.environments["prod"];
    assert_eq!(
        (prod.tier, &FULL[prod.range.clone()]),
        (Some(Tier::Production), "prod")
    );
    assert_eq!(prod.var_files[0].value, "envs/{environment}.tfvars");
    assert_eq!(
        prod.backend_config[0].value,
        "backends/{environment}-{region}.hcl"
    );
    assert_eq!(prod.workspace.as_deref(), Some("prod"));
    assert_eq!(config.environments["test"].tier, Some(Tier::NonProduction));
    let nat = &config.rules["ha-nat-per-az"];
    assert_eq!(nat.severity, Some(Level::At(Severity::Note)));
    assert_eq!(&FULL[nat.range.clone()], "\"ha-nat-per-az\"");
    assert_eq!(
        nat.options["zones"].value,
        OptionValue::Strings(vec!["a".into(), "b".into()])
    );
    assert_eq!(nat.options["strict"].value, OptionValue::Bool(true));
    assert_eq!(&FULL[nat.options["strict"].range.clone()], "strict");
    assert_eq!(config.rules["mon-alarm-no-action"].ignorable, Some(false));
    assert_eq!(
        config.rules["layout-orphan-file"].severity,
        Some(Level::Off)
    );
    assert_eq!(config.overrides[0].paths[0].value, "live/test/**");
    assert_eq!(
        config.overrides[0].rules["alb-deletion-protection"].value,
        Level::Off
    );
    assert_eq!(
        config.own_sources,
        ["git@github.com:example/shop-infra.git"]
    );
    assert_eq!(
        config.schemas[0].schema.value,
        "policies/schemas/ecr-repository.schema.json"
    );
    let parity = config.parity.as_ref().unwrap();
    let [[reference, other]] = &parity.pairs[..] else {
        panic!("{parity:?}")
    };
    assert_eq!(
        (reference.value.as_str(), &FULL[other.range.clone()]),
        ("prod", "\"test\"")
    );
    let [zones, shield] = &parity.expect[..] else {
        panic!("{parity:?}")
    };
    assert!(FULL[zones.range.start..].starts_with("[[parity.expect]]\nstack"));
    assert_eq!(zones.stack.as_ref().unwrap().value, "us-east-1/vpc");
    assert_eq!(zones.pins["prod"].value, "[\"a\", \"b\"]");
    assert_eq!(
        (
            zones.pins["test"].value.as_str(),
            &FULL[zones.pins["test"].range.clone()]
        ),
        ("1", "test")
    );
    assert_eq!(zones.reason, "test needs one zone only");
    assert_eq!(zones.until.unwrap().to_string(), "2027-06-30");
    assert_eq!(
        (
            shield.only.as_ref().unwrap().value.as_str(),
            shield.until,
            shield.pins.len()
        ),
        ("prod", None, 0)
    );
    let error = config.error(FULL, &nat.range, "no such rule");
    assert_eq!(error.to_string(), "iaclint.toml:15:1: no such rule");
}

#[test]
fn an_empty_file_is_the_defaults() {
    let config = read("");
    assert_eq!(
        Config {
            path: String::new(),
            ..config
        },
        Config::default()
    );
}

const FAULTS: &[(&str, &str)] = &[
    (
        "[layuot]\n",
        "1:2: unknown key `layuot` at the top level; did you mean `layout`?",
    ),
    (
        "[budget]\n",
        "1:2: unknown key `budget` at the top level; allowed here: `compat`, `environments`, `layout`, `overrides`, `parity`, `policies`, `rules`, `schemas` and `sources`",
    ),
    (
        "[layout]\nlive = [\"{stack}\"]\nmodule = []\n",
        "3:1: unknown key `module` in [layout]; did you mean `modules`?",
    ),
    (
        "[layout]\nlive = \"live/{stack}\"\n",
        "2:8: `live` must be a list, but is the string \"live/{stack}\"; write a list, such as [\"live/{stack}\"]",
    ),
    (
        "[layout]\nlive = [1]\n",
        "2:9: `live[0]` must be a string, but is the number 1; write it in quotes: \"1\"",
    ),
    (
        "[layout]\nmodules = []\n",
        "1:2: missing key `live` in [layout]; add `live`: Patterns of the folders that are stacks, relative to the repository's root, such as `live/{environment}/{region}/{stack}`. The first that fits a folder counts",
    ),
    (
        "[layout]\nlive = []\n",
        "2:1: `live` must not be empty; `live`: Patterns of the folders that are stacks, relative to the repository's root, such as `live/{environment}/{region}/{stack}`. The first that fits a folder counts",
    ),
    (
        "[environments.prod]\ntier = \"prod\"\n",
        "2:8: `tier` must be `production` or `non-production`, but is the string \"prod\"; did you mean `production`?",
    ),
    (
        "[environments.prod]\nteir = \"production\"\n",
        "2:1: unknown key `teir` in [environments.prod]; did you mean `tier`?",
    ),
    (
        "environments.prod = 5\n",
        "1:21: `prod` must be a table, but is the number 5",
    ),
    (
        "[environments]\n\"a/b\" = {}\n",
        "2:1: `a/b` cannot name an environment: the name is that of one folder",
    ),
    (
        "[rules]\nx = \"err\"\n",
        "2:5: `x` must be `off`, `note`, `warning` or `error`, but is the string \"err\"; did you mean `error`?",
    ),
    (
        "[rules]\nx = true\n",
        "2:5: `x` must be `off`, `note`, `warning` or `error`, but is true; `x`: `off` does not run the rule; enforcement levels of policies, such as `mandatory`, stand in `[policies.levels]`",
    ),
    (
        "[rules]\nx = { severity = \"of\" }\n",
        "2:18: `severity` must be `off`, `note`, `warning` or `error`, but is the string \"of\"; did you mean `off`?",
    ),
    (
        "[rules]\nx = { ignorable = \"false\" }\n",
        "2:19: `ignorable` must be true or false, but is the string \"false\"; write false without quotes",
    ),
    (
        "[rules]\nx = { zones = 3 }\n",
        "2:15: `zones` must be true or false or a list, but is the number 3; `zones`: An option of the rule; `iaclint explain RULE` lists them",
    ),
    (
        "[rules]\nx = { zones = [3] }\n",
        "2:16: `zones[0]` must be a string, but is the number 3; write it in quotes: \"3\"",
    ),
    (
        "[[overrides]]\npaths = [\"a\"]\n",
        "1:1: missing key `rules` in [[overrides]]; add `rules`: Severities by rule id",
    ),
    (
        "[[overrides]]\npaths = [\"a[\"]\nrules = { x = \"off\" }\n",
        "2:10: `a[` is not a glob: unclosed character class; missing ']'",
    ),
    (
        "[[overrides]]\npaths = [\"/a\"]\nrules = { x = \"off\" }\n",
        "2:10: `/a` matches nothing: paths are relative to the repository's root, without `/` or `./` before them",
    ),
    (
        "[overrides]\n",
        "1:2: `overrides` must be a list, but is a table; `overrides`: A later override wins over an earlier one",
    ),
    (
        "[sources]\nself = [\"\"]\n",
        "2:9: `self[0]` must not be empty",
    ),
    (
        "[[schemas]]\nfiles = [\"a\"]\nschema = \"../a.json\"\n",
        "3:10: `../a.json` must be a plain path below the repository's root, without empty, `.` or `..` parts",
    ),
    (
        "[[schemas]]\nfiles = [\"a\"]\n",
        "1:1: missing key `schema` in [[schemas]]; add `schema`: The schema's path relative to the repository's root",
    ),
    (
        "[parity]\npair = []\n",
        "2:1: unknown key `pair` in [parity]; did you mean `pairs`?",
    ),
    (
        "[parity]\npairs = [[\"prod\"]]\n",
        "2:10: `pairs[0]` must have at least 2 elements, but has 1; `pairs[0]`: The reference, and the environment that must be like it",
    ),
    (
        "[parity]\npairs = [\"prod\"]\n",
        "2:10: `pairs[0]` must be a list, but is the string \"prod\"; write a list, such as [\"prod\"]",
    ),
    (
        "[parity]\npairs = [[\"prod\", \"prod\"]]\n",
        "2:19: `prod` is compared with itself; name the environment that must be like it second",
    ),
    (
        "[[parity.expect]]\nwhat = \"x\"\n",
        "1:1: missing key `reason` in [[parity.expect]]; add `reason`: Why it may differ",
    ),
    (
        "[[parity.expect]]\nreason = \"x\"\n",
        "1:1: missing key `what` in [[parity.expect]]; add `what`: What may differ, as the report names it, such as `module.vpc.single_nat_gateway`; `*` and `?` stand for anything",
    ),
    (
        "[[parity.expect]]\nwhat = \"x\"\nreason = \"  \"\n",
        "3:10: `reason` must say why the difference may be",
    ),
    (
        "[[parity.expect]]\nwhat = \"x\"\nreason = \"y\"\nuntil = \"30.6.2027\"\n",
        "4:9: `until` must be a day such as 2026-12-31, but is `30.6.2027`",
    ),
    (
        "[[parity.expect]]\nwhat = \"x\"\nreason = \"y\"\nstack = \"/vpc\"\n",
        "4:9: `/vpc` matches nothing: stacks are named without `/` or `./` before them",
    ),
    (
        "[[parity.expect]]\nwhat = \"x\"\nreason = \"y\"\nprod = { a = 1 }\n",
        "4:1: `prod` must be true or false, a number, a string or a list, but is a table; `prod`: The value that the environment of this name must have",
    ),
    (
        "a = 2027-06-30\n",
        "1:5: a date is not used here; write a string in quotes",
    ),
];

#[test]
fn each_fault_says_what_to_write() {
    let wrong: Vec<_> = FAULTS
        .iter()
        .filter(|(text, expected)| faults(text) != [*expected])
        .collect();
    for (text, expected) in &wrong {
        println!("{text}  expected {expected}\n  found    {:?}", faults(text));
    }
    assert!(wrong.is_empty());
}

#[test]
fn patterns_are_checked() {
    let live = |pattern: &str| faults(&format!("[layout]\nlive = ['{pattern}']\n")).concat();
    assert_eq!(
        live("live/{env}/{stack}"),
        "2:9: unknown name `{env}` in `live/{env}/{stack}`; did you mean `{environment}`?"
    );
    assert_eq!(
        live("live/{enviroment}"),
        "2:9: unknown name `{enviroment}` in `live/{enviroment}`; did you mean `{environment}`?"
    );
    assert_eq!(
        live("live/{module}"),
        "2:9: unknown name `{module}` in `live/{module}`; known in live are `{environment}`, `{region}`, `{stack}`"
    );
    assert_eq!(
        live("live/env-{environment}"),
        "2:9: `env-{environment}` in `live/env-{environment}`: a name in braces must be a whole folder name, such as `{environment}`"
    );
    assert_eq!(
        live("live/{stack"),
        "2:9: `{stack` in `live/{stack`: a name in braces must be a whole folder name, such as `{environment}`"
    );
    assert_eq!(
        live("live/*/{stack}"),
        "2:9: `*` in `live/*/{stack}`: a layout has no wildcards; write a name in braces"
    );
    assert_eq!(
        live("{stack}/{stack}"),
        "2:9: `{stack}` stands twice in `{stack}/{stack}`"
    );
    assert_eq!(
        live("live"),
        "2:9: `live` has no name in braces; write at least `{stack}` or `{environment}`"
    );
    assert_eq!(
        live("/live/{stack}"),
        "2:9: `/live/{stack}` must be relative to the repository's root"
    );
    assert_eq!(
        live("live/{stack}/"),
        "2:9: `live/{stack}/` must be a plain path below the repository's root, without empty, `.` or `..` parts"
    );
    assert_eq!(
        live("live\\{stack}"),
        "2:9: `live\\{stack}`: folders are separated by `/`"
    );
    let modules = faults("[layout]\nlive = [\"{stack}\"]\nmodules = [\"modules/{provider}\"]\n");
    assert_eq!(
        modules,
        [
            "3:12: `modules/{provider}` has no `{module}`, so that no folder below it would be a module"
        ]
    );
    let files =
        |path: &str| faults(&format!("[environments.a]\nvar_files = ['{path}']\n")).concat();
    assert_eq!(
        files("{env}.tfvars"),
        "2:14: unknown name `{env}` in `{env}.tfvars`; did you mean `{environment}`?"
    );
    assert_eq!(
        files("{stack.tfvars"),
        "2:14: `{stack.tfvars` has a brace without its partner"
    );
    assert_eq!(
        files("stack}.tfvars"),
        "2:14: `stack}.tfvars` has a brace without its partner"
    );
}

#[test]
fn all_faults_are_told_at_once_in_order() {
    let found = faults("[rules]\nb = \"x\"\na = \"y\"\n[layuot]\n[sources]\nselve = []\n");
    let places: Vec<_> = found
        .iter()
        .map(|line| line.split(": ").next().unwrap())
        .collect();
    assert_eq!(places, ["2:5", "3:5", "4:2", "6:1"]);
}

#[test]
fn faults_of_syntax_have_their_place() {
    let at = |text: &str, places: &[&str]| {
        let found = faults(text);
        let found: Vec<_> = found
            .iter()
            .map(|line| line.split(": ").next().unwrap())
            .collect();
        assert_eq!(found, places, "{text}");
    };
    at("[layout\nlive = []\n", &["1:8"]);
    at("a = 1\na = 2\n", &["2:1"]);
    at("a = \"x\n", &["1:7"]);
    assert!(faults("a = 1\na = 2\n")[0].starts_with("2:1: this is not valid TOML: duplicate key"));
    assert!(config::parse("iaclint.toml", &("a = ".to_owned() + &"[".repeat(100_000))).is_err());
}

#[test]
fn the_file_is_found_and_only_inside_the_repository() {
    let folder = std::env::temp_dir().join(format!("iaclint-config-{}", std::process::id()));
    let root = folder.join("repository");
    std::fs::create_dir_all(&root).unwrap();
    assert_eq!(
        config::load(&root, None).unwrap(),
        (Config::default(), None)
    );
    let error = config::load(&root, Some(&root.join("other.toml")))
        .unwrap_err()
        .remove(0);
    assert!(
        error
            .to_string()
            .starts_with("other.toml: cannot be read: "),
        "{error}"
    );
    std::fs::write(root.join("iaclint.toml"), "\u{feff}[rules]\nx = \"off\"\n").unwrap();
    let (config, text) = config::load(&root, None).unwrap();
    assert_eq!(
        (config.path.as_str(), text.as_deref()),
        ("iaclint.toml", Some("[rules]\nx = \"off\"\n"))
    );
    std::fs::write(root.join("iaclint.toml"), b"a = \"\xff\"").unwrap();
    let error = config::load(&root, None).unwrap_err().remove(0);
    assert_eq!(
        error.to_string(),
        "iaclint.toml: is not UTF-8 text: the first wrong byte is in line 1, column 6"
    );
    #[cfg(unix)]
    {
        std::fs::write(folder.join("outside.toml"), "").unwrap();
        std::fs::remove_file(root.join("iaclint.toml")).unwrap();
        std::os::unix::fs::symlink("../outside.toml", root.join("iaclint.toml")).unwrap();
        let error = config::load(&root, None).unwrap_err().remove(0);
        assert!(
            error
                .message
                .starts_with("is a link that leads out of the repository"),
            "{error}"
        );
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
