#include "service/texts/citation_graph.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "service/address.h"
#include "service/documents/copies.h"
#include "service/documents/documents.h"
#include "service/texts/record_texts.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::size_t kTextsAStep = 30;

/// That one text cites another, in those paragraphs.
struct CitationEdge {
  std::string citing;
  std::string cited;
  int step = 0;  ///< of the one farther away: 1 and 2 are cited, -1 and -2 cite
  std::vector<std::string> numbers;
  /// The one that is farther away.
  [[nodiscard]] const std::string& far() const { return step > 0 ? cited : citing; }
};

using CitationEdges = std::vector<CitationEdge>;

/// The citations of one text after the other, in one snapshot of the record.
class CitationWalk {
 public:
  static Result<CitationWalk> begin(Installation& installation, store::Read read,
                                    store::Visibility asker) {
    COMITY_TRY(auto texts, installation.texts().look(read, asker));
    return CitationWalk(installation, std::move(read), std::move(asker), std::move(texts));
  }

  /// Everything that the text cites, in its order; nothing of a text that the record does not hold.
  [[nodiscard]] Result<CitationEdges> cited_by(const std::string& name, int step) const {
    CitationEdges edges;
    const auto* text = texts_->named(name);
    if (text == nullptr) return edges;
    COMITY_TRY(const auto copies, read_.copies(text->work.space, text->work.id));
    COMITY_TRY(const auto shown, shown_copy(text->work, copies, {}));
    COMITY_TRY(const auto reading, installation_->store().reading(shown.copy.reading));
    std::map<std::string, std::size_t> places;
    for (const auto& paragraph : reading->paragraphs) {
      for (const auto& citation : paragraph.citations) {
        if (citation.target.empty() || citation.target == name) continue;
        const auto [place, fresh] = places.emplace(citation.target, edges.size());
        if (fresh) edges.push_back({name, citation.target, step, {}});
        auto& numbers = edges[place->second].numbers;
        const bool told = !numbers.empty() && numbers.back() == paragraph.number;
        if (!paragraph.number.empty() && !told) numbers.push_back(paragraph.number);
      }
    }
    return edges;
  }

  /// Everything that cites the text, by symbol, each text once.
  [[nodiscard]] Result<CitationEdges> citing(const std::string& name, int step) const {
    CitationEdges edges;
    if (name.empty() || name.starts_with('~')) return edges;
    COMITY_TRY(const auto citing, read_.citing(name, asker_));
    std::set<std::string> told;
    for (const auto& each : citing) {
      if (each.work.name == name || !told.insert(each.work.name).second) continue;
      edges.push_back({each.work.name, name, step, each.numbers});
    }
    return edges;
  }

  [[nodiscard]] const TextOfRecord* text(const std::string& name) const {
    return texts_->named(name);
  }
  [[nodiscard]] std::string title_of(const std::string& name) const {
    const auto* found = text(name);
    return found == nullptr ? std::string() : found->work.title;
  }
  [[nodiscard]] const store::Read& read() const { return read_; }

 private:
  CitationWalk(Installation& installation, store::Read read, store::Visibility asker,
               std::shared_ptr<const RecordTexts> texts)
      : installation_(&installation),
        read_(std::move(read)),
        asker_(std::move(asker)),
        texts_(std::move(texts)) {}

  Installation* installation_;
  store::Read read_;
  store::Visibility asker_;
  std::shared_ptr<const RecordTexts> texts_;
};

std::string graph_address(const CitationGraphRequest& request) {
  return address_with("/citations/graph",
                      {{"symbol", request.symbol}, {"steps", request.steps == 1 ? "1" : ""}});
}

/// The texts of the graph, a few a step, and the citations between them.
class CitationGraph {
 public:
  CitationGraph(const CitationWalk& walk, const CitationGraphRequest& request)
      : walk_(walk), request_(request) {}

  Result<JsonObject> draw() {
    steps_[request_.symbol] = 0;
    order_.push_back(request_.symbol);
    COMITY_TRY(auto cited, walk_.cited_by(request_.symbol, 1));
    COMITY_TRY(auto citing, walk_.citing(request_.symbol, -1));
    take(std::move(cited), 1);
    take(std::move(citing), -1);
    if (request_.steps > 1) {
      COMITY_CHECK(take_second(1));
      COMITY_CHECK(take_second(-1));
    }
    return json();
  }

 private:
  /// Keeps the edges to texts that are there or have room in their step; the first come first.
  void take(CitationEdges edges, int step) {
    std::size_t count = 0;
    for (auto& edge : edges) {
      const auto known = steps_.contains(edge.far());
      if (!known && count == kTextsAStep) {
        ++left_out_;
        continue;
      }
      if (!known) {
        ++count;
        steps_[edge.far()] = step;
        order_.push_back(edge.far());
      }
      edges_.push_back(std::move(edge));
    }
  }

  base::Status take_second(int way) {
    CitationEdges all;
    for (const auto& name : std::vector<std::string>(order_)) {
      if (steps_[name] != way) continue;
      COMITY_TRY(auto edges, way > 0 ? walk_.cited_by(name, 2 * way) : walk_.citing(name, 2 * way));
      std::move(edges.begin(), edges.end(), std::back_inserter(all));
    }
    std::map<std::string, std::size_t> weights;
    for (const auto& edge : all) ++weights[edge.far()];
    std::stable_sort(all.begin(), all.end(), [&](const auto& a, const auto& b) {
      return std::pair(weights[b.far()], a.far()) < std::pair(weights[a.far()], b.far());
    });
    take(std::move(all), 2 * way);
    return {};
  }

