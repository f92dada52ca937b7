#include "store/migrations.h"

#include <algorithm>
#include <string>

namespace comity::store {
namespace {

using base::ErrorKind;

// In place of a statement: all that applying made is made again from the journal when the store
// starts.
constexpr std::string_view kMakeAgain = "make again";

// Words in braces are written as the engine calls them; {end} closes a table. Every key of the
// record begins with the distribution column `space`; people, how they sign in, sessions, links,
// tokens, answers, uploads and settings belong to the installation as a whole.
constexpr std::string_view kVersion1[] = {
    R"(CREATE TABLE spaces (
         space {id} NOT NULL, name {text} NOT NULL, title {text} NOT NULL, specimen {id} NOT NULL,
         register_file {blob}, created {id} NOT NULL, PRIMARY KEY (space)){end})",
    R"(CREATE UNIQUE INDEX spaces_name ON spaces (name))",

    R"(CREATE TABLE heads (
         space {id} NOT NULL, size {id} NOT NULL, applied {id} NOT NULL, root {blob} NOT NULL,
         frontier {blob} NOT NULL, PRIMARY KEY (space)){end})",
    R"(CREATE TABLE entries (
         space {id} NOT NULL, number {id} NOT NULL, time {id} NOT NULL, actor {id} NOT NULL,
         verb {text} NOT NULL, version {id} NOT NULL, subject {text} NOT NULL,
         commitment {blob} NOT NULL, PRIMARY KEY (space, number)){end})",
    R"(CREATE TABLE payloads (
         space {id} NOT NULL, number {id} NOT NULL, salt {blob} NOT NULL, payload {blob} NOT NULL,
         PRIMARY KEY (space, number)){end})",

    R"(CREATE TABLE works (
         space {id} NOT NULL, work {id} NOT NULL, name {text} NOT NULL, symbol {text} NOT NULL,
         symbol_key {blob} NOT NULL, kind {text} NOT NULL, title {text} NOT NULL,
         title_key {blob} NOT NULL, words {text} NOT NULL, date {text} NOT NULL,
         session {text} NOT NULL, agenda_item {text} NOT NULL, language {text} NOT NULL,
         published {id} NOT NULL, findings {id} NOT NULL, copies {id} NOT NULL,
         conflicts {id} NOT NULL, changed {id} NOT NULL, read_time {id} NOT NULL,
         file {blob} NOT NULL, reading {blob} NOT NULL, PRIMARY KEY (space, work)){end})",
    R"(CREATE UNIQUE INDEX works_name ON works (space, name))",

    R"(CREATE TABLE copies (
         space {id} NOT NULL, file {blob} NOT NULL, work {id} NOT NULL, entry {id} NOT NULL,
         file_name {text} NOT NULL, bytes {id} NOT NULL, media_type {text} NOT NULL,
         language {text} NOT NULL, issue {id} NOT NULL, reading {blob} NOT NULL,
         reader {text} NOT NULL, program {text} NOT NULL, origin {text} NOT NULL,
         time {id} NOT NULL, in_force {id} NOT NULL, conflicts_with {id} NOT NULL,
         PRIMARY KEY (space, file)){end})",
    R"(CREATE INDEX copies_work ON copies (space, work, entry))",

    R"(CREATE TABLE reviews (
         space {id} NOT NULL, work {id} NOT NULL, state {text} NOT NULL, cycle {id} NOT NULL,
         session {id} NOT NULL, date {text} NOT NULL, adopted {text} NOT NULL,
         head_of_delegation {text} NOT NULL, troika {json} NOT NULL, recommendations {id} NOT NULL,
         clauses {id} NOT NULL, clause_states {id} NOT NULL, supported {id} NOT NULL,
         noted {id} NOT NULL, pending {id} NOT NULL, pledges {id} NOT NULL,
         PRIMARY KEY (space, work, state)){end})",
    R"(CREATE INDEX reviews_state ON reviews (space, state, cycle))",

    R"(CREATE TABLE recommendations (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, number {text} NOT NULL,
         printed {text} NOT NULL, list {text} NOT NULL, state {text} NOT NULL,
         position {text} NOT NULL, counts_as {text} NOT NULL, refers_to {json} NOT NULL,
         theme {text} NOT NULL, PRIMARY KEY (space, work, ordinal)){end})",
    R"(CREATE TABLE clauses (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, clause {id} NOT NULL,
         wording {text} NOT NULL, states {json} NOT NULL, unknown {json} NOT NULL,
         begin_byte {id} NOT NULL, end_byte {id} NOT NULL,
         PRIMARY KEY (space, work, ordinal, clause)){end})",
    R"(CREATE TABLE pledges (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, number {text} NOT NULL,
         state {text} NOT NULL, wording {text} NOT NULL, PRIMARY KEY (space, work, ordinal)){end})",

    // How much each State recommended to each in one work: counts over a million clauses are sums
    // over these few rows.
    R"(CREATE TABLE shares (
         space {id} NOT NULL, work {id} NOT NULL, state {text} NOT NULL, recommender {text} NOT NULL,
         recommendations {id} NOT NULL, clauses {id} NOT NULL, supported {id} NOT NULL,
         noted {id} NOT NULL, pending {id} NOT NULL,
         PRIMARY KEY (space, work, state, recommender)){end})",
    R"(CREATE INDEX shares_recommender ON shares (space, recommender, work, state, recommendations,
         clauses, supported, noted, pending))",
    R"(CREATE INDEX shares_state ON shares (space, state, work))",

    R"(CREATE TABLE citations (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, target {text} NOT NULL,
         number {text} NOT NULL, PRIMARY KEY (space, work, ordinal, target)){end})",
    R"(CREATE INDEX citations_target ON citations (space, target, work))",

    R"(CREATE TABLE people (
         actor {id} NOT NULL, name {text} NOT NULL, created {id} NOT NULL,
         PRIMARY KEY (actor)){end})",
    R"(CREATE TABLE sessions (
         token {blob} NOT NULL, actor {id} NOT NULL, created {id} NOT NULL, expires {id} NOT NULL,
         PRIMARY KEY (token)){end})",
    R"(CREATE INDEX sessions_actor ON sessions (actor))",
    R"(CREATE TABLE links (
         token {blob} NOT NULL, purpose {text} NOT NULL, actor {id} NOT NULL, expires {id} NOT NULL,
         PRIMARY KEY (token)){end})",
    R"(CREATE TABLE settings (
         name {text} NOT NULL, value {text} NOT NULL, PRIMARY KEY (name)){end})",
};

