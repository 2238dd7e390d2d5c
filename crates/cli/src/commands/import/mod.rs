//! `tessera import`: a history of orders into the database, through the one pipeline.

mod orders;
mod report;

use crate::context::Context;
use crate::exit::{Failure, Outcome};
use clap::{Args, Subcommand};

/// Import order histories · 导入历史订单
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Orders(orders::Arguments),
}

pub(super) fn run(arguments: Arguments, context: &Context) -> Result<Outcome, Failure> {
    match arguments.what {
        What::Orders(arguments) => orders::run(&arguments, context),
    }
}
