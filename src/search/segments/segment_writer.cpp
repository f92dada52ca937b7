#include "search/segments/segment_writer.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace comity::search {

base::Result<SegmentWriter> SegmentWriter::create(const std::filesystem::path& path,
                                                  base::FileSystem& files) {
  COMITY_TRY(auto file, files.create(path));
  SegmentWriter writer(std::move(file));
  writer.write(kSegmentMagic);
  writer.begin(Section::stored);
  return writer;
}

void SegmentWriter::write(std::string_view bytes) {
  constexpr std::size_t kBuffer = std::size_t{1} << 20;
  buffer_ += bytes;
  written_ += bytes.size();
  if (buffer_.size() >= kBuffer) flush();
}

void SegmentWriter::flush() {
  section_sum_.add(buffer_);
  if (status_) status_ = file_->write(buffer_);
  buffer_.clear();
}

void SegmentWriter::begin(Section section) {
  flush();
  current_ = section;
  section_begin_ = written_;
  section_sum_ = RunningChecksum();
}

void SegmentWriter::end() {
  flush();
  append_fixed(table_, static_cast<std::uint32_t>(current_));
  append_fixed(table_, std::uint32_t{0});
  append_fixed(table_, section_begin_);
  append_fixed(table_, written_ - section_begin_);
  append_fixed(table_, section_sum_.value());
  write(std::string_view("\0\0\0\0\0\0\0", (8 - written_ % 8) % 8));
}

void SegmentWriter::section(Section section, std::string_view bytes) {
  begin(section);
  write(bytes);
  end();
}

base::Status SegmentWriter::add_stored(std::string_view stored, std::string_view text) {
  ++documents_;
  write(stored_.add(stored, text));
  return status_;
}

base::Result<std::uint32_t> SegmentWriter::add_stored(const StoredBlock& block) {
  documents_ += block.documents;
  write(stored_.finish());
  const auto number = stored_.blocks();
  stored_.add(block);
  write(block.packed);
  COMITY_CHECK(status_);
  return number;
}

void SegmentWriter::close_stored() {
  write(stored_.finish());
  end();
  section(Section::stored_blocks, stored_.index());
  begin(Section::postings);
}

base::Status SegmentWriter::add_term(std::string_view key, std::uint32_t documents,
                                     std::string_view list) {
  if (current_ == Section::stored) close_stored();
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
  write(list);
  return status_;
}

void SegmentWriter::close_terms() {
  if (current_ == Section::stored) close_stored();
  end();
  section(Section::terms, terms_.entries());
  section(Section::term_blocks, terms_.blocks());
  write_keys();
}

void SegmentWriter::write_keys() {
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
  section(Section::keys, keys.entries());
  section(Section::key_blocks, keys.blocks());
}

template <typename Value>
void SegmentWriter::write_bytes(Section section, const Rows& rows, Value value) {
  std::set<std::uint8_t> distinct;
  rows([&](const DocumentRow& row) { distinct.insert(value(row)); });
  begin(section);
  if (distinct.size() == 1) {
    write(std::string(1, static_cast<char>(*distinct.begin())));
  } else {
    rows([&](const DocumentRow& row) { write(std::string(1, static_cast<char>(value(row)))); });
  }
  end();
}

base::Status SegmentWriter::write_columns(const Rows& rows) {
  close_terms();
  write_ids(rows);
  write_bytes(Section::visibility, rows, [](const DocumentRow& row) { return row.visibility; });
  write_bytes(Section::languages, rows,
              [](const DocumentRow& row) { return static_cast<std::uint8_t>(row.language); });
  write_bytes(Section::title_lengths, rows,
              [](const DocumentRow& row) { return row.title_length; });
  write_bytes(Section::text_lengths, rows, [](const DocumentRow& row) { return row.text_length; });
  write_clusters(rows);
  write_dates(rows);
  write_groups(rows);
  begin(Section::facet_data);
  return status_;
}

void SegmentWriter::write_ids(const Rows& rows) {
  begin(Section::ids);
  PackedColumnWriter column;
  rows([&](const DocumentRow& row) { write(column.add(row.id)); });
  write(column.finish());
  end();
}

void SegmentWriter::write_clusters(const Rows& rows) {
  begin(Section::clusters);
  const auto write_bits = [&](const auto& value) {
    std::uint64_t word = 0;
    std::uint32_t document = 0;
    const auto close = [&] {
      std::string bytes;
      append_fixed(bytes, word);
      write(bytes);
      word = 0;
    };
    rows([&](const DocumentRow& row) {
      if (value(row)) word |= std::uint64_t{1} << (document % 64);
      if (++document % 64 == 0) close();
    });
    if (document % 64 != 0) close();
  };
  write_bits([](const DocumentRow& row) { return row.in_cluster; });
  write_bits([](const DocumentRow& row) { return !row.continues_cluster; });
  end();
}

void SegmentWriter::write_dates(const Rows& rows) {
  std::set<std::int64_t> distinct;
  auto last = distinct.end();
  rows([&](const DocumentRow& row) {
    if (last == distinct.end() || *last != row.date) last = distinct.insert(row.date).first;
  });
  const std::vector<std::int64_t> values(distinct.begin(), distinct.end());
  std::string bytes;
  for (const auto value : values) append_fixed(bytes, value);
  section(Section::date_values, bytes);
  begin(Section::dates);
  const auto width = date_width_for(values.size());
  rows([&](const DocumentRow& row) {
    bytes.clear();
    append_fixed(bytes, std::lower_bound(values.begin(), values.end(), row.date) - values.begin());
    write(std::string_view(bytes).substr(0, width));
  });
  end();
}

void SegmentWriter::write_groups(const Rows& rows) {
  std::vector<std::pair<std::uint64_t, std::uint32_t>> runs;  // group, first document
  std::uint32_t document = 0;
  rows([&](const DocumentRow& row) {
    if (runs.empty() || runs.back().first != row.group) runs.emplace_back(row.group, document);
    ++document;
  });
  std::string bytes;
  std::vector<std::uint32_t> order(runs.size());
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    append_fixed(bytes, std::uint64_t{runs[i].second});
    append_fixed(bytes, runs[i].first);
    order[i] = i;
  }
  section(Section::groups, bytes);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return runs[a].first < runs[b].first; });
  bytes.clear();
  for (const auto run : order) append_fixed(bytes, run);
  section(Section::groups_by_id, bytes);
}

base::Status SegmentWriter::add_facet(std::string_view name, const FacetWriter& facet) {
  ++facet_count_;
  const auto made = facet.finish(name, documents_, facet_offset_);
  facet_directory_ += made.entry;
  facet_offset_ += made.data.size();
  write(made.data);
  return status_;
}

base::Result<SegmentFacts> SegmentWriter::finish() {
  end();
  std::string directory;
  append_varint(directory, facet_count_);
  section(Section::facets, directory + facet_directory_);
  const auto table_offset = written_;
  const auto table_sum = checksum(table_);
  std::string footer = table_;
  append_fixed(footer, documents_);
  append_fixed(footer, terms_.size());
  append_fixed(footer, key_count_);
  append_fixed(footer, static_cast<std::uint32_t>(table_.size() / kSectionEntry));
  append_fixed(footer, table_offset);
  append_fixed(footer, table_sum);
  footer += kSegmentEnd;
  write(footer);
  flush();
  COMITY_CHECK(status_);
  COMITY_CHECK(file_->sync());
  file_.reset();
  return SegmentFacts{written_, table_sum, documents_};
}

}  // namespace comity::search
