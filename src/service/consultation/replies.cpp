#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
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
                const store::ReplyRecord& reply, const model::ReplyAnswer& answer) {
  const auto part = "question " + std::to_string(answer.question);
  const auto& questions = call.content.questions;
  if (answer.choice > 0 && answer.question <= questions.size()) {
    const auto& choices = questions[answer.question - 1].choices;
    if (answer.choice <= choices.size()) {
      add_paragraph(paragraphs, part, model::text_in(choices[answer.choice - 1], reply.language));
    }
    return;
  }
  for (const auto line : base::split(answer.text, '\n')) add_paragraph(paragraphs, part, line);
}

base::Status add_file_text(std::vector<ReplyParagraph>& paragraphs,
                           const Installation& installation, const model::ReplyFile& file,
                           std::size_t number) {
  if (!file.reading) return {};
  const auto part = "file " + std::to_string(number);
  COMITY_TRY(const auto reading, installation.store().reading(*file.reading));
  for (const auto& paragraph : reading->paragraphs) {
    const auto text = paragraph.kind == model::ParagraphKind::table
                          ? table_text(paragraph)
                          : model::text_of(paragraph.runs);
    const bool labelled = !paragraph.printed.empty() && !text.empty();
    add_paragraph(paragraphs, part, labelled ? paragraph.printed + " " + text : text);
  }
  return {};
}

