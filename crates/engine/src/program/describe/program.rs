//! The program's own settings.

use super::{Described, Sentence, Subject, sentence};
use crate::program::text::both;
use crate::program::{Program, Rounding, Text};

pub(super) fn describe(program: &Program) -> Described {
    let (code, currency, zone) = (&program.code, &program.currency.code, program.calendar.name());
    let Text { zh, en } = &program.name;
    let line = |key: &str, text: Text| -> Sentence { sentence("program", "", key, text) };
    Described {
        subject: Subject::Program,
        name: "".into(),
        label: program.name.clone(),
        sentences: vec![
            line("code", both!("代号 {code}", "its short name is {code}")),
            line("name", both!("名称：{zh}", "it is called {en}")),
            line("currency", both!("金额以 {currency} 计", "amounts are in {currency}")),
            line("time_zone", both!("日、月、年按 {zone} 计", "days, months and years follow {zone}")),
            line("rounding", rounding(program.rounding)),
        ],
    }
}

fn rounding(rounding: Rounding) -> Text {
    match rounding {
        Rounding::Down => Text::new("不足一个单位的舍去", "fractions of a unit are dropped"),
        Rounding::Up => Text::new("不足一个单位的进一", "fractions of a unit are rounded up"),
        Rounding::HalfUp => {
            Text::new("四舍五入到一个单位", "fractions are rounded to the nearest unit, a half up")
        }
        Rounding::HalfEven => {
            Text::new("四舍六入五成双到一个单位", "fractions are rounded to the nearest unit, a half to even")
        }
    }
}
