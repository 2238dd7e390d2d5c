//! A refusal that is no reply of its own: in a quote.

use crate::Lang;
use crate::problem::{Next, Problem};
use serde::Serialize;
use std::collections::BTreeMap;
use tessera_engine::decide::Refusal;
use utoipa::ToSchema;

/// Why a command would be refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refused {
    /// The stable code.
    #[schema(value_type = String, example = "insufficient-points")]
    code: &'static str,
    /// What to do next.
    next: Next,
    /// What the cashier may read out, in the asked language.
    cashier_text: String,
    /// The figures behind it, such as `available`.
    figures: BTreeMap<String, i64>,
}

impl Refused {
    pub(crate) fn of(refusal: &Refusal, lang: Lang) -> Self {
        let problem = Problem::from(refusal);
        Self {
            code: refusal.code.as_str(),
            next: problem.code().next,
            cashier_text: problem.cashier_text(lang).to_owned(),
            figures: refusal.figures.iter().map(|(name, figure)| (name.to_string(), *figure)).collect(),
        }
    }
}
