//! `flag` and `extract` as CSV and Markdown, and what a terminal is shown.

use std::fs;
use std::path::PathBuf;

use crate::REPLY;
use crate::support::{folder, gensvar};

const FLAG: [&str; 3] = ["flag", "--requirements", "br-2012"];

fn with_replies(name: &str) -> PathBuf {
    let dir = folder(name);
    fs::write(dir.join("=cmd.txt"), REPLY).unwrap();
    fs::write(dir.join("b.txt"), REPLY.replace("Social", "Kultur- og Fritids")).unwrap();
    dir
}

/// The cells of CSV, as a spreadsheet reads them.
fn cells(csv: &str, separator: char) -> Vec<Vec<String>> {
    let text = csv.strip_prefix('\u{feff}').expect("a byte order mark");
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut is_quoted, mut chars) = (false, text.chars().peekable());
    while let Some(c) = chars.next() {
        match c {
            '"' if is_quoted && chars.peek() == Some(&'"') => cell.extend(chars.next()),
            '"' => is_quoted = !is_quoted,
            c if c == separator && !is_quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !is_quoted => {}
            '\n' if !is_quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    assert!(cell.is_empty() && row.is_empty(), "the last line has no end");
    rows
}

#[test]
fn csv_has_one_header_for_all_inputs() {
    let dir = with_replies("findings-csv");
    for (command, columns, document) in [(&FLAG[..], 15, 10), (&["extract"], 19, 0)] {
        let call = [command, &["--format", "csv", "=cmd.txt", "b.txt"]].concat();
        let ran = gensvar(&dir, &call);
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
        let rows = cells(&ran.out, ';');
        assert!(rows.iter().all(|row| row.len() == columns), "{rows:?}");
        let documents: Vec<&str> = rows.iter().map(|row| row[document].as_str()).collect();
        assert_eq!(documents.iter().filter(|name| **name == "fil").count(), 1);
        assert!(documents.contains(&"'=cmd.txt"), "a name is no formula: {documents:?}");
        assert!(documents.contains(&"b.txt"));
        let with_comma = gensvar(&dir, &[&call[..], &["--csv-separator", ","]].concat());
        assert_eq!(cells(&with_comma.out, ','), rows);
        let with_tab = gensvar(&dir, &[&call[..], &["--csv-separator", "tab"]].concat());
        assert_eq!(cells(&with_tab.out, '\t'), rows);
        // A file for each input has a header of its own.
        let into = [&call[..], &["-o", command[0]]].concat();
        assert_eq!(gensvar(&dir, &into).status, 0);
    }
    let flags = fs::read_to_string(dir.join("flag/b.txt.flags.csv")).unwrap();
    let rows = cells(&flags, ';');
    assert_eq!((rows.len(), rows[0][0].as_str()), (6, "kravsæt"));
    let new = rows.iter().find(|row| row[3] == "nye").unwrap();
    assert_eq!((new[1].as_str(), new[5].as_str(), new[11].as_str()), ("KFF", "opfyldt", "3"));
    for wrong in ["", ";;", "\"", "x", "\n"] {
        let call = [&FLAG[..], &["--format", "csv", "--csv-separator", wrong, "b.txt"]].concat();
        let ran = gensvar(&dir, &call);
        assert_eq!(ran.status, 2, "{wrong:?}");
        assert!(ran.err.contains("such as ;"), "{}", ran.err);
    }
}

#[test]
fn markdown_is_tables_in_which_nothing_is_markup() {
    let dir = with_replies("findings-markdown");
    let hostile = "Socialforvaltningen\n\nKurset er obligatorisk [her](x) for alle nye \
                   <b>sagsbehandlere</b>.\n";
    fs::write(dir.join("c*.txt"), hostile).unwrap();
    let call = [&FLAG[..], &["--format", "markdown", "=cmd.txt", "./c*.txt"]].concat();
    let ran = gensvar(&dir, &call);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("## =cmd.txt · br-2012: "), "{}", ran.out);
    assert!(ran.out.contains("\n\n## ./c\\*.txt · br-2012: "), "{}", ran.out);
    assert!(ran.out.contains("\n| SOF | opfylder delvist | ikke nævnt |"), "{}", ran.out);
    let quoted = "obligatorisk \\[her\\](x) for alle nye \\<b\\>sagsbehandlere\\</b\\>.";
    assert!(ran.out.contains(quoted), "{}", ran.out);
    let ran = gensvar(&dir, &["extract", "--format", "markdown", "b.txt"]);
    assert!(ran.out.contains("\n| c1 | 3 | KFF |"), "{}", ran.out);
    let ran = gensvar(&dir, &["extract", "--explain", "--format", "markdown", "b.txt"]);
    assert_eq!(ran.status, 2, "{}", ran.out);
}

