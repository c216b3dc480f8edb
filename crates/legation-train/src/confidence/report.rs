//! How well probabilities hold: calibration, and what leaving out unsure facts would do.

use std::fmt::Write as _;

use legation::language::confidence::Fact;

use super::Judged;
use super::gold::{Gold, Set};

/// Everything about one kind of fact, as text.
pub fn report(fact: Fact, judged: &[Judged<'_>], gold: &Gold) -> String {
    let mut out = String::new();
    for set in Set::ALL {
        let part: Vec<&Judged<'_>> = judged.iter().filter(|j| j.sample.set == set).collect();
        if part.is_empty() {
            continue;
        }
        out.push_str(&calibration(set, &part));
    }
    out.push_str(&thresholds(fact, judged, gold));
    out
}

/// Mean squared difference between probability and truth.
pub fn brier<'j, 's: 'j>(judged: impl Iterator<Item = &'j Judged<'s>>) -> f64 {
    mean(judged.map(|j| (j.probability - f64::from(j.sample.right)).powi(2)))
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Ten bins: how sure, and how often right.
fn calibration(set: Set, judged: &[&Judged<'_>]) -> String {
    let mut out = format!("## Calibration, {}\n\n| confidence | facts | mean confidence | share right |\n", set.name());
    out.push_str("|---|---|---|---|\n");
    let rights = |bin: &[&&Judged<'_>]| mean(bin.iter().map(|j| f64::from(j.sample.right)));
    for bin in 0..10 {
        let here: Vec<_> = judged.iter().filter(|j| ((j.probability * 10.0) as usize).min(9) == bin).collect();
        if !here.is_empty() {
            let sure = mean(here.iter().map(|j| j.probability));
            let _ = writeln!(out, "| .{bin} | {} | {sure:.2} | {:.2} |", here.len(), rights(&here));
        }
    }
    let all: Vec<_> = judged.iter().collect();
    let base = rights(&all);
    let (score, constant) = (brier(judged.iter().copied()), base * (1.0 - base));
    let _ =
        writeln!(out, "\nBrier score {score:.4}; the constant {base:.2}, known only afterwards, has {constant:.4}\n");
    out
}

/// Precision, recall and F1 if facts below a threshold were left out.
fn thresholds(fact: Fact, judged: &[Judged<'_>], gold: &Gold) -> String {
    let parts: Vec<_> =
        gold.wanted.iter().filter(|((.., kind), wanted)| *kind == fact.word() && **wanted > 0).collect();
    let mut out = String::from("## If facts below a threshold were left out (P/R/F1)\n\n| threshold |");
    for ((set, language, _), _) in &parts {
        let _ = write!(out, " {set} {language} |");
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(parts.len()));
    for step in 0..=12 {
        let threshold = f64::from(step) * 0.05;
        let _ = write!(out, "| {threshold:.2} |");
        for ((set, language, _), wanted) in &parts {
            let kept = judged.iter().filter(|j| j.sample.set.name() == *set && j.sample.language == *language);
            let kept: Vec<_> = kept.filter(|j| j.probability >= threshold).collect();
            let hits = kept.iter().filter(|j| j.sample.right).count() as f64;
            let (found, wanted) = (kept.len() as f64, **wanted as f64);
            let (p, r) = (hits / found.max(1.0), hits / wanted);
            let _ = write!(out, " {p:.3}/{r:.3}/{:.3} |", 2.0 * hits / (found + wanted));
        }
        out.push('\n');
    }
    out
}
