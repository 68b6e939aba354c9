//! Media types beside the preferred one → which of them carry something else, and what a method for each is called.

use openapiv3::{MediaType, ReferenceOr, Schema};

use super::media::{Media, essence, is_range};
use super::words::split;
use crate::ir::Framing;

/// More methods than this for one body or reply help nobody; the rest is noted.
const MOST: usize = 5;

/// One of the media types of a body or reply.
#[derive(Clone, Copy)]
pub(super) struct Offer<'a> {
    pub(super) media: Media,
    /// The media type as it is written.
    pub(super) name: &'a str,
    pub(super) declared: &'a MediaType,
    /// Whether it has files, which another spelling of the same schema cannot hold.
    pub(super) files: bool,
}

/// The preferred media type, those that carry something else, each with the words for it, and the names of those that
/// do not: `application/xml` beside `application/json` of the same schema is the same thing in another spelling.
pub(super) struct Choice<'a> {
    pub(super) main: Offer<'a>,
    pub(super) others: Vec<(String, Offer<'a>)>,
    pub(super) same: Vec<String>,
}

/// Chooses among media types in the order of preference.
pub(super) fn choose<'a>(offers: &[Offer<'a>]) -> Option<Choice<'a>> {
    let (main, rest) = offers.split_first()?;
    let mut choice = Choice { main: *main, others: Vec::new(), same: Vec::new() };
    for offer in rest {
        let taken = || std::iter::once(&choice.main).chain(choice.others.iter().map(|(_, other)| other));
        if choice.others.len() < MOST && !is_range(offer.name) && !taken().any(|other| covers(other, offer)) {
            choice.others.push((words(offer), *offer));
        } else {
            choice.same.push(offer.name.to_owned());
        }
    }
    Some(choice)
}

/// Whether whatever the one could carry, the other carries as well.
fn covers(taken: &Offer<'_>, offer: &Offer<'_>) -> bool {
    if essence(taken.name) == essence(offer.name) {
        return true;
    }
    let same = schema(taken) == schema(offer);
    match offer.media {
        Media::Stream(_) => false,
        Media::Multipart if offer.files => same && taken.media == Media::Multipart,
        Media::Json | Media::Form | Media::Multipart => same && is_structured(taken.media),
        Media::Text | Media::Binary => same && schema(offer).is_some() && is_structured(taken.media),
    }
}

fn schema<'a>(offer: &Offer<'a>) -> Option<&'a ReferenceOr<Schema>> {
    offer.declared.schema.as_ref()
}

fn is_structured(media: Media) -> bool {
    matches!(media, Media::Json | Media::Form | Media::Multipart)
}

/// What ends the name of the method: `csv`, `form`, `merge patch`.
fn words(offer: &Offer<'_>) -> String {
    let essence = essence(offer.name);
    match (offer.media, essence.as_str()) {
        (Media::Form, _) => return "form".to_owned(),
        (Media::Stream(Framing::Events), _) => return "events".to_owned(),
        (Media::Stream(Framing::Lines), _) => return "lines".to_owned(),
        (Media::Multipart, _) => return "multipart".to_owned(),
        (_, "text/plain") => return "text".to_owned(),
        (_, "application/octet-stream") => return "bytes".to_owned(),
        _ => {}
    }
    let subtype = essence.split_once('/').map_or(essence.as_str(), |(_, subtype)| subtype);
    let plain = subtype.strip_suffix("+json").or_else(|| subtype.strip_suffix("+xml")).unwrap_or(subtype);
    let telling: Vec<String> = split(plain).into_iter().filter(|word| !matches!(word.as_str(), "x" | "vnd")).collect();
    if telling.is_empty() { "other".to_owned() } else { telling.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn declared(schema: &str) -> MediaType {
        let schema = (!schema.is_empty()).then(|| ReferenceOr::Reference { reference: schema.to_owned() });
        MediaType { schema, ..MediaType::default() }
    }

    /// Words of the others, and those that carry the same, of these media types with their schemas.
    fn chosen(offers: &[(&'static str, &str)]) -> (Vec<String>, Vec<String>) {
        let all: Vec<(&str, MediaType)> = offers.iter().map(|(name, schema)| (*name, declared(schema))).collect();
        let offers: Vec<Offer<'_>> = all
            .iter()
            .map(|(name, declared)| Offer { media: super::super::media::media(name), name, declared, files: false })
            .collect();
        let choice = choose(&offers).expect("there is one");
        (choice.others.into_iter().map(|(words, _)| words).collect(), choice.same)
    }

    #[test]
    fn a_method_for_what_carries_something_else() {
        let json = ("application/json", "#/components/schemas/A");
        for (other, expected) in [
            (("application/xml", "#/components/schemas/A"), None),
            (("application/x-www-form-urlencoded", "#/components/schemas/A"), None),
            (("application/x-www-form-urlencoded", "#/components/schemas/B"), Some("form")),
            (("text/csv", ""), Some("csv")),
            (("text/event-stream", "#/components/schemas/A"), Some("events")),
            (("application/vnd.acme.merge-patch+json", "#/components/schemas/B"), Some("acme merge patch")),
            (("application/json; charset=utf-8", "#/components/schemas/B"), None),
            (("*/*", ""), None),
        ] {
            let (others, same) = chosen(&[json, other]);
            assert_eq!(others.first().map(String::as_str), expected, "{other:?}");
            assert_eq!(same.is_empty(), expected.is_some(), "{other:?}");
        }
    }
}
