#include "search/segments/segment_builder.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <map>
#include <numeric>

#include "search/segments/postings.h"

namespace comity::search {
namespace {

/// The occurrences of one term while documents are added, as varints: 2 · gap + 1 begins a document
/// and its first position follows; 2 · difference is a further position in it.
class Occurrences {
 public:
  void add(std::uint32_t document, std::uint32_t position) {
    if (documents_ == 0 || document != document_) {
      append_varint(bytes_, std::uint64_t{document - (documents_ == 0 ? 0 : document_)} << 1 | 1);
      append_varint(bytes_, position);
      document_ = document;
      ++documents_;
    } else {
      append_varint(bytes_, std::uint64_t{position - position_} << 1);
    }
    position_ = position;
  }

  /// Calls with each document and its positions.
  template <typename Function>
  void for_each(Function function) const {
    ByteReader reader(bytes_);
    std::vector<std::uint32_t> positions;
    std::uint32_t document = 0;
    while (reader.left() > 0) {
      const auto coded = reader.varint();
      if ((coded & 1) == 0) {
        positions.push_back(positions.back() + static_cast<std::uint32_t>(coded >> 1));
        continue;
      }
      if (!positions.empty()) function(document, positions);
      document += static_cast<std::uint32_t>(coded >> 1);
      positions.assign(1, static_cast<std::uint32_t>(reader.varint()));
    }
    if (!positions.empty()) function(document, positions);
  }

 private:
  std::string bytes_;
  std::uint32_t documents_ = 0;
  std::uint32_t document_ = 0;
  std::uint32_t position_ = 0;
};

class Builder {
 public:
  explicit Builder(SegmentWriter writer) : writer_(std::move(writer)) {}

  base::Status add(const IndexDocument& document, bool continues) {
    const auto number = static_cast<std::uint32_t>(rows_.size());
    auto& row = rows_.emplace_back();
    row.id = document.id;
    row.group = document.group;
    row.in_cluster = document.cluster != 0;
    row.continues_cluster = continues;
    row.visibility = document.visibility;
    row.language = document.language;
    row.title_length = length_byte(add_text(Field::title, document.title, document.language));
    row.text_length = length_byte(add_text(Field::text, document.text, document.language));
    row.date = document.date;
    if (const auto form = number_form(document.number); !form.empty()) {
      occurrences_of(Field::number, Tongue::neutral, form).add(number, 0);
    }
    add_facets(number, document);
    return writer_.add_stored(document.stored, document.text);
  }

  base::Result<SegmentFacts> finish() {
    COMITY_CHECK(write_terms());
    COMITY_CHECK(writer_.write_columns([this](const auto& function) {
      for (const auto& row : rows_) function(row);
    }));
    for (const auto& [name, facet] : facets_) COMITY_CHECK(writer_.add_facet(name, facet));
    return writer_.finish();
  }

 private:
  /// Gives the number of positions.
  std::uint32_t add_text(Field field, std::string_view text, model::Language language) {
    if (text.empty()) return 0;
    const auto number = static_cast<std::uint32_t>(rows_.size() - 1);
    const auto& tokens = analyzer_.analyse(text, language);
    for (const auto& token : tokens) {
      occurrences_of(field, token.tongue, token.form).add(number, token.position);
    }
    return tokens.empty() ? 0 : tokens.back().position + 1;
  }

  Occurrences& occurrences_of(Field field, Tongue tongue, std::string_view form) {
    key_ = term_key(field, tongue, {});
    key_ += form;
    const auto known = by_key_.find(key_);
    if (known != by_key_.end()) return *known->second;
    auto& [key, occurrences] = terms_.emplace_back(key_, Occurrences());
    by_key_.emplace(key, &occurrences);
    return occurrences;
  }

  void add_facets(std::uint32_t number, const IndexDocument& document) {
    std::map<std::string_view, std::vector<std::uint32_t>> values;
    for (const auto& [facet, value] : document.facets) {
      values[facet].push_back(facets_[facet].value(value));
    }
    for (auto& [facet, numbers] : values) {
      auto& writer = facets_.find(facet)->second;
      writer.add(number, writer.choice(std::move(numbers)));
    }
  }

  base::Status write_terms() {
    std::vector<std::pair<std::string_view, const Occurrences*>> order;
    order.reserve(terms_.size());
    for (const auto& [key, occurrences] : terms_) order.emplace_back(key, &occurrences);
    std::sort(order.begin(), order.end());
    PostingsEncoder encoder;
    for (const auto& [key, occurrences] : order) {
      const auto field = static_cast<Field>(key.front());
      occurrences->for_each([&](std::uint32_t document, const auto& positions) {
        encoder.add(document, positions, length_in(rows_[document], field));
      });
      const auto documents = encoder.documents();
      COMITY_CHECK(writer_.add_term(key, documents, encoder.finish()));
    }
    return {};
  }

  static std::uint8_t length_in(const DocumentRow& row, Field field) {
    if (field == Field::title) return row.title_length;
    return field == Field::text ? row.text_length : 0;
  }

  SegmentWriter writer_;
  Analyzer analyzer_;
  std::vector<DocumentRow> rows_;
  std::deque<std::pair<std::string, Occurrences>> terms_;
  /// Asked for every word of every text: nodes of std::unordered_map, each in a place of its own,
  /// took a third of all indexing.
  boost::unordered_flat_map<std::string_view, Occurrences*, std::hash<std::string_view>> by_key_;
  std::map<std::string, FacetWriter, std::less<>> facets_;
  std::string key_;
};

/// The order in which documents are written: as given, but those of a cluster side by side.
std::vector<std::size_t> order_of(std::span<const IndexDocument> documents) {
  std::unordered_map<std::uint64_t, std::size_t> first;
  std::vector<std::size_t> place(documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    place[i] =
        documents[i].cluster == 0 ? i : first.try_emplace(documents[i].cluster, i).first->second;
  }
  std::vector<std::size_t> order(documents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return place[a] < place[b]; });
  return order;
}

}  // namespace

base::Result<SegmentFacts> build_segment(std::span<const IndexDocument> documents,
                                         const std::filesystem::path& path,
                                         base::FileSystem& files) {
  COMITY_TRY(auto writer, SegmentWriter::create(path, files));
  Builder builder(std::move(writer));
  std::uint64_t cluster = 0;
  for (const auto i : order_of(documents)) {
    const auto& document = documents[i];
    const bool continues = document.cluster != 0 && document.cluster == cluster;
    COMITY_CHECK(builder.add(document, continues));
    cluster = document.cluster;
  }
  return builder.finish();
}

}  // namespace comity::search
