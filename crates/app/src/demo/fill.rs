//! Sends the history of a shop through the pipeline.

use super::shop::Shop;
use crate::App;
use crate::answer::Answer;
use crate::command::{Action, Command};
use crate::error::AppError;
use crate::progress::Progress;
use tessera_engine::values::Instant;

/// How often time that passed is booked for members to whom nothing else happened, in days.
const SWEEP_DAYS: u32 = 7;

/// What happened in a shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Days of history.
    pub days: u64,
    /// Members who joined.
    pub joined: u64,
    /// Orders.
    pub orders: u64,
    /// Orders of which points paid a part.
    pub paid_with_points: u64,
    /// Gifts fetched for points.
    pub gifts: u64,
    /// Returns.
    pub returns: u64,
    /// Check-ins, reviews and the like.
    pub activities: u64,
    /// Commands that the program refused, such as points that had expired meanwhile.
    pub refused: u64,
    /// Times that a sweep booked something for a member.
    pub booked: u64,
}

impl Tally {
    /// Everything that was recorded.
    pub fn recorded(&self) -> u64 {
        self.joined + self.orders + self.gifts + self.returns + self.activities + self.refused + self.booked
    }

    fn count(&mut self, command: &Command, answer: &Answer) {
        if !matches!(answer, Answer::Accepted { .. }) {
            self.refused += 1;
            return;
        }
        match &command.action {
            Action::Join(_) => self.joined += 1,
            Action::Pay { order, .. } => {
                self.orders += 1;
                self.paid_with_points += u64::from(order.points_paid.is_some());
            }
            Action::Redeem(_) => self.gifts += 1,
            Action::Return { .. } => self.returns += 1,
            Action::Activity(_) => self.activities += 1,
            Action::Tag(_) | Action::Adjust(_) => {}
        }
    }
}

/// Lives through the days that are left of a shop. `turn` puts the application's clock to the end of each day before it is sent,
/// so that what may be spent on a day is what was there on that day. Ends early, with whole days, when the progress is cancelled.
pub async fn fill(
    app: &App,
    shop: &mut Shop,
    turn: &(dyn Fn(Instant) + Sync),
    progress: &Progress,
) -> Result<Tally, AppError> {
    let mut tally = Tally::default();
    while !progress.is_cancelled() {
        let Some(day) = shop.next_day() else { break };
        turn(day.ends_at);
        let answers = send(app, &day.commands, &mut tally).await?;
        let again = shop.learn(&day.commands, &answers);
        if !again.is_empty() {
            send(app, &again, &mut tally).await?;
        }
        tally.days += 1;
        if tally.days.is_multiple_of(u64::from(SWEEP_DAYS)) {
            tally.booked += app.sweep(day.ends_at).await?.booked;
        }
        progress.add((day.commands.len() + again.len()) as u64);
        // How much is left is known by days only.
        let (passed, days) = shop.progress();
        progress.set_total(progress.done() * u64::from(days) / u64::from(passed.max(1)));
    }
    app.flush().await?;
    Ok(tally)
}

async fn send(app: &App, commands: &[Command], tally: &mut Tally) -> Result<Vec<Answer>, AppError> {
    let answers = app.submit_batch(commands.to_vec()).await;
    for (command, answer) in commands.iter().zip(&answers) {
        if let Answer::Rejected(error) = answer {
            return Err(error.clone());
        }
        tally.count(command, answer);
    }
    Ok(answers)
}
