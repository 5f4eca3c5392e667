//! Tests that go over all of the shipped data.

use crate::builtin::SETS;
use crate::{RequirementSet, SetErrorKind};

#[test]
fn built_in_sets_can_be_read() {
    for (id, file, text) in SETS {
        let set = RequirementSet::parse(text, file).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(set.id(), *id);
        assert!(set.test_count() > 0, "{id} has no test replies");
    }
    assert_eq!(RequirementSet::built_ins().count(), SETS.len());
}

#[test]
fn a_mistake_is_named_with_its_place_and_the_nearest_word() {
    let set = "id = \"x\"\ntitle = \"X\"\nuses = [\"svar\"]\n\n[[requirements]]\nid = \"a\"\ntitle = \"A\"\n";
    let rule = "\n[[requirements.says]]\nall = [\"afslag\"]\nstance = \"declined\"\n";
    assert!(RequirementSet::parse(&format!("{set}{rule}"), "x.toml").is_ok());
    for (from, to, kind, line, says) in [
        ("title = \"X\"", "tittle = \"X\"", SetErrorKind::Key, 2, "\"title\""),
        ("stance =", "stacne =", SetErrorKind::Key, 11, "\"stance\""),
        ("\"declined\"", "\"decline\"", SetErrorKind::Value, 11, "\"declined\""),
        ("\"afslag\"", "\"afslga\"", SetErrorKind::Reference, 10, "\"afslag\""),
        ("\"svar\"", "\"svra\"", SetErrorKind::Reference, 3, "\"svar\""),
        ("title = \"X\"", "title = \"X", SetErrorKind::Syntax, 2, ""),
    ] {
        let text = format!("{set}{rule}").replacen(from, to, 1);
        let error = RequirementSet::parse(&text, "x.toml").unwrap_err();
        assert_eq!((error.kind, error.line), (kind, line), "{error}");
        assert!(error.to_string().starts_with(&format!("x.toml:{line}:")), "{error}");
        assert!(error.message.contains(says), "{error}");
    }
}
