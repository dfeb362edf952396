//! Versions that were tried out for so long that production should have followed.

use crate::diagnostic::{Date, Severity};

use super::both::Which;
use super::judge::{TRIED_OUT, production};
use super::{Difference, Pairing, Standing};

/// Reports each version that lies ahead of production for more days than the configuration grants, counted from when git
/// says that the file was changed last in which it is asked for: it is no younger than that.
pub(super) fn judge(pairing: &Pairing<'_>, differences: &mut [Difference], today: Date) {
    let parity = pairing.context.config.parity.as_ref();
    let Some(days) = parity.and_then(|parity| parity.promotion_days) else {
        return;
    };
    let production = production(pairing);
    for difference in differences {
        if difference.standing != Standing::Legitimate(TRIED_OUT) {
            continue;
        }
        let place = *difference.places.get(production.opposite());
        let changed = place.and_then(|it| pairing.context.sources.last_change(it.file));
        let changed = changed.map(Date::from_unix_seconds);
        let age = changed.map(|changed| today.days_since(changed));
        if let Some(age) = age.filter(|age| *age > i64::from(days)) {
            report(difference, production, age);
        }
    }
}

fn report(difference: &mut Difference, behind: Which, age: i64) {
    difference.rule = "parity-promotion-old";
    difference.severity = Severity::Warning;
    difference.standing = Standing::Unexpected;
    difference.weaker = Some(behind);
    difference.reason =
        format!("it has been tried out for {age} days at least, and production does not follow");
}
