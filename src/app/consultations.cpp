#include "app/consultations.h"

#include <charconv>
#include <utility>

#include "app/person.h"
#include "service/consultation/consultations.h"

namespace comity::app {
namespace {

using base::Result;

Result<base::Json> body_of(Result<service::Answer> answer) {
  COMITY_TRY(auto done, std::move(answer));
  return base::Json(std::move(done.body));
}

Result<base::Json> body_of(Result<base::JsonObject> answer) {
  COMITY_TRY(auto done, std::move(answer));
  return base::Json(std::move(done));
}

Result<http::File> file_from(Result<service::StoredFile> file) {
  COMITY_TRY(auto done, std::move(file));
  return http::File{std::move(done.media_type), std::move(done.name), std::move(done.etag),
                    std::move(done.bytes)};
}

std::string field_in(const http::Posted& posted, std::string_view name) {
  for (const auto& field : posted.fields) {
    if (field.name == name) return field.value;
  }
  return {};
}

std::vector<std::string> fields_in(const http::Posted& posted, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& field : posted.fields) {
    if (field.name == name && !field.value.empty()) values.push_back(field.value);
  }
  return values;
}

/// A number from 1, or 0.
std::uint32_t whole(std::string_view text) {
  std::uint32_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? value : 0;
}

/// Fields "title.en", "title.fr" and so on.
model::InLanguages texts_in(const http::Posted& posted, const std::string& name) {
  model::InLanguages texts;
  for (const auto& field : posted.fields) {
    if (!field.name.starts_with(name + ".") || field.value.empty()) continue;
    const auto language = model::language_from(field.name.substr(name.size() + 1));
    if (language) texts[*language] = field.value;
  }
  return texts;
}

Result<service::CallWish> call_wish(const http::Posted& posted) {
  service::CallWish wish;
  wish.space = field_in(posted, "space");
  wish.title = texts_in(posted, "title");
  wish.text = texts_in(posted, "text");
  COMITY_TRY(wish.questions, service::questions_from_text(texts_in(posted, "questions")));
  wish.invited = fields_in(posted, "invited");
  wish.opens = field_in(posted, "opens");
  wish.closes = field_in(posted, "closes");
  wish.time_zone = field_in(posted, "time_zone");
  wish.ways = fields_in(posted, "ways");
  wish.terms = field_in(posted, "terms");
  wish.seen = whole(field_in(posted, "version"));
  return wish;
}

Result<service::CallStep> call_step(std::string_view name) {
  if (name == "open") return service::CallStep::open;
  if (name == "extend") return service::CallStep::extend;
  if (name == "close") return service::CallStep::close;
  if (name == "show") return service::CallStep::show;
  if (name == "hide") return service::CallStep::hide;
  return base::fail(base::ErrorKind::invalid_input, "no such step: " + std::string(name), "step",
                    "open, extend, close, show or hide");
}

/// The question behind the full stop of a field's name; 0 where there is none.
std::uint32_t question_of(std::string_view field) {
  const auto dot = field.find('.');
  return dot == std::string_view::npos ? 0 : whole(field.substr(dot + 1));
}

/// Answers are "answer.N", files "file" or "file.N" of a question that asks for them, those sent
/// ahead "upload" or "upload.N", and files to leave out "without".
Result<service::ReplyWish> reply_wish(http::Posted posted) {
  service::ReplyWish wish;
  wish.way = field_in(posted, "way");
  wish.language = field_in(posted, "language");
  wish.body = field_in(posted, "body");
  wish.kind = field_in(posted, "kind");
  COMITY_TRY(wish.publish, service::consent_from("publish", field_in(posted, "publish")));
  wish.receipt = field_in(posted, "receipt");
  // What is no number is no version that there is.
  if (const auto seen = field_in(posted, "version"); !seen.empty()) wish.seen = whole(seen);
  for (const auto& field : posted.fields) {
    if (field.name.starts_with("answer.")) {
      wish.answers[whole(std::string_view(field.name).substr(7))] = field.value;
    }
    if (field.name == "upload" || field.name.starts_with("upload.")) {
      wish.uploads.push_back({question_of(field.name), field.value});
    }
    if (field.name == "without") wish.without.push_back(whole(field.value));
  }
  for (auto& file : posted.files) {
    wish.files.push_back({question_of(file.field), std::move(file.name), std::move(file.bytes)});
  }
  return wish;
}

}  // namespace

service::Ask ServiceConsultations::ask_of(const http::Reader& reader) const {
  return {app::person(installation_, reader.actor),
          model::language_from(reader.language).value_or(model::Language::en)};
}

Result<base::Json> ServiceConsultations::consultations(const http::Reader& reader) {
  return body_of(service::consultations(installation_, ask_of(reader)));
}

