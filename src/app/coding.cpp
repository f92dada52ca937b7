#include "app/coding.h"

#include <charconv>
#include <utility>

#include "app/person.h"
#include "service/coding/coding.h"
#include "service/coding/presence.h"
#include "service/coding/proposals.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations.h"

namespace comity::app {
namespace {

using base::Result;
using Fields = std::vector<http::Parameter>;

std::string one_of(const Fields& fields, std::string_view name) {
  for (const auto& field : fields) {
    if (field.name == name) return field.value;
  }
  return {};
}

std::vector<std::string> all_of(const Fields& fields, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& field : fields) {
    if (field.name == name && !field.value.empty()) values.push_back(field.value);
  }
  return values;
}

/// A number, or nothing.
std::optional<std::int64_t> number_in(const Fields& fields, std::string_view name) {
  const auto text = one_of(fields, name);
  std::int64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

service::SeenEntry seen_in(const Fields& fields) {
  const auto number = number_in(fields, "seen");
  return number ? service::SeenEntry(*number) : service::SeenEntry();
}

int page_in(const Fields& fields) {
  return static_cast<int>(
      std::clamp<std::int64_t>(number_in(fields, "page").value_or(1), 1, 1'000'000));
}

/// Part and paragraph are fields of their own, or one: "question 2|3".
template <typename Wish>
void put_place(const Fields& fields, Wish& wish) {
  wish.reply = one_of(fields, "reply");
  wish.version = number_in(fields, "version").value_or(0);
  wish.part = one_of(fields, "part");
  wish.paragraph = number_in(fields, "paragraph").value_or(0);
  const auto place = one_of(fields, "place");
  const auto bar = place.rfind('|');
  if (wish.part.empty() && bar != std::string::npos) {
    wish.part = place.substr(0, bar);
    wish.paragraph = number_in({{"n", place.substr(bar + 1)}}, "n").value_or(0);
  }
}

service::ProposalWish proposal_wish(const Fields& fields) {
  service::ProposalWish wish;
  put_place(fields, wish);
  wish.codes = all_of(fields, "code");
  return wish;
}

service::MarkWish mark_wish(const Fields& fields) {
  service::MarkWish wish;
  wish.passage = one_of(fields, "passage");
  put_place(fields, wish);
  wish.words = one_of(fields, "words");
  wish.begin = number_in(fields, "from");
  wish.end = number_in(fields, "to");
  wish.codes = all_of(fields, "code");
  wish.seen = seen_in(fields);
  return wish;
}

service::LineWish line_wish(const Fields& fields) {
  service::LineWish wish;
  wish.line = one_of(fields, "line");
  wish.section = one_of(fields, "section");
  wish.order = number_in(fields, "order").value_or(0);
  wish.text = one_of(fields, "text");
  wish.passages = all_of(fields, "passage");
  wish.seen = seen_in(fields);
  return wish;
}

Result<base::Json> nothing_more(const base::Status& done) {
  COMITY_CHECK(done);
  return base::Json(base::JsonObject{{"done", true}});
}

Result<base::Json> whole_of(Result<base::JsonObject> answer) {
  COMITY_TRY(auto done, std::move(answer));
  return base::Json(std::move(done));
}

Result<base::Json> whole_of(Result<service::Answer> answer) {
  COMITY_TRY(auto done, std::move(answer));
  return base::Json(std::move(done.body));
}

}  // namespace

service::Ask ServiceCoding::ask_of(const http::Reader& reader) const {
  return {app::person(installation_, reader.actor),
          model::language_from(reader.language).value_or(model::Language::en)};
}

Result<base::Json> ServiceCoding::passages(const http::CodingQuestion& question,
                                           const http::Reader& reader) {
  const auto& asked = question.asked;
  return whole_of(service::passages(
      installation_, ask_of(reader), question.call,
      {one_of(asked, "reply"), one_of(asked, "beside"), one_of(asked, "code"), page_in(asked)}));
}

Result<base::Json> ServiceCoding::proposals(const http::CodingQuestion& question,
                                            const http::Reader& reader) {
  return whole_of(service::proposals(installation_, ask_of(reader), question.call,
                                     one_of(question.asked, "reply")));
}

Result<base::Json> ServiceCoding::presence(const http::CodingQuestion& question,
                                           const http::Reader& reader) {
  return whole_of(service::presence(installation_, ask_of(reader), question.call,
                                    one_of(question.asked, "reply")));
}

Result<base::Json> ServiceCoding::synthesis(const http::CodingQuestion& question,
                                            const http::Reader& reader) {
  const auto& asked = question.asked;
  service::SynthesisQuery query{one_of(asked, "line"), one_of(asked, "use"), one_of(asked, "code"),
                                page_in(asked)};
  if (query.use.empty()) query.use = "unused";
  return whole_of(service::synthesis(installation_, ask_of(reader), question.call, query));
}

Result<base::Json> ServiceCoding::report(const http::CodingQuestion& question,
                                         const http::Reader& reader) {
  return whole_of(service::report(installation_, ask_of(reader), question.call,
                                  one_of(question.asked, "line")));
}

Result<http::File> ServiceCoding::report_file(std::string_view call, std::string_view format,
                                              const http::Reader& reader) {
  const auto kind = format == "docx"  ? service::ReportFormat::docx
                    : format == "csv" ? service::ReportFormat::csv
                                      : service::ReportFormat::ndjson;
  COMITY_TRY(auto file, service::report_file(installation_, ask_of(reader), call, kind));
  return http::File{std::move(file.media_type), std::move(file.name), std::move(file.etag),
                    std::move(file.bytes)};
}

Result<base::Json> ServiceCoding::take(http::CodingStep step, std::string_view call,
                                       const Fields& fields, const http::Reader& reader) {
  const auto ask = ask_of(reader);
  switch (step) {
    case http::CodingStep::mark:
      return whole_of(service::mark_passage(installation_, ask, call, mark_wish(fields)));
    case http::CodingStep::unmark:
      return nothing_more(service::unmark_passage(installation_, ask, call,
                                                  one_of(fields, "passage"), seen_in(fields)));
    case http::CodingStep::finish:
      return nothing_more(
          service::finish_coding(installation_, ask, call, one_of(fields, "reply")));
    case http::CodingStep::accept:
      return whole_of(service::accept_proposal(installation_, ask, call, proposal_wish(fields)));
    case http::CodingStep::dismiss:
      return nothing_more(
          service::dismiss_proposal(installation_, ask, call, proposal_wish(fields)));
    case http::CodingStep::be_present:
      return nothing_more(service::be_present(installation_, ask, call, one_of(fields, "reply")));
    case http::CodingStep::write_code:
      return nothing_more(service::write_code(
          installation_, ask, call,
          {one_of(fields, "code"), one_of(fields, "title"), one_of(fields, "group")}));
    case http::CodingStep::write_line:
      return whole_of(service::write_line(installation_, ask, call, line_wish(fields)));
    case http::CodingStep::remove_line:
      return nothing_more(
          service::remove_line(installation_, ask, call, one_of(fields, "line"), seen_in(fields)));
    case http::CodingStep::set_aside:
      return nothing_more(service::set_passage_aside(installation_, ask, call,
                                                     one_of(fields, "passage"),
                                                     one_of(fields, "reason"), seen_in(fields)));
    case http::CodingStep::publish:
      break;
  }
  COMITY_TRY(const bool published, service::consent_from("published", one_of(fields, "published")));
  COMITY_TRY(const bool annex, service::consent_from("annex", one_of(fields, "annex")));
  return nothing_more(
      service::publish_report(installation_, ask, call, {published, annex, seen_in(fields)}));
}

}  // namespace comity::app
