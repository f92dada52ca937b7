#include "peers/search_servers.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <unordered_map>

#ifdef COMITY_SPHINX
#include <mysql.h>
#endif

#include "timing.h"

namespace comity::bench {
namespace {

[[noreturn]] void give_up(const char* peer, const char* message) {
  std::fprintf(stderr, "%s: %s\n", peer, message);
  std::exit(1);
}

/// Facets of which a document may have several values.
bool is_many(const std::string& facet) { return facet == "by" || facet == "theme"; }

std::vector<std::string> values_of(const search::IndexDocument& document,
                                   const std::string& facet) {
  std::vector<std::string> values;
  for (const auto& each : document.facets) {
    if (each.facet == facet) values.push_back(each.value);
  }
  return values;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
  return fmt::format("{}", fmt::join(words, between));
}

/// PostgreSQL's: a column of words under GIN, and the facets as columns beside it.
class Postgres final : public Peer {
 public:
  explicit Postgres(const char* address) : connection_(PQconnectdb(address)) {
    if (PQstatus(connection_) != CONNECTION_OK) give_up(name(), PQerrorMessage(connection_));
    run("SET max_parallel_workers_per_gather = 0; SET jit = off; SET work_mem = '512MB';"
        "SET client_min_messages = warning; DROP TABLE IF EXISTS bench_clauses");
    std::string columns;
    for (const auto& facet : facet_names()) {
      columns += fmt::format(", f_{} text{}", facet, is_many(facet) ? "[]" : "");
    }
    run("CREATE UNLOGGED TABLE bench_clauses (id bigint, words tsvector" + columns + ")");
  }
  Postgres(const Postgres&) = delete;
  Postgres& operator=(const Postgres&) = delete;
  ~Postgres() override {
    PQclear(PQexec(connection_, "DROP TABLE bench_clauses"));
    PQfinish(connection_);
  }
  [[nodiscard]] const char* name() const override { return "PostgreSQL"; }

  void add(std::span<const search::IndexDocument> documents) override {
    const auto begin = Clock::now();
    run("CREATE TEMP TABLE came (id bigint, text text, facets text[])");
    std::string sql = "INSERT INTO bench_clauses SELECT id, to_tsvector('english', text)";
    for (std::size_t i = 0; i < facet_names().size(); ++i) {
      const auto column = fmt::format("facets[{}]", i + 1);
      sql += is_many(facet_names()[i]) ? ", string_to_array(" + column + ", ',')" : ", " + column;
    }
    copy(documents);
    run(sql + " FROM came; DROP TABLE came");
    indexing_ += seconds_since(begin);
  }

  void finish() override {
    const auto begin = Clock::now();
    run("CREATE INDEX ON bench_clauses USING gin(words)");
    for (const auto& facet : facet_names()) {
      run(fmt::format("CREATE INDEX ON bench_clauses USING {}(f_{})",
                      is_many(facet) ? "gin" : "btree", facet));
    }
    run("ANALYZE bench_clauses");
    indexing_ += seconds_since(begin);
  }

  double ask(const PeerQuestion& question) override {
    const auto begin = Clock::now();
    const auto asked = query_of(question);
    std::string where = asked.empty() ? " WHERE true" : " WHERE words @@ " + asked;
    for (const auto& [facet, value] : question.filters) {
      where += is_many(facet) ? fmt::format(" AND f_{} @> ARRAY['{}']", facet, value)
                              : fmt::format(" AND f_{} = '{}'", facet, value);
    }
    if (!asked.empty()) {
      run("SELECT id FROM bench_clauses" + where + " ORDER BY ts_rank(words, " + asked +
          ") DESC LIMIT 20");
    }
    std::string counts = "WITH found AS MATERIALIZED (SELECT * FROM bench_clauses" + where +
                         ") SELECT '', '', count(*) FROM found";
    for (const auto& facet : facet_names()) {
      counts +=
          is_many(facet)
              ? fmt::format(
                    " UNION ALL SELECT '{0}', value, count(*) FROM found,"
                    " unnest(f_{0}) AS value GROUP BY value",
                    facet)
              : fmt::format(" UNION ALL SELECT '{0}', f_{0}, count(*) FROM found GROUP BY f_{0}",
                            facet);
    }
    run(counts);
    return seconds_since(begin);
  }

 private:
  static std::string query_of(const PeerQuestion& question) {
    if (question.words.empty()) return "";
    switch (question.kind) {
      case PeerQuestion::Kind::phrase:
        return "phraseto_tsquery('english', '" + joined(question.words, " ") + "')";
      case PeerQuestion::Kind::prefix:
        return "to_tsquery('simple', '" + question.words[0] + ":*')";
      case PeerQuestion::Kind::words:
        break;
    }
    return "plainto_tsquery('english', '" + joined(question.words, " ") + "')";
  }
  void run(const std::string& sql) {
    auto* const result = PQexec(connection_, sql.c_str());
    const auto status = PQresultStatus(result);
    PQclear(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
      give_up(name(), PQerrorMessage(connection_));
    }
  }
  void copy(std::span<const search::IndexDocument> documents) {
    PQclear(PQexec(connection_, "COPY came FROM STDIN"));
    for (const auto& document : documents) {
      std::vector<std::string> facets;
      for (const auto& facet : facet_names()) {
        facets.push_back('"' + joined(values_of(document, facet), ",") + '"');
      }
      const auto row =
          fmt::format("{}\t{}\t{{{}}}\n", document.id, document.text, joined(facets, ","));
      if (PQputCopyData(connection_, row.data(), static_cast<int>(row.size())) != 1) {
        give_up(name(), PQerrorMessage(connection_));
      }
    }
    PQputCopyEnd(connection_, nullptr);
    auto* const result = PQgetResult(connection_);
    if (PQresultStatus(result) != PGRES_COMMAND_OK) give_up(name(), PQerrorMessage(connection_));
    PQclear(result);
    PQclear(PQgetResult(connection_));
  }

