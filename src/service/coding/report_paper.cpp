#include <algorithm>

#include "service/coding/report.h"

// The report as a work in the United Nations' form.
namespace comity::service::coding {
namespace {

using model::Paragraph;
using model::ParagraphKind;

std::string place_text(const model::PassagePlace& place) {
  return place.part + ", para. " + std::to_string(place.paragraph);
}

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
      : ask_(ask), state_(state), report_(report) {}

  model::Reading written() {
    const std::string title(model::text_in(state_.call.content.title, ask_.language));
    reading_.language = model::Language::en;
    reading_.kind = model::WorkKind::other;
    reading_.title = "Replies to the call for input: " + title;
    if (!state_.record.published) add(plain(ParagraphKind::text, "Draft, not published"));
    add(plain(ParagraphKind::title, reading_.title));
    add(plain(ParagraphKind::text, std::to_string(report_.words) + " words"));
    summary();
    heading("Introduction");
    for (const auto& text : report_.introduction) numbered(text, {});
    for (const auto& text : report_.method) numbered(text, {});
    for (const auto& section : report_.sections) {
      heading(section.title);
      for (const auto& line : section.lines) {
        if (line.number > 0) numbered(line.record->line.text, footnote_of(state_, line));
      }
    }
    contributors();
    if (state_.record.annex) unused();
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
    heading("Summary", true);
    for (const auto& line : report_.summary) {
      if (!stands(line)) continue;
      auto paragraph = plain(ParagraphKind::text, line.record->line.text);
      note_on(paragraph, footnote_of(state_, line));
      add(std::move(paragraph));
    }
  }

  void contributors() {
    if (report_.contributors.empty()) return;
    heading("Annex: bodies that replied and are named", true);
    for (const auto* reply : report_.contributors) {
      add(plain(ParagraphKind::text,
                reply->body + " (" + std::string(CountTable::own().kind(reply->kind, 1)) + ")"));
    }
  }

  void unused() {
    heading("Annex: passages that are not used", true);
    std::size_t apart = 0;
    for (const auto at : report_.unused) {
      const auto& passage = state_.passages[at];
      const auto* reply = state_.reply(passage.place.reply);
      if (!reply->named()) {
        ++apart;
        continue;
      }
      std::string codes;
      for (const auto& code : passage.codes) {
        codes += (codes.empty() ? "" : ", ") + title_of_code(state_, code);
      }
      add(plain(ParagraphKind::text,
                reply->body + ", " + place_text(passage.place) + " (" + codes + ")"));
    }
    if (apart > 0) {
      add(plain(ParagraphKind::text,
                "Passages of contributors who are not named are not listed one by one."));
    }
  }

  const Ask& ask_;
  const CodingState& state_;
  const Report& report_;
  model::Reading reading_;
  std::vector<Paragraph> notes_;
  std::size_t headings_ = 0;
  std::size_t number_ = 0;
};

}  // namespace

std::string footnote_of(const CodingState& state, const ReportLine& line) {
  std::string text;
  for (const auto* reply : line.named) {
    std::vector<std::string> places;
    for (const auto at : line.shown) {
      const auto& place = state.passages[at].place;
      auto where = place_text(place);
      const bool known = std::find(places.begin(), places.end(), where) != places.end();
      if (place.reply == reply->name && !known) places.push_back(std::move(where));
    }
    text += text.empty() ? "Reply of " : "; reply of ";
    text += reply->body;
    for (const auto& place : places) text += ", " + place;
  }
  if (line.not_named > 0) {
    text += text.empty() ? "Contributors who are not named" : "; contributors who are not named";
  }
  return text + ".";
}

model::Reading report_paper(const Ask& ask, const CodingState& state, const Report& report) {
  return ReportPaper(ask, state, report).written();
}

}  // namespace comity::service::coding