// Works that replace or correct others, and copies that a person chose. What applying made is
// emptied, and made again from the journal when the store starts.
constexpr std::string_view kVersion2[] = {
    R"(ALTER TABLE works ADD COLUMN amends {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE works ADD COLUMN amends_how {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE works ADD COLUMN amendment {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE works ADD COLUMN replaced {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE works ADD COLUMN replaced_publicly {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE copies ADD COLUMN chosen {id} NOT NULL DEFAULT 0)",
    R"(CREATE INDEX works_amends ON works (space, amends, amends_how))",
    kMakeAgain,
};

// An answer of no bytes is one that is still being made.
constexpr std::string_view kVersion3[] = {
    R"(CREATE TABLE tokens (
         secret {blob} NOT NULL, id {id} NOT NULL, actor {id} NOT NULL, name {text} NOT NULL,
         scopes {text} NOT NULL, created {id} NOT NULL, expires {id} NOT NULL,
         PRIMARY KEY (secret)){end})",
    R"(CREATE INDEX tokens_actor ON tokens (actor))",
    R"(CREATE TABLE answers (
         actor {id} NOT NULL, name {text} NOT NULL, request {blob} NOT NULL,
         answer {blob} NOT NULL, expires {id} NOT NULL, PRIMARY KEY (actor, name)){end})",
    R"(CREATE INDEX answers_expires ON answers (expires))",
};

