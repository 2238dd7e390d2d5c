//! What people call stores. Events and conditions name them by code, and no program says their names: whoever knows them hands them to what speaks of programs.

use std::collections::BTreeMap;

/// The names of stores, by code. A store that is not among them goes by its code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreNames(BTreeMap<Box<str>, Box<str>>);

impl StoreNames {
    /// Of codes and names. A name that more than one store has, or that is the code of another, stands with the code behind it, so that sentences about
    /// different stores read differently.
    pub fn new(stores: impl IntoIterator<Item = (Box<str>, Box<str>)>) -> Self {
        let stores: BTreeMap<Box<str>, Box<str>> = stores.into_iter().collect();
        let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
        for name in stores.values().chain(stores.keys()) {
            *bearers.entry(name).or_default() += 1;
        }
        let told = |code: &str, name: &str| -> Box<str> {
            let is_plain = name.is_empty() || name == code || bearers.get(name) == Some(&1);
            if is_plain { name.into() } else { format!("{name} {code}").into() }
        };
        Self(stores.iter().map(|(code, name)| (code.clone(), told(code, name))).collect())
    }

    /// What people call the store of this code.
    pub fn of<'a>(&'a self, code: &'a str) -> &'a str {
        self.0.get(code).map(|name| &**name).filter(|name| !name.is_empty()).unwrap_or(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stores_go_by_their_names_and_never_by_the_same() {
        let stores = [("a", "静安店"), ("b", "徐汇店"), ("c", "徐汇店"), ("d", "a"), ("e", "e"), ("f", "")];
        let names = StoreNames::new(stores.map(|(code, name)| (code.into(), name.into())));
        let told: Vec<&str> = ["a", "b", "c", "d", "e", "f", "g"].map(|code| names.of(code)).to_vec();
        assert_eq!(told, ["静安店", "徐汇店 b", "徐汇店 c", "a d", "e", "f", "g"]);
    }
}
