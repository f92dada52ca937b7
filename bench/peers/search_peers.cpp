#include "peers/search_peers.h"

#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <set>

#ifdef COMITY_XAPIAN
#include <xapian.h>
#endif

#include "peers/search_servers.h"
#include "timing.h"

namespace comity::bench {
namespace {

/// SQLite's: a contentless index, and the facets as columns of a table beside it.
class Fts5 final : public Peer {
 public:
  explicit Fts5(const std::filesystem::path& path) {
    check(sqlite3_open(path.c_str(), &database_));
    run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
        "CREATE VIRTUAL TABLE clauses USING fts5(text, content='', tokenize='porter unicode61');"
        "CREATE TABLE facets(facet TEXT, value TEXT, id INTEGER, PRIMARY KEY(facet, value, id))"
        " WITHOUT ROWID;"
        "CREATE TABLE by_id(id INTEGER, facet TEXT, value TEXT, PRIMARY KEY(id, facet, value))"
        " WITHOUT ROWID; BEGIN");
  }
  ~Fts5() override { sqlite3_close(database_); }
  [[nodiscard]] const char* name() const override { return "FTS5"; }

  void add(std::span<const search::IndexDocument> documents) override {
    const auto begin = processor_seconds();
    sqlite3_stmt* text = prepared("INSERT INTO clauses(rowid, text) VALUES(?, ?)");
    sqlite3_stmt* facet = prepared("INSERT OR IGNORE INTO facets VALUES(?2, ?3, ?1)");
    sqlite3_stmt* by_id = prepared("INSERT OR IGNORE INTO by_id VALUES(?1, ?2, ?3)");
    for (const auto& document : documents) {
      const auto id = static_cast<sqlite3_int64>(document.id);
      sqlite3_bind_int64(text, 1, id);
      bind(text, 2, document.text);
      step(text);
      for (const auto& [name, value] : document.facets) {
        for (auto* statement : {facet, by_id}) {
          sqlite3_bind_int64(statement, 1, id);
          bind(statement, 2, name);
          bind(statement, 3, value);
          step(statement);
        }
      }
    }
    for (auto* statement : {text, facet, by_id}) sqlite3_finalize(statement);
    indexing_ += processor_seconds() - begin;
  }

  void finish() override {
    const auto begin = processor_seconds();
    run("COMMIT; CREATE TEMP TABLE found(id INTEGER PRIMARY KEY)");
    indexing_ += processor_seconds() - begin;
  }

  double ask(const PeerQuestion& question) override {
    const auto begin = processor_seconds();
    const std::string from =
        question.words.empty() ? "(SELECT DISTINCT id AS rowid FROM by_id)" : "clauses";
    std::string where = " WHERE 1";
    if (!question.words.empty()) where += " AND clauses MATCH '" + match(question) + "'";
    for (const auto& [facet, value] : question.filters) {
      where += " AND rowid IN (SELECT id FROM facets WHERE facet='" + facet + "' AND value='" +
               value + "')";
    }
    if (!question.words.empty())
      run("SELECT rowid FROM " + from + where + " ORDER BY rank LIMIT 20");
    run("DELETE FROM found; INSERT INTO found SELECT rowid FROM " + from + where +
        "; SELECT count(*) FROM found; SELECT facet, value, count(*) FROM found JOIN by_id "
        "USING(id)"
        " GROUP BY facet, value");
    return processor_seconds() - begin;
  }

 private:
  static std::string match(const PeerQuestion& question) {
    std::string text;
    for (const auto& word : question.words) text += (text.empty() ? "" : " ") + word;
    if (question.kind == PeerQuestion::Kind::phrase) return '"' + text + '"';
    return question.kind == PeerQuestion::Kind::prefix ? text + "*" : text;
  }
  void check(int code) const {
    if (code == SQLITE_OK) return;
    std::fprintf(stderr, "FTS5: %s\n", sqlite3_errmsg(database_));
    std::exit(1);
  }
  void run(const std::string& sql) {
    check(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr));
  }
  sqlite3_stmt* prepared(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr));
    return statement;
  }
  static void bind(sqlite3_stmt* statement, int place, const std::string& text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void step(sqlite3_stmt* statement) {
    if (sqlite3_step(statement) != SQLITE_DONE) check(sqlite3_errcode(database_));
    sqlite3_reset(statement);
  }

  sqlite3* database_ = nullptr;
};

