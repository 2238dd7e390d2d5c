//! Reading requests: strict, quick where all is well, and exact about what is wrong where not.
//!
//! A body is parsed once, straight into borrowed fields. Only when that fails is it read again through `finding`, which knows the place
//! of every fault, so that precision costs the good requests nothing.

mod body;
mod document;
mod finding;
mod object;
mod quantity;
mod query;
mod reference;
mod scalar;
mod unrepeated;

pub(crate) use body::{Form, JsonBody, event_id, form, from_value, is_of_type, read_all, read_to_file};
pub(crate) use document::{Document, document_schema};
pub(crate) use object::{maybe_object, object, objects, patched};
pub(crate) use quantity::QuantityText;
pub(crate) use query::Query;
pub(crate) use reference::{
    EventRef, MemberText, Named, OrderText, event_in_path, event_name, member_in_path, order_in_path,
    order_name,
};
pub(crate) use scalar::{Currency, EventIdText, Flag, Integer, Limit, Order, Text, When};
pub(crate) use unrepeated::Unrepeated;
