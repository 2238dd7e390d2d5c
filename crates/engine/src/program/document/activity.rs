//! What activities are called.

use super::Words;
use schemars::JsonSchema;
use serde::Deserialize;

/// 活动：会员看到的名称。
/// An activity: what members read.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Activity {
    /// 名称，如“签到”。
    /// What people call it, such as "check-in".
    pub label: Words,
}
