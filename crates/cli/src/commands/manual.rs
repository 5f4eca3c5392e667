//! What is made from the definition of the command line itself.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::{Args, CompletionsArgs, ManArgs};
use crate::error::{Done, Failure};
use crate::output::print;

/// `gensvar completions`.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Done, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "gensvar", &mut script);
    print(&String::from_utf8_lossy(&script))
}

/// `gensvar man`.
pub(crate) fn page(args: &ManArgs) -> Result<Done, Failure> {
    let mut root = Args::command();
    // The names of commands with what stands before them come only now.
    root.build();
    let mut command = &root;
    for name in &args.command {
        command = command.find_subcommand(name).ok_or_else(|| unknown(command, name))?;
    }
    let mut page = Vec::new();
    let version = concat!("gensvar ", env!("CARGO_PKG_VERSION"));
    let rendered = Man::new(command.clone()).source(version).render(&mut page);
    rendered.map_err(|error| Failure::output("manual page", &error))?;
    print(&String::from_utf8_lossy(&page))
}

fn unknown(command: &Command, name: &str) -> Failure {
    let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let known = match known.as_slice() {
        [] => "it has no commands".to_owned(),
        known => format!("there are: {}", known.join(", ")),
    };
    let of = command.get_bin_name().unwrap_or("gensvar");
    Failure::call(format!("{of}: no command is called \"{name}\"; {known}"))
}
