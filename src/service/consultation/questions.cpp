#include "base/json_texts.h"
#include "base/text.h"
#include "service/consultation/consultations.h"
#include "service/written.h"

// Questions as people write them, and calls as files hold them.
namespace comity::service {
namespace {

using base::JsonObject;
using base::Result;
using model::Question;
using model::QuestionKind;

constexpr std::size_t kMostQuestions = 60;
constexpr std::size_t kMostChoices = 60;
constexpr std::string_view kFileMark = "[file]";

/// One question in one language.
struct QuestionBlock {
  QuestionKind kind = QuestionKind::text;
  bool required = false;
  std::string text;
  std::vector<std::string> choices;
};

void add_line(QuestionBlock& block, std::string_view line) {
  if (line.starts_with("- ")) {
    block.kind = QuestionKind::choice;
    block.choices.emplace_back(base::trimmed(line.substr(2)));
    return;
  }
  if (block.text.empty() && line.starts_with(kFileMark)) {
    block.kind = QuestionKind::file;
    line = base::trimmed(line.substr(kFileMark.size()));
  }
  if (line.ends_with('*')) {
    block.required = true;
    line = base::trimmed(line.substr(0, line.size() - 1));
  }
  if (line.empty()) return;
  block.text += (block.text.empty() ? "" : " ") + std::string(line);
}

std::vector<QuestionBlock> blocks_of(std::string_view written) {
  std::vector<QuestionBlock> blocks;
  bool between = true;
  for (const auto raw : base::split(written, '\n')) {
    const auto line = base::trimmed(raw);
    if (line.empty()) {
      between = true;
      continue;
    }
    if (between) blocks.emplace_back();
    between = false;
    add_line(blocks.back(), line);
  }
  return blocks;
}

base::Status add_in_language(std::vector<Question>& questions, model::Language language,
                             const std::vector<QuestionBlock>& blocks) {
  const auto place = "questions." + std::string(model::code_of(language));
  if (blocks.size() != questions.size()) {
    return refuse("the languages have not the same questions", place,
                  "write " + std::to_string(questions.size()) +
                      " questions in each language, parted by empty lines");
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto& question = questions[i];
    const auto& block = blocks[i];
    const auto number = std::to_string(i + 1);
    if (block.text.empty()) return refuse("question " + number + " has no text", place, "write it");
    if (block.kind != question.kind || block.choices.size() != question.choices.size()) {
      return refuse("question " + number + " is not asked alike in all languages", place,
                    "let it have the same choices, or none, in each");
    }
    question.text[language] = block.text;
    for (std::size_t c = 0; c < block.choices.size(); ++c) {
      if (block.choices[c].empty()) {
        return refuse("a choice of question " + number + " has no text", place, "write it");
      }
      question.choices[c][language] = block.choices[c];
    }
  }
  return {};
}

Result<model::InLanguages> texts_at(const JsonObject& object, std::string_view key) {
  auto texts = model::in_languages_from_json(base::object_at(object, key));
  if (!texts) return refuse(texts.error().message, std::string(key), texts.error().mend);
  return texts;
}

Result<Question> question_wished(const base::Json& json, std::size_t number) {
  const auto place = "questions, " + std::to_string(number);
  if (!json.is_object()) return refuse("a question is an object", place, "see the documentation");
  const auto& object = json.get_object();
  Question question;
  const auto kind = base::text_at(object, "kind");
  const auto known = model::question_kind_from(kind.empty() ? "text" : kind);
  if (!known) return refuse("no such kind of question", place, "write text, choice or file");
  question.kind = *known;
  question.required = base::truth_at(object, "required");
  COMITY_TRY(question.text, texts_at(object, "text"));
  for (const auto& choice : base::array_at(object, "choices")) {
    auto texts = choice.is_object() ? model::in_languages_from_json(choice.get_object())
                                    : Result<model::InLanguages>(model::InLanguages());
    if (!texts || texts->empty()) return refuse("a choice has no text", place, "write it");
    question.choices.push_back(*std::move(texts));
  }
  return question;
}

}  // namespace

Result<std::vector<Question>> questions_from_text(const model::InLanguages& written) {
  std::vector<Question> questions;
  bool first = true;
  for (const auto& [language, text] : written) {
    const auto blocks = blocks_of(text);
    if (blocks.empty()) continue;
    if (blocks.size() > kMostQuestions) {
      return refuse("these are more than 60 questions", "questions", "ask fewer");
    }
    if (std::exchange(first, false)) {
      for (const auto& block : blocks) {
        if (block.choices.size() > kMostChoices) {
          return refuse("a question has more than 60 choices", "questions", "give fewer");
        }
        questions.push_back({block.kind, {}, {}, block.required});
        questions.back().choices.resize(block.choices.size());
      }
    }
    COMITY_CHECK(add_in_language(questions, language, blocks));
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      questions[i].required = questions[i].required || blocks[i].required;
    }
  }
  return questions;
}

std::string questions_text(const std::vector<Question>& questions, model::Language language) {
  std::string text;
  for (const auto& question : questions) {
    const auto found = question.text.find(language);
    if (found == question.text.end()) continue;
    if (!text.empty()) text += "\n\n";
    if (question.kind == QuestionKind::file) text += std::string(kFileMark) + " ";
    text += found->second + (question.required ? " *" : "");
    for (const auto& choice : question.choices) {
      text += "\n- " + std::string(model::text_in(choice, language));
    }
  }
  return text;
}

Result<CallWish> call_wish_from_json(const JsonObject& object) {
  CallWish wish;
  wish.space = base::text_at(object, "space");
  COMITY_TRY(wish.title, texts_at(object, "title"));
  COMITY_TRY(wish.text, texts_at(object, "text"));
  for (const auto& each : base::array_at(object, "questions")) {
    COMITY_TRY(auto question, question_wished(each, wish.questions.size() + 1));
    wish.questions.push_back(std::move(question));
  }
  wish.invited = base::texts_at(object, "invited");
  wish.opens = base::text_at(object, "opens");
  wish.closes = base::text_at(object, "closes");
  wish.time_zone = base::text_at(object, "time_zone");
  wish.ways = base::texts_at(object, "ways");
  wish.terms = base::text_at(object, "terms");
  return wish;
}

}  // namespace comity::service
