#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace comity::search {

static_assert(std::endian::native == std::endian::little,
              "segments are little-endian and read in place");

template <typename T>
void append_fixed(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

/// LEB128: seven bits a byte, lowest first.
inline void append_varint(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out += static_cast<char>(value | 0x80);
    value >>= 7;
  }
  out += static_cast<char>(value);
}

inline void append_text(std::string& out, std::string_view text) {
  append_varint(out, text.size());
  out += text;
}

/// Reads bytes that may be damaged: past the end it gives zeros and remembers that it failed.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  [[nodiscard]] T fixed() {
    T value{};
    if (left() < sizeof(T)) return fail(value);
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }

  [[nodiscard]] std::uint64_t varint() {
    if (at_ < bytes_.size() && static_cast<unsigned char>(bytes_[at_]) < 0x80) {
      return static_cast<unsigned char>(bytes_[at_++]);
    }
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ == bytes_.size()) return fail(std::uint64_t{0});
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    return fail(std::uint64_t{0});
  }

  [[nodiscard]] std::string_view take(std::uint64_t count) {
    if (left() < count) return fail(std::string_view{});
    const auto part = bytes_.substr(at_, count);
    at_ += count;
    return part;
  }

  [[nodiscard]] std::string_view text() { return take(varint()); }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
  [[nodiscard]] std::size_t offset() const { return at_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  template <typename T>
  T fail(T value) {
    failed_ = true;
    at_ = bytes_.size();
    return value;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// Values of one width inside a segment, read in place; the index must be below size().
template <typename T>
class FixedArray {
 public:
  FixedArray() = default;
  explicit FixedArray(std::string_view bytes)
      : data_(bytes.data()), size_(bytes.size() / sizeof(T)) {}

  [[nodiscard]] T operator[](std::size_t i) const {
    T value;
    std::memcpy(&value, data_ + i * sizeof(T), sizeof(T));
    return value;
  }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  const char* data_ = nullptr;
  std::size_t size_ = 0;
};

/// A byte of each document inside a segment, or one byte that all of them share.
class ByteColumn {
 public:
  ByteColumn() = default;
  ByteColumn(std::string_view bytes, std::size_t documents)
      : data_(bytes.data()), step_(bytes.size() == documents ? 1 : 0) {}
  [[nodiscard]] static bool fits(std::string_view bytes, std::size_t documents) {
    return bytes.size() == documents || bytes.size() == 1;
  }
  [[nodiscard]] std::uint8_t operator[](std::size_t document) const {
    return static_cast<std::uint8_t>(data_[document * step_]);
  }

 private:
  const char* data_ = nullptr;
  std::size_t step_ = 0;
};

/// XXH64 with seed 0 (Collet's published algorithm): against damage, not against forgers.
[[nodiscard]] std::uint64_t checksum(std::string_view bytes);

/// The same over bytes that come in pieces.
class RunningChecksum {
 public:
  RunningChecksum();
  void add(std::string_view bytes);
  [[nodiscard]] std::uint64_t value() const;

 private:
  void stripe(const char* bytes);

  std::uint64_t lanes_[4];
  std::uint64_t length_ = 0;
  std::string pending_;
};

}  // namespace comity::search
