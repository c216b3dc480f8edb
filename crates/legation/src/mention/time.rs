//! Time expressions (TIMEX3): found by rules, fixed by one resolver.
