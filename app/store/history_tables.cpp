#include "app/store/history_schema.h"

namespace app {
namespace {

// Hashes are 64 lower-case hex digits. Paths are the system's bytes. Times are ISO 8601 UTC.
const SchemaStep version1 {
    // Each content once, wherever its file lies. `path` is where it was seen last: for people, not for looking up.
    "CREATE TABLE image (id INTEGER PRIMARY KEY, sha TEXT NOT NULL UNIQUE, path BLOB)",

    // A cache only: spares hashing a file that has not changed.
    "CREATE TABLE file_stamp (path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,"
    " image INTEGER NOT NULL REFERENCES image) WITHOUT ROWID",

    // What, besides the image, decides the evidence.
    "CREATE TABLE setup (id INTEGER PRIMARY KEY, model TEXT NOT NULL, engine TEXT NOT NULL, precision TEXT NOT NULL,"
    " views TEXT NOT NULL, UNIQUE (model, engine, precision, views))",

    "CREATE TABLE inspection (id INTEGER PRIMARY KEY, image INTEGER NOT NULL REFERENCES image,"
    " setup INTEGER NOT NULL REFERENCES setup, utc TEXT NOT NULL, UNIQUE (image, setup))",
    "CREATE INDEX inspection_of_setup ON inspection (setup)",

    // Apart from `inspection`, so that walking over inspections does not read it. Bytes: pipeline/evidence_bytes.h.
    "CREATE TABLE evidence (inspection INTEGER PRIMARY KEY REFERENCES inspection, bytes BLOB NOT NULL)",
    "CREATE TABLE summary (inspection INTEGER NOT NULL REFERENCES inspection, name TEXT NOT NULL, bytes BLOB NOT NULL,"
    " UNIQUE (inspection, name))",

    // Ground truth as it is now; who said what and when before stands in `review`.
    "CREATE TABLE label (image TEXT PRIMARY KEY, label TEXT NOT NULL CHECK (label IN ('none', 'good', 'defective')),"
    " utc TEXT NOT NULL, operator TEXT NOT NULL) WITHOUT ROWID",

    // review_chain.h says how the rows hang together.
    "CREATE TABLE review (id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, utc TEXT NOT NULL, operator TEXT NOT NULL,"
    " image_sha TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL, previous_hash TEXT NOT NULL, hash TEXT NOT NULL)",
    "CREATE INDEX review_of_image ON review (image_sha)",
    "CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END",
    "CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END",
    // "INSERT OR REPLACE" would delete without asking the trigger above.
    "CREATE TRIGGER review_in_order BEFORE INSERT ON review"
    " WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM review)"
    " BEGIN SELECT RAISE(ABORT, 'the review log is append-only'); END",
};

/// A setup has the model's options too. SQLite can't change what is unique in a table: it is made anew, with foreign keys off.
const SchemaStep version2 {
    "CREATE TABLE setup_2 (id INTEGER PRIMARY KEY, model TEXT NOT NULL, engine TEXT NOT NULL, precision TEXT NOT NULL,"
    " views TEXT NOT NULL, options TEXT NOT NULL, UNIQUE (model, engine, precision, views, options))",
    "INSERT INTO setup_2 SELECT id, model, engine, precision, views, '' FROM setup",
    "DROP TABLE setup",
    "ALTER TABLE setup_2 RENAME TO setup",
};

/// What the live view judged, one row a verdict, in order (live_log.h). `image`: of the picture, where that is kept with its
/// evidence; `path`: where it lay when it was written, or the part's own file.
const SchemaStep version3 {
    "CREATE TABLE live_verdict (id INTEGER PRIMARY KEY, run TEXT NOT NULL, number INTEGER NOT NULL, part INTEGER NOT NULL,"
    " frame INTEGER NOT NULL, source TEXT NOT NULL, trigger_mode TEXT NOT NULL, utc TEXT NOT NULL,"
    " verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'review', 'fail', 'error')), score REAL, error TEXT NOT NULL,"
    " defects INTEGER NOT NULL, latency_ms REAL NOT NULL, recipe TEXT NOT NULL, model TEXT NOT NULL, image TEXT, path BLOB,"
    " UNIQUE (run, number))",
    "CREATE INDEX live_verdict_by_time ON live_verdict (utc)",
};

const SchemaStep steps[] {version1, version2, version3};

}  // namespace

std::span<const SchemaStep> historySteps()
{
    return steps;
}

}  // namespace app
