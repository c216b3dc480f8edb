-- The store, version 1. docs/store.md tells what stands in each table and how to ask it with SQLite alone.

-- One row a version of a page. A page is known by its address, or by the caller's name for it.
CREATE TABLE page (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,          -- 1, 2, …
  latest INTEGER NOT NULL,           -- 1 where no newer version is known, else 0
  sha256 TEXT NOT NULL,              -- of the bytes that arrived
  url TEXT,
  title TEXT,
  language TEXT NOT NULL,
  date TEXT,                         -- of the article
  date_basis TEXT,
  day INTEGER,                       -- its first day, counted from 1970-01-01
  publisher TEXT,
  domain TEXT,
  country TEXT,                      -- of the publisher, ISO 3166 alpha-3
  agency TEXT,
  translated_from TEXT,
  fetched TEXT,
  notes INTEGER NOT NULL,            -- how many oddities the record tells of
  story INTEGER NOT NULL,            -- the smallest page id of the story
  grouped INTEGER NOT NULL           -- 1 where the story was looked for, else 0
);
CREATE UNIQUE INDEX page_version ON page (name, version);
CREATE INDEX page_bytes ON page (sha256);
CREATE INDEX page_story ON page (story);
CREATE INDEX page_ungrouped ON page (id) WHERE grouped = 0;
CREATE INDEX page_day ON page (day) WHERE latest = 1;

-- What was read of the page: the record and its evidence, JSON, deflate.
CREATE TABLE record (
  page INTEGER PRIMARY KEY REFERENCES page (id),
  record BLOB NOT NULL,
  evidence BLOB NOT NULL
);

-- The lasting key of every fact, of older versions too.
CREATE TABLE fact (
  key TEXT NOT NULL,
  page INTEGER NOT NULL REFERENCES page (id),
  local TEXT NOT NULL,               -- e1, q2, c1, … in its record
  PRIMARY KEY (key, page)
) WITHOUT ROWID;

-- Sentences that hold a fact. Facts below are those of the latest versions.
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (id),
  first INTEGER NOT NULL,            -- code points of the article's text
  last INTEGER NOT NULL,
  text TEXT NOT NULL
);
CREATE INDEX sentence_page ON sentence (page);

-- One account of an act on one page.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (id),
  key TEXT NOT NULL,
  type TEXT NOT NULL,                -- PLOVER
  mode TEXT,
  cameo TEXT,
  contexts TEXT NOT NULL,            -- words
  status TEXT NOT NULL,
  date TEXT,                         -- TIMEX3
  place TEXT,
  place_country TEXT,
  lat REAL,
  lon REAL,
  source TEXT NOT NULL,              -- codes, sorted, a blank between
  target TEXT NOT NULL,
  source_names TEXT NOT NULL,        -- as on the page, a semicolon between
  target_names TEXT NOT NULL,
  reported_by TEXT,                  -- codes
  confidence REAL NOT NULL,
  sentence INTEGER NOT NULL REFERENCES sentence (id),
  act INTEGER NOT NULL               -- of the table act
);
CREATE INDEX event_page ON event (page);
CREATE INDEX event_act ON event (act);

-- Who takes part in it: persons and bodies too.
CREATE TABLE participant (
  actor INTEGER NOT NULL REFERENCES actor (id),
  event INTEGER NOT NULL REFERENCES event (id),
  role TEXT NOT NULL,                -- source or target
  PRIMARY KEY (actor, event, role)
) WITHOUT ROWID;
CREATE INDEX participant_event ON participant (event);

-- One act with all its accounts: same type, parties, status and day.
CREATE TABLE act (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,
  date TEXT,
  day INTEGER,                       -- its first day
  last_day INTEGER,
  source TEXT NOT NULL,              -- codes of states and organisations, sorted, a blank between
  target TEXT NOT NULL,
  score REAL NOT NULL,               -- PLOVER, from -10 (conflict) to 10 (cooperation)
  witnesses INTEGER NOT NULL         -- pages that tell it
);
CREATE INDEX act_day ON act (day, id);
CREATE INDEX act_type_day ON act (type, day, id);

-- Who takes part in an act: states and organisations.
CREATE TABLE party (
  code TEXT NOT NULL,
  day INTEGER,
  act INTEGER NOT NULL REFERENCES act (id),
  role TEXT NOT NULL                 -- source, target or both
);
CREATE INDEX party_day ON party (code, day, act);
CREATE INDEX party_act ON party (act);

