//! Chores of the project, run as `cargo xtask <command>`.

mod confusions;
mod model;
mod score;
mod train;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the project.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Confusions(confusions::Args),
    Model(model::Args),
    Score(score::Args),
    Train(train::Args),
}

fn main() -> ExitCode {
    let result = match Args::parse().command {
        Command::Confusions(args) => confusions::run(args),
        Command::Model(args) => model::run(args),
        Command::Score(args) => score::run(args),
        Command::Train(args) => train::run(args),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a program's own error")]
            {
                eprintln!("xtask: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