// What works say of the recommendations of others, and which position prevails: for those who see
// internal things (audience 1) and for everyone (0).
constexpr std::string_view kVersion4[] = {
    R"(CREATE TABLE positions (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, report {text} NOT NULL,
         state {text} NOT NULL, list {text} NOT NULL, numbers {json} NOT NULL,
         wording {text} NOT NULL, counts_as {text} NOT NULL, partial {id} NOT NULL,
         paragraph {id} NOT NULL, table_row {id} NOT NULL, cell {id} NOT NULL,
         begin_byte {id} NOT NULL, end_byte {id} NOT NULL, PRIMARY KEY (space, work, ordinal)){end})",
    R"(CREATE INDEX positions_report ON positions (space, report, work))",
    R"(CREATE TABLE final_positions (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, audience {id} NOT NULL,
         wording {text} NOT NULL, counts_as {text} NOT NULL, source {id} NOT NULL,
         PRIMARY KEY (space, work, ordinal, audience)){end})",
    R"(ALTER TABLE works ADD COLUMN positions_changed {id} NOT NULL DEFAULT 0)",
    R"(CREATE INDEX works_positions ON works (space, positions_changed))",
    R"(ALTER TABLE reviews ADD COLUMN public_supported {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE reviews ADD COLUMN public_noted {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE reviews ADD COLUMN public_pending {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE shares ADD COLUMN public_supported {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE shares ADD COLUMN public_noted {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE shares ADD COLUMN public_pending {id} NOT NULL DEFAULT 0)",
    R"(DROP INDEX shares_recommender)",
    R"(CREATE INDEX shares_recommender ON shares (space, recommender, work, state, recommendations,
         clauses, supported, noted, pending, public_supported, public_noted, public_pending))",
    kMakeAgain,
};

// What tables of recommendations say that others have drawn up, row by row.
constexpr std::string_view kVersion5[] = {
    R"(CREATE TABLE sources (
         space {id} NOT NULL, work {id} NOT NULL, taken {id} NOT NULL, refused {id} NOT NULL,
         PRIMARY KEY (space, work)){end})",
    R"(CREATE TABLE source_rows (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, kind {text} NOT NULL,
         state {text} NOT NULL, cycle {id} NOT NULL, session {id} NOT NULL,
         recommenders {json} NOT NULL, wording {text} NOT NULL, response {text} NOT NULL,
         answer {text} NOT NULL, number {text} NOT NULL, more {json} NOT NULL, voices {id} NOT NULL,
         PRIMARY KEY (space, work, ordinal)){end})",
    R"(CREATE INDEX source_rows_review ON source_rows (space, state, cycle, work, ordinal))",
};

// What people decided: corrections of what was read, and rows of sources that are settled.
constexpr std::string_view kVersion6[] = {
    R"(CREATE TABLE corrections (
         space {id} NOT NULL, work {id} NOT NULL, entry {id} NOT NULL, corrects {text} NOT NULL,
         number {text} NOT NULL, clause {id} NOT NULL, clauses_read {id} NOT NULL,
         file {blob} NOT NULL, language {text} NOT NULL, replaces {json} NOT NULL,
         becomes {json} NOT NULL, reason {text} NOT NULL, standing {text} NOT NULL,
         because {text} NOT NULL, applied {id} NOT NULL, told {id} NOT NULL,
         ended {id} NOT NULL, ended_how {text} NOT NULL, ended_reason {text} NOT NULL,
         PRIMARY KEY (space, work, entry)){end})",
    R"(CREATE TABLE settlements (
         space {id} NOT NULL, work {id} NOT NULL, ordinal {id} NOT NULL, recommender {text} NOT NULL,
         wording {text} NOT NULL, clause {json} NOT NULL, reason {text} NOT NULL,
         entry {id} NOT NULL, PRIMARY KEY (space, work, ordinal, recommender)){end})",
    R"(ALTER TABLE clauses ADD COLUMN corrected {id} NOT NULL DEFAULT 0)",
    R"(ALTER TABLE final_positions ADD COLUMN corrected {id} NOT NULL DEFAULT 0)",
};