#ifdef COMITY_XAPIAN
class XapianPeer final : public Peer {
 public:
  explicit XapianPeer(const std::filesystem::path& path)
      : database_(path.string(), Xapian::DB_CREATE) {
    generator_.set_stemmer(Xapian::Stem("en"));
  }
  [[nodiscard]] const char* name() const override { return "Xapian"; }

  void add(std::span<const search::IndexDocument> documents) override {
    const auto begin = processor_seconds();
    for (const auto& document : documents) {
      Xapian::Document made;
      generator_.set_document(made);
      generator_.index_text(document.text);
      for (std::size_t i = 0; i < facet_names().size(); ++i) {
        const auto& name = facet_names()[i];
        for (const auto& facet : document.facets) {
          if (facet.facet != name) continue;
          made.add_boolean_term(term(name, facet.value));
          // Its counter of values takes one a document.
          made.add_value(static_cast<Xapian::valueno>(i), facet.value);
        }
      }
      database_.replace_document(static_cast<Xapian::docid>(document.id), made);
    }
    indexing_ += processor_seconds() - begin;
  }

  void finish() override {
    const auto begin = processor_seconds();
    database_.commit();
    indexing_ += processor_seconds() - begin;
  }

  double ask(const PeerQuestion& question) override {
    const auto begin = processor_seconds();
    Xapian::Enquire enquire(database_);
    enquire.set_query(query_of(question));
    std::vector<std::unique_ptr<Xapian::ValueCountMatchSpy>> spies;
    for (std::size_t i = 0; i < facet_names().size(); ++i) {
      spies.push_back(
          std::make_unique<Xapian::ValueCountMatchSpy>(static_cast<Xapian::valueno>(i)));
      enquire.add_matchspy(spies.back().get());
    }
    const auto page = enquire.get_mset(0, 20, database_.get_doccount());
    if (page.get_matches_lower_bound() != page.get_matches_upper_bound()) std::exit(1);
    return processor_seconds() - begin;
  }

 private:
  static std::string term(const std::string& facet, const std::string& value) {
    return "X" + facet + ":" + value;
  }
  Xapian::Query query_of(const PeerQuestion& question) const {
    using Xapian::Query;
    const Xapian::Stem stem("en");
    std::vector<Query> terms;
    for (const auto& word : question.words) {
      const bool exact = question.kind == PeerQuestion::Kind::phrase;
      terms.emplace_back(exact ? word : "Z" + stem(word));
    }
    Query query = Query::MatchAll;
    if (question.kind == PeerQuestion::Kind::prefix) {
      query = Query(Query::OP_WILDCARD, question.words[0]);
    } else if (!terms.empty()) {
      const bool phrase = question.kind == PeerQuestion::Kind::phrase;
      query = Query(phrase ? Query::OP_PHRASE : Query::OP_AND, terms.begin(), terms.end());
    }
    for (const auto& [facet, value] : question.filters) {
      query = Query(Query::OP_FILTER, query, Query(term(facet, value)));
    }
    return query;
  }

  Xapian::WritableDatabase database_;
  Xapian::TermGenerator generator_;
};
#endif

}  // namespace

const std::vector<std::string>& facet_names() {
  static const std::vector<std::string> names = {"state", "by",   "session", "position",
                                                 "theme", "goal", "group",   "kind"};
  return names;
}

std::string PeerQuestion::text() const {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word;
  if (kind == Kind::phrase) out = '"' + out + '"';
  if (kind == Kind::prefix) out += '*';
  for (const auto& [facet, value] : filters) out += " " + facet + ":" + value;
  return out;
}

Peers make_peers(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  Peers peers;
  peers.push_back(std::make_unique<Fts5>(folder / "fts5.sqlite"));
#ifdef COMITY_XAPIAN
  peers.push_back(std::make_unique<XapianPeer>(folder / "xapian"));
#endif
  add_servers(folder, peers);
  return peers;
}

}  // namespace comity::bench
