#include "reading/confined/wire.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/text.h"

namespace comity::reading {
namespace {

using model::Block;
using model::Document;
using model::Run;

// Beside the kind of a block.
constexpr std::uint64_t kKinds = 63;
constexpr std::uint64_t kCentred = 64;
constexpr std::uint64_t kNumbered = 128;

class Writer {
 public:
  void number(std::uint64_t value) {
    while (value >= 0x80) {
      out_ += static_cast<char>((value & 0x7FU) | 0x80U);
      value >>= 7U;
    }
    out_ += static_cast<char>(value);
  }
  void real(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    char bytes[sizeof(bits)];
    std::memcpy(bytes, &bits, sizeof(bits));
    out_.append(bytes, sizeof(bits));
  }
  void text(std::string_view value) {
    number(value.size());
    out_ += value;
  }
  void place(const model::Place& place) {
    number(place.begin);
    number(place.end);
    number(static_cast<std::uint32_t>(place.page));
    real(place.box.left);
    real(place.box.top);
    real(place.box.width);
    real(place.box.height);
    number(place.offset);
  }
  void runs(const std::vector<Run>& runs) {
    number(runs.size());
    for (const auto& run : runs) {
      text(run.text);
      number((run.style.italic ? 1U : 0U) | (run.style.bold ? 2U : 0U) |
             (run.style.superscript ? 4U : 0U) | (run.link.empty() ? 0U : 8U));
      if (!run.link.empty()) text(run.link);
    }
  }
  void row_numbers(const std::vector<model::RowNumber>& numbers) {
    number(numbers.size());
    for (const auto& each : numbers) {
      number(each.row);
      number(each.number);
    }
  }
  void block(const Block& block) {
    number(static_cast<std::uint64_t>(block.kind) | (block.centred ? kCentred : 0U) |
           (block.row_numbers.empty() ? 0U : kNumbered));
    number(block.level);
    text(block.label);
    runs(block.runs);
    number(block.places.size());
    for (const auto& item : block.places) place(item);
    number(block.rows.size());
    for (const auto& row : block.rows) {
      number(row.size());
      for (const auto& cell : row) runs(cell.runs);
    }
    if (!block.row_numbers.empty()) row_numbers(block.row_numbers);
    real(block.indent);
    real(block.label_indent);
    real(block.size);
  }
  void blocks(const std::vector<Block>& blocks) {
    number(blocks.size());
    for (const auto& item : blocks) block(item);
  }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// After the first fault everything reads as zero and empty, and `good` stays false.
class Source {
 public:
  explicit Source(std::string_view bytes) : left_(bytes) {}

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return left_.empty(); }

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !left_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      value |= std::uint64_t{byte & 0x7FU} << shift;
      if (byte < 0x80) return good_ ? value : 0;
    }
    return bad();
  }
  std::uint32_t small() {
    const auto value = number();
    return value <= UINT32_MAX ? static_cast<std::uint32_t>(value)
                               : static_cast<std::uint32_t>(bad());
  }
  // A count of things of which each takes at least `least` bytes of what is left.
  std::size_t count(std::size_t least) {
    const auto value = number();
    return value <= left_.size() / least ? static_cast<std::size_t>(value)
                                         : static_cast<std::size_t>(bad());
  }
  float real() {
    if (left_.size() < sizeof(std::uint32_t)) return static_cast<float>(bad());
    std::uint32_t bits = 0;
    std::memcpy(&bits, left_.data(), sizeof(bits));
    left_.remove_prefix(sizeof(bits));
    const auto value = std::bit_cast<float>(bits);
    return std::isfinite(value) ? value : static_cast<float>(bad());
  }
  std::string_view bytes() {
    const auto size = count(1);
    const auto bytes = left_.substr(0, good_ ? size : 0);
    left_.remove_prefix(bytes.size());
    return bytes;
  }
  std::string text() {
    const auto bytes = this->bytes();
    if (!base::is_utf8(bytes)) {
      bad();
      return {};
    }
    return std::string(bytes);
  }
  std::uint64_t bad() {
    good_ = false;
    left_ = {};
    return 0;
  }

 private:
  std::string_view left_;
  bool good_ = true;
};

constexpr std::size_t kPlaceBytes = 20;  // the least that one takes

model::Place place_from(Source& in) {
  model::Place place;
  place.begin = in.small();
  place.end = in.small();
  const auto page = in.small();
  if (page > INT32_MAX || place.begin > place.end) in.bad();
  place.page = static_cast<std::int32_t>(page & INT32_MAX);
  place.box = {in.real(), in.real(), in.real(), in.real()};
  place.offset = in.number();
  return place;
}

std::vector<Run> runs_from(Source& in) {
  std::vector<Run> runs(in.count(2));
  for (auto& run : runs) {
    run.text = in.text();
    const auto flags = in.number();
    if (flags > 15) in.bad();
    run.style = {(flags & 1U) != 0, (flags & 2U) != 0, (flags & 4U) != 0};
    if ((flags & 8U) != 0) run.link = in.text();
    if (!in.good()) return {};
  }
  return runs;
}

std::vector<model::Cell> row_from(Source& in) {
  std::vector<model::Cell> row(in.count(1));
  for (auto& cell : row) cell.runs = runs_from(in);
  return row;
}