// Sources of all mechanisms, tables of one kind, and what people say of columns. What applying made
// is made again, so that each source knows its kind.
constexpr std::string_view kVersion7[] = {
    R"(ALTER TABLE sources ADD COLUMN family {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE source_rows ADD COLUMN mechanism {text} NOT NULL DEFAULT 'upr')",
    R"(ALTER TABLE source_rows ADD COLUMN body {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE source_rows ADD COLUMN symbol {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE source_rows ADD COLUMN published_on {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE source_rows ADD COLUMN type {text} NOT NULL DEFAULT '')",
    R"(ALTER TABLE source_rows ADD COLUMN tags {json} NOT NULL DEFAULT '[]')",
    R"(ALTER TABLE source_rows ADD COLUMN mending {text} NOT NULL DEFAULT '')",
    R"(CREATE INDEX source_rows_mechanism ON source_rows (space, state, mechanism, work, ordinal))",
    R"(CREATE TABLE column_mappings (
         space {id} NOT NULL, header {text} NOT NULL, name {text} NOT NULL, mapping {json} NOT NULL,
         changed {id} NOT NULL, PRIMARY KEY (space, header)){end})",
    kMakeAgain,
};

// What people said of tags.
constexpr std::string_view kVersion8[] = {
    R"(CREATE TABLE tag_decisions (
         space {id} NOT NULL, work {id} NOT NULL, number {text} NOT NULL, clause {id} NOT NULL,
         scheme {text} NOT NULL, code {text} NOT NULL, verdict {text} NOT NULL,
         wording {text} NOT NULL, language {text} NOT NULL, reason {text} NOT NULL,
         entry {id} NOT NULL, PRIMARY KEY (space, work, number, clause, scheme, code)){end})",
};

// People with roles. How they sign in is of the installation, and which role they have in a space
// is said by its journal.
constexpr std::string_view kVersion9[] = {
    R"(CREATE TABLE roles (
         space {id} NOT NULL, person {id} NOT NULL, role {text} NOT NULL, changed {id} NOT NULL,
         PRIMARY KEY (space, person)){end})",
    R"(CREATE TABLE credentials (
         actor {id} NOT NULL, sign_in {text} NOT NULL, password {text} NOT NULL,
         factor {blob} NOT NULL, factor_holds {id} NOT NULL, step {id} NOT NULL,
         PRIMARY KEY (actor)){end})",
    R"(CREATE UNIQUE INDEX credentials_sign_in ON credentials (sign_in))",
    R"(CREATE TABLE recovery_codes (
         actor {id} NOT NULL, code {blob} NOT NULL, PRIMARY KEY (actor, code)){end})",
    R"(ALTER TABLE sessions ADD COLUMN how {text} NOT NULL DEFAULT '')",
};

// Recommendations that stand in other paragraphs than their own, by corrections of numbers.
constexpr std::string_view kVersion10[] = {
    R"(ALTER TABLE recommendations ADD COLUMN stands_in {json} NOT NULL DEFAULT '[]')",
};

// Calls for input and what was answered. Files that a withdrawn reply named wait to be taken away.
constexpr std::string_view kVersion11[] = {
    R"(CREATE TABLE calls (
         space {id} NOT NULL, call {id} NOT NULL, version {id} NOT NULL, state {text} NOT NULL,
         opens {id} NOT NULL, closes {id} NOT NULL, content {json} NOT NULL, changed {id} NOT NULL,
         PRIMARY KEY (space, call)){end})",
    R"(CREATE TABLE replies (
         space {id} NOT NULL, reply {id} NOT NULL, call {id} NOT NULL, version {id} NOT NULL,
         way {text} NOT NULL, language {text} NOT NULL, content {text} NOT NULL, sealed {blob},
         receipt {blob} NOT NULL, digest {blob} NOT NULL, received {id} NOT NULL,
         first_entry {id} NOT NULL, changed {id} NOT NULL, withdrawn {id} NOT NULL,
         PRIMARY KEY (space, reply)){end})",
    R"(CREATE INDEX replies_call ON replies (space, call, first_entry))",
    R"(CREATE INDEX replies_receipt ON replies (space, receipt))",
    R"(CREATE INDEX replies_digest ON replies (space, digest))",
    R"(CREATE TABLE reply_files (
         space {id} NOT NULL, reply {id} NOT NULL, entry {id} NOT NULL, ordinal {id} NOT NULL,
         kind {text} NOT NULL, file {blob} NOT NULL, PRIMARY KEY (space, reply, entry, ordinal)){end})",
    R"(CREATE INDEX reply_files_file ON reply_files (space, file))",
    R"(CREATE TABLE released_files (
         kind {text} NOT NULL, file {blob} NOT NULL, PRIMARY KEY (kind, file)){end})",
};

