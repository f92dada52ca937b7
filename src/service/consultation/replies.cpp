#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "base/time_zone.h"
#include "service/consultation/parts.h"

// Replies as those see them who may read them.
namespace comity::service {
namespace calling {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::QuestionKind;

/// Rows of a table as one text, its cells apart.
std::string table_text(const model::Paragraph& paragraph) {
  std::string text;
  for (const auto& row : paragraph.rows) {
    std::string line;
    for (const auto& cell : row) {
      line += (line.empty() ? "" : " | ") + base::collapsed(model::text_of(cell.runs));
    }
    if (!line.empty()) text += (text.empty() ? "" : "\n") + line;
  }
  return text;
}

void add_paragraph(std::vector<ReplyParagraph>& paragraphs, const std::string& part,
                   std::string_view text) {
  const auto trimmed = base::trimmed(text);
  if (trimmed.empty()) return;
  const bool first = paragraphs.empty() || paragraphs.back().part != part;
  const auto number = first ? 1 : paragraphs.back().number + 1;
  paragraphs.push_back({part, number, std::string(trimmed)});
}

void add_answer(std::vector<ReplyParagraph>& paragraphs, const store::CallRecord& call,
                model::Language language, const model::ReplyAnswer& answer) {
  const auto part = "question " + std::to_string(answer.question);
  const auto& questions = call.content.questions;
  if (answer.choice > 0 && answer.question <= questions.size()) {
    const auto& choices = questions[answer.question - 1].choices;
    if (answer.choice <= choices.size()) {
      add_paragraph(paragraphs, part, model::text_in(choices[answer.choice - 1], language));
    }
    return;
  }
  for (const auto line : base::split(answer.text, '\n')) add_paragraph(paragraphs, part, line);
}

bool goes_leftwards(char32_t letter) {
  // Hebrew, Arabic, Syriac and what Unicode puts beside them, then their forms.
  return (letter >= 0x0590 && letter <= 0x08ff) || (letter >= 0xfb1d && letter <= 0xfdff) ||
         (letter >= 0xfe70 && letter <= 0xfefc);
}

bool goes_rightwards(char32_t letter) {
  const bool latin = (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
  const bool others = letter >= 0x00c0 && letter < 0x2000;
  return latin || ((others || letter >= 0x2e80) && !goes_leftwards(letter));
}

JsonArray texts_of_part(const std::vector<ReplyParagraph>& all, const std::string& part,
                        model::Language language) {
  JsonArray texts;
  for (const auto& each : all) {
    if (each.part == part) {
      texts.push_back(JsonObject{{"number", each.number},
                                 {"anchor", anchor_of(each)},
                                 {"text", each.text},
                                 {"direction", direction_of(language, each)}});
    }
  }
  return texts;
}

bool may_be_read(const Actor& actor, const store::CallRecord& call,
                 const store::ReplyRecord& reply) {
  if (reads_all(actor, call)) return true;
  return reply.content && model::is_published(call.content, reply.way, *reply.content);
}

/// A reply that the asker may read. not_found.
Result<store::ReplyRecord> reply_named(const store::Read& read, const Ask& ask,
                                       const store::CallRecord& call, std::string_view id) {
  const auto value = base::from_crockford(id);
  if (value) {
    COMITY_TRY(auto found, read.reply(call.space, {*value}));
    if (found && found->call == call.id && may_be_read(ask.actor, call, *found)) {
      return *std::move(found);
    }
  }
  return base::fail(ErrorKind::not_found, "there is no such reply that you may read",
                    call_address(call.id) + "/replies/" + std::string(id),
                    "sign in as a reader of submissions of the space");
}

JsonArray counts_json(const std::vector<store::ReplyRecord>& replies) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& reply : replies) {
    if (reply.withdrawn) continue;
    ++counts[std::string(reply.content ? model::name_of(reply.content->kind)
                                       : std::string_view("sealed"))];
  }
  JsonArray all;
  for (const auto& [kind, count] : counts) {
    all.push_back(JsonObject{{"kind", kind}, {"count", count}});
  }
  return all;
}

}  // namespace

std::string_view direction_of_text(std::string_view text) {
  std::ptrdiff_t leftwards = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto letter = base::next_code_point(text, at);
    leftwards += goes_leftwards(letter) ? 1 : goes_rightwards(letter) ? -1 : 0;
  }
  return leftwards > 0 ? "rtl" : "ltr";
}

std::string_view direction_of(model::Language language) {
  return language == model::Language::ar ? "rtl" : "ltr";
}

std::string_view direction_of(model::Language language, const ReplyParagraph& paragraph) {
  const bool told = language != model::Language::und && !paragraph.part.starts_with("file");
  return told ? direction_of(language) : direction_of_text(paragraph.text);
}

bool reads_all(const Actor& actor, const store::CallRecord& call) {
  return may(actor, Action::read_internal, call.space_name);
}

