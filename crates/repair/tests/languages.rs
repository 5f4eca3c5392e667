//! Texts that are not Danish, alone and within Danish ones that are clean or damaged.

use gensvar_repair::{Repaired, Repairer, Treatment};

const SWEDISH: &str = "\
Styrelsen har granskat hur kommunen svarar på frågor från sina invånare. Det är viktigt att alla får
ett svar inom rimlig tid, och att svaret är lätt att förstå. Vi har därför frågat alla förvaltningar
hur de utbildar nya handläggare.

De flesta säger att kursen är öppen för alla, men att många inte hinner gå den under det första året.
Nämnden föreslår att kursen görs om och att den hålls före jul. Det är också viktigt att äldre
handläggare får möjlighet att delta. Över hälften säger att de vill.

Stadens revisorer har dessutom pekat på att protokollen saknar datum. Vår bedömning är att felet
beror på ett gammalt formulär. Vi byter ut det under våren.

Med vänliga hälsningar
Åsa Lindqvist, utredare
";

const NORWEGIAN: &str = "\
Etaten har undersøkt hvordan kommunen svarer på spørsmål fra innbyggerne. Det er viktig at alle får
svar innen rimelig tid, og at svaret er lett å forstå. Vi har derfor spurt alle avdelingene hvordan
de lærer opp nye saksbehandlere.

De fleste sier at kurset er åpent for alle, men at mange ikke rekker det i løpet av det første året.
Utvalget foreslår at kurset blir lagt om, og at det holdes før jul. Etter vårt syn bør også de eldre
saksbehandlerne få mulighet til å delta. Over halvparten sier at de ønsker det.

Revisjonen har dessuten pekt på at møtebøkene mangler dato. Feilen skyldes trolig et gammelt skjema,
som vi bytter ut til våren.

Vennlig hilsen
Kåre Nygård, rådgiver
";

const DUTCH: &str = "\
Het bestuur heeft de vragen van de raad ontvangen en zal daar voor het einde van het jaar op antwoorden.
Wij gaan ervan uit dat alle medewerkers de cursus volgen, maar dat is nog niet overal het geval. Voor
nieuwe medewerkers staat de cursus open zodra zij zijn begonnen.

Daarnaast bestaat er een aanbod voor ervaren medewerkers, waar zij goed gebruik van maken. Het oordeel
van de ombudsman was dat de brief moet worden aangepast en dat de kosten daarvan laag moeten blijven.
Burgers die een klacht indienen krijgen binnen zes weken antwoord.

Met vriendelijke groet,
Joost van der Meulen
";

const GERMAN: &str = "\
Die Behörde hat geprüft, wie die Stadt auf Fragen ihrer Bürger antwortet. Wichtig ist, dass alle eine
Antwort in angemessener Zeit erhalten und dass man sie versteht. Wir haben deshalb alle Abteilungen
gefragt, wie sie neue Mitarbeiter ausbilden.

Die meisten sagen, der Kurs sei für alle offen, aber viele schaffen ihn im ersten Jahr nicht. Der
Ausschuss schlägt vor, den Kurs neu zu gestalten und vor Weihnachten abzuhalten. Auch ältere
Mitarbeiter sollen teilnehmen können. Über die Kosten wird der Rat im Frühjahr entscheiden.

Mit freundlichen Grüßen
Jürgen Weiß
Charité – Universitätsmedizin Berlin
";

const ENGLISH: &str = "\
The council has looked into how the departments answer questions from the public. Everyone should get
a reply within a reasonable time, and the reply should be easy to follow. We have therefore asked each
department how it trains new caseworkers.

Most of them say that the course is open to all, but that many do not manage to take it in their first
year. The committee suggests that the course be made shorter and held before Christmas. Older members
of staff must be given a chance to attend as well. More than half of them say they would like to.

The auditors also found that some minutes had no date. The fault lies in an old form that will be
replaced in the spring. The House of Lords and the Parliamentary Ombudsman were not asked.

Yours sincerely,
Margaret Holloway
";

const FINNISH: &str = "\
Virasto on selvittänyt, miten kaupunki vastaa asukkaiden kysymyksiin. On tärkeää, että jokainen saa
vastauksen kohtuullisessa ajassa ja että vastaus on helppo ymmärtää. Siksi kysyimme kaikilta
osastoilta, miten ne kouluttavat uusia käsittelijöitä.

Useimmat sanovat, että kurssi on avoin kaikille, mutta monet eivät ehdi käydä sitä ensimmäisen vuoden
aikana. Lautakunta ehdottaa, että kurssi uudistetaan ja pidetään ennen joulua. Myös kokeneille
käsittelijöille on annettava mahdollisuus osallistua. Yli puolet heistä haluaa sitä.

Ystävällisin terveisin
Päivi Mäkelä
";

const OLD: &str = "\
Bestyrelsen har i Aaret 1903 paataget sig Arbejdet, og der er ogsaa holdt Raad. Man vedtog saaledes,
at Skolen paa Torvet skulde ombygges, naar Midlerne tillod det. Senere indtraadte en Læge i Udvalget,
og han foreslog, at Børnene skulde bespises.

