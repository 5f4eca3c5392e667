//! Runs that are ended before their end, and what is left of them.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::REPLY;
use crate::support::{folder, gensvar, start, summary, tree};

/// Sends a signal, and tells the exit status and the messages.
fn end(child: Child, signal: &str) -> (Option<i32>, String) {
    let kill = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn wait_for(mut what: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !what() {
        assert!(begun.elapsed() < Duration::from_secs(120), "waited in vain");
        thread::sleep(Duration::from_millis(10));
    }
}

fn replies(dir: &Path, count: usize, times: usize) {
    fs::create_dir_all(dir.join("ind")).unwrap();
    for number in 0..count {
        let text = REPLY.repeat(times + number % 5);
        fs::write(dir.join(format!("ind/{number:05}.txt")), text).unwrap();
    }
}

/// How many lines the journal has: two for each input that was done by a run that goes on.
fn told(dir: &Path) -> usize {
    let journal = fs::read(dir.join("ud/.gensvar/journal.jsonl")).unwrap_or_default();
    journal.iter().filter(|&&byte| byte == b'\n').count()
}

const EXTRACT: [&str; 6] = ["extract", "--format", "json", "-j", "2", "ind"];

/// Kills a run that many times, each time when it has written that many results more, and a little
/// later; then lets it come to its end.
fn killed(dir: &Path, times: u64, results: usize) {
    let call = |out: &str| [&EXTRACT[..], &["-o", out]].concat().join(" ");
    let run = |out: &str| gensvar(dir, &call(out).split(' ').collect::<Vec<_>>());
    assert_eq!(run("rolig").status, 0);
    let calm = tree(&dir.join("rolig"));
    for number in 1..=times {
        let before = told(dir);
        let mut child = start(dir, &call("ud").split(' ').collect::<Vec<_>>());
        wait_for(|| told(dir) >= before + 2 * results);
        thread::sleep(Duration::from_millis(number * 7919 % 41));
        // SIGKILL: nothing can be tidied up.
        child.kill().unwrap();
        assert!(!child.wait().unwrap().success(), "it was over before it was killed");
        for (name, bytes) in tree(&dir.join("ud")) {
            if !name.starts_with(".gensvar") {
                assert_eq!(Some(&bytes), calm.get(&name), "half-written: {name}");
            }
        }
        assert!(!dir.join("ud/summary.json").exists());
    }
    assert_eq!(run("ud").status, 0);
    assert_eq!(tree(&dir.join("ud")), calm);
}

#[test]
fn a_run_that_was_killed_ends_with_the_same_bytes() {
    let dir = folder("killed");
    replies(&dir, 250, 1);
    killed(&dir, 8, 5);
}

#[test]
#[ignore = "takes minutes: ten thousand files, and twenty runs that are killed"]
fn ten_thousand_files_killed_twenty_times() {
    let dir = folder("killed-often");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let splits = fs::read_to_string(corpus.join("splits.toml")).unwrap();
    let mut paragraphs = Vec::new();
    for entry in fs::read_dir(corpus.join("replies")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|end| end == "txt")
            && !splits.contains(&format!("\"{name}\""))
        {
            let text = fs::read_to_string(&path).unwrap();
            paragraphs.extend(text.split("\n\n").filter(|p| p.len() > 80).map(str::to_owned));
        }
    }
    paragraphs.sort();
    for number in 0..10_000 {
        let sub = dir.join(format!("ind/{}", number % 37));
        fs::create_dir_all(&sub).unwrap();
        let text = &paragraphs[number * 7919 % paragraphs.len()];
        fs::write(sub.join(format!("{number:05}.txt")), format!("SOF\n\n{text}\n")).unwrap();
    }
    killed(&dir, 20, 300);
    let one = [&EXTRACT[..], &["-j", "1", "-o", "en"]].concat();
    let one: Vec<&str> =
        one.iter().enumerate().filter(|(i, _)| *i != 3 && *i != 4).map(|(_, a)| *a).collect();
    assert_eq!(gensvar(&dir, &one).status, 0);
    assert_eq!(tree(&dir.join("en")), tree(&dir.join("rolig")));
}

/// Whether programs started here hear a SIGHUP: under `nohup` they are not to.
fn hears_hangup() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|set| u64::from_str_radix(set.trim(), 16).ok());
    ignored.is_none_or(|set| set & 1 == 0)
}

