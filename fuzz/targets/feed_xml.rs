//! Any bytes as a feed, a sitemap or a list of feeds.
#![cfg_attr(fuzzing, no_main)]
#![cfg_attr(fuzzing, allow(unsafe_code))]

legation_fuzz::target!(feed_xml);
