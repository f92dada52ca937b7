#include <algorithm>
#include <utility>

#include "service/coding/report.h"

// The report as a work in the United Nations' form.
#include "service/consultation/parts.h"

namespace comity::service::coding {
namespace {

using model::Paragraph;
using model::ParagraphKind;

Paragraph plain(ParagraphKind kind, std::string text) {
  Paragraph paragraph;
  paragraph.kind = kind;
  paragraph.runs.push_back({std::move(text), {}, ""});
  return paragraph;
}

/// The report as a work in the United Nations' form.
class ReportPaper {
 public:
  ReportPaper(const Ask& ask, const CodingState& state, const Report& report)
      : ask_(ask), words_(ReportWords::in(ask.language)), state_(state), report_(report) {}

  model::Reading written() {
    const std::string title(model::text_in(state_.call.content.title, ask_.language));
    reading_.language = words_.language();
    reading_.kind = model::WorkKind::other;
    reading_.title = words_.text("report.title", {{"title", title}});
    if (!state_.record.published) add(plain(ParagraphKind::text, words_.text("report.draft")));
    add(plain(ParagraphKind::title, reading_.title));
    add(plain(ParagraphKind::text,
              words_.number("report.words", "count", static_cast<std::int64_t>(report_.words))));
    summary();
    heading(words_.text("section.introduction"));
    for (const auto& text : report_.introduction) numbered(text, {});
    for (const auto& text : report_.method) numbered(text, {});
    for (const auto& section : report_.sections) {
      heading(section.title);
      for (const auto& line : section.lines) {
        if (line.number > 0)
          numbered(line.record->line.text,
                   footnote_of(words_.language(), state_, line, Names::plain));
      }
    }
    contributors();
    if (state_.record.annex) {
      unused();
      set_aside();
    }
    reading_.paragraphs.insert(reading_.paragraphs.end(), std::make_move_iterator(notes_.begin()),
                               std::make_move_iterator(notes_.end()));
    return std::move(reading_);
  }

 private:
  void add(Paragraph paragraph) { reading_.paragraphs.push_back(std::move(paragraph)); }

  void heading(const std::string& title, bool annex = false) {
    static constexpr const char* kRoman[] = {"I.", "II.", "III.", "IV.", "V.", "VI.", "VII."};
    auto paragraph = plain(ParagraphKind::heading, title);
    paragraph.level = 2;
    if (!annex) paragraph.printed = kRoman[headings_++];
    add(std::move(paragraph));
  }

  void note_on(Paragraph& paragraph, const std::string& text) {
    if (text.empty()) return;
    const auto mark = std::to_string(notes_.size() + 1);
    model::Run run;
    run.text = mark;
    run.style.superscript = true;
    paragraph.runs.push_back(std::move(run));
    paragraph.footnotes = {"fn" + mark};
    auto note = plain(ParagraphKind::note, text);
    note.number = "fn" + mark;
    note.printed = mark;
    notes_.push_back(std::move(note));
  }

  void numbered(const std::string& text, const std::string& note) {
    auto paragraph = plain(ParagraphKind::numbered, text);
    paragraph.number = std::to_string(++number_);
    paragraph.printed = paragraph.number + ".";
    note_on(paragraph, note);
    add(std::move(paragraph));
  }

  void summary() {
    const auto stands = [](const ReportLine& line) { return !line.passages.empty(); };
    if (std::none_of(report_.summary.begin(), report_.summary.end(), stands)) return;
    heading(words_.text("section.summary"), true);
    for (const auto& line : report_.summary) {
      if (!stands(line)) continue;
      auto paragraph = plain(ParagraphKind::text, line.record->line.text);
      note_on(paragraph, footnote_of(words_.language(), state_, line, Names::plain));
      add(std::move(paragraph));
    }
  }

  void contributors() {
    if (report_.contributors.empty()) return;
    heading(words_.text("annex.contributors"), true);
    for (const auto& replies : report_.contributors) {
      const auto* reply = replies.front();
      add(plain(ParagraphKind::text,
                words_.text("annex.body", {{"body", reply->body},
                                           {"kind", words_.text("kind." + reply->kind)}})));
    }
  }

  /// "Body, question 2, para. 3 (codes)", of what was marked at one place.
  [[nodiscard]] std::string passage_told(const std::vector<std::size_t>& group) const {
    const auto& passage = state_.passages[group.front()];
    std::string codes;
    for (const auto& code : codes_of(state_, group)) {
      codes += (codes.empty() ? "" : words_.text("list.between")) +
               title_of_code(state_, code, words_.language());
    }
    return words_.text("annex.passage",
                       {{"body", state_.reply(passage.place.reply)->body},
                        {"place", words_.place(passage.place.part, passage.place.paragraph)},
                        {"codes", codes}});
  }

  [[nodiscard]] bool is_named(const std::vector<std::size_t>& group) const {
    return state_.reply(state_.passages[group.front()].place.reply)->named();
  }

  void unused() {
    const auto groups = at_one_place(state_, report_.unused);
    if (groups.empty()) return;
    heading(words_.text("annex.unused"), true);
    std::size_t apart = 0;
    for (const auto& group : groups) {
      if (is_named(group)) {
        add(plain(ParagraphKind::text, passage_told(group)));
      } else {
        ++apart;
      }
    }
    if (apart > 0) add(plain(ParagraphKind::text, words_.text("annex.apart")));
  }

  void set_aside() {
    bool headed = false;
    for (const auto& group : at_one_place(state_, report_.set_aside)) {
      if (!is_named(group)) continue;
      if (!std::exchange(headed, true)) heading(words_.text("annex.set_aside"), true);
      add(plain(ParagraphKind::text,
                words_.text("annex.reason", {{"passage", passage_told(group)},
                                             {"reason", reason_of(state_, group)}})));
    }
  }

  const Ask& ask_;
  const ReportWords& words_;
  const CodingState& state_;
  const Report& report_;
  model::Reading reading_;
  std::vector<Paragraph> notes_;
  std::size_t headings_ = 0;
  std::size_t number_ = 0;
};

}  // namespace

std::string footnote_of(model::Language language, const CodingState& state, const ReportLine& line,
                        Names names) {
  const auto& words = ReportWords::in(language);
  std::string text;
  for (const auto* reply : line.named) {
    std::vector<std::string> places;
    for (const auto at : line.shown) {
      const auto& place = state.passages[at].place;
      auto where = words.place(place.part, place.paragraph);
      const bool known = std::find(places.begin(), places.end(), where) != places.end();
      if (place.reply == reply->name && !known) places.push_back(std::move(where));
    }
    std::string all;
    for (const auto& place : places) {
      all += (all.empty() ? "" : words.text("list.between")) + place;
    }
    if (!text.empty()) text += words.text("note.between");
    const std::string said = text.empty() ? "note.reply" : "note.next";
    // Before it is published a reader may know of a reply behind a line, and not yet of its marks.
    const bool turned = calling::direction_of_text(reply->body) != calling::direction_of(language);
    const auto body = turned && names == Names::isolated ? "\u2068" + reply->body + "\u2069"
                                                         : std::string(reply->body);
    text += words.text(all.empty() ? said + "_alone" : said, {{"body", body}, {"places", all}});
  }
  if (line.not_named > 0) {
    if (!text.empty()) text += words.text("note.between");
    text += words.text(text.empty() ? "note.not_named" : "note.next_not_named");
  }
  return text + words.text("note.end");
}

model::Reading report_paper(const Ask& ask, const CodingState& state, const Report& report) {
  return ReportPaper(ask, state, report).written();
}

}  // namespace comity::service::coding
