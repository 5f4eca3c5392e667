//! What in a set is hardly meant is told, with its place and the remedy.

use gensvar_requirements::{RequirementSet, new_set};

/// A set that gives no warning, in which the cases below put one each.
const SET: &str = r#"id = "klage"
title = "Klagevejledning"
uses = ["svar"]

[concepts.vejledning]
any = ["klagevejledning*"]

[concepts.om_klage]
any = ["<vejledning>", "<brev> om klage"]

[concepts.brev]
any = ["afslag|brev"]

[[requirements]]
id = "alle"
title = "Alle afslag har en klagevejledning"
topic = [{ all = ["vejledning"] }]

[[requirements.says]]
all = ["vejledning", "brev"]
none = ["nej"]
stance = "told"

[[requirements.says]]
all = ["vejledning"]
any = ["nej", "om_klage"]
status = ["in_place"]
stance = "declined"

[requirements.examples]
fulfilled = ["Alle afslag har en klagevejledning."]
"#;

/// What is written instead of what, and what is said of it.
const ODD: &[(&str, &str, &[&str])] = &[
    ("id = \"klage\"", "id = \"klage\"", &[]),
    // What nothing can meet.
    (
        "stance = \"told\"",
        "stance = \"planned\"",
        &[
            "15:6: nothing can meet the requirement \"alle\": no rule that can fit says \"fulfilled\" or \"told\", and no general statement \"fulfilled\"",
        ],
    ),
    (
        "stance = \"told\"",
        "stance = \"planned\"\n[[general]]\nall = [\"brev\"]\nstance = \"fulfilled\"",
        &[],
    ),
    (
        "[requirements.examples]\nfulfilled = [\"Alle afslag har en klagevejledning.\"]\n",
        "",
        &[
            "15:6: nothing tests the requirement \"alle\": add [requirements.examples], or expect it in one of the [[tests]]",
        ],
    ),
    // What never fits.
    (
        "none = [\"nej\"]",
        "none = [\"nej\", \"om_klage\"]",
        &[
            "15:6: nothing can meet the requirement \"alle\": no rule that can fit says \"fulfilled\" or \"told\", and no general statement \"fulfilled\"",
            "22:10: this rule never fits: \"vejledning\" must stand there, and must not",
        ],
    ),
    (
        "none = [\"nej\"]",
        "any = [\"nej\"]\nnone = [\"nej\"]",
        &[
            "15:6: nothing can meet the requirement \"alle\": no rule that can fit says \"fulfilled\" or \"told\", and no general statement \"fulfilled\"",
            "23:10: this rule never fits: all that \"any\" asks for is ruled out by \"none\"",
        ],
    ),
    (
        "any = [\"afslag|brev\"]",
        "any = []",
        &[
            "15:6: nothing can meet the requirement \"alle\": no rule that can fit says \"fulfilled\" or \"told\", and no general statement \"fulfilled\"",
            "22:10: this rule never fits: the concept \"brev\" matches nothing",
        ],
    ),
    (
        "topic = [{ all = [\"vejledning\"] }]",
        "topic = [{ all = [\"vejledning\"], none = [\"vejledning\"] }]",
        &["17:19: this topic never fits: \"vejledning\" must stand there, and must not"],
    ),
    (
        "topic = [{ all = [\"vejledning\"] }]",
        "topic = [{}]",
        &["15:6: a topic of \"alle\" is empty: any sentence fits it"],
    ),
    // What is never reached.
    (
        "all = [\"vejledning\", \"brev\"]\nnone = [\"nej\"]",
        "all = [\"om_klage\"]",
        &[
            "27:10: this rule is never reached: wherever it fits, the rule of line 21 fits first; put it before that one, or ask for more there",
        ],
    ),
    ("none = [\"nej\"]\nstance", "none = [\"nej\"]\nstatus = [\"past\"]\nstance", &[]),
    // What is never used.
    (
        "[concepts.brev]",
        "[concepts.kuvert]\nany = [\"kuvert*\"]\n\n[concepts.brev]",
        &["11:11: the concept \"kuvert\" is never used"],
    ),
    // Words.
    (
        "klagevejledning*\"",
        "klagevejlednig*\"",
        &[
            "6:8: \"klagevejlednig\" begins no word that the program knows; did you mean \"klagevejledning\"? If not, add it to known_words",
        ],
    ),
    (
        "afslag|brev",
        "afslag|brev|kvzqx",
        &[
            "12:8: \"kvzqx\" is no word that the program knows; did you mean \"kvhx\"? If not, add it to known_words",
        ],
    ),
    (
        "uses = [\"svar\"]",
        "uses = [\"svar\"]\nknown_words = [\"kvzqx\"]\n[concepts.x]\nany = [\"kvzqx\"]\n[context]\nown_word = \"x\"",
        &[],
    ),
];

#[test]
fn what_is_hardly_meant_is_told_with_its_place_and_the_remedy() {
    let mut wrong = Vec::new();
    for (from, to, expected) in ODD {
        assert!(SET.contains(from), "{from}");
        let set = SET.replacen(from, to, 1);
        let warnings = RequirementSet::warnings(&set, "k.toml").unwrap_or_else(|e| panic!("{e}"));
        let found: Vec<String> = warnings
            .iter()
            .map(|warning| {
                warning.to_string().replacen("k.toml:", "", 1).replacen(" warning:", "", 1)
            })
            .collect();
        if found != *expected {
            wrong.push(format!("    ({from:?}, {to:?}, &{found:?}),"));
        }
    }
    assert!(wrong.is_empty(), "said otherwise:\n{}", wrong.join("\n"));
}

#[test]
fn a_new_set_gives_no_warning() {
    let set = new_set("ny").unwrap();
    assert_eq!(RequirementSet::warnings(&set, "ny.toml"), Ok(Vec::new()));
}