Det blev gjort i de følgende Aar, dog ikke paa Landet, hvor man ogsaa manglede Plads. Sognet raadede
over et Hus, som stod tomt, og det blev overladt til Skolen. Ogsaa her maatte man vente paa Svar;
Raadet svarede dog omsider og bevilgede det hele. Lærerne fik hver en Kakkelovn og vilde gerne have
haft to.
";

const FRENCH: &str = "\
Le conseil a examiné la manière dont les services répondent aux questions des habitants. Il est important
que chacun reçoive une réponse dans un délai raisonnable et que cette réponse soit facile à comprendre.

La plupart disent que le cours est ouvert à tous, mais que beaucoup ne peuvent pas le suivre pendant la
première année. La commission propose de le rendre plus court et de le tenir avant Noël. Les agents plus
âgés doivent aussi avoir la possibilité d'y participer. Plus de la moitié le souhaitent.

Veuillez agréer, Madame, Monsieur, nos salutations distinguées.
Hélène Garnier
";

const OTHERS: [(&str, &str); 8] = [
    ("Swedish", SWEDISH),
    ("Norwegian", NORWEGIAN),
    ("Dutch", DUTCH),
    ("German", GERMAN),
    ("English", ENGLISH),
    ("French", FRENCH),
    ("Finnish", FINNISH),
    ("before 1948", OLD),
];

/// A letter in two parts.
const BEFORE: &str = "\
Kære Borgerrådgiver

Forvaltningen har modtaget dine spørgsmål og svarer på dem i rækkefølge. Kurset er åbent for alle nye
sagsbehandlere, og de skal have gennemført det, før de får adgang til systemet. Det gælder også dem,
der tidligere har været ansat på et andet område.


";
const AFTER: &str = "\
Vi går derfor ud fra, at ordningen fortsætter uændret. Såfremt der bliver behov for det, kan vi nå at
oprette et hold mere før påske. Ledelsen gør opmærksom på, at der ikke er afsat midler til flere
pladser næste år, og at nogle må vente på svar.

Med venlig hilsen
Søren Hjortkjær

";

/// As an engine without Danish letters reads it.
fn damaged(text: &str) -> String {
    text.replace('æ', "z").replace('ø', "g").replace('å', "a").replace('Å', "A").replace('Ø', "O")
}

/// As a program writes it that knows no letters but those of English.
fn stripped(text: &str) -> String {
    let plain = |c| match c {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'ü' => 'u',
        'é' => 'e',
        'Å' | 'Ä' => 'A',
        c => c,
    };
    text.chars().map(plain).collect()
}

fn repair(text: &str) -> Repaired {
    Repairer::danish().repair(text)
}

#[track_caller]
fn stays(name: &str, text: &str) {
    let repaired = repair(text);
    assert_eq!(repaired.text, text, "{name}");
    assert!(repaired.edits.is_empty(), "{name}: {:?}", repaired.edits);
    assert!(repaired.doubts.is_empty(), "{name}: {:?}", repaired.doubts);
}

/// The paragraph of a text that holds most.
fn paragraph(text: &str) -> &str {
    text.split("\n\n").nth(1).unwrap_or(text).trim_end()
}

#[test]
fn a_text_in_another_language_stays() {
    for (name, text) in OTHERS {
        stays(name, text);
    }
}

#[test]
fn and_so_it_does_without_its_letters() {
    for (name, text) in [("German", GERMAN), ("French", FRENCH), ("Finnish", FINNISH)] {
        stays(name, &stripped(text));
    }
}

#[test]
fn a_paragraph_in_a_clean_letter_stays() {
    for (name, text) in OTHERS {
        stays(name, &format!("{BEFORE}{}\n\n{AFTER}", paragraph(text)));
    }
}

#[test]
fn a_paragraph_in_a_damaged_letter_stays_and_the_letter_is_repaired() {
    for (name, text) in OTHERS {
        let between = format!("{}\n\n", paragraph(text));
        for parts in
            [[BEFORE, &between, AFTER], [&between, BEFORE, AFTER], [BEFORE, AFTER, &between]]
        {
            let clean = parts.concat();
            let read =
                parts.map(|part| if part == between { between.clone() } else { damaged(part) });
            assert_eq!(repair(&read.concat()).text, clean, "{name}");
        }
    }
}

#[test]
fn pages_of_several_languages_stand_side_by_side() {
    let others: String = OTHERS.iter().map(|(_, text)| format!("{text}\u{c}")).collect();
    stays("all", &others);
    let read = format!("{}{others}{}", damaged(BEFORE), damaged(AFTER));
    assert_eq!(repair(&read).text, format!("{BEFORE}{others}{AFTER}"));
}

#[test]
fn what_is_left_is_explained() {
    let text = format!("{}{}\n\n{}", damaged(BEFORE), paragraph(ENGLISH), damaged(AFTER));
    let explain = |word: &str| {
        let at = text.find(word).unwrap_or_default();
        Repairer::danish().explain(&text, at).and_then(|found| found.ocr).map(|ocr| ocr.treatment)
    };
    assert_eq!(explain("made shorter"), Some(Treatment::Foreign));
    assert_eq!(explain("gennemfgrt"), Some(Treatment::Searched));
}
