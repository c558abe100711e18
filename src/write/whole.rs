//! The file of all documents in one form. It is put together from their own files, so that each is written once. It knows
//! no form of output.

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::diag::Diagnostics;
use crate::site::Site;
use crate::write::{Export, Whole};

/// How many documents are written side by side. The file itself is in memory once; these are besides.
const AT_ONCE: usize = 256;

/// All documents in one file, in their order; what stands around them in volumes is no reference to a document, and not in
/// a file of these. Each document's own file is handed to `take` with what its form cannot
/// say; the answers come in the order of the documents.
pub fn written<T: Send>(
    site: &Site,
    export: &Export,
    whole: &Whole,
    take: impl Fn(usize, Vec<u8>, Diagnostics) -> T + Sync,
) -> (Vec<u8>, Vec<T>) {
    let mut file = (whole.open)(site);
    let all = site.edition.documents.len();
    let within = if export.is_reference { site.edition.proper().len() } else { all };
    let mut answers = Vec::with_capacity(all);
    let mut taken = 0;
    for start in (0..all).step_by(AT_ONCE) {
        let documents: Vec<(Vec<u8>, T)> = (start..all.min(start + AT_ONCE))
            .into_par_iter()
            .map(|document| {
                let mut unsaid = Diagnostics::default();
                let bytes = (export.write)(site, document, &mut unsaid);
                let part = (whole.part)(&bytes).to_vec();
                (part, take(document, bytes, unsaid))
            })
            .collect();
        for (part, answer) in documents {
            if taken < within {
                if taken > 0 {
                    file.extend(whole.between.as_bytes());
                }
                file.extend(part);
            }
            taken += 1;
            answers.push(answer);
        }
    }
    file.extend(whole.close.as_bytes());
    (file, answers)
}

/// The file of all documents by itself.
pub fn alone(site: &Site, export: &Export, whole: &Whole, diagnostics: &mut Diagnostics) -> Vec<u8> {
    let (file, unsaid) = written(site, export, whole, |_, _, unsaid| unsaid);
    unsaid.into_iter().for_each(|found| diagnostics.append(found));
    file
}
