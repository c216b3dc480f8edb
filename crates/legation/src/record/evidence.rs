//! Why each fact stands in the record: the words behind its roles and the line of knowledge that was read.

use super::RecordActor;
use super::build::Builder;
use crate::explain::{Explanation, RoleEvidence, RuleLine};
use crate::language::files::KnowledgeFiles;
use crate::mention::ActorId;
use crate::mention::time::{Anchor, Time};
use crate::span::Span;
use crate::statement::commitment::Commitment;
use crate::statement::event::{Event, Row};
use crate::statement::quote::Quote;
use crate::statement::role::Party;

/// Most mentions of one actor that its explanation shows.
const MENTIONS_SHOWN: usize = 8;

impl Builder<'_> {
    pub(super) fn explain_event(&mut self, id: &str, act: &Event) {
        let rule = match act.row {
            Row::Lexicon(line) => self.pack_line("lexicon.tsv", line),
            Row::Status(line) => self.pack_line("status.tsv", line),
        };
        let mut roles = vec![self.words("trigger", act.trigger, "the row below")];
        roles.extend(act.source.iter().map(|p| self.party("source", p)));
        roles.extend(act.target.iter().map(|p| self.party("target", p)));
        let time = act.time.and_then(|at| self.stages.times.get(at));
        roles.extend(time.map(|t| self.time_role("date", t)));
        let place = act.place.and_then(|at| self.stages.mentions.places.get(at));
        roles.extend(place.map(|p| self.words("place", p.span, "behind a marker of place")));
        let mut notes = Vec::new();
        if time.is_none() && act.status == crate::statement::status::Status::Actual {
            notes.push("no date beside it: dated by the day of the page".to_string());
        }
        let key = self.event_key(act);
        self.explain(id, key, self.sentence(act.sentence), roles, rule, notes);
    }

    pub(super) fn explain_quote(&mut self, at: usize, quote: &Quote) {
        let mut roles =
            vec![self.words("words", quote.span, if quote.direct { "in quotation marks" } else { "reported" })];
        roles.extend(quote.cue_span.map(|cue| self.words("cue", cue, "word of saying")));
        let names: Vec<String> = quote.speakers.iter().map(|s| self.whom(*s)).collect();
        roles.push(RoleEvidence {
            role: "speaker".to_string(),
            span: quote.speaker_span.map(|s| self.points(s)),
            value: (!names.is_empty()).then(|| names.join(", ")),
            how: quote.how.to_string(),
        });
        let rule = quote.row.and_then(|line| self.pack_line("speech.tsv", line as usize));
        let sentence = self.sentence(quote.sentence).cover(self.points(quote.span));
        let key = self.key("quote", quote.span);
        self.explain(&format!("q{}", at + 1), key, sentence, roles, rule, Vec::new());
    }

    pub(super) fn explain_commitment(&mut self, id: &str, promise: &Commitment) {
        let mut roles = vec![self.words("action", promise.action, "what the word of promising governs")];
        roles.push(self.words("cue", promise.cue, &promise.strength));
        for (role, actors) in [("by", &promise.by), ("to", &promise.to)] {
            roles.extend(actors.iter().map(|actor| RoleEvidence {
                role: role.to_string(),
                span: None,
                value: Some(self.whom(*actor)),
                how: "see the event or quote".to_string(),
            }));
        }
        let times = [("cadence", promise.cadence), ("due", promise.due)];
        let known = times.iter().filter_map(|(role, at)| Some((role, self.stages.times.get((*at)?)?)));
        roles.extend(known.map(|(role, time)| self.time_role(role, time)));
        let told = promise.event.map(|e| format!("told by event e{}", e + 1));
        let notes = told.or_else(|| promise.quote.map(|q| format!("told by quote q{}", q + 1)));
        let key = self.key("commitment", promise.action);
        self.explain(id, key, self.sentence(promise.sentence), roles, None, notes.into_iter().collect());
    }

    pub(super) fn explain_times(&mut self) {
        let times = self.stages.times;
        for (at, time) in times.iter().enumerate() {
            let sentences = &self.stages.setting.analysis.sentences;
            let index = sentences.partition_point(|s| s.span.end <= time.span.start);
            let roles = vec![self.time_role("time", time)];
            let rule = self.pack_line("time.rules", time.rule_line);
            let notes = match time.anchored {
                Anchor::Stated => "the words say it all",
                Anchor::Page => "counted from the day of the page",
                Anchor::Text(_) => "counted from a time named before",
                Anchor::Event { .. } => "counted from an act told beside it",
                Anchor::Open => "not fixed in the calendar",
            };
            let key = self.key("time", time.span);
            let sentence = self.sentence(index);
            self.explain(&format!("t{}", at + 1), key, sentence, roles, rule, vec![notes.to_string()]);
        }
    }

    pub(super) fn explain_actors(&mut self, actors: &[RecordActor]) {
        for actor in actors {
            let shown = actor.mentions.iter().take(MENTIONS_SHOWN);
            let roles = shown.map(|m| RoleEvidence {
                role: "mention".to_string(),
                span: Some(Span { start: m.start, end: m.end }),
                value: actor.code.clone(),
                how: m.how.clone(),
            });
            let more = actor.mentions.len().saturating_sub(MENTIONS_SHOWN);
            let notes = (more > 0).then(|| format!("and {more} more mentions"));
            self.explanations.push(Explanation {
                fact: actor.id.clone(),
                key: actor.key.clone(),
                sentence: actor.mentions.first().map(|m| Span { start: m.start, end: m.end }).unwrap_or_default(),
                roles: roles.collect(),
                rule: None,
                notes: notes.into_iter().collect(),
            });
        }
    }

    fn explain(
        &mut self,
        fact: &str,
        key: String,
        sentence: Span,
        roles: Vec<RoleEvidence>,
        rule: Option<RuleLine>,
        notes: Vec<String>,
    ) {
        self.explanations.push(Explanation { fact: fact.to_string(), key, sentence, roles, rule, notes });
    }

    /// A sentence, in code points.
    fn sentence(&self, index: usize) -> Span {
        let sentence = self.stages.setting.analysis.sentences.get(index).map(|s| s.span);
        self.points(sentence.unwrap_or_default())
    }

    fn words(&self, role: &str, span: Span, how: &str) -> RoleEvidence {
        RoleEvidence { role: role.to_string(), span: Some(self.points(span)), value: None, how: how.to_string() }
    }

    fn party(&self, role: &str, party: &Party) -> RoleEvidence {
        RoleEvidence {
            role: role.to_string(),
            span: party.span.map(|s| self.points(s)),
            value: Some(self.whom(party.actor)),
            how: format!("{}; {}", party.way.word(), party.how.word()),
        }
    }

    fn time_role(&self, role: &str, time: &Time) -> RoleEvidence {
        RoleEvidence { value: Some(time.value.clone()), ..self.words(role, time.span, "rule of time") }
    }

    /// An actor's name and code.
    fn whom(&self, actor: ActorId) -> String {
        match self.stages.mentions.actor(actor) {
            Some(actor) => match actor.code() {
                Some(code) => format!("{} ({code})", actor.name),
                None => actor.name.clone(),
            },
            None => String::new(),
        }
    }

    /// A line of a table of the page's language.
    fn pack_line(&self, table: &str, line: usize) -> Option<RuleLine> {
        let file = format!("languages/{}/{table}", self.stages.setting.language.settings.tag);
        rule_line(&self.stages.setting.knowledge.files, file, line)
    }
}

/// A line of a file of knowledge, with its text; `None` where there is none.
pub(super) fn rule_line(files: &KnowledgeFiles, file: String, line: usize) -> Option<RuleLine> {
    let text = files.line(&file, line)?;
    Some(RuleLine { file, line: u32::try_from(line).unwrap_or(u32::MAX), text })
}
