//! What is made from the definition of the command line: completions and manual pages.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::support::{folder, gensvar};

/// Runs a program that reads `input`, if it is installed: its status and what it says.
fn fed(program: &str, args: &[&str], input: &str) -> Option<(bool, String)> {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    let _ = writer.join();
    let told = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), told.into_owned()))
}

#[test]
fn shells_can_read_their_completions() {
    let dir = folder("completions");
    for (shell, check) in [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")] {
        let ran = gensvar(&dir, &["completions", shell]);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{shell}");
        for word in ["by-agency", "requirements", "extract"] {
            assert!(ran.out.contains(word), "{shell}: {word} is missing");
        }
        if let Some((is_fine, told)) = fed(shell, &[check], &ran.out) {
            assert!(is_fine, "{shell}: {told}");
        }
    }
    let ran = gensvar(&dir, &["completions", "tcsh"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("bash") && ran.err.contains("fish"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn bash_completes_what_the_program_takes() {
    let dir = folder("completing");
    let script = gensvar(&dir, &["completions", "bash"]).out;
    let completed = |words: &[&str]| {
        let list = words.iter().map(|word| format!("'{word}'")).collect::<Vec<_>>().join(" ");
        let last = words.len() - 1;
        let (current, before) = (words[last], words[last - 1]);
        let call = format!(
            "{script}\nCOMP_WORDS=({list}); COMP_CWORD={last}\n\
             _gensvar gensvar '{current}' '{before}'\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"\n"
        );
        fed("bash", &["--norc"], &call).unwrap().1
    };
    assert!(completed(&["gensvar", "ex"]).contains("extract"));
    let options = completed(&["gensvar", "flag", "--by"]);
    assert!(options.contains("--by-agency"), "{options}");
    let formats = completed(&["gensvar", "extract", "--format", "j"]);
    assert_eq!(formats.trim(), "json");
}

#[test]
fn every_command_has_a_manual_page() {
    let dir = folder("man");
    let pages: [(&[&str], &str, &str); 4] = [
        (&[], "gensvar", "Exit status"),
        (&["flag"], "gensvar-flag", "--by-agency"),
        (&["repair"], "gensvar-repair", "--reflow"),
        (&["requirements", "check"], "gensvar-requirements-check", "my-set.toml"),
    ];
    for (command, name, part) in pages {
        let ran = gensvar(&dir, &[&["man"], command].concat());
        assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{command:?}");
        let title = format!("\n.TH {name} 1 ");
        assert!(ran.out.contains(&title), "{command:?}: {}", ran.out);
        let plain = ran.out.replace("\\-", "-");
        assert!(plain.contains(part), "{command:?}: {part} is missing");
        // Warnings of the formatter would be on the reader's screen.
        if let Some((is_fine, told)) = fed("groff", &["-man", "-ww", "-Tutf8", "-z"], &ran.out) {
            assert_eq!((is_fine, told.as_str()), (true, ""), "{command:?}");
        }
    }
    let ran = gensvar(&dir, &["man", "flags"]);
    assert_eq!((ran.status, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("\"flags\"") && ran.err.contains("extract"), "{}", ran.err);
}
