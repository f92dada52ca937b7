#include "search/segment_builder.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <unordered_map>

namespace comity::search {
namespace {

using base::ErrorKind;

/// The occurrences of one term, as numbers: document, how many, positions.
using Occurrences = std::vector<std::uint32_t>;

class Builder {
 public:
  explicit Builder(SegmentWriter writer) : writer_(std::move(writer)) {}

  base::Status add(const IndexDocument& document, bool continues) {
    number_ = writer_.documents();
    const auto title = add_text(Field::title, document.title, document.language);
    const auto text = add_text(Field::text, document.text, document.language);
    if (const auto form = number_form(document.number); !form.empty()) {
      add_occurrence(term_key(Field::number, Tongue::neutral, form), {0});
    }
    add_facets(document);
    DocumentRow row;
    row.id = document.id;
    row.group = document.group;
    row.in_cluster = document.cluster != 0;
    row.continues_cluster = continues;
    row.visibility = document.visibility;
    row.language = document.language;
    row.title_length = length_byte(title);
    row.text_length = length_byte(text);
    row.date = document.date;
    return writer_.add_document(row, document.stored, document.text);
  }

  base::Result<SegmentFacts> finish() {
    std::vector<const std::pair<const std::string, Occurrences>*> order;
    order.reserve(terms_.size());
    for (const auto& term : terms_) order.push_back(&term);
    std::sort(order.begin(), order.end(),
              [](const auto* a, const auto* b) { return a->first < b->first; });
    PostingsEncoder encoder;
    for (const auto* term : order) {
      const auto& numbers = term->second;
      for (std::size_t i = 0; i < numbers.size();) {
        const auto document = numbers[i];
        const auto count = numbers[i + 1];
        encoder.add(document, std::span(numbers).subspan(i + 2, count));
        i += 2 + count;
      }
      const auto documents = encoder.documents();
      COMITY_CHECK(writer_.add_term(term->first, documents, encoder.finish()));
    }
    return writer_.finish();
  }

 private:
  /// Gives the number of positions.
  std::uint32_t add_text(Field field, std::string_view text, model::Language language) {
    if (text.empty()) return 0;
    const auto& tokens = analyzer_.analyse(text, language);
    if (tokens.empty()) return 0;
    positions_.clear();
    for (const auto& token : tokens) {
      positions_[term_key(field, token.tongue, token.form)].push_back(token.position);
    }
    for (const auto& [key, positions] : positions_) add_occurrence(key, positions);
    return tokens.back().position + 1;
  }

  void add_occurrence(const std::string& key, const std::vector<std::uint32_t>& positions) {
    auto& numbers = terms_[key];
    numbers.push_back(number_);
    numbers.push_back(static_cast<std::uint32_t>(positions.size()));
    numbers.insert(numbers.end(), positions.begin(), positions.end());
  }

  void add_facets(const IndexDocument& document) {
    std::map<std::string_view, std::vector<std::uint32_t>> values;
    for (const auto& [facet, value] : document.facets) {
      values[facet].push_back(writer_.facet(facet).value(value));
    }
    for (auto& [facet, numbers] : values) writer_.facet(facet).add(number_, std::move(numbers));
  }

  SegmentWriter writer_;
  Analyzer analyzer_;
  std::unordered_map<std::string, Occurrences> terms_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> positions_;
  std::uint32_t number_ = 0;
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
  if (documents.size() >= kMostDocuments) {
    return base::fail(ErrorKind::invalid_input, "too many documents in one batch");
  }
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

namespace {

class Merger {
 public:
  Merger(std::span<const Part> parts, SegmentWriter writer)
      : parts_(parts), writer_(std::move(writer)) {}

  base::Result<Merged> run() {
    for (std::size_t part = 0; part < parts_.size(); ++part) COMITY_CHECK(add_documents(part));
    COMITY_CHECK(add_terms());
    COMITY_TRY(merged_.facts, writer_.finish());
    return std::move(merged_);
  }

