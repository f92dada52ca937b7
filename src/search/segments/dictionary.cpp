#include "search/segments/dictionary.h"

#include <algorithm>

namespace comity::search {

void DictionaryWriter::add(std::string_view key, std::string_view payload) {
  std::size_t shared = 0;
  if (size_ % kDictionaryBlock == 0) {
    append_fixed(blocks_, static_cast<std::uint32_t>(entries_.size()));
  } else {
    const auto most = std::min(key.size(), previous_.size());
    while (shared < most && key[shared] == previous_[shared]) ++shared;
  }
  append_varint(entries_, shared);
  append_text(entries_, key.substr(shared));
  append_text(entries_, payload);
  previous_ = key;
  ++size_;
}

std::string_view Dictionary::block(std::uint32_t index) const {
  if (index >= blocks_.size()) return {};
  const std::size_t begin = blocks_[index];
  const std::size_t end = index + 1 < blocks_.size() ? blocks_[index + 1] : entries_.size();
  if (begin > end || end > entries_.size()) return {};
  return entries_.substr(begin, end - begin);
}

std::string_view Dictionary::first_key(std::uint32_t index) const {
  ByteReader reader(block(index));
  (void)reader.varint();
  return reader.text();
}

Dictionary::Cursor::Cursor(const Dictionary& dictionary, std::uint32_t block)
    : dictionary_(&dictionary) {
  enter(block);
}

void Dictionary::Cursor::enter(std::uint32_t block) {
  reader_ = ByteReader(dictionary_->block(block));
  ordinal_ = block * kDictionaryBlock;
  key_.clear();
  read();
}

void Dictionary::Cursor::read() {
  valid_ = false;
  if (ordinal_ >= dictionary_->size_) return;
  const auto shared = reader_.varint();
  const auto suffix = reader_.text();
  payload_ = reader_.text();
  if (reader_.failed() || shared > key_.size()) return;
  key_.resize(shared);
  key_ += suffix;
  valid_ = true;
}

void Dictionary::Cursor::next() {
  ++ordinal_;
  if (ordinal_ % kDictionaryBlock == 0) {
    enter(ordinal_ / kDictionaryBlock);
  } else {
    read();
  }
}

Dictionary::Cursor Dictionary::lower_bound(std::string_view key) const {
  std::uint32_t low = 0;
  auto high = static_cast<std::uint32_t>(blocks_.size());
  while (high - low > 1) {
    const auto middle = low + (high - low) / 2;
    (first_key(middle) <= key ? low : high) = middle;
  }
  Cursor cursor(*this, low);
  while (cursor.valid() && cursor.key() < key) cursor.next();
  return cursor;
}

std::optional<std::string_view> Dictionary::find(std::string_view key) const {
  const auto cursor = lower_bound(key);
  if (!cursor.valid() || cursor.key() != key) return std::nullopt;
  return cursor.payload();
}

std::optional<std::string_view> Dictionary::payload(std::uint32_t ordinal) const {
  if (ordinal >= size_) return std::nullopt;
  Cursor cursor(*this, ordinal / kDictionaryBlock);
  while (cursor.valid() && cursor.ordinal() < ordinal) cursor.next();
  if (!cursor.valid()) return std::nullopt;
  return cursor.payload();
}

}  // namespace comity::search
