#include "search/segment_writer.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "search/postings.h"

namespace comity::search {

base::Result<SegmentWriter> SegmentWriter::create(const std::filesystem::path& path,
                                                  base::FileSystem& files) {
  COMITY_TRY(auto file, files.create(path));
  SegmentWriter writer(std::move(file));
  COMITY_CHECK(writer.write(kSegmentMagic));
  writer.begin(Section::stored);
  return writer;
}

base::Status SegmentWriter::write(std::string_view bytes) {
  constexpr std::size_t kBuffer = std::size_t{1} << 20;
  written_ += bytes.size();
  section_sum_.add(bytes);
  buffer_ += bytes;
  return buffer_.size() < kBuffer ? base::Status{} : flush();
}

base::Status SegmentWriter::flush() {
  COMITY_CHECK(file_->write(buffer_));
  buffer_.clear();
  return {};
}

void SegmentWriter::begin(Section section) {
  current_ = section;
  section_begin_ = written_;
  section_sum_ = RunningChecksum();
}

base::Status SegmentWriter::end() {
  append_fixed(table_, static_cast<std::uint32_t>(current_));
  append_fixed(table_, std::uint32_t{0});
  append_fixed(table_, section_begin_);
  append_fixed(table_, written_ - section_begin_);
  append_fixed(table_, section_sum_.value());
  return write(std::string_view("\0\0\0\0\0\0\0", (8 - written_ % 8) % 8));
}

base::Status SegmentWriter::section(Section section, std::string_view bytes) {
  begin(section);
  COMITY_CHECK(write(bytes));
  return end();
}

base::Status SegmentWriter::add_document(const DocumentRow& row, std::string_view stored,
                                         std::string_view text) {
  if (documents_ % 64 == 0) {
    cluster_members_.push_back(0);
    cluster_starts_.push_back(0);
  }
  const auto bit = std::uint64_t{1} << (documents_ % 64);
  if (row.in_cluster) cluster_members_.back() |= bit;
  if (!row.continues_cluster) cluster_starts_.back() |= bit;
  if (groups_.empty() || groups_.back().second != row.group) {
    groups_.emplace_back(documents_, row.group);
  }
  append_fixed(ids_, row.id);
  visibility_ += static_cast<char>(row.visibility);
  languages_ += static_cast<char>(row.language);
  title_lengths_ += static_cast<char>(row.title_length);
  text_lengths_ += static_cast<char>(row.text_length);
  dates_.push_back(row.date);
  ++documents_;
  return write(stored_.add(stored, text));
}

FacetWriter& SegmentWriter::facet(std::string_view name) {
  for (const auto& [known, writer] : facets_) {
    if (known == name) return *writer;
  }
  return *facets_.emplace_back(name, std::make_unique<FacetWriter>()).second;
}

base::Status SegmentWriter::close_stored() {
  stored_open_ = false;
  COMITY_CHECK(write(stored_.finish()));
  COMITY_CHECK(end());
  COMITY_CHECK(section(Section::stored_blocks, stored_.index()));
  begin(Section::postings);
  return {};
}

base::Status SegmentWriter::add_term(std::string_view key, std::uint32_t documents,
                                     std::string_view list) {
  if (stored_open_) COMITY_CHECK(close_stored());
  std::string payload;
  append_varint(payload, documents);
  append_varint(payload, postings_offset_);
  append_varint(payload, list.size());
  const auto ordinal = terms_.size();
  terms_.add(key, payload);
  postings_offset_ += list.size();

  const auto field = static_cast<Field>(key[0]);
  const auto tongue = static_cast<Tongue>(key[1] - 'a');
  const auto form = key.substr(2);
  for (const auto& stem : stem_keys(tongue, form)) {
    keys_.emplace_back(lookup_key(KeyKind::stem, field, tongue, stem), ordinal);
  }
  if (const auto plain = base::unaccented(form); plain != form) {
    keys_.emplace_back(lookup_key(KeyKind::plain, field, tongue, plain), ordinal);
  }
  return write(list);
}

base::Result<SegmentFacts> SegmentWriter::finish() {
  if (stored_open_) COMITY_CHECK(close_stored());
  COMITY_CHECK(end());
  COMITY_CHECK(section(Section::terms, terms_.entries()));
  COMITY_CHECK(section(Section::term_blocks, terms_.blocks()));
  COMITY_CHECK(write_keys());
  COMITY_CHECK(write_columns());
  COMITY_CHECK(write_dates());
  COMITY_CHECK(write_groups());
  COMITY_CHECK(write_facets());
  return write_footer();
}

base::Status SegmentWriter::write_keys() {
  std::sort(keys_.begin(), keys_.end());
  DictionaryWriter keys;
  std::string payload;
  for (std::size_t i = 0; i < keys_.size();) {
    payload.clear();
    std::uint32_t previous = 0;
    const auto first = i;
    for (; i < keys_.size() && keys_[i].first == keys_[first].first; ++i) {
      append_varint(payload, keys_[i].second - previous);
      previous = keys_[i].second;
    }
    keys.add(keys_[first].first, payload);
  }
  keys_ = {};
  key_count_ = keys.size();
  COMITY_CHECK(section(Section::keys, keys.entries()));
  return section(Section::key_blocks, keys.blocks());
}

base::Status SegmentWriter::write_columns() {
  COMITY_CHECK(section(Section::ids, ids_));
  COMITY_CHECK(section(Section::visibility, visibility_));
  COMITY_CHECK(section(Section::languages, languages_));
  COMITY_CHECK(section(Section::title_lengths, title_lengths_));
  COMITY_CHECK(section(Section::text_lengths, text_lengths_));
  std::string clusters;
  for (const auto word : cluster_members_) append_fixed(clusters, word);
  for (const auto word : cluster_starts_) append_fixed(clusters, word);
  return section(Section::clusters, clusters);
}

base::Status SegmentWriter::write_dates() {
  auto values = dates_;
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  std::string value_bytes, ordinals;
  for (const auto value : values) append_fixed(value_bytes, value);
  for (const auto date : dates_) {
    const auto at = std::lower_bound(values.begin(), values.end(), date) - values.begin();
    append_fixed(ordinals, static_cast<std::uint32_t>(at));
  }
  COMITY_CHECK(section(Section::date_values, value_bytes));
  return section(Section::dates, ordinals);
}

base::Status SegmentWriter::write_groups() {
  std::string runs, by_id;
  std::vector<std::uint32_t> order(groups_.size());
  for (std::uint32_t i = 0; i < groups_.size(); ++i) {
    append_fixed(runs, std::uint64_t{groups_[i].first});
    append_fixed(runs, groups_[i].second);
    order[i] = i;
  }
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return groups_[a].second < groups_[b].second;
  });
  for (const auto run : order) append_fixed(by_id, run);
  COMITY_CHECK(section(Section::groups, runs));
  return section(Section::groups_by_id, by_id);
}

base::Status SegmentWriter::write_facets() {
  std::string data, directory;
  append_varint(directory, facets_.size());
  for (auto& [name, writer] : facets_) {
    directory += writer->finish(name, documents_, data);
    writer.reset();
  }
  COMITY_CHECK(section(Section::facets, directory));
  return section(Section::facet_data, data);
}

base::Result<SegmentFacts> SegmentWriter::write_footer() {
  const auto table_offset = written_;
  const auto table_sum = checksum(table_);
  COMITY_CHECK(write(table_));
  std::string footer;
  append_fixed(footer, documents_);
  append_fixed(footer, terms_.size());
  append_fixed(footer, key_count_);
  append_fixed(footer, static_cast<std::uint32_t>(table_.size() / kSectionEntry));
  append_fixed(footer, table_offset);
  append_fixed(footer, table_sum);
  footer += kSegmentEnd;
  COMITY_CHECK(write(footer));
  COMITY_CHECK(flush());
  COMITY_CHECK(file_->sync());
  file_.reset();
  return SegmentFacts{written_, table_sum, documents_};
}

}  // namespace comity::search
