//! The JSON Schema of the format, for editors.

/// The JSON Schema (draft 2020-12) of requirement sets: editors complete and explain keys by it.
///
/// That it and the parser know the same keys and values is tested.
pub const SCHEMA: &str = include_str!("../data/requirement-set.schema.json");

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use gensvar_claims::{Delivery, Kind, Obligation, Polarity, Status, TargetGroup};
    use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor, value::Error};
    use serde_json::{Value, json};

    use super::SCHEMA;
    use crate::builtin::{SETS, WORD_LISTS};
    use crate::set::{Field, Strength, Told};
    use crate::values::is_id;
    use crate::{Stance, VerdictValue, new_set, source};

    fn schema() -> Value {
        serde_json::from_str(SCHEMA).unwrap()
    }

    fn strings(value: &Value) -> Vec<String> {
        let list = value.as_array().into_iter().flatten();
        list.map(|value| value.as_str().unwrap().to_owned()).collect()
    }

    /// Takes the keys that a type asks for, and gives it nothing.
    struct Keys<'a>(&'a mut Vec<String>);

    impl<'de> Deserializer<'de> for Keys<'_> {
        type Error = Error;

        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
            Err(Error::custom("no struct"))
        }

        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, Error> {
            self.0.extend(fields.iter().map(|field| (*field).to_owned()));
            Err(Error::custom("seen"))
        }

        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }

    #[test]
    fn ids_are_written_as_the_parser_wants_them() {
        let schema = schema();
        for property in
            [&schema["properties"]["id"], &schema["$defs"]["requirement"]["properties"]["id"]]
        {
            let validator = jsonschema::validator_for(property).unwrap();
            for id in
                ["a", "br-2012", "e-læring", "a_b", "", "A", "å b", "æØ", "x.y", "²", "ß", "½"]
            {
                assert_eq!(validator.is_valid(&json!(id)), is_id(id), "{id:?}");
            }
        }
    }

    /// A value that the schema allows.
    fn sample(property: &Value) -> Value {
        match (property["enum"].get(0), property["type"].as_str()) {
            (Some(value), _) => value.clone(),
            (None, Some("string")) => json!("x"),
            (None, Some("number")) => json!(0.5),
            (None, Some("array")) => json!([]),
            (None, _) => json!({}),
        }
    }

    /// That the type of the parser and the schema's definition have the same keys, and need the same.
    fn agrees<T: DeserializeOwned>(definition: &Value, place: &str) {
        let mut keys = Vec::new();
        let _ = T::deserialize(Keys(&mut keys)).map(|_| ());
        keys.sort();
        let properties = definition["properties"].as_object().unwrap();
        let mut described: Vec<String> = properties.keys().cloned().collect();
        described.sort();
        assert_eq!(described, keys, "{place}: keys of the schema, and of the parser");
        assert_eq!(definition["additionalProperties"], json!(false), "{place}");
        for (key, property) in properties {
            let is_said = property["description"].is_string() || property["$ref"].is_string();
            assert!(is_said, "{place}: nothing is said of {key}");
        }
        let required = strings(&definition["required"]);
        let least: BTreeMap<&str, Value> =
            required.iter().map(|key| (key.as_str(), sample(&properties[key]))).collect();
        let reads = |keys: &BTreeMap<&str, Value>| {
            toml::from_str::<T>(&toml::to_string(keys).unwrap()).map(|_| ())
        };
        assert_eq!(reads(&least), Ok(()), "{place}: these are said to be enough");
        for key in &required {
            let mut less = least.clone();
            less.remove(key.as_str());
            assert!(reads(&less).is_err(), "{place}: {key} is not needed");
        }
    }

    #[test]
    fn schema_and_parser_know_the_same_keys() {
        let schema = schema();
        let of = |name: &str| &schema["$defs"][name];
        agrees::<source::File>(&schema, "the set");
        agrees::<source::Concept>(of("concept"), "concept");
        agrees::<source::ClaimCondition>(of("claim"), "claim");
        agrees::<source::Context>(of("context"), "context");
        agrees::<source::Rule>(of("rule"), "rule");
        agrees::<source::Rule>(of("told_rule"), "told_rule");
        agrees::<source::Topic>(of("topic"), "topic");
        agrees::<source::Requirement>(of("requirement"), "requirement");
        agrees::<source::General>(of("general"), "general");
        agrees::<source::Verdict>(of("verdict"), "verdict");
        agrees::<source::VerdictRule>(of("verdict_rule"), "verdict_rule");
        agrees::<source::Template>(of("reason"), "reason");
        agrees::<source::Test>(of("test"), "test");
        // `phrase` is a text, and stands in no table of its own.
        assert_eq!(schema["$defs"].as_object().unwrap().len(), 13);
    }

    #[test]
    fn schema_and_parser_know_the_same_values() {
        let schema = schema();
        let told = |known: &[Told]| known.iter().map(|told| told.name()).collect::<Vec<_>>();
        let stances: Vec<&str> = Stance::ALL.iter().map(|v| v.name()).collect();
        let verdicts: Vec<&str> = VerdictValue::ALL.iter().map(|v| v.name()).collect();
        let kinds: Vec<&str> = Kind::ALL.iter().map(|v| v.name()).collect();
        let statuses: Vec<&str> = Status::ALL.iter().map(|v| v.name()).collect();
        let polarities: Vec<&str> = Polarity::ALL.iter().map(|v| v.name()).collect();
        let groups: Vec<&str> = TargetGroup::ALL.iter().map(|v| v.name()).collect();
        let obligations: Vec<&str> = Obligation::ALL.iter().map(|v| v.name()).collect();
        let deliveries: Vec<&str> = Delivery::ALL.iter().map(|v| v.name()).collect();
        let fields: Vec<&str> = Field::ALL.iter().map(|(name, _)| *name).collect();
        let strengths: Vec<&str> = Strength::OF_RULES.iter().map(|(name, _)| *name).collect();
        let lists: Vec<&str> = WORD_LISTS.iter().map(|list| list.0).collect();
        let wanted = [
            ("/properties/uses/items", &lists),
            ("/$defs/claim/properties/kind", &kinds),
            ("/$defs/claim/properties/status/items", &statuses),
            ("/$defs/claim/properties/polarity", &polarities),
            ("/$defs/claim/properties/groups/items", &groups),
            ("/$defs/claim/properties/obligation", &obligations),
            ("/$defs/claim/properties/delivery/items", &deliveries),
            ("/$defs/claim/properties/has/items", &fields),
            ("/$defs/rule/properties/status/items", &statuses),
            ("/$defs/rule/properties/polarity", &polarities),
            ("/$defs/rule/properties/stance", &told(&Told::ALL)),
            ("/$defs/rule/properties/strength", &strengths),
            ("/$defs/told_rule/properties/status/items", &statuses),
            ("/$defs/told_rule/properties/polarity", &polarities),
            ("/$defs/told_rule/properties/stance", &told(&Told::BY_CUES)),
            ("/$defs/told_rule/properties/strength", &strengths),
            ("/$defs/requirement/properties/kinds/items", &kinds),
            ("/$defs/requirement/properties/sums/items", &told(&Told::OPEN)),
            ("/$defs/general/properties/stance", &told(&Told::OPEN)),
            ("/$defs/verdict/properties/otherwise", &verdicts),
            ("/$defs/verdict_rule/properties/value", &verdicts),
            ("/$defs/verdict_rule/properties/stances/items", &stances),
            ("/$defs/test/properties/expect/additionalProperties", &stances),
            ("/$defs/test/properties/verdict", &verdicts),
        ];
        for (place, names) in &wanted {
            assert_eq!(strings(&schema.pointer(place).unwrap()["enum"]), **names, "{place}");
        }
        assert_eq!(
            SCHEMA.matches("\"enum\"").count(),
            wanted.len(),
            "an enumeration is not tested"
        );
        let examples = &schema["$defs"]["requirement"]["properties"]["examples"]["properties"];
        let mut names: Vec<&str> =
            examples.as_object().unwrap().keys().map(String::as_str).collect();
        let mut wanted = stances.clone();
        names.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(names, wanted);
    }

    #[test]
    fn the_page_on_the_format_names_every_key() {
        let page = include_str!("../../../docs/requirement-sets.md");
        let words: Vec<&str> = page.split(|c: char| !c.is_ascii_lowercase() && c != '_').collect();
        let schema = schema();
        let definitions = schema["$defs"].as_object().unwrap().values().chain([&schema]);
        for definition in definitions {
            for key in definition["properties"].as_object().into_iter().flat_map(|p| p.keys()) {
                assert!(words.contains(&key.as_str()), "{key}");
            }
        }
    }

    /// TOML as JSON has it: dates are texts.
    fn as_json(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(list) => list.into_iter().map(as_json).collect(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, as_json(value))).collect()
            }
            value => serde_json::to_value(value).unwrap(),
        }
    }

    #[test]
    fn all_sets_are_as_the_schema_says_and_mistakes_are_not() {
        let schema = schema();
        assert!(jsonschema::meta::is_valid(&schema));
        let validator = jsonschema::validator_for(&schema).unwrap();
        let problems = |text: &str| -> Vec<String> {
            let set = as_json(toml::Value::Table(toml::from_str(text).unwrap()));
            validator
                .iter_errors(&set)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect()
        };
        let page = include_str!("../../../docs/requirement-sets.md");
        let begin = page.find("id = \"klagevejledning-2026\"").unwrap();
        let documented = &page[begin..begin + page[begin..].find("```").unwrap()];
        let new = new_set("et-nyt-krav").unwrap();
        let shipped = SETS.iter().chain(WORD_LISTS).map(|(id, _, text)| (*id, *text));
        for (id, text) in shipped.chain([("documented", documented), ("new", new.as_str())]) {
            assert_eq!(problems(text), Vec::<String>::new(), "{id}");
        }
        for (from, to) in [
            ("title = ", "tittle = "),
            ("stance = \"told\"", "stance = \"fulfiled\""),
            ("date = 2026-02-05\n", "date = 2026\n"),
            ("id = \"klagevejledning-2026\"", "id = \"Klagevejledning 2026\""),
            ("any = [\"patientklage*\"]", "any = \"patientklage*\""),
        ] {
            assert!(documented.contains(from), "{from}");
            assert!(!problems(&documented.replacen(from, to, 1)).is_empty(), "{to}");
        }
    }
}