// Replies that only named readers open. The keys of people are of the installation, those of a call
// are what its space's journal says.
constexpr std::string_view kVersion12[] = {
    R"(CREATE TABLE reader_keys (
         actor {id} NOT NULL, public_key {blob} NOT NULL, wrapped {blob} NOT NULL, made {id} NOT NULL,
         PRIMARY KEY (actor)){end})",
    R"(ALTER TABLE sessions ADD COLUMN held {blob})",
    R"(CREATE TABLE call_keys (
         space {id} NOT NULL, call {text} NOT NULL, keys {json} NOT NULL, changed {id} NOT NULL,
         PRIMARY KEY (space, call)){end})",
};

// What people do with the replies to a call: passages, who has finished, lines of a synthesis.
constexpr std::string_view kVersion13[] = {
    R"(CREATE TABLE passages (
         space {id} NOT NULL, passage {text} NOT NULL, call {text} NOT NULL, reply {text} NOT NULL,
         reply_version {id} NOT NULL, part {text} NOT NULL, paragraph {id} NOT NULL,
         begin_point {id} NOT NULL, end_point {id} NOT NULL, codes {json} NOT NULL,
         coder {id} NOT NULL, marked {id} NOT NULL, changed {id} NOT NULL, ended {id} NOT NULL,
         PRIMARY KEY (space, passage)){end})",
    R"(CREATE INDEX passages_call ON passages (space, call, marked))",
    R"(CREATE INDEX passages_reply ON passages (space, reply))",
    R"(CREATE TABLE codings (
         space {id} NOT NULL, call {text} NOT NULL, coder {id} NOT NULL, reply {text} NOT NULL,
         paragraphs {id} NOT NULL, entry {id} NOT NULL,
         PRIMARY KEY (space, call, coder, reply)){end})",
    R"(CREATE INDEX codings_reply ON codings (space, reply))",
    R"(CREATE TABLE code_tables (
         space {id} NOT NULL, call {text} NOT NULL, codes {json} NOT NULL, changed {id} NOT NULL,
         PRIMARY KEY (space, call)){end})",
    R"(CREATE TABLE synthesis_lines (
         space {id} NOT NULL, line {text} NOT NULL, call {text} NOT NULL, section {text} NOT NULL,
         place {id} NOT NULL, wording {text} NOT NULL, passages {json} NOT NULL,
         writer {id} NOT NULL, changed {id} NOT NULL, PRIMARY KEY (space, line)){end})",
    R"(CREATE INDEX synthesis_lines_call ON synthesis_lines (space, call, section, place, line))",
    R"(CREATE TABLE set_asides (
         space {id} NOT NULL, passage {text} NOT NULL, call {text} NOT NULL, reason {text} NOT NULL,
         writer {id} NOT NULL, changed {id} NOT NULL, PRIMARY KEY (space, passage)){end})",
    R"(CREATE INDEX set_asides_call ON set_asides (space, call))",
    R"(CREATE TABLE syntheses (
         space {id} NOT NULL, call {text} NOT NULL, published {id} NOT NULL, annex {id} NOT NULL,
         changed {id} NOT NULL, PRIMARY KEY (space, call)){end})",
};

// Questions that people keep under names.
constexpr std::string_view kVersion14[] = {
    R"(CREATE TABLE saved_searches (
         actor {id} NOT NULL, id {id} NOT NULL, name {text} NOT NULL, question {text} NOT NULL,
         seen {text} NOT NULL, created {id} NOT NULL, PRIMARY KEY (actor, id)){end})",
    R"(CREATE UNIQUE INDEX saved_searches_name ON saved_searches (actor, name))",
};