#[test]
fn several_letters_have_rows_too() {
    let dir = with_replies("findings-by-agency");
    let call = |format| {
        let call = [&FLAG[..], &["--by-agency", "--format", format, "=cmd.txt", "b.txt"]].concat();
        gensvar(&dir, &call).out
    };
    let rows = cells(&call("csv"), ';');
    let agencies: Vec<&str> = rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(agencies[1..], [["SOF"; 5], ["KFF"; 5]].concat());
    assert!(call("markdown").contains("| KFF |"));
}

#[test]
fn a_document_gives_the_terminal_no_orders() {
    let dir = folder("findings-terminal");
    let hostile = "Socialforvaltningen\n\nKurset er \u{1b}[2Jobligatorisk\u{202e} for alle nye \
                   \u{9b}31msagsbehandlere.\n";
    fs::write(dir.join("a.txt"), hostile).unwrap();
    let calls = [
        &[&FLAG[..], &["a.txt"]].concat()[..],
        &[&FLAG[..], &["--by-agency", "a.txt"]].concat(),
        &[&FLAG[..], &["--format", "markdown", "a.txt"]].concat(),
        &["extract", "a.txt"],
        &["extract", "--explain", "a.txt"],
        &["extract", "--format", "csv", "a.txt"],
        &["explain", "a.txt", "--agency", "SOF", "--requirement", "nye"],
    ];
    for call in calls {
        let ran = gensvar(&dir, call);
        assert_eq!(ran.status, 0, "{call:?}: {}", ran.err);
        assert!(ran.out.contains("obligatorisk"), "{call:?}: {}", ran.out);
        let is_order = |c: char| (c.is_control() && c != '\n' && c != '\r') || c == '\u{202e}';
        assert!(!ran.out.contains(is_order), "{call:?}: {:?}", ran.out);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn colours_are_for_terminals_and_can_be_refused() {
    let dir = with_replies("findings-colours");
    let program = env!("CARGO_BIN_EXE_gensvar");
    let shown = |before: &str, columns: u32| {
        // The program `script` gives it a terminal.
        let call = format!(
            "stty cols {columns} rows 24; {before} {program} flag --requirements br-2012 b.txt"
        );
        let mut script = std::process::Command::new("script");
        script.args(["-qec", &call, "/dev/null"]).current_dir(&dir).env("TERM", "xterm");
        script.env_remove("NO_COLOR").stdin(std::process::Stdio::null());
        let output = script.output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).replace('\r', ""))
    };
    let Some(coloured) = shown("", 120) else { return };
    assert!(coloured.contains("\u{1b}[32m✓ opfyldt\u{1b}[0m"), "{coloured:?}");
    let plain = shown("NO_COLOR=1", 120).unwrap();
    assert!(plain.contains("✓ opfyldt") && !plain.contains('\u{1b}'), "{plain:?}");
    assert_eq!(plain, gensvar(&dir, &[&FLAG[..], &["b.txt"]].concat()).out);
    // Too narrow for the matrix: a list, and no word is cut.
    let narrow = shown("NO_COLOR=1", 40).unwrap();
    assert!(narrow.contains("\nKFF\n  loebende      –\n"), "{narrow}");
}
