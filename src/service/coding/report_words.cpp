#include "service/coding/report_words.h"

#include <algorithm>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_service_consultation.h"

namespace comity::service::coding {
namespace {

using model::Language;

/// The columns of data/consultation/words.csv behind its id.
constexpr std::array<Language, 6> kColumnsOfWords = {Language::en, Language::fr, Language::es,
                                                     Language::ru, Language::ar, Language::zh};

/// a to z and their Russian like made large; other letters as they are.
std::string begun_large(std::string text) {
  if (text.empty()) return text;
  if (text.front() >= 'a' && text.front() <= 'z') {
    text.front() -= 'a' - 'A';
    return text;
  }
  // U+0430 to U+043F are D0 B0 to D0 BF, U+0440 to U+044F are D1 80 to D1 8F; the large ones stand
  // 32 before.
  if (text.size() < 2) return text;
  const auto lead = static_cast<unsigned char>(text[0]);
  const auto trail = static_cast<unsigned char>(text[1]);
  if (lead == 0xD0 && trail >= 0xB0) {
    text[1] = static_cast<char>(trail - 0x20);
  } else if (lead == 0xD1 && trail <= 0x8F) {
    text[0] = static_cast<char>(0xD0);
    text[1] = static_cast<char>(trail + 0x20);
  }
  return text;
}

}  // namespace

const std::array<Language, 6>& ReportWords::languages() { return kColumnsOfWords; }

const ReportWords& ReportWords::in(Language language) {
  static const auto kAll = [] {
    const auto table = base::parse_csv(embedded("data/consultation/words.csv"));
    COMITY_ASSERT(table.has_value() && table->columns.size() == kColumnsOfWords.size() + 1);
    std::array<ReportWords, kColumnsOfWords.size()> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
      all.at(i).language_ = kColumnsOfWords.at(i);
      for (const auto& row : table->rows) all.at(i).texts_.emplace(row[0], row[i + 1]);
    }
    return all;
  }();
  const auto* const found = std::find_if(kAll.begin(), kAll.end(), [&](const ReportWords& each) {
    return each.language_ == language;
  });
  return found == kAll.end() ? kAll.front() : *found;
}

std::string ReportWords::text(std::string_view id, Given given) const {
  const auto found = texts_.find(id);
  if (found == texts_.end()) return std::string(id);
  const auto& pattern = found->second;
  std::string out;
  // One pass, so that what is put in is never looked at for names.
  for (std::size_t at = 0; at < pattern.size();) {
    const auto open = std::min(pattern.find('{', at), pattern.size());
    out.append(pattern, at, open - at);
    if (open == pattern.size()) break;
    const auto close = pattern.find('}', open);
    COMITY_ASSERT(close != std::string::npos);
    const auto name = std::string_view(pattern).substr(open + 1, close - open - 1);
    for (const auto& [key, value] : given) {
      if (key == name) out += value;
    }
    at = close + 1;
  }
  return out;
}

std::string ReportWords::number(std::string_view id, std::string_view name,
                                std::int64_t value) const {
  return text(id, {{name, std::to_string(value)}});
}

std::string ReportWords::list(const std::vector<std::string>& parts) const {
  std::string all;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) all += text(i + 1 == parts.size() ? "list.last" : "list.between");
    all += parts[i];
  }
  return begun_large(std::move(all));
}

std::string ReportWords::figures(const std::vector<std::string>& parts) const {
  std::string all;
  for (const auto& part : parts) all += (all.empty() ? "" : text("list.between")) + part;
  return begun_large(std::move(all));
}

std::string ReportWords::part(std::string_view name) const {
  const auto space = name.find(' ');
  if (space == std::string_view::npos) return std::string(name);
  const auto id = "place." + std::string(name.substr(0, space));
  return has(id) ? text(id, {{"number", name.substr(space + 1)}}) : std::string(name);
}

std::string ReportWords::place(std::string_view name, std::int64_t paragraph) const {
  return text("place.paragraph", {{"part", part(name)}, {"number", std::to_string(paragraph)}});
}

std::vector<std::string> ReportWords::ids() const {
  std::vector<std::string> all;
  all.reserve(texts_.size());
  for (const auto& [id, text] : texts_) all.push_back(id);
  return all;
}

}  // namespace comity::service::coding