// Files on their way ahead of a reply; in no journal and no backup.
constexpr std::string_view kVersion15[] = {
    R"(CREATE TABLE uploads (
         upload {id} NOT NULL, space {id} NOT NULL, call {id} NOT NULL, proof {blob} NOT NULL,
         bytes {id} NOT NULL, arrived {id} NOT NULL, expires {id} NOT NULL, told {blob} NOT NULL,
         taken {blob}, PRIMARY KEY (upload)){end})",
    R"(CREATE INDEX uploads_expires ON uploads (expires))",
    R"(CREATE INDEX uploads_call ON uploads (space, call))",
    R"(CREATE TABLE upload_parts (
         upload {id} NOT NULL, begins {id} NOT NULL, sealed {blob} NOT NULL,
         PRIMARY KEY (upload, begins)){end})",
};

// What a machine proposed and a coder dismissed, of the journal; and which readers are where now,
// which is in no journal and forgotten after minutes.
constexpr std::string_view kVersion16[] = {
    R"(CREATE TABLE dismissals (
         space {id} NOT NULL, call {text} NOT NULL, coder {id} NOT NULL, reply {text} NOT NULL,
         reply_version {id} NOT NULL, part {text} NOT NULL, paragraph {id} NOT NULL,
         code {text} NOT NULL, entry {id} NOT NULL,
         PRIMARY KEY (space, call, coder, reply, reply_version, part, paragraph, code)){end})",
    R"(CREATE INDEX dismissals_reply ON dismissals (space, reply))",
    R"(CREATE TABLE presences (
         call {text} NOT NULL, actor {id} NOT NULL, reply {text} NOT NULL, since {id} NOT NULL,
         seen {id} NOT NULL, PRIMARY KEY (call, actor)){end})",
};

// Drafts that a report replaces, cuts that a later one replaces, citations whose words do not tell
// what they mean.
constexpr std::string_view kVersion17[] = {kMakeAgain};

// Which version of a reply its coder had finished with; 0 where the entry did not say. With each
// that its contributor sends they finish anew. And since which entry everyone could read the
// report.
constexpr std::string_view kVersion18[] = {
    R"(DROP TABLE codings)",
    R"(CREATE TABLE codings (
         space {id} NOT NULL, call {text} NOT NULL, coder {id} NOT NULL, reply {text} NOT NULL,
         reply_version {id} NOT NULL, paragraphs {id} NOT NULL, entry {id} NOT NULL,
         PRIMARY KEY (space, call, coder, reply, reply_version)){end})",
    R"(CREATE INDEX codings_reply ON codings (space, reply))",
    R"(ALTER TABLE syntheses ADD COLUMN first_published {id} NOT NULL DEFAULT 0)",
    kMakeAgain,
};

constexpr std::span<const std::string_view> kMigrations[] = {
    kVersion1,  kVersion2,  kVersion3,  kVersion4,  kVersion5,  kVersion6,
    kVersion7,  kVersion8,  kVersion9,  kVersion10, kVersion11, kVersion12,
    kVersion13, kVersion14, kVersion15, kVersion16, kVersion17, kVersion18};
constexpr std::int64_t kNewest = std::size(kMigrations);

constexpr JournalledTable kLogTables[] = {
    {"heads", "space"}, {"entries", "space, number"}, {"payloads", "space, number"}};