JsonArray texts_of_part(const std::vector<ReplyParagraph>& all, const std::string& part) {
  JsonArray texts;
  for (const auto& each : all) {
    if (each.part == part) {
      texts.push_back(JsonObject{{"number", each.number}, {"text", each.text}});
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

bool reads_all(const Actor& actor, const store::CallRecord& call) {
  return may(actor, Action::read_internal, call.space_name);
}

std::string reply_address(const store::CallRecord& call, store::ReplyId id) {
  return call_address(call.id) + "/replies/" + base::to_text(id);
}

JsonObject reply_json(const store::CallRecord& call, const store::ReplyRecord& reply) {
  const auto* content = reply.content ? &*reply.content : nullptr;
  const auto at = base::to_rfc3339(reply.received);
  return {
      {"id", base::to_text(reply.id)},
      {"address", reply_address(call, reply.id)},
      {"version", reply.version},
      {"way", model::name_of(reply.way)},
      {"language", model::code_of(reply.language)},
      {"received", reply.way == model::Way::anonymous ? at.substr(0, 10) : at},
      {"withdrawn", reply.withdrawn},
      {"sealed", reply.sealed.has_value()},
      {"body", content == nullptr ? std::string() : content->body},
      {"kind", content == nullptr ? std::string_view() : model::name_of(content->kind)},
      {"publish", content != nullptr && content->publish},
      {"published", content != nullptr && model::is_published(call.content, reply.way, *content)},
      {"file_count", content == nullptr ? std::size_t{0} : content->files.size()}};
}

Result<std::vector<ReplyParagraph>> paragraphs_of(const Installation& installation,
                                                  const store::CallRecord& call,
                                                  const store::ReplyRecord& reply) {
  std::vector<ReplyParagraph> paragraphs;
  if (!reply.content) return paragraphs;
  for (const auto& answer : reply.content->answers) add_answer(paragraphs, call, reply, answer);
  std::size_t number = 0;
  for (const auto& file : reply.content->files) {
    COMITY_CHECK(add_file_text(paragraphs, installation, file, ++number));
  }
  return paragraphs;
}

Result<JsonArray> parts_json(const Installation& installation, const store::CallRecord& call,
                             const store::ReplyRecord& reply) {
  JsonArray parts;
  if (!reply.content) return parts;
  COMITY_TRY(const auto paragraphs, paragraphs_of(installation, call, reply));
  const auto& questions = call.content.questions;
  for (const auto& answer : reply.content->answers) {
    const auto part = "question " + std::to_string(answer.question);
    const bool known = answer.question > 0 && answer.question <= questions.size();
    const auto asked = known ? model::text_in(questions[answer.question - 1].text, reply.language)
                             : std::string_view();
    parts.push_back(
        JsonObject{{"part", part},
                   {"kind", "answer"},
                   {"number", answer.question},
                   {"title", asked},
                   {"given", answer.choice > 0 ? std::to_string(answer.choice) : answer.text},
                   {"paragraphs", texts_of_part(paragraphs, part)}});
  }
  std::size_t number = 0;
  for (const auto& file : reply.content->files) {
    const auto part = "file " + std::to_string(++number);
    parts.push_back(
        JsonObject{{"part", part},
                   {"kind", "file"},
                   {"number", number},
                   {"title", file.name},
                   {"bytes", file.bytes},
                   {"problem", file.problem},
                   {"address", reply_address(call, reply.id) + "/files/" + std::to_string(number)},
                   {"paragraphs", texts_of_part(paragraphs, part)}});
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
  for (const auto& each : all) listed.push_back(calling::reply_json(record, each));
  return Answer{{{"call", call_json(installation, ask, record)},
                 {"replies", std::move(listed)},
                 {"count", std::count_if(all.begin(), all.end(),
                                         [](const auto& each) { return !each.withdrawn; })},
                 {"kinds", calling::counts_json(all)},
                 {"at", at_json(read)}},
                {}};
}

base::Result<Answer> reply(Installation& installation, const Ask& ask, std::string_view call,
                           std::string_view id) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_TRY(const auto found, calling::reply_named(read, ask, record, id));
  COMITY_TRY(auto parts, calling::parts_json(installation, record, found));
  auto json = calling::reply_json(record, found);
  json["parts"] = std::move(parts);
  return Answer{{{"call", call_json(installation, ask, record)},
                 {"reply", std::move(json)},
                 {"at", at_json(read)}},
                {}};
}

base::Result<StoredFile> reply_file(Installation& installation, const Ask& ask,
                                    std::string_view call, std::string_view id,
                                    std::size_t number) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto record, call_named(read, ask, call));
  COMITY_TRY(const auto found, calling::reply_named(read, ask, record, id));
  const auto count = found.content ? found.content->files.size() : 0;
  if (number == 0 || number > count) {
    return base::fail(base::ErrorKind::not_found, "the reply has no such file",
                      calling::reply_address(record, found.id));
  }
  const auto& file = found.content->files[number - 1];
  if (!file.reading && !calling::reads_all(ask.actor, record)) {
    return base::fail(base::ErrorKind::not_found,
                      "this file could not be read, and is shown to "
                      "nobody but the readers of submissions",
                      calling::reply_address(record, found.id));
  }
  COMITY_TRY(auto bytes, installation.store().file(file.file));
  const std::string type = file.reading ? file.media_type : "application/octet-stream";
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
    if (!each.content || !calling::may_be_read(actor, record, each)) continue;
    ReplyText text;
    text.id = base::to_text(each.id);
    text.call = base::to_text(record.id);
    text.way = model::name_of(each.way);
    text.language = model::code_of(each.language);
    text.body = each.content->body;
    text.kind = model::name_of(each.content->kind);
    text.version = static_cast<std::int64_t>(each.version);
    text.published = model::is_published(record.content, each.way, *each.content);
    COMITY_TRY(text.paragraphs, calling::paragraphs_of(installation, record, each));
    texts.push_back(std::move(text));
  }
  return texts;
}

base::Result<base::JsonArray> calls_reception(Installation& installation) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto all, read.calls(store::Visibility::published()));
  base::JsonArray calls;
  for (const auto& record : all) {
    if (record.content.state != model::CallState::open) continue;
    const auto shown = call_json(installation, {anyone()}, record);
    calls.push_back(base::JsonObject{{"call", base::to_text(record.id)},
                                     {"closes", base::to_rfc3339(record.content.closes)},
                                     {"receives", base::truth_at(shown, "receives")},
                                     {"why", base::text_at(shown, "why_not")}});
  }
  return calls;
}

}  // namespace comity::service
