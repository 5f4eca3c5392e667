use gensvar_claims::{DataError, Explanation, Extractor};
use gensvar_repair::{OcrWord, Repairer};
use gensvar_requirements::{Assessment, ByAgency, Document, RequirementSet, assess, by_agency};
use gensvar_text::SourceText;
use rayon::prelude::*;

use crate::Reply;

/// The whole way from a text to what it claims: loaded once, used for any number of replies.
///
/// It can be shared between threads.
#[derive(Debug)]
pub struct Gensvar {
    repairer: Repairer,
    extractor: Extractor,
}

impl Gensvar {
    /// With the built-in Danish model and rules.
    ///
    /// # Errors
    /// Never, unless the built-in files are wrong, which tests rule out.
    pub fn danish() -> Result<Gensvar, DataError> {
        Ok(Gensvar { repairer: Repairer::danish(), extractor: Extractor::danish()? })
    }

    /// With another way to repair, say one that also reflows the text.
    ///
    /// ```
    /// use gensvar::{Gensvar, repair::Repairer};
    /// let gensvar = Gensvar::danish()?.with_repairer(Repairer::danish().with_reflow());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn with_repairer(self, repairer: Repairer) -> Gensvar {
        Gensvar { repairer, ..self }
    }

    /// Takes a user's agencies beside the built-in ones: the name of their file and its text.
    ///
    /// ```
    /// use gensvar::Gensvar;
    /// let own = "[[agency]]\ncode = \"SOF\"\nunits = [\"Socialtilsyn Havn\"]\n";
    /// let mut gensvar = Gensvar::danish()?;
    /// gensvar.add_agencies("own.toml", own)?;
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    ///
    /// # Errors
    /// If the file is wrong: with its line, and what would be right. Nothing is taken of it then.
    pub fn add_agencies(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        self.extractor.add_agencies(file, text)
    }

    /// Repairs a text and reads it.
    ///
    /// ```
    /// let gensvar = gensvar::Gensvar::danish()?;
    /// let reply = gensvar.read("");
    /// assert!(reply.claims().is_empty());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn read(&self, text: &str) -> Reply {
        self.read_ocr(text, &[])
    }

    /// Repairs a text of whose words an OCR engine told how sure it was, and reads it.
    ///
    /// ```
    /// use gensvar::{Gensvar, repair::OcrWord, text::Span};
    ///
    /// let gensvar = Gensvar::danish()?;
    /// let words = [OcrWord { span: Span::new(0, 6), confidence: 0.96 }];
    /// let reply = gensvar.read_ocr("Kurset er obligatorisk.", &words);
    /// assert!(!reply.claims().is_empty());
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn read_ocr(&self, text: &str, words: &[OcrWord]) -> Reply {
        let repaired = self.repairer.repair_ocr(text, words);
        let found = self.extractor.extract(&repaired.text);
        Reply::new(SourceText::new(text), repaired, found)
    }

    /// Reads many texts, on as many threads as there are cores; results stand in the texts' order.
    ///
    /// ```
    /// let gensvar = gensvar::Gensvar::danish()?;
    /// let replies = gensvar.read_all(&["Vi tilbyder et kursus.", "Tak for henvendelsen."]);
    /// assert_eq!(replies[1].source().as_str(), "Tak for henvendelsen.");
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn read_all<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Vec<Reply> {
        texts.par_iter().map(|text| self.read(text.as_ref())).collect()
    }

    /// Which requirements of a set each agency of a reply addresses, with places in its source.
    pub fn check(&self, reply: &Reply, set: &RequirementSet) -> Assessment {
        let found = assess(set, reply.text(), reply.extraction_in_repaired());
        reply.assessment_to_source(found)
    }

    /// Where each agency stands after several replies, as a set's assessments of them say. The texts
    /// need not be kept.
    ///
    /// ```
    /// use gensvar::Gensvar;
    /// use gensvar::requirements::{Document, RequirementSet, Stance};
    ///
    /// let gensvar = Gensvar::danish()?;
    /// let set = RequirementSet::built_in("br-2012").expect("it is built in");
    /// let document = |text: &str| {
    ///     let reply = gensvar.read(text);
    ///     Document { letter: reply.letter(), assessment: gensvar.check(&reply, set) }
    /// };
    /// let found = gensvar.by_agency(set, &[
    ///     document("SOF\n\n3. marts 2025\n\nVi overvejer at gøre kurset obligatorisk.\n"),
    ///     document("Socialforvaltningen (SOF)\n\n12. maj 2025\n\nKurset er obligatorisk for alle sagsbehandlere.\n"),
    /// ]);
    /// let mandatory = &found.agencies[0].requirements[2];
    /// assert_eq!((mandatory.stance, mandatory.document), (Stance::Fulfilled, Some(1)));
    /// # Ok::<(), gensvar::claims::DataError>(())
    /// ```
    pub fn by_agency(&self, set: &RequirementSet, documents: &[Document]) -> ByAgency {
        by_agency(set, documents, |agency| self.extractor.agency_key(agency))
    }

    /// Why each claim of a reply is what it is: what spoke most for each decision.
    pub fn explain(&self, reply: &Reply) -> Explanation {
        self.extractor.explain(reply.text())
    }

    /// What repairs the texts.
    pub fn repairer(&self) -> &Repairer {
        &self.repairer
    }

    /// What finds the claims in repaired texts.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }
}
