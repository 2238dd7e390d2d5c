//! The known name that someone probably meant.

/// The nearest of the names, if one is near: the same but for case and underscores, the same last part,
/// another ending, or at most two typos away.
pub(super) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain_name = plain(name);
    let last = plain_name.rsplit('.').next().unwrap_or("");
    known
        .into_iter()
        .filter_map(|candidate| {
            let plain_candidate = plain(candidate);
            let same_field = plain_candidate.rsplit('.').next() == Some(last);
            let typos = distance(&plain_name, &plain_candidate);
            // Short names are near everything: three letters allow one typo.
            let allowed = if plain_name.chars().count() < 5 { 1 } else { 2 };
            let score = match (same_field, same_stem(&plain_name, &plain_candidate)) {
                (true, _) => typos.min(1),
                (_, true) => typos.min(2),
                _ => typos,
            };
            (score <= allowed).then_some((score, typos, candidate))
        })
        .min()
        .map(|(_, _, candidate)| candidate)
}

/// Whether long names differ in their last letters only: `order.category` and `order.categories`.
fn same_stem(a: &str, b: &str) -> bool {
    const ENDING: usize = 3;
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    common >= 8 && common + ENDING >= a.chars().count().max(b.chars().count())
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| *c != '_' && *c != ' ').flat_map(char::to_lowercase).take(64).collect()
}

/// Letters to insert, leave out, replace or swap with the next.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replace = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replace.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["order.amount", "order.line_count", "order.day", "member.tags", "member.tier"];
        for (name, want) in [
            ("order.amout", Some("order.amount")),
            ("order.lineCount", Some("order.line_count")),
            ("amount", Some("order.amount")),
            ("member.amount", Some("order.amount")),
            ("member.tag", Some("member.tags")),
            ("order.dya", Some("order.day")),
            ("order.line_counter", Some("order.line_count")),
            ("order.colour", None),
            ("x", None),
        ] {
            assert_eq!(nearest(name, known), want, "{name}");
        }
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("", "abc"), 3);
    }
}