 private:
  base::Status add_documents(std::size_t part) {
    const Segment& from = *parts_[part].segment;
    auto& numbers = merged_.numbers.emplace_back(from.documents(), kGone);
    StoredReader::Pages pages(from.stored());
    bool open = false;  // whether the cluster at hand has a document in the new segment
    for (std::uint32_t document = 0; document < from.documents(); ++document) {
      if (from.starts_cluster(document)) open = false;
      if (parts_[part].deleted->test(document)) continue;
      COMITY_TRY(const auto stored, pages.read(document));
      const bool continues = open && from.in_cluster(document);
      open = true;
      numbers[document] = writer_.documents();
      add_facets(from, document);
      COMITY_CHECK(
          writer_.add_document(row_of(from, document, continues), stored.stored, stored.text));
    }
    return {};
  }

  static DocumentRow row_of(const Segment& from, std::uint32_t document, bool continues) {
    DocumentRow row;
    row.id = from.id(document);
    row.group = from.group(document);
    row.in_cluster = from.in_cluster(document);
    row.continues_cluster = continues;
    row.visibility = from.visibility(document);
    row.language = from.language(document);
    row.title_length = from.title_length(document);
    row.text_length = from.text_length(document);
    row.date = from.date(document);
    return row;
  }

  void add_facets(const Segment& from, std::uint32_t document) {
    for (const auto& facet : from.facets()) {
      const auto code = facet.code(document);
      if (code == 0) continue;
      auto& to = writer_.facet(facet.name());
      std::vector<std::uint32_t> values;
      facet.for_each_value(
          code, [&](std::uint32_t value) { values.push_back(to.value(facet.value(value))); });
      to.add(writer_.documents(), std::move(values));
    }
  }

  base::Status add_terms() {
    std::vector<Dictionary::Cursor> cursors;
    for (const auto& part : parts_) cursors.push_back(part.segment->terms().begin());
    const auto later = [&](std::size_t a, std::size_t b) {
      const int order = cursors[a].key().compare(cursors[b].key());
      return order != 0 ? order > 0 : a > b;
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> queue(later);
    for (std::size_t i = 0; i < cursors.size(); ++i) {
      if (cursors[i].valid()) queue.push(i);
    }
    while (!queue.empty()) {
      const std::string key = cursors[queue.top()].key();
      while (!queue.empty() && cursors[queue.top()].key() == key) {
        const auto part = queue.top();
        queue.pop();
        COMITY_CHECK(add_list(part, cursors[part].payload()));
        cursors[part].next();
        if (cursors[part].valid()) queue.push(part);
      }
      const auto documents = encoder_.documents();
      if (documents == 0) continue;
      COMITY_CHECK(writer_.add_term(key, documents, encoder_.finish()));
    }
    return {};
  }

  base::Status add_list(std::size_t part, std::string_view payload) {
    const auto list = parts_[part].segment->postings(payload);
    const auto damaged = [] {
      return base::fail(ErrorKind::corrupt, "the index is damaged: a list of occurrences", {},
                        "it is made anew from the journal");
    };
    if (!list) return damaged();
    const auto& numbers = merged_.numbers[part];
    PostingCursor cursor(*list, parts_[part].segment->documents());
    for (std::uint32_t from = 0; cursor.seek(from);) {
      const auto documents = cursor.documents();
      for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto number = numbers[documents[i]];
        if (number != kGone) encoder_.add(number, cursor.positions(i));
      }
      from = documents.back() + 1;
    }
    return cursor.damaged() ? base::Status(damaged()) : base::Status();
  }

  std::span<const Part> parts_;
  SegmentWriter writer_;
  PostingsEncoder encoder_;
  Merged merged_;
};

}  // namespace

base::Result<Merged> merge_segments(std::span<const Part> parts, const std::filesystem::path& path,
                                    base::FileSystem& files) {
  COMITY_TRY(auto writer, SegmentWriter::create(path, files));
  return Merger(parts, std::move(writer)).run();
}

}  // namespace comity::search
