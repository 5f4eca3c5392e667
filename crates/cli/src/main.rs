//! The program `gensvar`: a thin front end over the library.
//!
//! Nothing but the result goes to standard output; messages go to standard error. The exit status
//! is 0 if all inputs were done, 1 if some input failed, 2 if the call itself is wrong, and then
//! nothing was processed; 130 if Ctrl-C ended it, and so for other signals (128 and the signal's number).

mod args;
mod batch;
mod commands;
mod error;
mod inputs;
mod output;
mod report;
mod run;
mod store;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};
use gensvar_report::Finding;

use error::{Failure, report};

/// Some input failed; the others were done.
const SOME_FAILED: u8 = 1;
/// The call itself is wrong.
const WRONG_CALL: u8 = 2;
/// Asked to check: some requirement is not addressed.
const NOT_ADDRESSED: u8 = 10;
/// Asked to check: all are addressed, and somebody should look at one of them.
const WANTS_EYES: u8 = 11;

fn main() -> ExitCode {
    batch::interrupt::watch();
    let result = match Args::parse().command {
        Command::Text(args) => commands::text::run(&args),
        Command::Repair(args) => commands::repair::run(&args),
        Command::Extract(args) => commands::extract::run(&args),
        Command::Flag(args) => commands::flag::run(&args),
        Command::Triage(args) => commands::triage::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Requirements(args) => commands::requirements::run(&args),
        Command::Completions(args) => commands::manual::completions(&args),
        Command::Man(args) => commands::manual::page(&args),
    };
    batch::interrupt::leave_nothing();
    match result {
        Ok(done) if done.failed == 0 => ExitCode::from(match done.finding {
            Finding::Nothing => 0,
            Finding::NotAddressed => NOT_ADDRESSED,
            Finding::WantsEyes => WANTS_EYES,
        }),
        Ok(_) => ExitCode::from(SOME_FAILED),
        // Whoever reads the output has seen enough.
        Err(Failure::ClosedPipe) => ExitCode::SUCCESS,
        Err(Failure::Interrupted) => {
            report("interrupted; with -o, the same call goes on from here");
            ExitCode::from(batch::interrupt::status())
        }
        Err(Failure::Output(message)) => {
            report(&message);
            ExitCode::from(SOME_FAILED)
        }
        Err(Failure::Call(messages)) => {
            messages.iter().for_each(|message| report(message));
            ExitCode::from(WRONG_CALL)
        }
    }
}
