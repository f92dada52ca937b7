#include "reading/detect.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "reading/encoding.h"
#include "reading/table.h"

namespace comity::reading {
namespace {

using base::ErrorKind;

constexpr std::size_t kHead = std::size_t{64} << 10;  // bytes looked at for what a text is
constexpr std::string_view kWhatIsRead =
    "PDF, Word (DOCX, DOC), HTML, Markdown, plain text, tables (CSV, XLSX, NDJSON), Akoma Ntoso "
    "and ZIP "
    "archives of these are read; save it as one of these";

struct Magic {
  std::string_view bytes;
  std::string_view type;
};

constexpr auto kMagics = std::to_array<Magic>({
    {"{\\rtf", "a Rich Text document (RTF)"},
    {"\x1F\x8B", "a gzip archive"},
    {"7z\xBC\xAF", "a 7-Zip archive"},
    {"Rar!", "a RAR archive"},
    {"\x89PNG", "a PNG image"},
    {"\xFF\xD8\xFF", "a JPEG image"},
    {"GIF8", "a GIF image"},
    {"II*\x00", "a TIFF image"},
    {"MM\x00*", "a TIFF image"},
    {"%!PS", "a PostScript file"},
    {"\x7F"
     "ELF",
     "a program"},
    {"MZ", "a Windows program"},
    {"SQLite format 3", "a database"},
    {"ID3", "a sound file"},
    {"OggS", "a sound or video file"},
    {"BM", "a bitmap image"},
    {"\xFD"
     "7zXZ",
     "an XZ archive"},
    {"BZh", "a bzip2 archive"},
    {"\x28\xB5\x2F\xFD", "a Zstandard archive"},
});

std::string extension_of(std::string_view name) {
  const auto dot = name.rfind('.');
  const auto slash = name.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return base::lower_ascii(name.substr(dot + 1));
}

tl::unexpected<base::Error> unsupported(std::string_view type) {
  return base::fail(ErrorKind::unsupported, "this is " + std::string(type), {},
                    std::string(kWhatIsRead));
}

std::size_t little_endian_at(std::string_view bytes, std::size_t at, std::size_t width) {
  std::size_t value = 0;
  for (std::size_t i = width; i > 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  }
  return value;
}

// The names in an archive's directory (APPNOTE.TXT, 4.3.12 and 4.3.16); none where it is damaged,
// which its reader will tell.
std::vector<std::string_view> zip_names(std::string_view bytes) {
  constexpr std::size_t kEnd = 22;          // bytes of the record that ends an archive,
  constexpr std::size_t kComment = 65'535;  // before a comment of at most so many
  constexpr std::size_t kHeader = 46;       // bytes of a member's header before its name
  constexpr std::size_t kMost = 10'000;
  std::vector<std::string_view> names;
  const auto from = bytes.size() - std::min(bytes.size(), kEnd + kComment);
  const auto end = bytes.substr(from).rfind("PK\x05\x06");
  if (end == std::string_view::npos || from + end + kEnd > bytes.size()) return names;
  auto at = little_endian_at(bytes, from + end + 16, 4);
  while (at <= bytes.size() && bytes.size() - at >= kHeader && names.size() < kMost &&
         bytes.substr(at).starts_with("PK\x01\x02")) {
    const auto length = little_endian_at(bytes, at + 28, 2);
    names.push_back(bytes.substr(at + kHeader, length));
    at += kHeader + length + little_endian_at(bytes, at + 30, 2) +
          little_endian_at(bytes, at + 32, 2);
  }
  return names;
}

base::Result<FileType> packed_type(std::string_view bytes) {
  const auto names = zip_names(bytes);
  const auto has = [&names](std::string_view start) {
    return std::any_of(names.begin(), names.end(),
                       [start](std::string_view name) { return name.starts_with(start); });
  };
  if (has("[Content_Types].xml")) {
    if (has("word/")) return FileType::docx;
    if (has("xl/workbook.bin")) return unsupported("an Excel workbook of another kind (XLSB)");
    if (has("xl/")) return FileType::xlsx;
    if (has("ppt/")) return unsupported("a PowerPoint presentation (PPTX)");
  }
  if (has("META-INF/manifest.xml") && has("content.xml")) {
    return unsupported("an OpenDocument file (ODT or its kin)");
  }
  if (has("META-INF/container.xml")) return unsupported("an e-book (EPUB)");
  return FileType::zip;
}

// Old Office files are one container, which names its streams in UTF-16.
base::Result<FileType> compound_type(std::string_view bytes) {
  const auto has = [bytes](std::string_view stream) {
    std::string wide;
    for (const char c : stream) wide += {c, '\0'};
    return bytes.find(wide) != std::string_view::npos;
  };
  if (has("EncryptedPackage")) {
    return base::fail(ErrorKind::corrupt, "the document is encrypted", {}, "remove the password");
  }
  if (has("WordDocument")) return FileType::doc;
  if (has("Workbook")) return unsupported("an Excel 97-2003 workbook (XLS)");
  if (has("PowerPoint Document")) return unsupported("a PowerPoint 97-2003 presentation (PPT)");
  return unsupported("an old Office file");
}

// The header may stand behind other bytes, as PDF programs allow.
bool is_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

std::optional<FileType> markup_type(std::string_view text, std::string_view extension) {
  const auto start = base::trimmed(text.substr(0, 4096));
  const auto head = base::lower_ascii(start.substr(0, 1024));
  const bool page =
      head.find("<html") != std::string::npos || head.find("<!doctype html") != std::string::npos;
  if (head.starts_with('<') && page) return FileType::html;
  if (head.starts_with("<?xml") || head.starts_with("<akomantoso")) return FileType::xml;
  if (extension == "html" || extension == "htm" || extension == "xhtml") return FileType::html;
  if (extension == "xml" || extension == "akn") return FileType::xml;
  return std::nullopt;
}

bool is_json(std::string_view text, std::string_view extension) {
  if (extension == "json" || extension == "ndjson" || extension == "jsonl") return true;
  const auto start = base::trimmed(text.substr(0, 4096));
  const bool opens = start.starts_with("{\"") || start.starts_with("{\n") ||
                     start.starts_with("[{") || start.starts_with("[\n");
  const auto end = base::trimmed(text.substr(text.size() - std::min<std::size_t>(text.size(), 64)));
  return opens && !end.empty() && (end.back() == '}' || end.back() == ']');
}

std::optional<FileType> table_type(std::string_view text, std::string_view extension) {
  if (extension == "csv") return FileType::csv;
  if (extension == "tsv" || extension == "tab") return FileType::tsv;
  if (extension.empty() && looks_like_table(text)) return FileType::csv;
  return std::nullopt;
}

// The file's beginning as UTF-8, long enough to tell what it is; all of it where it is short.
std::string decoded_head(std::string_view bytes, const base::Result<EncodingGuess>& guess) {
  return decoded(bytes.substr(0, kHead), guess ? guess->encoding : Encoding::utf8);
}

bool looks_like_markdown(std::string_view text) {
  std::size_t signs = 0;
  for (const auto line : base::split(text.substr(0, 64 << 10), '\n')) {
    if (line.starts_with("# ") || line.starts_with("## ") || line.starts_with("### ")) ++signs;
    if (line == "---" || line.find("<sup>") != std::string_view::npos) ++signs;
    if (line.starts_with("**") || line.starts_with("*") || line.find(" *") != line.npos) ++signs;
  }
  return signs >= 3;
}

}  // namespace

base::Result<FileType> type_of(std::string_view bytes, std::string_view name) {
  const auto extension = extension_of(name);
  if (bytes.empty()) {
    return base::fail(ErrorKind::corrupt, "the file is empty", {}, "get a whole copy of the file");
  }
  // First, because an archive may hold a PDF as it is, near its start.
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    return packed_type(bytes);
  }
  if (is_pdf(bytes)) return FileType::pdf;
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return compound_type(bytes);
  for (const auto& magic : kMagics) {
    const bool letters = magic.bytes == "MZ" || magic.bytes == "BM" || magic.bytes == "ID3";
    if (letters && base::is_utf8(bytes.substr(0, 4096))) continue;  // a text may begin so
    if (bytes.starts_with(magic.bytes)) return unsupported(magic.type);
  }
  if (extension == "pdf") {
    return base::fail(ErrorKind::corrupt, "the file is named PDF but is none", {},
                      "get another copy of the file");
  }
  const auto guess = guess_encoding(bytes);
  // A page may name an encoding that cannot be guessed.
  if (!guess && !markup_type(bytes.substr(0, kHead), {})) {
    return tl::unexpected<base::Error>(guess.error());
  }
  const auto text = decoded_head(bytes, guess);
  if (base::trimmed(std::string_view(text)).empty()) {
    return base::fail(ErrorKind::corrupt, "the file holds white space only", {},
                      "get a whole copy of the file");
  }
  if (const auto type = markup_type(text, extension)) return *type;
  if (is_json(text, extension)) return FileType::json;
  if (const auto type = table_type(text, extension)) return *type;
  if (extension == "md" || extension == "markdown") return FileType::markdown;
  if (extension == "txt" || extension == "text") return FileType::text;
  return looks_like_markdown(text) ? FileType::markdown : FileType::text;
}

}  // namespace comity::reading