  PGconn* connection_;
};

#ifdef COMITY_SPHINX
/// Sphinx: indexer over tab-separated rows, then searchd asked in SphinxQL. Its attributes are
/// numbers.
class Sphinx final : public Peer {
 public:
  explicit Sphinx(std::filesystem::path folder) : folder_(std::move(folder)) {
    std::filesystem::create_directories(folder_);
    rows_.open(folder_ / "rows.tsv");
    std::ofstream(folder_ / "sphinx.conf") << configuration();
  }
  Sphinx(const Sphinx&) = delete;
  Sphinx& operator=(const Sphinx&) = delete;
  ~Sphinx() override {
    mysql_close(&server_);
    if (child_ <= 0) return;
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
  }
  [[nodiscard]] const char* name() const override { return "Sphinx"; }

  void add(std::span<const search::IndexDocument> documents) override {
    for (const auto& document : documents) {
      rows_ << document.id << '\t' << document.text;
      for (const auto& facet : facet_names()) {
        std::vector<std::string> numbers;
        for (const auto& value : values_of(document, facet)) {
          numbers.push_back(std::to_string(number_of(value)));
        }
        rows_ << '\t' << joined(numbers, ",");
      }
      rows_ << '\n';
    }
  }

  void finish() override {
    rows_.close();
    const auto file = (folder_ / "sphinx.conf").string();
    indexing_ += bench::run({"indexer", "--quiet", "--config", file, "clauses"});
    FILE* const log = std::fopen((folder_ / "searchd.out").c_str(), "we");
    if (log == nullptr) give_up(name(), "its folder cannot be written");
    child_ = started({"searchd", "--nodetach", "--config", file}, fileno(log));
    std::fclose(log);
    connect();
  }

  double ask(const PeerQuestion& question) override {
    const auto begin = Clock::now();
    std::string sql = "SELECT id FROM clauses WHERE id > 0";
    if (!question.words.empty()) sql += " AND MATCH('" + match_of(question) + "')";
    for (const auto& [facet, value] : question.filters) {
      sql += fmt::format(" AND f_{} = {}", facet, number_of(value));
    }
    sql += " LIMIT 20";
    for (const auto& facet : facet_names()) {
      sql += fmt::format(" FACET f_{} ORDER BY COUNT(*) DESC LIMIT 300", facet);
    }
    run(sql);
    run("SHOW META");
    return seconds_since(begin);
  }

 private:
  [[nodiscard]] std::string configuration() const {
    std::string attributes;
    for (const auto& facet : facet_names()) {
      attributes +=
          fmt::format("  tsvpipe_attr_{} = f_{}\n", is_many(facet) ? "multi" : "uint", facet);
    }
    return fmt::format(
        "source clauses {{\n  type = tsvpipe\n  tsvpipe_command = cat {0}/rows.tsv\n"
        "  tsvpipe_field = text\n{1}}}\n"
        "index clauses {{\n  source = clauses\n  path = {0}/clauses\n  dict = keywords\n"
        "  morphology = stem_en\n  min_prefix_len = 2\n}}\n"
        "indexer {{\n  mem_limit = 512M\n}}\n"
        "searchd {{\n  listen = {0}/socket:mysql41\n  pid_file = {0}/pid\n  log = {0}/log\n"
        "  binlog_path =\n  workers = threads\n}}\n",
        folder_.string(), attributes);
  }
  [[nodiscard]] std::uint32_t number_of(const std::string& value) {
    return numbers_.try_emplace(value, static_cast<std::uint32_t>(numbers_.size()) + 1)
        .first->second;
  }
  static std::string match_of(const PeerQuestion& question) {
    const auto words = joined(question.words, " ");
    if (question.kind == PeerQuestion::Kind::phrase) return '"' + words + '"';
    return question.kind == PeerQuestion::Kind::prefix ? words + "*" : words;
  }
  void connect() {
    const auto socket = (folder_ / "socket").string();
    for (int attempt = 0;; ++attempt) {
      mysql_init(&server_);
      if (mysql_real_connect(&server_, nullptr, "", "", nullptr, 0, socket.c_str(),
                             CLIENT_MULTI_RESULTS) != nullptr) {
        return;
      }
      if (attempt == 100) give_up(name(), mysql_error(&server_));
      mysql_close(&server_);
      usleep(100'000);
    }
  }
  void run(const std::string& sql) {
    if (mysql_query(&server_, sql.c_str()) != 0) give_up(name(), mysql_error(&server_));
    do {
      if (auto* const rows = mysql_store_result(&server_); rows != nullptr) mysql_free_result(rows);
    } while (mysql_next_result(&server_) == 0);
  }

  std::filesystem::path folder_;
  std::ofstream rows_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  MYSQL server_{};
  pid_t child_ = 0;
};
#endif

}  // namespace

void add_servers(const std::filesystem::path& folder, Peers& peers) {
#ifdef COMITY_SPHINX
  peers.push_back(std::make_unique<Sphinx>(folder / "sphinx"));
#else
  std::fputs("Sphinx is left out: it or its client was not there when this was built\n", stderr);
#endif
  if (const char* const address = std::getenv("COMITY_TEST_DATABASE"); address != nullptr) {
    peers.push_back(std::make_unique<Postgres>(address));
  } else {
    std::fputs("PostgreSQL is left out: COMITY_TEST_DATABASE names none\n", stderr);
  }
}

}  // namespace comity::bench
