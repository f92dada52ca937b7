#pragma once

#include <string>
#include <vector>

#include "http/consultations.h"

// One call for input, and what was asked of it, for tests.
namespace comity::http {

class SampleConsultations final : public Consultations {
 public:
  static constexpr std::string_view kSampleCall = "0123456789ABC";
  static constexpr std::string_view kSampleReceipt = "ABCDE-FGHJK-MNPQR-STVWX-YZ234";

  base::Result<base::Json> consultations(const Reader& reader) override {
    return base::Json(base::JsonObject{
        {"calls", base::JsonArray{sample_call(reader)}},
        {"spaces", base::JsonArray{base::JsonObject{{"space", "home"}, {"title", "Home"}}}},
        {"may", base::JsonObject{{"write", reader.actor.signed_in()}}},
        {"at", base::JsonArray{}}});
  }
  base::Result<base::Json> consultation(std::string_view call, const Reader& reader) override {
    asked_language = reader.language;
    if (call != kSampleCall) {
      return base::fail(base::ErrorKind::not_found, "there is no such call for input");
    }
    return base::Json(sample_call(reader));
  }
  base::Result<base::Json> write(std::string_view call, const Posted& posted,
                                 const Reader& reader) override {
    decided.push_back("write " + std::string(call) + " " + field(posted, "title.en") + " over " +
                      field(posted, "version"));
    return base::Json(sample_call(reader));
  }
  base::Result<base::Json> step(std::string_view, const Posted& posted,
                                const Reader& reader) override {
    decided.push_back("step " + field(posted, "step") + " over " + field(posted, "version"));
    return base::Json(sample_call(reader));
  }
  base::Result<base::Json> readers(std::string_view, const Reader& reader) override {
    return sample_readers(reader);
  }
  base::Result<base::Json> name_readers(std::string_view, const Posted& posted,
                                        const Reader& reader) override {
    decided.push_back("readers " + field(posted, "person") + " over " + field(posted, "version"));
    return sample_readers(reader);
  }
  base::Result<base::Json> recover(std::string_view, const Posted& posted,
                                   const Reader& reader) override {
    decided.push_back("recover for " + field(posted, "person"));
    return sample_readers(reader);
  }
  std::string new_receipt() override { return std::string(kSampleReceipt); }
  base::Result<base::Json> receive(std::string_view, Posted posted, const Reader& reader) override {
    received = posted;
    if (refusal) return tl::unexpected<base::Error>(*refusal);
    auto json = held(reader);
    json["receipt"] = field(posted, "receipt");
    json["unchanged"] = false;
    return base::Json(std::move(json));
  }
  base::Result<Tried<base::Json>> with_receipt(const ReceiptWish& wish, Posted,
                                               const Reader& reader) override {
    asked_from = wish.network;
    if (wish.code != kSampleReceipt) {
      return base::fail(base::ErrorKind::not_found, "no reply goes by this receipt code");
    }
    if (wait > 0) return Tried<base::Json>{std::nullopt, wait};
    if (refusal && wish.act == ReceiptAct::correct) return tl::unexpected<base::Error>(*refusal);
    decided.push_back(wish.act == ReceiptAct::see       ? "see"
                      : wish.act == ReceiptAct::correct ? "correct"
                                                        : "withdraw");
    auto json = held(reader);
    if (wish.act == ReceiptAct::correct) {
      json["receipt"] = wish.code;
      json["unchanged"] = false;
    }
    return Tried<base::Json>{base::Json(std::move(json)), 0};
  }
  base::Result<base::Json> replies(std::string_view, const Reader& reader) override {
    return base::Json(base::JsonObject{{"call", sample_call(reader)},
                                       {"replies", base::JsonArray{sample_reply()}},
                                       {"count", 1},
                                       {"kinds", base::JsonArray{}},
                                       {"at", base::JsonArray{}}});
  }
  base::Result<base::Json> reply(std::string_view, std::string_view,
                                 const Reader& reader) override {
    return base::Json(base::JsonObject{
        {"call", sample_call(reader)}, {"reply", sample_reply()}, {"at", base::JsonArray{}}});
  }
  base::Result<File> reply_file(std::string_view, std::string_view, int number,
                                const Reader&) override {
    if (number != 1) return base::fail(base::ErrorKind::not_found, "the reply has no such file");
    return File{"text/html", "ours.html", "file-1",
                std::make_shared<const std::string>("<script>alert(1)</script>")};
  }
  base::Result<File> letter(std::string_view, std::string_view body, std::string_view origin,
                            const Reader&) override {
    decided.push_back("letter to " + std::string(body) + " from " + std::string(origin));
    return File{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "invitation.docx", "letter-1", std::make_shared<const std::string>("letter")};
  }

