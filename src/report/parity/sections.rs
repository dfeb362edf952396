//! A comparison in the parts in which people read it.

use crate::parity::{Comparison, Difference, Form, Which};

/// One part: what is missing on one side, or what is different.
pub(super) struct Section<'c> {
    pub(super) form: Form,
    /// By stack, and in each by level and path.
    pub(super) differences: Vec<&'c Difference>,
}

/// The parts that hold anything, what is missing in the reference first. `wanted` says which differences are meant.
pub(super) fn sections<'c>(
    comparison: &'c Comparison,
    wanted: impl Fn(&Difference) -> bool,
) -> Vec<Section<'c>> {
    let forms = [
        Form::Only(Which::Other),
        Form::Only(Which::Reference),
        Form::Different,
    ];
    let section = |form: Form| {
        let all = comparison.differences.iter();
        let own = all.filter(|it| it.form == form && wanted(it));
        let mut differences: Vec<&Difference> = own.collect();
        differences.sort_by_key(|it| (&it.stack, it.level, &it.path));
        Section { form, differences }
    };
    let mut found: Vec<Section<'c>> = forms.into_iter().map(section).collect();
    found.retain(|section| !section.differences.is_empty());
    found
}

impl Section<'_> {
    /// What stands above it: `missing in prod` or `different`.
    pub(super) fn title(&self, comparison: &Comparison) -> String {
        match self.form {
            Form::Only(which) => {
                format!("missing in {}", comparison.sides.get(which.opposite()).name)
            }
            Form::Different => "different".to_owned(),
        }
    }
}
