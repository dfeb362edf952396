//! In which region something is made.

use crate::graph::{Graph, NodeId};
use crate::hcl::{as_reference, step_name};

/// The region that an instance is made in: that of its own argument, else that of its provider's configuration, else that of
/// its stack's folder.
pub fn region_of<'g>(graph: &Graph<'g>, id: NodeId) -> Option<&'g str> {
    let node = graph.node(id);
    if let Some(own) = node.given("region") {
        return own.as_str();
    }
    let alias = node.argument("provider").and_then(as_reference);
    let name = match &alias {
        Some((root, steps)) => match step_name(steps, 0) {
            Some(alias) => format!("{root}.{alias}"),
            None => (*root).to_owned(),
        },
        None => "aws".to_owned(),
    };
    let configured = node.module.providers.get(&name);
    if let Some(region) = configured
        .and_then(|it| it.get("region"))
        .filter(|it| !it.is_null())
    {
        return region.as_str();
    }
    // An alias is there to make something elsewhere.
    let place = &graph.plan.repo.stack(node.stack).place;
    place.region.as_deref().filter(|_| alias.is_none())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{node, of_stack};
    use super::region_of;

    /// The region of `aws_vpc.main`, in a stack of us-east-1 with these lines in the block and this text beside it.
    fn region(lines: &str, text: &str) -> Option<String> {
        let text = format!("resource \"aws_vpc\" \"main\" {{\n{lines}}}\n{text}");
        of_stack(&text, |infrastructure| {
            let vpc = node(infrastructure, "aws_vpc.main");
            region_of(&infrastructure.graph, vpc).map(str::to_owned)
        })
    }

    #[test]
    fn a_provider_says_the_region_and_else_the_folder() {
        let region = |lines, text| region(lines, text).unwrap_or_default();
        assert_eq!(region("", ""), "us-east-1");
        let default = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\n";
        assert_eq!(region("", default), "eu-west-1");
        let unset = "provider \"aws\" {}\n";
        assert_eq!(region("", unset), "us-east-1");
        let alias = "provider \"aws\" {\n  alias  = \"west\"\n  region = \"us-west-2\"\n}\n";
        assert_eq!(region("  provider = aws.west\n", alias), "us-west-2");
        assert_eq!(region("", alias), "us-east-1");
    }

    #[test]
    fn what_an_alias_does_not_say_is_not_known() {
        let alias = "variable \"region\" {}\nprovider \"aws\" {\n  alias  = \"far\"\n  region = var.region\n}\n";
        assert_eq!(region("  provider = aws.far\n", alias), None);
        let unset = "provider \"aws\" {\n  alias = \"far\"\n}\n";
        assert_eq!(region("  provider = aws.far\n", unset), None);
        assert_eq!(region("  provider = aws.missing\n", ""), None);
    }
}
