#include "reading/detect.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace comity::reading {
namespace {

using base::ErrorKind;

constexpr std::string_view kWhatIsRead =
    "only PDF, Markdown and plain text (UTF-8) are read; save it as one of these";

struct Magic {
  std::string_view bytes;
  std::string_view type;
};

constexpr auto kMagics = std::to_array<Magic>({
    {"\xD0\xCF\x11\xE0", "a Word 97-2003 document (DOC) or another old Office file"},
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

bool holds(std::string_view bytes, std::string_view part) {
  return bytes.substr(0, 64 << 10).find(part) != std::string_view::npos;
}

std::string_view zip_type(std::string_view bytes) {
  if (holds(bytes, "word/") || holds(bytes, "application/vnd.openxmlformats-officedocument.word")) {
    return "a Word document (DOCX)";
  }
  if (holds(bytes, "xl/")) return "an Excel workbook (XLSX)";
  if (holds(bytes, "ppt/")) return "a PowerPoint presentation (PPTX)";
  if (holds(bytes, "opendocument.text")) return "an OpenDocument text (ODT)";
  if (holds(bytes, "epub+zip")) return "an e-book (EPUB)";
  return "a ZIP archive";
}

// The header may stand behind other bytes, as PDF programs allow.
bool is_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

std::size_t lines_with(std::string_view text, char separator) {
  std::size_t lines = 0;
  std::size_t with = 0;
  for (const auto line : base::split(text.substr(0, 4096), '\n')) {
    if (line.empty()) continue;
    ++lines;
    with += std::count(line.begin(), line.end(), separator) >= 2 ? 1U : 0U;
  }
  return lines > 1 && with == lines ? with : 0;
}

// Text that is written for programs, not people; empty where it is none.
std::string_view data_type(std::string_view text, std::string_view extension) {
  const auto start = base::trimmed(text.substr(0, 4096));
  const auto head = base::lower_ascii(start.substr(0, 256));
  if (head.starts_with("<!doctype html") || head.starts_with("<html")) return "a web page (HTML)";
  if (head.starts_with("<?xml") || extension == "xml" || extension == "akn") {
    return "an XML document";
  }
  if (extension == "html" || extension == "htm") return "a web page (HTML)";
  if (extension == "json" || extension == "ndjson") return "a JSON file";
  const bool opens = start.starts_with("{\"") || start.starts_with("{\n") ||
                     start.starts_with("[{") || start.starts_with("[\n");
  const auto end = base::trimmed(text.substr(text.size() - std::min<std::size_t>(text.size(), 64)));
  if (opens && !end.empty() && (end.back() == '}' || end.back() == ']')) return "a JSON file";
  if (extension == "csv" || extension == "tsv") return "a table (CSV)";
  if (extension.empty() && (lines_with(text, ',') >= 3 || lines_with(text, '\t') >= 3)) {
    return "a table (CSV)";
  }
  return {};
}

base::Result<void> check_encoding(std::string_view bytes) {
  const auto wrong = [](std::string_view what, std::string place) {
    return base::fail(ErrorKind::unsupported, std::string(what), std::move(place),
                      "save the file as UTF-8");
  };
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    return wrong("the text is UTF-16, not UTF-8", {});
  }
  const auto zeros = std::count(
      bytes.begin(),
      bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size(), 4096)), '\0');
  if (zeros > 0) {
    return base::fail(ErrorKind::unsupported, "the file is not a document", {},
                      std::string(kWhatIsRead));
  }
  if (base::is_utf8(bytes)) return {};
  // The first byte that does not fit.
  std::size_t good = 0;
  std::size_t line = 1;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto before = at;
    if (base::next_code_point(bytes, at) == 0xFFFD && bytes.substr(before, 3) != "\xEF\xBF\xBD") {
      good = before;
      break;
    }
    if (bytes[before] == '\n') ++line;
  }
  return wrong("the text is not UTF-8",
               "line " + std::to_string(line) + ", offset " + std::to_string(good));
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
  if (is_pdf(bytes)) return FileType::pdf;
  if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) {
    return unsupported(zip_type(bytes));
  }
  for (const auto& magic : kMagics) {
    const bool letters = magic.bytes == "MZ" || magic.bytes == "BM" || magic.bytes == "ID3";
    if (letters && base::is_utf8(bytes.substr(0, 4096))) continue;  // a text may begin so
    if (bytes.starts_with(magic.bytes)) return unsupported(magic.type);
  }
  if (extension == "pdf") {
    return base::fail(ErrorKind::corrupt, "the file is named PDF but is none", {},
                      "get another copy of the file");
  }
  COMITY_CHECK(check_encoding(bytes));
  if (base::trimmed(bytes).empty()) {
    return base::fail(ErrorKind::corrupt, "the file holds white space only", {},
                      "get a whole copy of the file");
  }
  if (const auto type = data_type(bytes, extension); !type.empty()) return unsupported(type);
  if (extension == "md" || extension == "markdown") return FileType::markdown;
  if (extension == "txt" || extension == "text") return FileType::text;
  return looks_like_markdown(bytes) ? FileType::markdown : FileType::text;
}

}  // namespace comity::reading
