//! Each mistake is named with file, line, column, what is wrong, and the nearest right word.

use gensvar_requirements::RequirementSet;

/// A set without mistakes, in which the cases below put one each.
const SET: &str = r#"id = "klage"
title = "Klagevejledning"
uses = ["svar"]

[concepts.vejledning]
any = ["klagevejledning*", "vejledning .. om .. klage"]
claims = [{ kind = "obligation", groups = ["employees"], has = ["dates"] }]

[concepts.brev]
any = ["afslag|afgørelse", "brev + <vejledning>"]

[context]
own_word = "brev"

[[requirements]]
id = "alle"
title = "Alle afslag har en klagevejledning"
topic = [{ all = ["vejledning"] }]
sums = ["declined"]

[[requirements.says]]
all = ["vejledning", "brev"]
none = ["nej"]
status = ["in_place"]
stance = "told"
strength = "weak"

[requirements.examples]
fulfilled = ["Alle afslag har en klagevejledning."]

[[general]]
all = ["brev"]
requirements = ["alle"]
stance = "planned"

[verdict]
otherwise = "open"

[[verdict.rules]]
value = "met"
any_of = ["alle"]
stances = ["fulfilled"]

[[tests]]
name = "et brev"
text = "Socialforvaltningen"
agency = "SOF"
expect = { alle = "fulfilled" }
"#;