  [[nodiscard]] JsonObject node_json(const std::string& name) const {
    const auto* text = walk_.text(name);
    auto other = request_;
    other.symbol = name;
    return {{"name", name},
            {"title", walk_.title_of(name)},
            {"kind", text == nullptr ? "" : model::name_of(text->work.kind)},
            {"step", steps_.find(name)->second},
            {"held", text != nullptr},
            {"address", text != nullptr ? document_address(name)
                                        : address_with("/citations", {{"symbol", name}})},
            {"graph_address", graph_address(other)}};
  }

  [[nodiscard]] JsonObject edge_json(const CitationEdge& edge) const {
    JsonArray paragraphs;
    for (const auto& number : edge.numbers) {
      paragraphs.push_back(
          JsonObject{{"number", number}, {"address", document_address(edge.citing, number)}});
    }
    return {{"citing", edge.citing}, {"citing_address", document_address(edge.citing)},
            {"cited", edge.cited},   {"cited_address", node_json(edge.cited)["address"]},
            {"step", edge.step},     {"paragraphs", std::move(paragraphs)}};
  }

  [[nodiscard]] JsonObject json() const {
    JsonArray nodes, edges;
    for (const auto& name : order_) nodes.push_back(node_json(name));
    for (const auto& edge : edges_) edges.push_back(edge_json(edge));
    const auto count = edges_.size();
    return {{"count", count_json(count, graph_address(request_))},
            {"nodes", std::move(nodes)},
            {"edges", std::move(edges)},
            {"left_out", left_out_}};
  }

  const CitationWalk& walk_;
  const CitationGraphRequest& request_;
  std::map<std::string, int> steps_;
  std::vector<std::string> order_;  ///< as they were found
  CitationEdges edges_;
  std::size_t left_out_ = 0;
};

constexpr std::array<render::Column, 6> kCitationColumns = {
    {{"step", "1 and 2 are cited, -1 and -2 cite", 6},
     {"citing", "the text that cites", 20},
     {"citing_title", "its title", 40},
     {"cited", "what it cites", 20},
     {"cited_title", "its title, where the record holds it", 40},
     {"paragraphs", "in which it is cited", 16}}};

/// The nearest citations first, then those of one text after the other.
class CitationSource final : public RowSource {
 public:
  CitationSource(CitationWalk walk, CitationGraphRequest request)
      : walk_(std::move(walk)), request_(std::move(request)) {}

  [[nodiscard]] std::span<const render::Column> columns() const override {
    return kCitationColumns;
  }
  [[nodiscard]] const store::Read& read() const override { return walk_.read(); }

  Result<bool> next(const Take& take) override {
    if (request_.symbol.empty()) return false;
    if (!std::exchange(begun_, true)) {
      COMITY_TRY(const auto cited, walk_.cited_by(request_.symbol, 1));
      COMITY_TRY(const auto citing, walk_.citing(request_.symbol, -1));
      for (const auto* edges : {&cited, &citing}) {
        COMITY_CHECK(give(*edges, take));
        if (request_.steps == 1) continue;
        for (const auto& edge : *edges) near_.emplace_back(edge.far(), edge.step);
      }
      return !near_.empty();
    }
    if (at_ == near_.size()) return false;
    const auto& [name, way] = near_[at_++];
    COMITY_TRY(const auto edges, way > 0 ? walk_.cited_by(name, 2) : walk_.citing(name, -2));
    COMITY_CHECK(give(edges, take));
    return at_ < near_.size();
  }

 private:
  base::Status give(const CitationEdges& edges, const Take& take) const {
    for (const auto& edge : edges) {
      const auto citing_title = walk_.title_of(edge.citing);
      const auto cited_title = walk_.title_of(edge.cited);
      const std::array<render::Field, kCitationColumns.size()> row = {
          edge.step,  edge.citing, citing_title,
          edge.cited, cited_title, std::span<const std::string>(edge.numbers)};
      COMITY_CHECK(take(row));
    }
    return {};
  }

  CitationWalk walk_;
  CitationGraphRequest request_;
  bool begun_ = false;
  std::vector<std::pair<std::string, int>> near_;  ///< one step away, and which way
  std::size_t at_ = 0;
};

base::Status must_have_steps(const CitationGraphRequest& request) {
  if (request.steps == 1 || request.steps == 2) return {};
  return base::fail(ErrorKind::invalid_input, "a graph of citations goes one step or two", "steps",
                    "1 or 2");
}

}  // namespace

Result<Answer> citation_graph(Installation& installation, const Ask& ask,
                              const CitationGraphRequest& request) {
  COMITY_CHECK(must_have_steps(request));
  COMITY_TRY(auto read, installation.store().read());
  auto asker = visibility_of(ask.actor, read);
  auto at = at_json(read, asker);
  JsonObject body{{"count", count_json(0, graph_address(request))},
                  {"nodes", JsonArray{}},
                  {"edges", JsonArray{}},
                  {"left_out", 0}};
  if (!request.symbol.empty()) {
    COMITY_TRY(const auto walk,
               CitationWalk::begin(installation, std::move(read), std::move(asker)));
    COMITY_TRY(body, CitationGraph(walk, request).draw());
  }
  body["symbol"] = request.symbol;
  body["steps"] = request.steps;
  body["at"] = std::move(at);
  return Answer{std::move(body), {}};
}

Result<std::unique_ptr<RowStream>> citation_rows(Installation& installation, const Ask& ask,
                                                 const CitationGraphRequest& request,
                                                 RowFormat format) {
  COMITY_CHECK(must_have_steps(request));
  COMITY_TRY(auto read, installation.store().read());
  auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto walk, CitationWalk::begin(installation, std::move(read), std::move(asker)));
  return stream_of(installation, ask, std::make_unique<CitationSource>(std::move(walk), request),
                   {"citations", graph_address(request)}, format);
}

}  // namespace comity::service
