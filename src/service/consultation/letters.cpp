#include "base/hash.h"
#include "base/text.h"
#include "base/time_zone.h"
#include "render/docx.h"
#include "service/coding/report_words.h"
#include "service/consultation/parts.h"
#include "service/written.h"

// Letters that invite bodies to answer.
namespace comity::service {
namespace {

constexpr std::size_t kLongestAddressee = 300;

void add_letter_line(model::Reading& letter, model::ParagraphKind kind, std::string_view text,
                     std::string_view link = {}) {
  model::Paragraph paragraph;
  paragraph.kind = kind;
  paragraph.level = kind == model::ParagraphKind::heading ? 1 : 0;
  paragraph.runs.push_back({std::string(text), {}, std::string(link)});
  letter.paragraphs.push_back(std::move(paragraph));
}

void add_asked(model::Reading& letter, const model::Call& call, model::Language language) {
  using model::ParagraphKind;
  for (const auto line : base::split(model::text_in(call.text, language), '\n')) {
    if (!line.empty()) add_letter_line(letter, ParagraphKind::text, line);
  }
  const auto& words = coding::ReportWords::in(language);
  std::size_t number = 0;
  for (const auto& question : call.questions) {
    ++number;
    const std::string text(model::text_in(question.text, language));
    const auto asked =
        question.required ? words.text("letter.required", {{"question", text}}) : text;
    add_letter_line(letter, ParagraphKind::text, std::to_string(number) + ". " + asked);
    for (const auto& choice : question.choices) {
      add_letter_line(letter, ParagraphKind::text,
                      "– " + std::string(model::text_in(choice, language)));
    }
  }
}

/// Until when, in which ways and where one answers.
void add_how(model::Reading& letter, const model::Call& call, const std::string& address) {
  using model::ParagraphKind;
  const auto& words = coding::ReportWords::in(letter.language);
  auto closes = base::to_local(call.closes, call.time_zone);
  closes[closes.find('T')] = ' ';
  add_letter_line(letter, ParagraphKind::text,
                  words.text("letter.deadline", {{"time", closes}, {"zone", call.time_zone}}));
  std::string ways;
  for (const auto way : call.ways) {
    ways += (ways.empty() ? "" : words.text("list.between")) +
            words.text("way." + std::string(model::name_of(way)));
  }
  add_letter_line(letter, ParagraphKind::text, words.text("letter.ways", {{"ways", ways}}));
  add_letter_line(letter, ParagraphKind::text, words.text("letter.at"));
  add_letter_line(letter, ParagraphKind::text, address, address);
}

/// The asker's where the call is written in it, else one in which it is: a letter has one language.
model::Language language_of_letter(const model::Call& call, model::Language asked) {
  for (const auto wanted : {asked, model::Language::en}) {
    if (call.title.contains(wanted)) return wanted;
  }
  return call.title.empty() ? asked : call.title.begin()->first;
}

}  // namespace

base::Result<StoredFile> invitation_letter(Installation& installation, const Ask& ask,
                                           std::string_view call, std::string_view body,
                                           std::string_view origin) {
  using model::ParagraphKind;
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, calling::call_named(read, ask, call));
  const auto& content = record.content;
  const auto address = std::string(origin) + calling::call_address(record.id);
  model::Reading letter;
  letter.language = language_of_letter(content, ask.language);
  letter.title = model::text_in(content.title, letter.language);
  add_letter_line(letter, ParagraphKind::text, record.space_title);
  add_letter_line(letter, ParagraphKind::text,
                  base::to_local(installation.clock().now(), content.time_zone).substr(0, 10));
  if (!base::trimmed(body).empty()) {
    COMITY_TRY(const auto to, written_text(body, "to", kLongestAddressee));
    add_letter_line(letter, ParagraphKind::text, to);
  }
  add_letter_line(letter, ParagraphKind::heading, letter.title);
  add_asked(letter, content, letter.language);
  add_how(letter, content, address);
  COMITY_TRY(auto bytes, render::docx(letter, letter.title));
  auto tag = base::sha256(bytes).hex();
  return StoredFile{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "invitation-" + base::to_text(record.id) + ".docx", std::move(tag),
                    std::make_shared<const std::string>(std::move(bytes))};
}

}  // namespace comity::service