/// What is written instead of what, and what is said of it.
const MISTAKES: &[(&str, &str, &[&str])] = &[
    // The file as a whole.
    ("title = ", "tittle = ", &["2:1: unknown key \"tittle\"; did you mean \"title\"?"]),
    ("title = \"Klagevejledning\"\n", "", &["1:1: the key \"title\" is missing here"]),
    (
        "title = \"Klagevejledning\"",
        "title = \"Klagevejledning",
        &["2:25: invalid basic string, expected `\"`"],
    ),
    (
        "title = \"Klagevejledning\"",
        "title = Klagevejledning",
        &["2:9: string values must be quoted, expected literal string"],
    ),
    (
        "title = \"Klagevejledning\"",
        "title = 12",
        &["2:9: the number 12 stands where a text must stand; put it in quotation marks"],
    ),
    (
        "title = \"Klagevejledning\"",
        "title = \"K\"\ntitle = \"L\"",
        &["3:1: the key \"title\" is there twice"],
    ),
    (
        "title = \"Klagevejledning\"",
        "title = \"K\"\ndate = \"2026-02-05\"",
        &[
            "3:8: the text \"2026-02-05\" stands where a date must stand; write it without quotation marks, as 2026-02-05",
        ],
    ),
    (
        "id = \"klage\"",
        "id = \"Klage over afslag\"",
        &["1:6: \"Klage over afslag\" is no id: write it in lower case, with - between words"],
    ),
    (
        "uses = [\"svar\"]",
        "uses = \"svar\"",
        &["3:8: the text \"svar\" stands where a list must stand; put it in square brackets"],
    ),
    (
        "uses = [\"svar\"]",
        "uses = [\"svra\", \"undervisning\"]",
        &["3:9: there is no word list \"svra\"; did you mean \"svar\"?"],
    ),
    (
        "[concepts.brev]",
        "[concept.brev]",
        &["9:2: unknown key \"concept\"; did you mean \"concepts\"?"],
    ),
    ("[concepts.brev]", "[concepts.brev", &["9:15: unclosed table, expected `]`"]),
    // Concepts and phrases.
    (
        "[concepts.brev]",
        "[concepts.nej]",
        &[
            "9:11: the concept \"nej\" is already in a word list that the set uses; give yours another name",
            "13:12: there is no concept \"brev\"",
            "22:22: there is no concept \"brev\"",
            "32:8: there is no concept \"brev\"",
        ],
    ),
    ("[concepts.brev]", "[concepts.vejledning]", &["9:11: the key \"vejledning\" is there twice"]),
    (
        "brev + <vejledning>",
        "brev + <vejleding>",
        &["10:28: there is no concept \"vejleding\"; did you mean \"vejledning\"?"],
    ),
    ("brev + <vejledning>", "brev + <brev>", &["9:11: the concept \"brev\" is made of itself"]),
    (
        "brev + <vejledning>",
        "brev + <vejledning",
        &["10:28: \"brev + <vejledning\": \">\" is missing after <vejledning"],
    ),
    ("brev + <vejledning>", "", &["10:28: \"\": a phrase is at least one word"]),
    (
        "brev + <vejledning>",
        "..",
        &["10:28: \"..\": a phrase begins and ends with a word that must stand there"],
    ),
    (
        "brev + <vejledning>",
        "(brev) om",
        &["10:28: \"(brev) om\": a phrase begins and ends with a word that must stand there"],
    ),
    (
        "brev + <vejledning>",
        "br*ev",
        &["10:28: \"br*ev\" is no word: a star stands before or after a word"],
    ),
    (
        "brev + <vejledning>",
        "brev,klage",
        &["10:28: \"brev,klage\" is more than one word: put spaces between them"],
    ),
    (
        "brev + <vejledning>",
        "#nummer",
        &["10:28: \"#nummer\" is no kind of figure: there are #number, #year, #date"],
    ),
    ("brev + <vejledning>", "a + b + c", &["10:28: \"a + b + c\": only one \" + \" in a phrase"]),
    (
        "\"obligation\"",
        "\"obligations\"",
        &["7:20: there is no kind \"obligations\"; did you mean \"obligation\"?"],
    ),
    (
        "\"employees\"",
        "\"employes\"",
        &["7:44: there is no group \"employes\"; did you mean \"employees\"?"],
    ),
    ("\"dates\"", "\"date\"", &["7:65: there is no field \"date\"; did you mean \"dates\"?"]),
    (
        "own_word = \"brev\"",
        "own_word = \"breve\"",
        &["13:12: there is no concept \"breve\"; did you mean \"brev\"?"],
    ),
    // Requirements.
    ("id = \"alle\"\n", "", &["15:1: the key \"id\" is missing here"]),
    (
        "id = \"alle\"",
        "id = \"alle breve\"",
        &[
            "16:6: \"alle breve\" is no id: write it in lower case, with - between words",
            "33:17: there is no requirement \"alle\"; it can be one of: alle breve",
            "41:11: there is no requirement \"alle\"; it can be one of: alle breve",
            "48:12: there is no requirement \"alle\"; it can be one of: alle breve",
        ],
    ),
    (
        "[[requirements]]",
        "[[requirement]]",
        &["15:3: unknown key \"requirement\"; did you mean \"requirements\"?"],
    ),
    ("title = \"Alle", "id = \"nogle\"\ntitle = \"Alle", &["17:1: the key \"id\" is there twice"]),
    ("topic = [{ all", "topic = [{ al", &["18:12: unknown key \"al\"; did you mean \"all\"?"]),
    (
        "topic = [{ all = [\"vejledning\"] }]",
        "topic = { all = [\"vejledning\"] }",
        &["18:9: a table stands where a list must stand; put it in square brackets"],
    ),
    (
        "sums = [\"declined\"]",
        "sums = [\"told\"]",
        &[
            "19:9: there is no stance \"told\"; it can be one of: fulfilled, planned, considered, declined, lacking",
        ],
    ),
    (
        "all = [\"vejledning\", \"brev\"]",
        "all = [\"vejlening\", \"brve\"]",
        &[
            "22:8: there is no concept \"vejlening\"; did you mean \"vejledning\"?",
            "22:21: there is no concept \"brve\"; did you mean \"brev\"?",
        ],
    ),
    (
        "all = [\"vejledning\", \"brev\"]",
        "all = \"vejledning\"",
        &[
            "22:7: the text \"vejledning\" stands where a list must stand; put it in square brackets",
        ],
    ),
    (
        "\"in_place\"",
        "\"inplace\"",
        &["24:11: there is no status \"inplace\"; did you mean \"in_place\"?"],
    ),
    ("stance = \"told\"\n", "", &["21:1: the key \"stance\" is missing here"]),
    (
        "stance = \"told\"",
        "stance = \"fulfiled\"",
        &["25:10: there is no stance \"fulfiled\"; did you mean \"fulfilled\"?"],
    ),
    (
        "stance = \"told\"",
        "stance = \"xyz\"",
        &[
            "25:10: there is no stance \"xyz\"; it can be one of: fulfilled, planned, considered, declined, lacking, told, nothing",
        ],
    ),
    (
        "strength = \"weak\"",
        "strength = \"week\"",
        &["26:12: there is no strength \"week\"; did you mean \"weak\"?"],
    ),
    (
        "strength = \"weak\"",
        "polarity = \"negative\"",
        &["26:12: there is no polarity \"negative\"; did you mean \"negated\"?"],
    ),
    (
        "\nfulfilled = [",
        "\nfullfilled = [",
        &["29:1: there is no stance \"fullfilled\"; did you mean \"fulfilled\"?"],
    ),
    (
        "[requirements.examples]",
        "[requirements.example]",
        &["28:15: unknown key \"example\"; did you mean \"examples\"?"],
    ),
    // What goes over the set.
    (
        "requirements = [\"alle\"]",
        "requirements = [\"allle\"]",
        &["33:17: there is no requirement \"allle\"; did you mean \"alle\"?"],
    ),
    (
        "stance = \"planned\"",
        "stance = \"told\"",
        &[
            "34:10: there is no stance \"told\"; it can be one of: fulfilled, planned, considered, declined, lacking",
        ],
    ),
    (
        "requirements = [\"alle\"]",
        "everywhere = \"true\"",
        &[
            "33:14: the text \"true\" stands where true or false must stand; leave out the quotation marks",
        ],
    ),
    (
        "otherwise = \"open\"",
        "otherwise = \"opne\"",
        &["37:13: there is no verdict \"opne\"; did you mean \"open\"?"],
    ),
    (
        "any_of = [\"alle\"]",
        "any_of = [\"ale\"]",
        &["41:11: there is no requirement \"ale\"; did you mean \"alle\"?"],
    ),
    (
        "any_of = [\"alle\"]",
        "any_of = [\"alle\"]\nall_of = [\"alle\"]",
        &["40:9: a verdict rule needs any_of or all_of, and not both"],
    ),
    ("any_of = [\"alle\"]\n", "", &["40:9: a verdict rule needs any_of or all_of, and not both"]),
    (
        "stances = [\"fulfilled\"]",
        "stances = []",
        &["40:9: a verdict rule needs at least one of the stances"],
    ),
    (
        "stances = [\"fulfilled\"]",
        "stances = [\"lacking\"]",
        &[
            "42:12: there is no stance \"lacking\"; it can be one of: fulfilled, planned, considered, declined, not_addressed",
        ],
    ),
    // Tests.
    ("{ alle = ", "{ ale = ", &["48:12: there is no requirement \"ale\"; did you mean \"alle\"?"]),
    (
        "{ alle = \"fulfilled\" }",
        "{ alle = \"met\" }",
        &[
            "48:19: there is no stance \"met\"; it can be one of: fulfilled, planned, considered, declined, not_addressed",
        ],
    ),
    (
        "{ alle = \"fulfilled\" }",
        "{}",
        &["45:8: the test expects nothing; say which flags it must get"],
    ),
    ("name = \"et brev\"\n", "", &["44:1: the key \"name\" is missing here"]),
];

#[test]
fn every_mistake_is_named_with_its_place_and_the_nearest_right_word() {
    RequirementSet::parse(SET, "k.toml").unwrap();
    let mut wrong = Vec::new();
    for (from, to, expected) in MISTAKES {
        assert!(SET.contains(from), "{from}");
        let set = SET.replacen(from, to, 1);
        let found = RequirementSet::parse(&set, "k.toml").map_err(|errors| errors.to_string());
        let found = found.err().unwrap_or_default();
        let found: Vec<&str> =
            found.lines().map(|line| line.trim_start_matches("k.toml:")).collect();
        if found != *expected {
            wrong.push(format!("    ({from:?}, {to:?}, &{found:?}),"));
        }
    }
    assert!(wrong.is_empty(), "said otherwise:\n{}", wrong.join("\n"));
}
