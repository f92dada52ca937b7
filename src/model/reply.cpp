#include "model/reply.h"

#include "base/json_texts.h"

namespace comity::model {
namespace {

using base::JsonArray;
using base::JsonObject;

tl::unexpected<base::Error> broken_reply(std::string_view what) {
  return base::fail(base::ErrorKind::corrupt, "a reply lacks or misstates: " + std::string(what));
}

std::uint32_t question_at(const JsonObject& object) {
  return static_cast<std::uint32_t>(base::integer_at(object, "question"));
}

base::Result<ReplyFile> reply_file_from(const JsonObject& object) {
  ReplyFile file;
  file.question = question_at(object);
  file.name = base::text_at(object, "name");
  file.bytes = static_cast<std::uint64_t>(base::integer_at(object, "bytes"));
  file.media_type = base::text_at(object, "media_type");
  COMITY_TRY(file.file, base::Hash::from_hex(base::text_at(object, "file")));
  if (const auto reading = base::text_at(object, "reading"); !reading.empty()) {
    COMITY_TRY(file.reading, base::Hash::from_hex(reading));
  }
  file.problem = base::text_at(object, "problem");
  file.removed = base::texts_at(object, "removed");
  file.cleaned = base::truth_at(object, "cleaned");
  return file;
}

}  // namespace

JsonObject to_json(const ReplyContent& content) {
  JsonArray answers, files;
  for (const auto& answer : content.answers) {
    answers.push_back(JsonObject{
        {"question", answer.question}, {"text", answer.text}, {"choice", answer.choice}});
  }
  for (const auto& file : content.files) {
    JsonArray removed;
    for (const auto& each : file.removed) removed.emplace_back(each);
    files.push_back(JsonObject{{"question", file.question},
                               {"name", file.name},
                               {"bytes", file.bytes},
                               {"media_type", file.media_type},
                               {"file", file.file.hex()},
                               {"reading", file.reading ? file.reading->hex() : std::string()},
                               {"problem", file.problem},
                               {"removed", std::move(removed)},
                               {"cleaned", file.cleaned}});
  }
  return {{"body", content.body},
          {"kind", name_of(content.kind)},
          {"publish", content.publish},
          {"answers", std::move(answers)},
          {"files", std::move(files)}};
}

base::Result<ReplyContent> reply_content_from_json(const JsonObject& object) {
  ReplyContent content;
  content.body = base::text_at(object, "body");
  const auto kind = body_kind_from(base::text_at(object, "kind"));
  if (!kind) return broken_reply("kind");
  content.kind = *kind;
  content.publish = base::truth_at(object, "publish");
  for (const auto& each : base::array_at(object, "answers")) {
    if (!each.is_object()) return broken_reply("answers");
    const auto& answer = each.get_object();
    content.answers.push_back({question_at(answer), std::string(base::text_at(answer, "text")),
                               static_cast<std::uint32_t>(base::integer_at(answer, "choice"))});
  }
  for (const auto& each : base::array_at(object, "files")) {
    if (!each.is_object()) return broken_reply("files");
    auto file = reply_file_from(each.get_object());
    if (!file) return broken_reply("files");
    content.files.push_back(*std::move(file));
  }
  return content;
}

bool is_published(const Call& call, Way way, const ReplyContent& content) {
  if (!call.shown || way != Way::named || call.terms == Terms::none) return false;
  return call.terms == Terms::all || content.publish;
}

}  // namespace comity::model