  std::int64_t wait = 0;
  std::optional<base::Error> refusal;
  Posted received;
  std::string asked_from;
  std::string asked_language;
  std::vector<std::string> decided;

 private:
  static std::string field(const Posted& posted, std::string_view name) {
    for (const auto& each : posted.fields) {
      if (each.name == name) return each.value;
    }
    return {};
  }
  static base::JsonObject sample_call(const Reader& reader) {
    const auto in = [](const char* text) { return base::JsonArray{text}; };
    return {{"id", kSampleCall},
            {"address", "/consultations/" + std::string(kSampleCall)},
            {"space", "home"},
            {"body", "Home"},
            {"specimen", false},
            {"version", 3},
            {"state", "open"},
            {"receives", true},
            {"why_not", ""},
            {"title", "Ways <em> and means"},
            {"text", in("What helps?")},
            {"language", "en"},
            {"languages", base::JsonArray{"en", "ar"}},
            {"questions",
             base::JsonArray{base::JsonObject{{"number", 1},
                                              {"kind", "text"},
                                              {"text", "What helps?"},
                                              {"choices", base::JsonArray{}},
                                              {"required", true}},
                             base::JsonObject{{"number", 2},
                                              {"kind", "choice"},
                                              {"text", "Which?"},
                                              {"choices", base::JsonArray{base::JsonObject{
                                                              {"number", 1}, {"text", "One"}}}},
                                              {"required", false}},
                             base::JsonObject{{"number", 3},
                                              {"kind", "file"},
                                              {"text", "A document"},
                                              {"choices", base::JsonArray{}},
                                              {"required", false}}}},
            {"invited", in("NGO")},
            {"opens", "2026-01-01T00:00:00Z"},
            {"opens_local", "2026-01-01T01:00"},
            {"closes", "2026-12-31T17:00:00Z"},
            {"closes_local", "2026-12-31T18:00"},
            {"time_zone", "Europe/Zurich"},
            {"ways", in("named")},
            {"ways_open", in("named")},
            {"terms", "by_choice"},
            {"shown", false},
            {"may", base::JsonObject{{"write", reader.actor.signed_in()},
                                     {"read_replies", reader.actor.signed_in()}}}};
  }
  static base::Json sample_readers(const Reader& reader) {
    const base::JsonObject person{
        {"id", "0000000000001"}, {"name", "Ana <em>"}, {"fingerprint", "ABCD"}};
    auto candidate = person;
    candidate["key"] = true;
    candidate["named"] = true;
    auto named = person;
    named["state"] = "reads";
    named["you"] = true;
    return base::JsonObject{
        {"readers", base::JsonArray{named}},
        {"candidates", base::JsonArray{candidate}},
        {"recovery", base::JsonObject{{"administrators", base::JsonArray{person}},
                                      {"possible", false},
                                      {"for", base::JsonArray{}}}},
        {"version", 4},
        {"reception", base::JsonObject{{"possible", true}, {"why", ""}, {"mend", ""}}},
        {"may", base::JsonObject{{"name", true}, {"recover", true}}},
        {"call", sample_call(reader)}};
  }
  static base::JsonObject sample_reply() {
    return {
        {"id", "0000000000009"},
        {"address", "/consultations/0123456789ABC/replies/0000000000009"},
        {"version", 1},
        {"way", "named"},
        {"language", "en"},
        {"received", "2026-02-01T09:30:00Z"},
        {"received_local", "2026-02-01T10:30"},
        {"withdrawn", false},
        {"sealed", false},
        {"opened", true},
        {"closed_because", ""},
        {"body", "Society of <Rivers>"},
        {"kind", "NGO"},
        {"publish", true},
        {"published", false},
        {"file_count", 0},
        {"parts", base::JsonArray{base::JsonObject{
                      {"part", "question 1"},
                      {"kind", "answer"},
                      {"number", 1},
                      {"title", "What helps?"},
                      {"given", "Dialogue <b>"},
                      {"paragraphs", base::JsonArray{base::JsonObject{{"number", 1},
                                                                      {"anchor", "question-1-1"},
                                                                      {"text", "Dialogue <b>"},
                                                                      {"direction", "ltr"}}}}}}}};
  }
  static base::JsonObject held(const Reader& reader) {
    return {{"reply", sample_reply()},
            {"call", sample_call(reader)},
            {"changes", true},
            {"withdraws", true}};
  }
};

}  // namespace comity::http