// Ordered, each of a row that is there.
std::vector<model::RowNumber> row_numbers_from(Source& in, std::size_t rows) {
  std::vector<model::RowNumber> numbers(in.count(2));
  std::uint32_t last = 0;
  for (auto& each : numbers) {
    each.row = in.small();
    each.number = in.small();
    if (each.row <= last || each.row > rows) in.bad();
    if (!in.good()) return {};
    last = each.row;
  }
  return numbers;
}

Block block_from(Source& in) {
  Block block;
  const auto flags = in.number();
  const auto kind = flags & kKinds;
  if (kind > static_cast<std::uint64_t>(model::BlockKind::rule)) in.bad();
  if (flags > (kKinds | kCentred | kNumbered)) in.bad();
  block.kind = static_cast<model::BlockKind>(kind);
  block.centred = (flags & kCentred) != 0;
  const auto level = in.number();
  if (level > 255) in.bad();
  block.level = static_cast<std::uint8_t>(level);
  block.label = in.text();
  block.runs = runs_from(in);
  std::size_t length = 0;
  for (const auto& run : block.runs) length += run.text.size();
  block.places.resize(in.count(kPlaceBytes));
  for (auto& place : block.places) {
    place = place_from(in);
    if (place.end > length) in.bad();
    if (!in.good()) return {};
  }
  block.rows.resize(in.count(1));
  for (auto& row : block.rows) {
    row = row_from(in);
    if (!in.good()) return {};
  }
  if ((flags & kNumbered) != 0) block.row_numbers = row_numbers_from(in, block.rows.size());
  block.indent = in.real();
  block.label_indent = in.real();
  block.size = in.real();
  return block;
}

std::vector<Block> blocks_from(Source& in) {
  std::vector<Block> blocks;
  const auto count = in.count(18);
  for (std::size_t i = 0; i < count && in.good(); ++i) blocks.push_back(block_from(in));
  return blocks;
}

Document document_from(Source& in) {
  Document document;
  document.media_type = in.text();
  document.producer = in.text();
  const auto language = in.number();
  if (language > static_cast<std::uint64_t>(model::Language::und)) in.bad();
  document.language = static_cast<model::Language>(language);
  document.pages.resize(in.count(8));
  for (auto& page : document.pages) page = {in.real(), in.real()};
  document.blocks = blocks_from(in);
  document.furniture = blocks_from(in);
  const auto findings = in.count(4 + kPlaceBytes);
  for (std::size_t i = 0; i < findings && in.good(); ++i) {
    model::Finding finding;
    finding.rule = in.text();
    finding.number = in.text();
    finding.place = place_from(in);
    finding.saw = in.text();
    finding.assumed = in.text();
    document.findings.push_back(std::move(finding));
  }
  return document;
}

tl::unexpected<base::Error> senseless() {
  return base::fail(base::ErrorKind::corrupt, "the reader's answer makes no sense", {},
                    "the file may be damaged or made to do harm; get another copy");
}

}  // namespace

std::string encode(const Document& document) {
  Writer out;
  out.text(document.media_type);
  out.text(document.producer);
  out.number(static_cast<std::uint64_t>(document.language));
  out.number(document.pages.size());
  for (const auto& page : document.pages) {
    out.real(page.width);
    out.real(page.height);
  }
  out.blocks(document.blocks);
  out.blocks(document.furniture);
  out.number(document.findings.size());
  for (const auto& finding : document.findings) {
    out.text(finding.rule);
    out.text(finding.number);
    out.place(finding.place);
    out.text(finding.saw);
    out.text(finding.assumed);
  }
  return out.take();
}

std::string encode(const base::Error& error) {
  Writer out;
  out.number(static_cast<std::uint64_t>(error.kind));
  out.text(error.message);
  out.text(error.place);
  out.text(error.mend);
  return out.take();
}

std::string encode(const std::vector<Member>& members) {
  Writer out;
  std::size_t size = 16;
  for (const auto& member : members) {
    size += member.name.size() + 256 + (member.bytes ? member.bytes->size() : 0);
  }
  out.reserve(size);
  out.number(members.size());
  for (const auto& member : members) {
    out.text(member.name);
    out.number(member.bytes ? 1 : 0);
    out.text(member.bytes ? *member.bytes : encode(member.bytes.error()));
  }
  return out.take();
}

base::Result<Document> decode(std::string_view bytes) {
  Source in(bytes);
  auto document = document_from(in);
  if (in.good() && in.at_end()) return document;
  return senseless();
}

base::Result<std::vector<Member>> decode_members(std::string_view bytes) {
  Source in(bytes);
  std::vector<Member> members;
  const auto count = in.count(3);
  for (std::size_t i = 0; i < count && in.good(); ++i) {
    auto name = in.text();
    const bool unpacked = in.number() == 1;
    const auto content = in.bytes();
    if (unpacked) {
      members.push_back({std::move(name), std::string(content)});
    } else {
      members.push_back({std::move(name), tl::unexpected(decode_error(content))});
    }
  }
  if (in.good() && in.at_end()) return members;
  return senseless();
}

base::Error decode_error(std::string_view bytes) {
  Source in(bytes);
  base::Error error;
  const auto kind = in.number();
  error.kind = kind <= static_cast<std::uint64_t>(base::ErrorKind::internal)
                   ? static_cast<base::ErrorKind>(kind)
                   : base::ErrorKind::internal;
  error.message = in.text();
  error.place = in.text();
  error.mend = in.text();
  if (in.good() && in.at_end()) return error;
  return {base::ErrorKind::corrupt, "the reader's answer makes no sense", {}, {}};
}

}  // namespace comity::reading