std::string reply_address(const store::CallRecord& call, store::ReplyId id) {
  return call_address(call.id) + "/replies/" + base::to_text(id);
}

std::vector<std::string> texts_of(const model::Reading& reading) {
  std::vector<std::string> texts;
  for (const auto& paragraph : reading.paragraphs) {
    const auto text = paragraph.kind == model::ParagraphKind::table
                          ? table_text(paragraph)
                          : model::text_of(paragraph.runs);
    if (base::trimmed(std::string_view(text)).empty()) continue;
    texts.push_back(paragraph.printed.empty() ? text : paragraph.printed + " " + text);
  }
  return texts;
}

Result<Sent> sent_in_plain(const store::Store& store, const store::ReplyRecord& reply) {
  Sent sent{reply.language, *reply.content, {}, {}};
  for (const auto& file : sent.content.files) {
    auto& texts = sent.texts.emplace_back();
    sent.bytes.emplace_back();
    if (!file.reading) continue;
    COMITY_TRY(const auto reading, store.reading(*file.reading));
    texts = texts_of(*reading);
  }
  return sent;
}

JsonObject reply_json(const store::CallRecord& call, const store::ReplyRecord& reply,
                      const Sent* sent) {
  const auto* content = sent != nullptr ? &sent->content
                        : reply.content ? &*reply.content
                                        : nullptr;
  const auto at = base::to_rfc3339(reply.received);
  // Of a withdrawn one nothing else is kept: its entry carries the day.
  const bool by_day = reply.way == model::Way::anonymous || reply.withdrawn;
  const auto day = at.substr(0, 10);
  return {
      {"id", base::to_text(reply.id)},
      {"address", reply_address(call, reply.id)},
      {"version", reply.version},
      {"way", model::name_of(reply.way)},
      {"language", model::code_of(sent != nullptr ? sent->language : reply.language)},
      {"received", by_day ? day : at},
      {"received_local", by_day ? day : base::to_local(reply.received, call.content.time_zone)},
      {"withdrawn", reply.withdrawn},
      {"sealed", reply.sealed.has_value()},
      {"opened", content != nullptr},
      {"body", content == nullptr ? std::string() : content->body},
      {"kind", content == nullptr ? std::string_view() : model::name_of(content->kind)},
      {"publish", content != nullptr && content->publish},
      {"published", content != nullptr && model::is_published(call.content, reply.way, *content)},
      {"file_count", content == nullptr ? std::size_t{0} : content->files.size()}};
}

std::vector<ReplyParagraph> paragraphs_of(const store::CallRecord& call, const Sent& sent) {
  std::vector<ReplyParagraph> paragraphs;
  for (const auto& answer : sent.content.answers) {
    add_answer(paragraphs, call, sent.language, answer);
  }
  std::size_t number = 0;
  for (const auto& texts : sent.texts) {
    const auto part = "file " + std::to_string(++number);
    for (const auto& text : texts) add_paragraph(paragraphs, part, text);
  }
  return paragraphs;
}

JsonArray parts_json(const store::CallRecord& call, const store::ReplyRecord& reply,
                     const Sent& sent) {
  JsonArray parts;
  const auto paragraphs = paragraphs_of(call, sent);
  const auto& questions = call.content.questions;
  for (const auto& answer : sent.content.answers) {
    const auto part = "question " + std::to_string(answer.question);
    const bool known = answer.question > 0 && answer.question <= questions.size();
    const auto asked = known ? model::text_in(questions[answer.question - 1].text, sent.language)
                             : std::string_view();
    parts.push_back(
        JsonObject{{"part", part},
                   {"kind", "answer"},
                   {"number", answer.question},
                   {"title", asked},
                   {"given", answer.choice > 0 ? std::to_string(answer.choice) : answer.text},
                   {"paragraphs", texts_of_part(paragraphs, part, sent.language)}});
  }
  std::size_t number = 0;
  for (const auto& file : sent.content.files) {
    const auto part = "file " + std::to_string(++number);
    JsonArray removed;
    for (const auto& each : file.removed) removed.emplace_back(each);
    parts.push_back(
        JsonObject{{"part", part},
                   {"kind", "file"},
                   {"number", number},
                   {"title", file.name},
                   {"bytes", file.bytes},
                   {"problem", file.problem},
                   {"cleaned", file.cleaned},
                   {"removed", std::move(removed)},
                   {"address", reply_address(call, reply.id) + "/files/" + std::to_string(number)},
                   {"paragraphs", texts_of_part(paragraphs, part, sent.language)}});
  }
  return parts;
}

}  // namespace calling

using calling::call_json;
using calling::call_named;