Result<base::Json> ServiceConsultations::consultation(std::string_view call,
                                                      const http::Reader& reader) {
  return body_of(service::consultation(installation_, ask_of(reader), call));
}

Result<base::Json> ServiceConsultations::write(std::string_view call, const http::Posted& posted,
                                               const http::Reader& reader) {
  COMITY_TRY(const auto wish, call_wish(posted));
  return body_of(service::write_call(installation_, ask_of(reader), call, wish));
}

Result<base::Json> ServiceConsultations::step(std::string_view call, const http::Posted& posted,
                                              const http::Reader& reader) {
  service::CallStepWish wish;
  COMITY_TRY(wish.step, call_step(field_in(posted, "step")));
  wish.closes = field_in(posted, "closes");
  wish.seen = whole(field_in(posted, "version"));
  return body_of(service::change_call(installation_, ask_of(reader), call, wish));
}

Result<base::Json> ServiceConsultations::with_call(
    std::string_view call, const http::Reader& reader,
    const std::function<Result<base::JsonObject>(const service::CallName&)>& answer) {
  COMITY_TRY(auto shown, service::consultation(installation_, ask_of(reader), call));
  const service::CallName name{std::string(base::text_at(shown.body, "id")),
                               std::string(base::text_at(shown.body, "space"))};
  COMITY_TRY(auto body, answer(name));
  shown.body.erase("at");
  body["call"] = std::move(shown.body);
  return base::Json(std::move(body));
}

Result<base::Json> ServiceConsultations::readers(std::string_view call,
                                                 const http::Reader& reader) {
  return with_call(call, reader, [&](const service::CallName& name) {
    return service::readers_of(installation_, ask_of(reader).actor, name);
  });
}

Result<base::Json> ServiceConsultations::name_readers(std::string_view call,
                                                      const http::Posted& posted,
                                                      const http::Reader& reader) {
  const service::NamingWish wish{fields_in(posted, "person"), whole(field_in(posted, "version"))};
  return with_call(call, reader, [&](const service::CallName& name) {
    return service::name_readers(installation_, ask_of(reader).actor, name, wish);
  });
}

Result<base::Json> ServiceConsultations::recover(std::string_view call, const http::Posted& posted,
                                                 const http::Reader& reader) {
  const auto person = field_in(posted, "person");
  return with_call(call, reader, [&](const service::CallName& name) {
    return service::recover(installation_, ask_of(reader).actor, name, person);
  });
}

std::string ServiceConsultations::new_receipt() { return service::new_receipt(); }

Result<base::Json> ServiceConsultations::receive(std::string_view call, http::Posted posted,
                                                 const http::Reader& reader) {
  COMITY_TRY(auto wish, reply_wish(std::move(posted)));
  return body_of(service::receive_reply(installation_, ask_of(reader), call, std::move(wish)));
}

Result<http::Tried<base::Json>> ServiceConsultations::with_receipt(const http::ReceiptWish& wish,
                                                                   http::Posted posted,
                                                                   const http::Reader& reader) {
  const service::ReceiptHeld held{wish.code, wish.network};
  const auto ask = ask_of(reader);
  auto tried = [&]() -> Result<service::Tried<base::JsonObject>> {
    if (wish.act == http::ReceiptAct::see) {
      return service::reply_of_receipt(installation_, ask, held);
    }
    if (wish.act == http::ReceiptAct::withdraw) {
      return service::withdraw_reply(installation_, ask, held);
    }
    COMITY_TRY(auto correction, reply_wish(std::move(posted)));
    return service::correct_reply(installation_, ask, held, std::move(correction));
  }();
  if (!tried) return tl::unexpected<base::Error>(std::move(tried).error());
  if (!tried->done) return http::Tried<base::Json>{std::nullopt, tried->wait};
  return http::Tried<base::Json>{base::Json(*std::move(tried->done)), 0};
}

Result<base::Json> ServiceConsultations::replies(std::string_view call,
                                                 const http::Reader& reader) {
  return body_of(service::replies(installation_, ask_of(reader), call));
}

Result<base::Json> ServiceConsultations::reply(std::string_view call, std::string_view reply,
                                               const http::Reader& reader) {
  return body_of(service::reply(installation_, ask_of(reader), call, reply));
}

Result<http::File> ServiceConsultations::reply_file(std::string_view call, std::string_view reply,
                                                    int number, const http::Reader& reader) {
  return file_from(service::reply_file(installation_, ask_of(reader), call, reply,
                                       static_cast<std::size_t>(number)));
}

Result<http::File> ServiceConsultations::letter(std::string_view call, std::string_view body,
                                                std::string_view origin,
                                                const http::Reader& reader) {
  return file_from(service::invitation_letter(installation_, ask_of(reader), call, body, origin));
}

}  // namespace comity::app
