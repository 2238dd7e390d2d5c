//! The survey as one setting.

use super::Survey;
use crate::error::AppError;
use crate::shared::Shared;
use tessera_store::StoreError;

const NAME: &str = "survey/last";

pub(crate) async fn keep(shared: &Shared, survey: &Survey) -> Result<(), AppError> {
    let bytes = serde_json::to_vec(survey)
        .map_err(|error| StoreError::Other(format!("the survey could not be written: {error}")))?;
    Ok(shared.store.put_setting(NAME, Some(&bytes)).await?)
}

/// One of another shape, as another version of the program may have kept it, counts as none.
pub(super) async fn kept(shared: &Shared) -> Result<Option<Survey>, AppError> {
    let bytes = shared.store.setting(NAME).await?;
    Ok(bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()))
}