base::Result<Answer> replies(Installation& installation, const Ask& ask, std::string_view call) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_TRY(auto all, read.replies(record.space, record.id));
  std::erase_if(all, [&](const store::ReplyRecord& each) {
    return !calling::may_be_read(ask.actor, record, each);
  });
  base::JsonArray listed;
  for (const auto& each : all) listed.push_back(calling::reply_json(record, each, nullptr));
  return Answer{{{"call", call_json(installation, ask, record)},
                 {"replies", std::move(listed)},
                 {"count", std::count_if(all.begin(), all.end(),
                                         [](const auto& each) { return !each.withdrawn; })},
                 {"kinds", calling::counts_json(all)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

base::Result<Answer> reply(Installation& installation, const Ask& ask, std::string_view call,
                           std::string_view id) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_TRY(const auto found, calling::reply_named(read, ask, record, id));
  auto sent = found.withdrawn ? base::Result<calling::Sent>(calling::Sent{})
                              : calling::opened_by(installation, ask.actor, record, found);
  // Who is no reader of it is told so, and sees that it is there.
  if (!sent && sent.error().kind != base::ErrorKind::forbidden) {
    return tl::unexpected<base::Error>(sent.error());
  }
  const bool opened = sent && !found.withdrawn;
  auto json = calling::reply_json(record, found, opened ? &*sent : nullptr);
  json["parts"] = opened ? calling::parts_json(record, found, *sent) : base::JsonArray{};
  json["closed_because"] = sent ? std::string() : sent.error().message + ": " + sent.error().mend;
  return Answer{{{"call", call_json(installation, ask, record)},
                 {"reply", std::move(json)},
                 {"at", at_json(read, ask.actor)}},
                {}};
}

base::Result<StoredFile> reply_file(Installation& installation, const Ask& ask,
                                    std::string_view call, std::string_view id,
                                    std::size_t number) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_TRY(const auto found, calling::reply_named(read, ask, record, id));
  if (found.withdrawn) {
    return base::fail(base::ErrorKind::not_found, "the reply was withdrawn",
                      calling::reply_address(record, found.id));
  }
  COMITY_TRY(const auto sent, calling::opened_by(installation, ask.actor, record, found));
  const auto& files = sent.content.files;
  const bool there = number > 0 && number <= files.size();
  // What could not be read is for the readers of submissions alone.
  if (!there || (!files[number - 1].problem.empty() && !calling::reads_all(ask.actor, record))) {
    return base::fail(base::ErrorKind::not_found, "the reply has no such file for you",
                      calling::reply_address(record, found.id));
  }
  const auto& file = files[number - 1];
  std::string bytes = sent.bytes[number - 1];
  if (!found.sealed) {
    COMITY_TRY(bytes, installation.store().file(file.file));
  }
  const std::string type = file.media_type.empty() ? "application/octet-stream" : file.media_type;
  return StoredFile{type, file.name, file.file.hex(),
                    std::make_shared<const std::string>(std::move(bytes))};
}

base::Result<std::vector<ReplyText>> reply_texts(Installation& installation, const Actor& actor,
                                                 std::string_view call) {
  const Ask ask{actor};
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_TRY(const auto all, read.replies(record.space, record.id));
  std::vector<ReplyText> texts;
  for (const auto& each : all) {
    if (each.withdrawn || !calling::may_be_read(actor, record, each)) continue;
    const auto sent = calling::opened_by(installation, actor, record, each);
    if (!sent && sent.error().kind == base::ErrorKind::forbidden) continue;
    if (!sent) return tl::unexpected<base::Error>(sent.error());
    ReplyText text;
    text.id = base::to_text(each.id);
    text.call = base::to_text(record.id);
    text.way = model::name_of(each.way);
    text.language = model::code_of(sent->language);
    text.body = sent->content.body;
    text.kind = model::name_of(sent->content.kind);
    text.version = static_cast<std::int64_t>(each.version);
    text.published = model::is_published(record.content, each.way, sent->content);
    text.paragraphs = calling::paragraphs_of(record, *sent);
    texts.push_back(std::move(text));
  }
  return texts;
}

std::string anchor_of(const ReplyParagraph& paragraph) {
  auto anchor = paragraph.part + "-" + std::to_string(paragraph.number);
  std::replace(anchor.begin(), anchor.end(), ' ', '-');
  return anchor;
}

base::Result<base::JsonArray> calls_reception(Installation& installation, std::uint64_t room) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto all, read.calls(store::Visibility::published()));
  const bool full = !calling::has_room(installation, room);
  base::JsonArray calls;
  for (const auto& record : all) {
    if (record.content.state != model::CallState::open) continue;
    const auto shown = call_json(installation, {anyone()}, record);
    const bool keyless =
        base::array_at(shown, "ways").size() != base::array_at(shown, "ways_open").size();
    const auto why = full      ? std::string_view("no_space")
                     : keyless ? std::string_view("no_key")
                               : base::text_at(shown, "why_not");
    calls.push_back(base::JsonObject{{"call", base::to_text(record.id)},
                                     {"closes", base::to_rfc3339(record.content.closes)},
                                     {"receives", why.empty()},
                                     {"why", why}});
  }
  return calls;
}

}  // namespace comity::service
