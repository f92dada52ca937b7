#include "specimen/consultation.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/csv.h"
#include "base/result.h"
#include "base/text.h"
#include "embedded_comity_specimen.h"

namespace comity::specimen {
namespace {

constexpr unsigned kChoiceQuestion = 4;
constexpr std::string_view kStateMark = "{State ";
constexpr std::string_view kParagraphMark = "paragraph ";

base::CsvTable table_of(std::string_view path, std::size_t columns) {
  auto table = base::parse_csv(embedded(path));
  COMITY_ASSERT(table.has_value() && table->columns.size() == columns);
  return *std::move(table);
}

unsigned number_of(std::string_view text) {
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The column of the names of States in a language.
std::size_t column_of(std::string_view language) {
  constexpr std::array<std::string_view, kColumns> kLanguages = {"en", "fr", "es",
                                                                 "ru", "ar", "zh"};
  const auto* const found = std::find(kLanguages.begin(), kLanguages.end(), language);
  COMITY_ASSERT(found != kLanguages.end());
  return static_cast<std::size_t>(found - kLanguages.begin());
}

/// "Instituto de Defensores Públicos ({State 4})" with the State's name in the language of the
/// reply: bodies are called as they call themselves.
std::string named(const std::string& body, std::string_view language,
                  const std::vector<InventedState>& states) {
  const auto open = body.find(kStateMark);
  if (open == std::string::npos) return body;
  const auto close = body.find('}', open);
  const auto at = number_of(std::string_view(body).substr(open + kStateMark.size()));
  const auto& state = states.at((at - 1) % states.size());
  return body.substr(0, open) + state.short_name.at(column_of(language)) + body.substr(close + 1);
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  for (const auto word : base::split(text, ' ')) {
    if (!word.empty()) words.emplace_back(word);
  }
  return words;
}

std::vector<InventedReply> replies_of(const std::vector<InventedState>& states) {
  const auto table = table_of("data/specimen/replies.csv", 7);
  std::vector<InventedReply> replies;
  for (const auto& row : table.rows) {
    if (row[0] == "reply") {
      replies.push_back({named(row[1], row[3], states),
                         row[2],
                         row[3],
                         0,
                         row[4] == "done",
                         row[5] == "done",
                         {}});
      continue;
    }
    auto& reply = replies.back();
    if (row[0] == "choice") {
      reply.choice = number_of(row[1]);
      continue;
    }
    if (row[0].starts_with(kParagraphMark)) {
      reply.paragraphs.push_back(
          {number_of(std::string_view(row[0]).substr(kParagraphMark.size())), {}});
    }
    reply.paragraphs.back().pieces.push_back({row[1], words_of(row[4]), words_of(row[5]), row[6]});
  }
  return replies;
}

}  // namespace

std::string InventedReply::text_of(const InventedParagraph& paragraph) const {
  std::string text;
  for (const auto& piece : paragraph.pieces) {
    if (!text.empty() && language != "zh") text += ' ';
    text += piece.text;
  }
  return text;
}

Consultation consultation_of(const std::vector<InventedState>& states) {
  Consultation made;
  made.call = embedded("data/specimen/call.json");
  made.choice = kChoiceQuestion;
  made.replies = replies_of(states);
  for (const auto& row : table_of("data/specimen/synthesis.csv", 3).rows) {
    made.lines.push_back({row[0], row[1], row[2]});
  }
  return made;
}

}  // namespace comity::specimen
