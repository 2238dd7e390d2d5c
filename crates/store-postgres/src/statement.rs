//! Statements, and the types of what they take.

use tokio_postgres::types::{ToSql, Type};

/// What a statement takes, in the order of its `$1`, `$2`, ...
pub(crate) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A statement. Tables are written `@.events`: the schema is the store's.
pub(crate) struct Sql {
    /// The statement.
    pub(crate) text: &'static str,
    /// The types of `$1`, `$2`, ..., so that the server need not be asked.
    pub(crate) types: &'static [Type],
}

impl Sql {
    /// The statement in a schema.
    pub(crate) fn within(&self, schema: &str) -> String {
        within(self.text, schema)
    }

    /// Tells statements apart.
    pub(crate) fn key(&'static self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

/// The text with its tables in a schema.
pub(crate) fn within(text: &str, schema: &str) -> String {
    text.replace("@.", &format!("{}.", quoted(schema)))
}

/// A name as statements write it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn any_name_can_be_a_schema() {
        assert_eq!(
            within("SELECT 1 FROM @.a JOIN @.b", "x\"y"),
            "SELECT 1 FROM \"x\"\"y\".a JOIN \"x\"\"y\".b"
        );
    }
}