constexpr JournalledTable kAppliedTables[] = {
    {"spaces", "space"},
    {"works", "space, work"},
    {"copies", "space, file"},
    {"reviews", "space, work, state"},
    {"recommendations", "space, work, ordinal"},
    {"clauses", "space, work, ordinal, clause"},
    {"pledges", "space, work, ordinal"},
    {"shares", "space, work, state, recommender"},
    {"citations", "space, work, ordinal, target"},
    {"positions", "space, work, ordinal"},
    {"final_positions", "space, work, ordinal, audience"},
    {"sources", "space, work"},
    {"source_rows", "space, work, ordinal"},
    {"corrections", "space, work, entry"},
    {"settlements", "space, work, ordinal, recommender"},
    {"column_mappings", "space, header"},
    {"roles", "space, person"},
    {"tag_decisions", "space, work, number, clause, scheme, code"},
    {"calls", "space, call"},
    {"replies", "space, reply"},
    {"reply_files", "space, reply, entry, ordinal"},
    {"call_keys", "space, call"},
    {"passages", "space, passage"},
    {"codings", "space, call, coder, reply, reply_version"},
    {"dismissals", "space, call, coder, reply, reply_version, part, paragraph, code"},
    {"code_tables", "space, call"},
    {"synthesis_lines", "space, line"},
    {"set_asides", "space, passage"},
    {"syntheses", "space, call"},
};

std::string in_words_of(const sql::Dialect& dialect, std::string_view statement) {
  const std::pair<std::string_view, std::string_view> words[] = {
      {"{id}", dialect.id},     {"{text}", dialect.text}, {"{real}", dialect.real},
      {"{blob}", dialect.blob}, {"{json}", dialect.json}, {"{end}", dialect.table_end},
  };
  std::string out(statement);
  for (const auto& [word, meaning] : words) {
    for (auto at = out.find(word); at != std::string::npos; at = out.find(word, at)) {
      out.replace(at, word.size(), meaning);
    }
  }
  return out;
}

base::Result<std::int64_t> version_of(sql::Connection& connection) {
  COMITY_TRY(const auto version, connection.integer("SELECT max(version) FROM schema_version"));
  return version.value_or(0);
}

base::Status refuse_newer(std::int64_t version) {
  if (version <= kNewest) return {};
  return base::fail(ErrorKind::unsupported,
                    "the installation was written by a newer comity (tables of version " +
                        std::to_string(version) + "; this program knows " +
                        std::to_string(kNewest) + ")",
                    {}, "use that newer comity, or another folder");
}

/// Of the tables that applying makes, those that are there by now.
base::Status empty_applied(sql::Connection& connection) {
  COMITY_TRY(const auto names, connection.table_names());
  for (const auto& table : kAppliedTables) {
    const std::string name(table.name);
    if (std::find(names.begin(), names.end(), name) == names.end()) continue;
    COMITY_CHECK(connection.execute("DELETE FROM " + name));
  }
  COMITY_CHECK(connection.execute("UPDATE heads SET applied = 0"));
  return {};
}

}  // namespace

base::Status migrate(sql::Connection& connection, base::Time now) {
  // Looking first without a write lets a process open the folder while another one writes.
  COMITY_TRY(const auto names, connection.table_names());
  const bool made = std::find(names.begin(), names.end(), "schema_version") != names.end();
  if (made) {
    COMITY_TRY(const auto version, version_of(connection));
    COMITY_CHECK(refuse_newer(version));
    if (version == kNewest) return {};
  }
  COMITY_TRY(auto transaction, sql::Transaction::begin(connection, sql::Intent::write));
  COMITY_CHECK(connection.execute(
      in_words_of(connection.dialect(),
                  "CREATE TABLE IF NOT EXISTS schema_version (version {id} NOT NULL, "
                  "time {id} NOT NULL, PRIMARY KEY (version)){end}")));
  COMITY_TRY(const auto version, version_of(connection));
  COMITY_CHECK(refuse_newer(version));
  for (auto next = version; next < kNewest; ++next) {
    for (const auto statement : kMigrations[next]) {
      if (statement == kMakeAgain) {
        COMITY_CHECK(empty_applied(connection));
        continue;
      }
      COMITY_CHECK(connection.execute(in_words_of(connection.dialect(), statement)));
    }
    COMITY_CHECK(connection.execute("INSERT INTO schema_version (version, time) VALUES ($1, $2)",
                                    next + 1, now.microseconds));
  }
  return transaction.commit();
}

std::span<const JournalledTable> log_tables() { return kLogTables; }
std::span<const JournalledTable> applied_tables() { return kAppliedTables; }

}  // namespace comity::store