#[test]
fn a_signal_ends_a_run_with_its_own_status() {
    let signals = [("-INT", 130), ("-TERM", 143), ("-HUP", 129)];
    for (signal, status) in signals.into_iter().filter(|(one, _)| *one != "-HUP" || hears_hangup())
    {
        let dir = folder(&format!("interrupt{signal}"));
        replies(&dir, 1, 1);
        let call = ["extract", "-j", "1", "-o", "ud", "ind"];
        assert_eq!(gensvar(&dir, &call).status, 0);
        assert_eq!(summary(&dir.join("ud"))["finished"], true);
        replies(&dir, 300, 10);
        let child = start(&dir, &call);
        wait_for(|| told(&dir) > 20);
        let (ended, told) = end(child, signal);
        assert_eq!(ended, Some(status));
        assert!(told.contains("goes on from here"), "{told}");
        let summary = summary(&dir.join("ud"));
        assert_eq!(summary["finished"], false);
        assert!(summary["done"].as_u64().unwrap() < 300);
    }
}

#[test]
fn what_is_being_listed_can_be_ended() {
    let dir = folder("interrupt-list");
    // The list goes on and on.
    let mut child = start(&dir, &["text", "--files-from", "-"]);
    let list = child.stdin.take();
    thread::sleep(Duration::from_millis(700));
    let begun = Instant::now();
    assert_eq!(end(child, "-INT").0, Some(130));
    assert!(begun.elapsed() < Duration::from_secs(5));
    drop(list);
}

/// A program of the name of the engine that takes its time, and tells its number.
fn slow_engine(dir: &Path) -> String {
    let script = "#!/bin/sh\ncase \"$1\" in\n--version) echo tesseract 5.0;;\n\
        --list-langs) echo List; echo dan;;\n*) echo $$ > $PIDS; exec sleep 600;;\nesac\n";
    fs::create_dir(dir.join("bin")).unwrap();
    fs::write(dir.join("bin/tesseract"), script).unwrap();
    fs::set_permissions(dir.join("bin/tesseract"), fs::Permissions::from_mode(0o755)).unwrap();
    format!("{}:/usr/bin:/bin", dir.join("bin").display())
}

#[test]
fn no_program_and_no_copy_of_an_input_is_left_behind() {
    for args in [&["-o", "ud"][..], &[]] {
        let dir = folder(&format!("left-behind{}", args.len()));
        let path = slow_engine(&dir);
        fs::create_dir(dir.join("tmp")).unwrap();
        fs::write(dir.join("scan.png"), b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR").unwrap();
        let child = || {
            Command::new(env!("CARGO_BIN_EXE_gensvar"))
                .args([&["text", "scan.png"], args].concat())
                .current_dir(&dir)
                .env("PATH", &path)
                .env("PIDS", dir.join("pid"))
                .env("TMPDIR", dir.join("tmp"))
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        };
        let pid = || fs::read_to_string(dir.join("pid")).unwrap_or_default().trim().to_owned();
        let is_running = |pid: &str| Path::new("/proc").join(pid).join("cmdline").exists();
        let ours = child();
        wait_for(|| !pid().is_empty());
        let engine = pid();
        assert!(is_running(&engine));
        assert_eq!(end(ours, "-TERM").0, Some(143));
        assert!(!is_running(&engine), "the engine still runs");
        assert_eq!(tree(&dir.join("tmp")).len(), 0);
        assert!(!dir.join("ud/.gensvar/tmp").exists());
        if args.is_empty() {
            continue;
        }
        // What kill -9 leaves, the next run takes away.
        fs::remove_file(dir.join("pid")).unwrap();
        let mut ours = child();
        wait_for(|| !pid().is_empty());
        ours.kill().unwrap();
        ours.wait().unwrap();
        Command::new("kill").arg(pid()).status().unwrap();
        assert_ne!(tree(&dir.join("ud/.gensvar/tmp")).len(), 0);
        fs::write(dir.join("svar.txt"), REPLY).unwrap();
        assert_eq!(gensvar(&dir, &["text", "-o", "ud", "svar.txt"]).status, 0);
        assert!(!dir.join("ud/.gensvar/tmp").exists());
    }
}

#[test]
fn who_stops_reading_still_learns_of_failures() {
    let dir = folder("pipe");
    replies(&dir, 200, 20);
    let names: Vec<String> = (0..200).map(|number| format!("ind/{number:05}.txt")).collect();
    fs::write(dir.join("liste"), format!("mangler.txt\n{}\n", names.join("\n"))).unwrap();
    for (list, status) in [("liste", 1), ("ind", 0)] {
        let args =
            ["text", "--format", "json", if status == 1 { "--files-from" } else { "-q" }, list];
        let mut child = start(&dir, &args);
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut String::new()).unwrap();
        drop(out);
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(status), "{told}");
    }
}
