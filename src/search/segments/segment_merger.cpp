#include "search/segments/segment_merger.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>

#include "search/segments/segment_writer.h"

namespace comity::search {
namespace {

using base::ErrorKind;

class Merger {
 public:
  Merger(std::span<const Part> parts, SegmentWriter writer, const std::stop_token& stop)
      : parts_(parts), writer_(std::move(writer)), stop_(stop) {}

  base::Result<Merged> run() {
    number_documents();
    for (const auto& part : parts_) COMITY_CHECK(add_stored(part));
    if (writer_.documents() != documents_) return damaged_index("the stored documents");
    COMITY_CHECK(add_terms());
    COMITY_CHECK(writer_.write_columns([this](const auto& function) { for_each_row(function); }));
    COMITY_CHECK(add_facets());
    COMITY_TRY(merged_.facts, writer_.finish());
    return std::move(merged_);
  }

 private:
  void number_documents() {
    for (const auto& part : parts_) {
      auto& numbers = merged_.numbers.emplace_back(part.segment->documents(), kGone);
      for (std::uint32_t document = 0; document < numbers.size(); ++document) {
        if (!part.deleted->test(document)) numbers[document] = documents_++;
      }
    }
  }

  /// A block whose documents all stay is taken as it is packed, with the one that is its
  /// dictionary, unless it is short: short ones of many small segments are packed anew, together.
  base::Status add_stored(const Part& part) {
    constexpr std::uint32_t kShort = 12U << 10;
    const auto& from = part.segment->stored();
    StoredReader::Pages pages(from);
    std::map<std::uint32_t, std::uint32_t> taken = {{StoredBlock::kNone, StoredBlock::kNone}};
    for (std::size_t i = 0; i < from.blocks(); ++i) {
      COMITY_CHECK(go_on());
      COMITY_TRY(auto block, from.block(i, part.segment->documents()));
      const auto end = block.first + block.documents;
      const auto dictionary = taken.find(block.dictionary);
      bool whole = block.bytes >= kShort && dictionary != taken.end();
      for (auto document = block.first; document < end && whole; ++document) {
        whole = !part.deleted->test(document);
      }
      if (whole) {
        block.dictionary = dictionary->second;
        COMITY_TRY(taken[static_cast<std::uint32_t>(i)], writer_.add_stored(block));
        continue;
      }
      for (auto document = block.first; document < end; ++document) {
        if (part.deleted->test(document)) continue;
        COMITY_TRY(const auto stored, pages.read(document));
        COMITY_CHECK(writer_.add_stored(stored.stored, stored.text));
      }
    }
    return {};
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
      COMITY_CHECK(go_on());
      const std::string key = cursors[queue.top()].key();
      while (!queue.empty() && cursors[queue.top()].key() == key) {
        const auto part = queue.top();
        queue.pop();
        COMITY_CHECK(add_list(part, static_cast<Field>(key.front()), cursors[part].payload()));
        cursors[part].next();
        if (cursors[part].valid()) queue.push(part);
      }
      const auto documents = encoder_.documents();
      if (documents == 0) continue;
      COMITY_CHECK(writer_.add_term(key, documents, encoder_.finish()));
    }
    return {};
  }

  base::Status add_list(std::size_t part, Field field, std::string_view payload) {
    const Segment& segment = *parts_[part].segment;
    const auto list = segment.postings(payload);
    if (!list) return damaged_index("a list of occurrences");
    const auto& numbers = merged_.numbers[part];
    PostingCursor cursor(*list, segment.documents());
    for (std::uint32_t from = 0; cursor.seek(from);) {
      const auto documents = cursor.documents();
      for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto number = numbers[documents[i]];
        if (number == kGone) continue;
        encoder_.add(number, cursor.positions(i), segment.length_in(field, documents[i]));
      }
      from = documents.back() + 1;
    }
    return cursor.damaged() ? base::Status(damaged_index("a list of occurrences")) : base::Status();
  }

  void for_each_row(const std::function<void(const DocumentRow&)>& function) const {
    for (const auto& part : parts_) {
      const Segment& from = *part.segment;
      bool open = false;  // whether the cluster at hand has a document in the new segment
      DocumentRow row;
      from.for_each_group([&](Segment::Run run, std::uint64_t group) {
        row.group = group;
        for (auto document = run.begin; document < run.end; ++document) {
          if (from.starts_cluster(document)) open = false;
          if (part.deleted->test(document)) continue;
          row.in_cluster = from.in_cluster(document);
          row.continues_cluster = open && row.in_cluster;
          open = true;
          row.id = from.id(document);
          row.visibility = from.visibility(document);
          row.language = from.language(document);
          row.title_length = from.title_length(document);
          row.text_length = from.text_length(document);
          row.date = from.date(document);
          function(row);
        }
      });
    }
  }

  base::Status add_facets() {
    std::set<std::string_view> names;
    for (const auto& part : parts_) {
      for (const auto& facet : part.segment->facets()) names.insert(facet.name());
    }
    for (const auto name : names) {
      COMITY_CHECK(go_on());
      FacetWriter writer;
      for (std::size_t part = 0; part < parts_.size(); ++part) {
        if (const auto* facet = parts_[part].segment->facet(name)) add_facet(*facet, part, writer);
      }
      COMITY_CHECK(writer_.add_facet(name, writer));
    }
    return {};
  }

  void add_facet(const FacetColumn& from, std::size_t part, FacetWriter& to) {
    std::vector<std::optional<std::uint32_t>> choices(from.codes());
    const auto& numbers = merged_.numbers[part];
    for (std::uint32_t document = 0; document < numbers.size(); ++document) {
      const auto code = from.code(document);
      if (code == 0 || numbers[document] == kGone) continue;
      if (!choices[code]) {
        std::vector<std::uint32_t> values;
        from.for_each_value(
            code, [&](std::uint32_t value) { values.push_back(to.value(from.value(value))); });
        choices[code] = to.choice(std::move(values));
      }
      to.add(numbers[document], *choices[code]);
    }
  }

  [[nodiscard]] base::Status go_on() const {
    if (!stop_.stop_requested()) return {};
    return base::fail(ErrorKind::unavailable, "merging was stopped");
  }

  std::span<const Part> parts_;
  SegmentWriter writer_;
  const std::stop_token& stop_;
  PostingsEncoder encoder_;
  std::uint32_t documents_ = 0;
  Merged merged_;
};

}  // namespace

base::Result<Merged> merge_segments(std::span<const Part> parts, const std::filesystem::path& path,
                                    base::FileSystem& files, const std::stop_token& stop) {
  COMITY_TRY(auto writer, SegmentWriter::create(path, files));
  return Merger(parts, std::move(writer), stop).run();
}

}  // namespace comity::search
