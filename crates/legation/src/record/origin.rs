//! From source lines to the record's provenance, with the rule behind each claim.

use super::build::Builder;
use super::evidence::rule_line;
use super::{Agency, OriginalSource, PictureCredit, Provenance, Publisher};
use crate::explain::{Explanation, RoleEvidence};
use crate::page;
use crate::span::Span;
use crate::statement::source::{Basis, Picture};

/// Where the page comes from. What it says in its metadata stands first, then what its text says.
pub(super) fn provenance(builder: &mut Builder<'_>) -> Provenance {
    let stages = builder.stages;
    let sources = stages.sources;
    let mut authors = stages.document.metadata.authors.clone();
    for claim in &sources.authors {
        if authors.iter().all(|known| known.to_lowercase() != claim.value.to_lowercase()) {
            authors.push(claim.value.clone());
        }
    }
    explain(builder);
    let points = |span: Span| Some(builder.points(span));
    Provenance {
        publisher: publisher(builder),
        authors,
        agencies: sources.agencies.iter().map(|a| Agency { name: a.value.clone(), span: points(a.span) }).collect(),
        sources: sources
            .links
            .iter()
            .map(|link| OriginalSource {
                url: Some(link.url.clone()),
                language: link.language.clone(),
                headline: link.headline.clone(),
                span: points(link.span),
            })
            .collect(),
        translated_from: sources.translated_from.clone(),
        images: sources.pictures.iter().map(|picture| image(builder, picture)).collect(),
        comments: stages.document.metadata.comments,
    }
}

/// Who published the page: by its address, else by its dateline, else as it calls itself.
fn publisher(builder: &Builder<'_>) -> Publisher {
    let stages = builder.stages;
    let metadata = &stages.document.metadata;
    let address = stages.page.url.as_deref().or(metadata.canonical.as_deref());
    let host = address.and_then(page::host);
    let claimed = stages.sources.publishers.first().map(|claim| claim.value.as_str()).filter(|_| host.is_none());
    let domain = host.or(claimed);
    let known = domain.and_then(|domain| stages.setting.knowledge.world.publisher(domain));
    Publisher {
        name: known.map(|(_, p)| p.name.clone()).or_else(|| metadata.site_name.clone()),
        domain: domain.map(str::to_string),
        country: known.map(|(_, p)| p.country.clone()).filter(|c| !c.is_empty()),
    }
}

fn image(builder: &Builder<'_>, picture: &Picture) -> PictureCredit {
    let text = &builder.stages.document.text;
    let words = |span: Option<Span>| span.map(|span| span.of(text).to_string());
    let whole = [picture.caption, picture.credit].into_iter().flatten().reduce(Span::cover);
    PictureCredit {
        caption: words(picture.caption),
        credit: words(picture.credit),
        span: whole.map(|span| builder.points(span)),
    }
}

/// Adds the evidence of each claim: its name is the claim's place in the record, as `agencies[0]`.
fn explain(builder: &mut Builder<'_>) {
    let sources = builder.stages.sources;
    let numbered = |list: &'static str, at: usize| format!("{list}[{at}]");
    let agencies = sources.agencies.iter().enumerate();
    let agencies =
        agencies.map(|(at, a)| (numbered("agencies", at), "agency", a.span, a.value.clone(), Some(&a.basis)));
    let links = sources.links.iter().enumerate();
    let links = links.map(|(at, l)| (numbered("sources", at), "source", l.span, l.url.clone(), l.basis.as_ref()));
    let rows: Vec<_> = agencies.chain(links).collect();
    for (fact, role, span, value, basis) in rows {
        let row = explanation(builder, &fact, role, span, value, basis);
        builder.explanations.push(row);
    }
}

fn explanation(
    builder: &Builder<'_>,
    fact: &str,
    role: &str,
    span: Span,
    value: String,
    basis: Option<&Basis>,
) -> Explanation {
    let how = if basis.is_some() { "source rule" } else { "an address alone on its line" };
    Explanation {
        fact: fact.to_string(),
        key: builder.key(role, span),
        sentence: builder.points(basis.map_or(span, |basis| basis.span.cover(span))),
        roles: vec![RoleEvidence {
            role: role.to_string(),
            span: Some(builder.points(span)),
            value: Some(value),
            how: how.to_string(),
        }],
        rule: basis
            .and_then(|basis| rule_line(&builder.stages.setting.knowledge.files, basis.file.clone(), basis.line)),
        notes: Vec::new(),
    }
}
