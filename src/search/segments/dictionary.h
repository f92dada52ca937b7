#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "search/segments/bytes.h"

namespace comity::search {

/// Entries in one block of a dictionary.
inline constexpr std::uint32_t kDictionaryBlock = 32;

/// Writes a sorted dictionary; docs/formats/index.md, "Dictionaries".
class DictionaryWriter {
 public:
  /// Keys ascend by bytes and differ.
  void add(std::string_view key, std::string_view payload);
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] const std::string& entries() const { return entries_; }
  [[nodiscard]] const std::string& blocks() const { return blocks_; }

 private:
  std::string entries_;
  std::string blocks_;
  std::string previous_;
  std::uint32_t size_ = 0;
};

/// A dictionary as it lies in a segment.
class Dictionary {
 public:
  Dictionary() = default;
  Dictionary(std::string_view entries, std::string_view blocks, std::uint32_t size)
      : entries_(entries), blocks_(blocks), size_(size) {}

  /// Goes through entries in order of keys. A damaged block ends it.
  class Cursor {
   public:
    [[nodiscard]] bool valid() const { return valid_; }
    void next();
    [[nodiscard]] const std::string& key() const { return key_; }
    [[nodiscard]] std::string_view payload() const { return payload_; }
    [[nodiscard]] std::uint32_t ordinal() const { return ordinal_; }

   private:
    friend class Dictionary;
    Cursor(const Dictionary& dictionary, std::uint32_t block);
    void enter(std::uint32_t block);
    void read();

    const Dictionary* dictionary_;
    ByteReader reader_{{}};
    std::string key_;
    std::string_view payload_;
    std::uint32_t ordinal_ = 0;
    bool valid_ = false;
  };

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] Cursor begin() const { return {*this, 0}; }
  /// At the first key not before `key`.
  [[nodiscard]] Cursor lower_bound(std::string_view key) const;
  /// The payload of a key.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
  /// The payload of the entry with that number, counting from 0.
  [[nodiscard]] std::optional<std::string_view> payload(std::uint32_t ordinal) const;

 private:
  [[nodiscard]] std::string_view block(std::uint32_t index) const;
  [[nodiscard]] std::string_view first_key(std::uint32_t index) const;

  std::string_view entries_;
  FixedArray<std::uint32_t> blocks_;
  std::uint32_t size_ = 0;
};

}  // namespace comity::search
