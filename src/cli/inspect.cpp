#include "cli/inspect.h"

#include <ostream>

#include "service/inspect.h"

namespace comity::cli {
namespace {

using base::JsonObject;

void print_findings(const JsonObject& object, std::ostream& out) {
  for (const auto& finding : base::array_at(object, "findings")) {
    out << "    ? " << base::text_at(finding.as_object(), "text") << "\n";
  }
}

void print_paragraph(const JsonObject& paragraph, std::ostream& out) {
  const auto number = base::text_at(paragraph, "number");
  const auto printed = base::text_at(paragraph, "printed");
  const auto label = number.empty() ? printed : number;
  if (!label.empty()) out << label << "  ";
  out << base::text_at(paragraph, "text") << "\n";
  print_findings(paragraph, out);
}

}  // namespace

void print_document(const JsonObject& document, std::ostream& out) {
  out << base::text_at(document, "work");
  if (!base::text_at(document, "date").empty()) out << ", " << base::text_at(document, "date");
  out << "\n" << base::text_at(document, "title") << "\n\n";
  for (const auto& value : base::array_at(document, "paragraphs")) {
    print_paragraph(value.as_object(), out);
  }
  for (const auto& value : base::array_at(document, "notes")) {
    print_paragraph(value.as_object(), out);
  }
}

base::Status show_file(const reading::Reader& reader, const std::filesystem::path& file, Face face,
                       model::Language language, std::ostream& out) {
  COMITY_TRY(const auto document, service::inspect(reader, file, language));
  if (face == Face::json) {
    out << base::to_pretty_text(document);
  } else {
    print_document(document, out);
  }
  return {};
}

}  // namespace comity::cli
