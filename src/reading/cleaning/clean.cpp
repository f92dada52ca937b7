#include "reading/cleaning/clean.h"

#include <algorithm>
#include <array>
#include <utility>

namespace comity::reading {
namespace {

using base::ErrorKind;

constexpr std::array kTraceNames = {
    std::pair{Trace::properties, std::string_view("properties")},
    std::pair{Trace::custom_xml, std::string_view("custom_xml")},
    std::pair{Trace::thumbnail, std::string_view("thumbnail")},
    std::pair{Trace::identifiers, std::string_view("identifiers")},
    std::pair{Trace::authors, std::string_view("authors")},
    std::pair{Trace::dates, std::string_view("dates")},
    std::pair{Trace::embedded_files, std::string_view("embedded_files")},
    std::pair{Trace::picture_metadata, std::string_view("picture_metadata")},
    std::pair{Trace::signatures, std::string_view("signatures")},
    std::pair{Trace::linked_paths, std::string_view("linked_paths")},
    std::pair{Trace::scripts, std::string_view("scripts")},
};

/// A PDF may begin with some bytes of mail or of the web.
bool is_pdf(std::string_view bytes) {
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

base::Result<std::string> clean_by_type(std::string_view bytes, Traces& traces) {
  if (is_jpeg(bytes)) return clean_jpeg(bytes, Orientation::kept, traces);
  if (is_png(bytes)) return clean_png(bytes, traces);
  if (bytes.starts_with("PK")) return clean_docx(bytes, traces);
  if (is_pdf(bytes)) return clean_pdf(bytes, traces);
  const bool old_word = bytes.starts_with("\xD0\xCF\x11\xE0");
  return base::fail(ErrorKind::unsupported,
                    old_word ? "files of Word 97-2003 (DOC) and encrypted ones cannot be cleaned"
                             : "files of this kind cannot be cleaned",
                    {},
                    old_word ? "save it as DOCX, without a password"
                             : "give it as DOCX, PDF, JPEG or PNG, or type the text into the form");
}

}  // namespace

std::string_view name_of(Trace trace) {
  for (const auto& [each, name] : kTraceNames) {
    if (each == trace) return name;
  }
  return "";
}

std::optional<Trace> trace_from(std::string_view name) {
  for (const auto& [trace, each] : kTraceNames) {
    if (each == name) return trace;
  }
  return std::nullopt;
}

base::Result<Cleaned> clean(std::string_view bytes) {
  Traces traces;
  COMITY_TRY(auto cleaned, clean_by_type(bytes, traces));
  return Cleaned{std::move(cleaned), {traces.begin(), traces.end()}};
}

}  // namespace comity::reading
