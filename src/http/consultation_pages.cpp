#include "http/consultation_pages.h"

#include <algorithm>

#include "http/downloads.h"
#include "http/pages/consultation_views.h"
#include "http/protocol/address.h"
#include "http/protocol/multipart.h"
#include "http/question.h"
#include "http/uploads.h"

namespace comity::http {
namespace {

constexpr std::size_t kMostReplyBytes = std::size_t{24} << 20;

std::string field_text(const base::Json& value) {
  if (const auto* const text = value.if_string()) return std::string(*text);
  if (const auto* const truth = value.if_bool()) return *truth ? "yes" : "";
  return value.is_null() ? std::string() : base::to_text(value);
}

// A value of a JSON object as the fields of a form: a list is its items, an object one field for
// each member ("answers": {"2": "1"} is answer.2), a file sent ahead its secret at its question.
void add_fields(const std::string& name, const base::Json& value, std::vector<Parameter>& fields) {
  if (const auto* const list = value.if_array()) {
    for (const auto& each : *list) add_fields(name, each, fields);
  } else if (const auto* const object = value.if_object(); object != nullptr && name == "upload") {
    const auto question = base::integer_at(*object, "question");
    fields.push_back({question > 0 ? name + "." + std::to_string(question) : name,
                      std::string(base::text_at(*object, "secret"))});
  } else if (object != nullptr) {
    for (const auto& each : *object) {
      add_fields(name + "." + std::string(each.key()), each.value(), fields);
    }
  } else {
    fields.push_back({name, field_text(value)});
  }
}

std::variant<Posted, Problem> posted_as_json(const Visit& visit) {
  const auto json = base::parse_json(visit.request.body);
  if (!json) return problem_of(json.error());
  if (!json->is_object()) {
    return problem_of_status(400, "a reply is a JSON object", "Send its members in braces.");
  }
  Posted posted;
  for (const auto& each : json->get_object()) {
    const std::string_view key(each.key());
    const auto name = key == "answers" ? "answer" : key == "uploads" ? "upload" : key;
    add_fields(std::string(name), each.value(), posted.fields);
  }
  return posted;
}

// The fields and files of a form, whichever way it was sent.
std::variant<Posted, Problem> posted_by(const Visit& visit) {
  const std::string type = visit.request.header("Content-Type");
  if (type.starts_with("application/json")) return posted_as_json(visit);
  Posted posted;
  if (type.find("multipart/") == std::string::npos) {
    auto fields = parse_pairs(visit.request.body);
    if (!fields) return problem_of(fields.error());
    posted.fields = *std::move(fields);
    return posted;
  }
  const auto parts = parse_multipart(visit.request.body, type);
  if (!parts) return problem_of(parts.error());
  for (const Part& part : *parts) {
    if (!part.is_file) {
      posted.fields.push_back({part.name, std::string(part.content)});
    } else if (!part.file_name.empty()) {  // else none was chosen
      posted.files.push_back({part.name, part.file_name, std::string(part.content)});
    }
  }
  return posted;
}

// The version of a call that its editor saw: of the form, or by If-Match ("*": whatever is now).
std::optional<Problem> add_version(const Visit& visit, std::int64_t now, Posted& posted) {
  if (!value_of(posted.fields, "version").empty()) return std::nullopt;
  std::string header = visit.request.header("If-Match");
  std::erase(header, '"');
  if (header == "*") header = std::to_string(now);
  if (header.empty()) {
    return problem_of_status(428, "a change names the version that it was decided on",
                             "Send the call's ETag as If-Match, or its version.");
  }
  posted.fields.push_back({"version", header});
  return std::nullopt;
}

base::JsonObject refused_json(const Problem& problem) {
  return {{"message", problem.detail}, {"place", problem.place}, {"mend", problem.mend}};
}

ReceiptAct act_of(RouteId route) {
  if (route == RouteId::receipt_correct) return ReceiptAct::correct;
  return route == RouteId::receipt_withdraw ? ReceiptAct::withdraw : ReceiptAct::see;
}

}  // namespace

bool ConsultationPages::has(RouteId route) {
  return route >= RouteId::consultations && route <= RouteId::reply_file;
}

std::size_t ConsultationPages::most_bytes(RouteId route) {
  return route == RouteId::receive || route == RouteId::receipt_correct ? kMostReplyBytes : 0;
}

Reader ConsultationPages::reader_of(const Visit& visit) const {
  const auto text = value_of(visit.target.parameters, "text");
  return {visit.actor, text.empty() ? visit.language : std::string(text)};
}

std::string ConsultationPages::origin_of(const Visit& visit) const {
  return std::string(transport_ == Transport::tls ? "https://" : "http://") +
         visit.request.header("Host");
}

Outcome ConsultationPages::answer(const Visit& visit) const {
  const RouteId id = visit.route->id;
  if (id == RouteId::receive) return receive(visit);
  if (id == RouteId::receipt_page) {
    return presenter_.own(visit, "consultations/receipt", "receipt.title",
                          base::JsonObject{{"reply", nullptr}}, base::JsonObject{});
  }
  const bool by_receipt = id == RouteId::receipt_see || id == RouteId::receipt_correct ||
                          id == RouteId::receipt_withdraw;
  if (by_receipt) return receipt(visit);
  const bool of_readers =
      id == RouteId::readers || id == RouteId::name_readers || id == RouteId::recover;
  if (of_readers) return readers(visit);
  if (visit.route->method == Method::post) return write(visit);
  if (id == RouteId::reply_file || id == RouteId::letter) return file(visit);
  if (id == RouteId::reply_form) return reply_form(visit);
  if (id == RouteId::call_new || id == RouteId::call_edit) return editor(visit);
  return id == RouteId::call ? call(visit) : show(visit);
}

// Lists, and one reply.
Outcome ConsultationPages::show(const Visit& visit) const {
  auto& site = site_.consultations();
  const auto call = visit.match->value("call");
  const auto reader = reader_of(visit);
  switch (visit.route->id) {
    case RouteId::replies: {
      const auto answer = site.replies(call, reader);
      if (!answer) return problem_of(answer.error());
      return presenter_.own(visit, "consultations/replies", "replies.title", *answer, {});
    }
    case RouteId::reply: {
      const auto answer = site.reply(call, visit.match->value("reply"), reader);
      if (!answer) return problem_of(answer.error());
      return presenter_.own(visit, "consultations/reply", "reply.title", *answer, {});
    }
    default: {
      const auto answer = site.consultations(reader);
      if (!answer) return problem_of(answer.error());
      return presenter_.own(visit, "consultations/list", "consultations.title", *answer, {});
    }
  }
}

Outcome ConsultationPages::call(const Visit& visit) const {
  const auto answer =
      site_.consultations().consultation(visit.match->value("call"), reader_of(visit));
  if (!answer) return problem_of(answer.error());
  const auto& body = answer->as_object();
  auto response =
      presenter_.own(visit, "consultations/call", "call.title", *answer, call_extra(body));
  response.set("ETag", '"' + std::to_string(base::integer_at(body, "version")) + '"');
  return response;
}

// The form of a new call, or of another version of one.
Outcome ConsultationPages::editor(const Visit& visit) const {
  if (!visit.actor.signed_in()) return not_signed_in();
  auto& site = site_.consultations();
  const bool is_new = visit.route->id == RouteId::call_new;
  const auto answer = is_new ? site.consultations(reader_of(visit))
                             : site.consultation(visit.match->value("call"), reader_of(visit));
  if (!answer) return problem_of(answer.error());
  const auto& body = answer->as_object();
  if (!base::truth_at(base::object_at(body, "may"), "write")) {
    return problem_of_status(403, "only an editor of the space writes its calls for input",
                             "Ask an administrator of the space for a role that may.");
  }
  return presenter_.own(visit, "consultations/edit", is_new ? "call.new_title" : "call.edit_title",
                        *answer, editor_extra(body, is_new));
}

Outcome ConsultationPages::reply_form(const Visit& visit) const {
  auto& site = site_.consultations();
  auto answer = site.consultation(visit.match->value("call"), reader_of(visit));
  if (!answer) return problem_of(answer.error());
  // The code of this one form; kept by nobody until the form is sent.
  answer->as_object()["receipt"] = site.new_receipt();
  answer->as_object()["puzzle"] = puzzle_for(visit);
  return presenter_.own(visit, "consultations/form", "reply.form_title", *answer,
                        reply_form_extra(answer->as_object(), {}, {}));
}

base::Json ConsultationPages::puzzle_for(const Visit& visit) const {
  const auto puzzle = public_forms_.puzzle(visit.match->value("call"));
  return base::JsonObject{{"challenge", puzzle.challenge}, {"bits", puzzle.bits}};
}

// The form again with what was written into it, above it what was wrong.
Outcome ConsultationPages::form_again(const Visit& visit, const std::vector<Parameter>& filled,
                                      Problem problem) const {
  auto answer = site_.consultations().consultation(visit.match->value("call"), reader_of(visit));
  if (visit.face == Face::json || !answer) return problem;
  answer->as_object()["receipt"] = value_of(filled, "receipt");
  answer->as_object()["puzzle"] = puzzle_for(visit);
  auto extra = reply_form_extra(answer->as_object(), filled, {});
  extra.as_object()["refused"] = refused_json(problem);
  auto response = presenter_.own(visit, "consultations/form", "reply.form_title", *answer, extra);
  response.status = problem.status;
  if (problem.retry_after > 0) response.set("Retry-After", std::to_string(problem.retry_after));
  return response;
}

Outcome ConsultationPages::file(const Visit& visit) const {
  auto& site = site_.consultations();
  const auto call = visit.match->value("call");
  if (visit.route->id == RouteId::letter) {
    return offered(visit, site.letter(call, value_of(visit.target.parameters, "to"),
                                      origin_of(visit), reader_of(visit)));
  }
  const int number = small_number(visit.match->value("attachment"));
  return offered(visit,
                 site.reply_file(call, visit.match->value("reply"), number, reader_of(visit)));
}

Outcome ConsultationPages::write(const Visit& visit) const {
  auto own = forms_.own_fields_of(visit);
  if (auto* const problem = std::get_if<Problem>(&own)) return std::move(*problem);
  Posted posted{std::get<std::vector<Parameter>>(std::move(own)), {}};
  auto& site = site_.consultations();
  const auto call = visit.match->value("call");
  if (visit.route->id != RouteId::call_create) {
    const auto seen = site.consultation(call, reader_of(visit));
    if (!seen) return problem_of(seen.error());
    const auto now = base::integer_at(seen->as_object(), "version");
    if (auto problem = add_version(visit, now, posted)) return *std::move(problem);
  }
  const auto done = visit.route->id == RouteId::call_step
                        ? site.step(call, posted, reader_of(visit))
                        : site.write(call, posted, reader_of(visit));
  if (!done) return problem_of(done.error());
  if (visit.face == Face::json) return presenter_.own(visit, {}, {}, *done, {});
  return onward(visit, std::string(base::text_at(done->as_object(), "address")));
}

// Who reads what is sealed: seen, named, and given the secret again by two administrators.
Outcome ConsultationPages::readers(const Visit& visit) const {
  if (!visit.actor.signed_in()) return not_signed_in();
  auto& site = site_.consultations();
  const auto call = visit.match->value("call");
  if (visit.route->method == Method::get) {
    const auto answer = site.readers(call, reader_of(visit));
    if (!answer) return problem_of(answer.error());
    return presenter_.own(visit, "consultations/readers", "readers.title", *answer,
                          base::JsonObject{});
  }
  auto own = forms_.own_fields_of(visit);
  if (auto* const problem = std::get_if<Problem>(&own)) return std::move(*problem);
  const Posted posted{std::get<std::vector<Parameter>>(std::move(own)), {}};
  const auto done = visit.route->id == RouteId::recover
                        ? site.recover(call, posted, reader_of(visit))
                        : site.name_readers(call, posted, reader_of(visit));
  if (!done) return problem_of(done.error());
  if (visit.face == Face::json) return presenter_.own(visit, {}, {}, *done, {});
  return onward(visit, "/consultations/" + encoded_path(call) + "/readers");
}

// Those that went with a reply are no longer counted.
void ConsultationPages::end_uploads(const std::vector<Parameter>& filled) const {
  for (const auto& field : filled) {
    if (!is_upload(field.name)) continue;
    open_uploads_.remove(site_.uploads().upload_of(field.value));
  }
}

Outcome ConsultationPages::receive(const Visit& visit) const {
  if (auto problem = forms_.foreign(visit)) return *std::move(problem);
  auto posted = posted_by(visit);
  if (auto* const problem = std::get_if<Problem>(&posted)) return std::move(*problem);
  auto& given = std::get<Posted>(posted);
  const auto filled = given.fields;
  const auto call = visit.match->value("call");
  const PuzzleAnswer answer{std::string(value_of(filled, "challenge")),
                            std::string(value_of(filled, "solution"))};
  auto refusal = public_forms_.refusal_of(sender_of(visit.request, transport_), answer, call);
  if (refusal) return form_again(visit, filled, *std::move(refusal));
  const auto done = site_.consultations().receive(call, std::move(given), reader_of(visit));
  if (!done) return form_again(visit, filled, problem_of(done.error()));
  end_uploads(filled);
  return presenter_.own(visit, "consultations/received", "reply.received_title", *done,
                        base::JsonObject{{"host", origin_of(visit)}});
}

// The held reply again, its form with what was written into it, above it what was wrong.
Outcome ConsultationPages::correction_again(const Visit& visit, const ReceiptWish& wish,
                                            const std::vector<Parameter>& filled,
                                            const base::Error& error) const {
  Problem problem = problem_of(error);
  if (visit.face == Face::json || wish.act != ReceiptAct::correct) return problem;
  const auto seen = site_.consultations().with_receipt({ReceiptAct::see, wish.code, wish.network},
                                                       {}, reader_of(visit));
  if (!seen || !seen->done) return problem;
  const auto& body = seen->done->as_object();
  auto extra = reply_form_extra(base::object_at(body, "call"), filled,
                                base::array_at(base::object_at(body, "reply"), "parts"));
  extra.as_object()["code"] = wish.code;
  extra.as_object()["refused"] = refused_json(problem);
  auto response =
      presenter_.own(visit, "consultations/receipt", "receipt.title", *seen->done, extra);
  response.status = problem.status;
  return response;
}

Outcome ConsultationPages::receipt(const Visit& visit) const {
  if (auto problem = forms_.refusal_of_attempt(visit)) return *std::move(problem);
  auto given = posted_by(visit);
  if (auto* const problem = std::get_if<Problem>(&given)) return std::move(*problem);
  auto& posted = std::get<Posted>(given);
  const ReceiptWish wish{act_of(visit.route->id), std::string(value_of(posted.fields, "receipt")),
                         sender_of(visit.request, transport_)};
  const auto filled = posted.fields;
  const auto tried = site_.consultations().with_receipt(wish, std::move(posted), reader_of(visit));
  if (!tried) {
    // Whoever has the code and is late, or left a question out, has not guessed.
    if (tried.error().kind == base::ErrorKind::not_found) return problem_of(tried.error());
    forms_.attempt_was_right(visit);
    return correction_again(visit, wish, filled, tried.error());
  }
  if (!tried->done) return slowed_down(tried->wait);
  forms_.attempt_was_right(visit);
  end_uploads(filled);
  const auto& body = tried->done->as_object();
  const auto& reply = base::object_at(body, "reply");
  auto extra = reply_form_extra(base::object_at(body, "call"), fields_of_reply(reply),
                                base::array_at(reply, "parts"));
  extra.as_object()["code"] = wish.code;
  extra.as_object()["corrected"] = wish.act == ReceiptAct::correct;
  return presenter_.own(visit, "consultations/receipt", "receipt.title", *tried->done, extra);
}

}  // namespace comity::http
