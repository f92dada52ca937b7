#include "service/importing/long_files.h"

#include <algorithm>
#include <fstream>
#include <optional>
#include <utility>

#include "base/text.h"
#include "reading/table_parts.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::size_t kWindow = std::size_t{4} << 20;
constexpr std::uint64_t kLongestHeader = std::uint64_t{1} << 20;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

enum class Kind { rows, lines, list };

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Where records end, byte by byte.
class RecordEnds {
 public:
  explicit RecordEnds(Kind kind) : kind_(kind) {}

  /// Whether a record ends with this byte.
  bool ends_with(char c) {
    if (kind_ == Kind::lines) return c == '\n';
    if (kind_ == Kind::rows) {
      if (c == '"') inside_ = !inside_;  // a doubled one turns back at once
      return c == '\n' && !inside_;
    }
    return object_ends_with(c);
  }

 private:
  bool object_ends_with(char c) {
    if (inside_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        inside_ = false;
      }
      return false;
    }
    if (c == '"') inside_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') --depth_;
    return c == '}' && depth_ == 1;  // of the list itself
  }

  Kind kind_;
  bool inside_ = false;
  bool escaped_ = false;
  int depth_ = 0;
};

tl::unexpected<base::Error> unreadable(const std::filesystem::path& path) {
  return base::fail(base::ErrorKind::unavailable, "the file cannot be read", path.string(),
                    "look whether it is still there and may be read");
}

std::optional<Kind> kind_of(std::string_view head, const std::filesystem::path& path) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  const auto first = std::find_if_not(head.begin(), head.end(), is_space);
  if (first == head.end() || head.find('\0') != std::string_view::npos) return std::nullopt;
  if (*first == '[') return Kind::list;
  if (*first == '{') return Kind::lines;
  const auto extension = base::lower_ascii(path.extension().string());
  if (extension == ".csv" || extension == ".tsv" || extension == ".tab") return Kind::rows;
  return std::nullopt;
}

/// Cuts a file where records end.
class Cutter {
 public:
  /// `header`: the bytes of the rows that head a table.
  Cutter(Kind kind, std::string extension, std::uint64_t size, std::uint64_t header)
      : kind_(kind),
        ends_(kind),
        extension_(std::move(extension)),
        size_(size),
        begin_(header),
        header_(header) {}

  /// False where it cannot be cut.
  bool take(std::string_view window) {
    for (const char c : window) {
      ++at_;
      if (!ends_.ends_with(c) || at_ < header_) continue;
      last_ = at_;
      if (last_ - begin_ >= size_) cut(last_);
    }
    return at_ - std::max(begin_, last_) <= 2 * size_;
  }

  /// `header`: what heads a table.
  std::vector<LongPiece> finish(const std::string& header) {
    // What stands behind the last record belongs to the last piece, whatever it is.
    if (kind_ == Kind::list && last_ <= begin_ && !pieces_.empty()) {
      pieces_.back().end = at_;
    } else if (at_ > begin_) {
      cut(at_);
    }
    for (auto& piece : pieces_) {
      if (kind_ == Kind::rows) piece.before = header;
      if (kind_ != Kind::list) continue;
      if (piece.begin > 0) piece.before = "[";
      if (piece.end < at_) piece.behind = "]";
    }
    return pieces_.size() > 1 ? std::move(pieces_) : std::vector<LongPiece>();
  }

  [[nodiscard]] std::uint64_t header() const { return header_; }

 private:
  void cut(std::uint64_t end) {
    const auto number = std::to_string(pieces_.size() + 1);
    pieces_.push_back({"part " + number + extension_, {}, begin_, end, {}});
    begin_ = end;
  }

  Kind kind_;
  RecordEnds ends_;
  std::string extension_;
  std::uint64_t size_;
  std::uint64_t at_ = 0;
  std::uint64_t begin_;     ///< of the piece
  std::uint64_t last_ = 0;  ///< end of the last record
  std::uint64_t header_;
  std::vector<LongPiece> pieces_;
};

Result<std::string> stretch_of(const std::filesystem::path& path, std::uint64_t begin,
                               std::uint64_t end) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(end - begin), '\0');
  file.seekg(static_cast<std::streamoff>(begin));
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file || static_cast<std::size_t>(file.gcount()) != bytes.size()) return unreadable(path);
  return bytes;
}

}  // namespace

Result<std::vector<LongPiece>> pieces_of(const std::filesystem::path& path, std::uint64_t size) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return unreadable(path);
  std::string window(kWindow, '\0');
  std::optional<Cutter> cutter;
  while (file) {
    file.read(window.data(), static_cast<std::streamsize>(window.size()));
    const auto got = std::string_view(window).substr(0, static_cast<std::size_t>(file.gcount()));
    if (got.empty()) break;
    if (!cutter) {
      const auto kind = kind_of(got.substr(0, 4096), path);
      if (!kind) return std::vector<LongPiece>();
      const auto named = base::lower_ascii(path.extension().string());
      const auto header = *kind == Kind::rows ? reading::bytes_of_head(got) : 0;
      if (*kind == Kind::rows && (header == 0 || header > kLongestHeader)) {
        return std::vector<LongPiece>();
      }
      cutter.emplace(*kind, *kind == Kind::lines ? ".ndjson" : named, size, header);
    }
    if (!cutter->take(got)) return std::vector<LongPiece>();
  }
  if (file.bad()) return unreadable(path);
  if (!cutter) return std::vector<LongPiece>();
  std::string header;
  if (cutter->header() > 0) {
    COMITY_TRY(header, stretch_of(path, 0, cutter->header()));
  }
  return cutter->finish(header);
}

Result<std::string> bytes_of(const std::filesystem::path& path, const LongPiece& piece) {
  COMITY_TRY(const auto bytes, stretch_of(path, piece.begin, piece.end));
  std::string_view own = bytes;
  // Behind the brackets of a list no comma stands.
  while (piece.before == "[" && !own.empty() && (is_space(own.front()) || own.front() == ',')) {
    own.remove_prefix(1);
  }
  return piece.before + std::string(own) + piece.behind;
}

}  // namespace comity::service
