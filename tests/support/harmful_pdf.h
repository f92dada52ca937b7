#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

// PDFs made to do harm.
namespace comity::test {

/// A small PDF of one page whose forms draw one another ten times each, nine deep: whatever
/// `innermost` is, its reader would draw it a thousand million times.
[[nodiscard]] inline std::string unfolding_pdf(std::string_view innermost) {
  constexpr int kDepth = 9;
  constexpr int kFirstForm = 6;  // its object number
  const auto stream = [](std::string_view dictionary, std::string_view content) {
    return fmt::format("<<{}/Length {}>>\nstream\n{}\nendstream", dictionary, content.size(),
                       content);
  };
  std::vector<std::string> objects = {
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
      "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
      stream("", "BT /F 12 Tf 50 700 Td (A line of text) Tj ET /X Do"),
      "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string ten;
  for (int i = 0; i < 10; ++i) ten += "/X Do ";
  for (int i = 0; i < kDepth; ++i) {
    const bool last = i == kDepth - 1;
    const auto next = last ? "" : fmt::format("/XObject<</X {} 0 R>>", kFirstForm + i + 1);
    objects.push_back(
        stream("/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
               "/Resources<</Font<</F 5 0 R>>" +
                   next + ">>",
               last ? innermost : std::string_view(ten)));
  }
  std::string pdf = "%PDF-1.4\n";
  std::string places = fmt::format("xref\n0 {}\n0000000000 65535 f \n", objects.size() + 1);
  for (std::size_t i = 0; i < objects.size(); ++i) {
    places += fmt::format("{:010} 00000 n \n", pdf.size());
    pdf += fmt::format("{} 0 obj\n{}\nendobj\n", i + 1, objects[i]);
  }
  return pdf + fmt::format("{}trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{}\n%%EOF\n", places,
                           objects.size() + 1, pdf.size());
}

}  // namespace comity::test