-- Two parties of one act, both ways round in one row: a before b.
CREATE TABLE dyad (
  a TEXT NOT NULL,
  b TEXT NOT NULL,
  day INTEGER,
  act INTEGER NOT NULL REFERENCES act (id),
  direction TEXT NOT NULL,           -- a>b, b>a or a=b
  type TEXT NOT NULL,
  status TEXT NOT NULL,
  score REAL NOT NULL
);
CREATE INDEX dyad_day ON dyad (a, b, day, act, direction, type, status, score);
CREATE INDEX dyad_act ON dyad (act);

-- What was said.
CREATE TABLE quote (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (id),
  key TEXT NOT NULL,
  direct INTEGER NOT NULL,
  text TEXT NOT NULL,
  strength TEXT,
  speakers TEXT NOT NULL,            -- codes
  speaker_names TEXT NOT NULL,
  day INTEGER,                       -- of the page
  sentence INTEGER NOT NULL REFERENCES sentence (id)
);
CREATE INDEX quote_page ON quote (page);
CREATE INDEX quote_day ON quote (day, id);
CREATE TABLE speaker (
  actor INTEGER NOT NULL REFERENCES actor (id),
  day INTEGER,
  quote INTEGER NOT NULL REFERENCES quote (id)
);
CREATE INDEX speaker_actor ON speaker (actor, day, quote);
CREATE INDEX speaker_quote ON speaker (quote);

-- One account of a promise on one page.
CREATE TABLE commitment (
  id INTEGER PRIMARY KEY,
  page INTEGER NOT NULL REFERENCES page (id),
  key TEXT NOT NULL,
  by_codes TEXT NOT NULL,
  by_names TEXT NOT NULL,
  to_codes TEXT NOT NULL,
  to_names TEXT NOT NULL,
  action TEXT NOT NULL,
  topic TEXT,
  strength TEXT,
  cadence TEXT,                      -- TIMEX3 set
  due TEXT,                          -- TIMEX3 date
  awaits TEXT NOT NULL,              -- types of acts that would keep it
  day INTEGER,                       -- of the page
  confidence REAL NOT NULL,
  sentence INTEGER NOT NULL REFERENCES sentence (id),
  promise INTEGER NOT NULL           -- of the table promise
);
CREATE INDEX commitment_page ON commitment (page);
CREATE INDEX commitment_promise ON commitment (promise);

-- One promise with all its accounts.
CREATE TABLE promise (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  by_codes TEXT NOT NULL,            -- states and organisations
  to_codes TEXT NOT NULL,
  cadence TEXT,
  due TEXT,
  due_day INTEGER,                   -- the last day on which it can be kept in time
  awaits TEXT NOT NULL,
  day INTEGER,                       -- first told
  witnesses INTEGER NOT NULL
);
CREATE INDEX promise_due ON promise (due_day);
CREATE INDEX promise_parties ON promise (by_codes, to_codes, awaits, day);

-- Persons, states, organisations and bodies over all pages.
CREATE TABLE actor (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  code TEXT,
  name TEXT NOT NULL,
  root INTEGER NOT NULL              -- the actor that it is known to be, or itself
);
CREATE INDEX actor_root ON actor (root);
CREATE INDEX actor_code ON actor (code);
-- Where an actor stands, under which name, in which office.
CREATE TABLE appearance (
  actor INTEGER NOT NULL REFERENCES actor (id),
  page INTEGER NOT NULL REFERENCES page (id),
  local TEXT NOT NULL,               -- a1, a2, … in its record
  name TEXT NOT NULL,
  folded TEXT NOT NULL,              -- the name as it is searched
  language TEXT NOT NULL,
  office TEXT,
  code TEXT,
  day INTEGER,                       -- of the page
  mentions INTEGER NOT NULL
);
CREATE INDEX appearance_actor ON appearance (actor, day);
CREATE INDEX appearance_name ON appearance (folded, actor);
CREATE INDEX appearance_page ON appearance (page);
-- Why two actors are taken for one.
CREATE TABLE alias (
  actor INTEGER NOT NULL REFERENCES actor (id),
  other INTEGER NOT NULL REFERENCES actor (id),
  story INTEGER NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (actor, other, story)
) WITHOUT ROWID;

-- What the page is known again by in another copy or language, JSON, deflate.
CREATE TABLE sketch (
  page INTEGER PRIMARY KEY REFERENCES page (id),
  sketch BLOB NOT NULL
);

-- Words and pairs of letters of the article's text; rowid is the page.
CREATE VIRTUAL TABLE search USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'ascii');

-- What servers said about their pages, so that they need not send them again.
CREATE TABLE fetch (
  url TEXT PRIMARY KEY,
  etag TEXT,
  last_modified TEXT
) WITHOUT ROWID;

-- Inputs that could not be read.
CREATE TABLE failure (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  remedy TEXT NOT NULL,
  UNIQUE (source, place)
);
