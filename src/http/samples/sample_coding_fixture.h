#pragma once

#include <string>
#include <vector>

#include "http/coding.h"

// One reply that was coded, and what was asked of it, for tests.
namespace comity::http {

class SampleCoding final : public ReplyCoding {
 public:
  base::Result<base::Json> passages(const CodingQuestion& question, const Reader& reader) override {
    if (!reader.actor.signed_in()) return refused();
    asked = question.asked;
    base::JsonObject head = reply();
    base::JsonObject listed = head;
    listed["marks"] = 1;
    listed["finishers"] = 2;
    listed["finished"] = false;
    listed["others"] = true;
    listed["current"] = true;
    listed["present"] = base::JsonArray{person()};
    base::JsonObject read = head;
    read["open"] = true;
    read["finished"] = false;
    read["present"] = base::JsonArray{person()};
    read["paragraphs"] = base::JsonArray{base::JsonObject{
        {"part", "question 1"},
        {"part_title", "question 1"},
        {"first", true},
        {"number", 1},
        {"anchor", "R-question-1-1"},
        {"text", "Open <em> words"},
        {"direction", "ltr"},
        {"pieces", base::JsonArray{base::JsonObject{{"text", "Open <em>"}, {"marked", true}},
                                   base::JsonObject{{"text", " words"}, {"marked", false}}}},
        {"marks", base::JsonArray{base::JsonObject{{"id", "P"},
                                                   {"words", "Open <em>"},
                                                   {"codes", base::JsonArray{code()}},
                                                   {"coder", "Ana"},
                                                   {"own", true},
                                                   {"changeable", true},
                                                   {"seen", 7}}}}}};
    return base::Json(base::JsonObject{
        {"call", call()},
        {"replies", base::JsonArray{listed}},
        {"pages", pages()},
        {"reading", base::JsonArray{read}},
        {"asked", base::JsonObject{{"reply", "R"}, {"beside", ""}, {"code", ""}}},
        {"codes", base::JsonArray{code()}},
        {"agreement", base::JsonArray{base::JsonObject{
                          {"first", "Ana"},
                          {"second", "Ben"},
                          {"replies", 1},
                          {"units", 4},
                          {"codes", base::JsonArray{base::JsonObject{{"code", "obstacle"},
                                                                     {"title", "Obstacles"},
                                                                     {"both", 1},
                                                                     {"first_only", 1},
                                                                     {"second_only", 0},
                                                                     {"neither", 2},
                                                                     {"kappa", 0.5}}}}}}},
        {"people", base::JsonArray{person()}},
        {"finished", false},
        {"may", base::JsonObject{{"write", true}}},
        {"at", base::JsonArray()}});
  }
  base::Result<base::Json> proposals(const CodingQuestion& question,
                                     const Reader& reader) override {
    if (!reader.actor.signed_in()) return refused();
    asked = question.asked;
    base::JsonObject guess = code();
    guess.erase("group");
    guess["confidence"] = 0.71;
    guess["words"] = base::JsonArray{"Open", "<em>"};
    base::JsonObject other = guess;
    other["code"] = "challenge";
    base::JsonObject learnt = code();
    learnt["paragraphs"] = 9;
    learnt["replies"] = 3;
    learnt["more_paragraphs"] = 0;
    learnt["more_replies"] = 0;
    learnt["more_without"] = 0;
    learnt["learnt"] = true;
    learnt["proposed"] = true;
    learnt["held_out"] = base::JsonObject{{"right", 6},        {"wrong", 2},     {"missed", 3},
                                          {"precision", 0.75}, {"recall", 0.67}, {"f1", 0.71}};
    base::JsonObject lacking = learnt;
    lacking["paragraphs"] = 5;
    lacking["replies"] = 2;
    lacking["more_paragraphs"] = 3;
    lacking["more_replies"] = 1;
    lacking["learnt"] = false;
    lacking["proposed"] = false;
    lacking["held_out"] = nullptr;
    return base::Json(base::JsonObject{
        {"call", call()},
        {"asked", base::JsonObject{{"reply", "R"}}},
        {"reply", reply()},
        {"open", true},
        {"finished", false},
        {"least", base::JsonObject{{"paragraphs", 8}, {"replies", 3}}},
        {"proposals", base::JsonArray{base::JsonObject{{"part", "question 1"},
                                                       {"paragraph", 1},
                                                       {"place", "question 1, para. 1"},
                                                       {"anchor", "R-question-1-1"},
                                                       {"text", "Open <em> words"},
                                                       {"codes", base::JsonArray{guess, other}}}}},
        {"codes", base::JsonArray{learnt, lacking}},
        {"learnt_from", base::JsonObject{{"paragraphs", 40}, {"replies", 4}, {"left_out", 0}}},
        {"at", base::JsonArray()}});
  }
  base::Result<base::Json> presence(const CodingQuestion& question, const Reader& reader) override {
    if (!reader.actor.signed_in()) return refused();
    asked = question.asked;
    return base::Json(base::JsonObject{{"call", call()},
                                       {"asked", base::JsonObject{{"reply", "R"}}},
                                       {"people", base::JsonArray{person()}},
                                       {"here", base::JsonArray{person()}},
                                       {"silent_seconds", 120},
                                       {"at", base::JsonArray()}});
  }
  base::Result<base::Json> synthesis(const CodingQuestion& question,
                                     const Reader& reader) override {
    if (!reader.actor.signed_in()) return refused();
    asked = question.asked;
    base::JsonObject opened = line();
    opened["open"] = true;
    opened["passages"] = base::JsonArray{passage()};
    opened["hidden"] = 0;
    return base::Json(base::JsonObject{
        {"call", call()},
        {"sections",
         base::JsonArray{base::JsonObject{
             {"code", "obstacle"}, {"title", "Obstacles"}, {"lines", base::JsonArray{opened}}}}},
        {"codes", base::JsonArray{code()}},
        {"coverage", base::JsonObject{{"passages", 2},
                                      {"used", 1},
                                      {"set_aside", 0},
                                      {"unused", 1},
                                      {"stale", 0},
                                      {"hidden", 0}}},
        {"listed", base::JsonArray{passage()}},
        {"pages", pages()},
        {"uses", base::JsonArray{base::JsonObject{{"use", "unused"}, {"selected", true}}}},
        {"asked", base::JsonObject{{"line", "L"}, {"use", "unused"}, {"code", ""}}},
        {"word_count", 40},
        {"broken", 0},
        {"published", false},
        {"annex", false},
        {"published_seen", 0},
        {"may", base::JsonObject{{"publish", true}}},
        {"at", base::JsonArray()}});
  }
  base::Result<base::Json> report(const CodingQuestion& question, const Reader&) override {
    asked = question.asked;
    base::JsonObject contributor = reply();
    contributor["more"] = base::JsonArray();
    base::JsonObject told = line();
    told.erase("lost_count");
    told["note"] = "Reply of Society <em>, question 1, para. 1.";
    told["open"] = true;
    told["passages"] = base::JsonArray{base::JsonObject{{"id", "P"},
                                                        {"named", true},
                                                        {"name", "Society <em>"},
                                                        {"address", ""},
                                                        {"kind", "NGO"},
                                                        {"part", "question 1"},
                                                        {"paragraph", 1},
                                                        {"place", "question 1, para. 1"},
                                                        {"words", "Open <em>"},
                                                        {"language", "en"},
                                                        {"direction", "ltr"},
                                                        {"codes", base::JsonArray{"Obstacles"}}}};
    return base::Json(base::JsonObject{
        {"call", call()},
        {"published", true},
        {"annex", false},
        {"word_count", 40},
        {"summary", base::JsonArray()},
        {"introduction", base::JsonArray{base::JsonObject{{"number", 1}, {"text", "This report"}}}},
        {"sections",
         base::JsonArray{base::JsonObject{
             {"code", "obstacle"}, {"title", "Obstacles"}, {"lines", base::JsonArray{told}}}}},
        {"contributors", base::JsonArray{contributor}},
        {"unused", base::JsonArray()},
        {"set_aside", base::JsonArray()},
        {"may", base::JsonObject{{"write", false}}},
        {"at", base::JsonArray()}});
  }
  base::Result<File> report_file(std::string_view call, std::string_view format,
                                 const Reader&) override {
    return File{"application/test", "report-" + std::string(call) + "." + std::string(format),
                "tag", std::make_shared<const std::string>("bytes")};
  }
  base::Result<base::Json> take(CodingStep step, std::string_view,
                                const std::vector<Parameter>& fields,
                                const Reader& reader) override {
    if (!reader.actor.signed_in()) return refused();
    taken = step;
    given = fields;
    return base::Json(base::JsonObject{{"done", true}});
  }

  std::vector<Parameter> asked;
  std::vector<Parameter> given;
  CodingStep taken = CodingStep::publish;

 private:
  static tl::unexpected<base::Error> refused() {
    return base::fail(base::ErrorKind::forbidden, "only readers of submissions code replies");
  }
  static base::JsonObject call() {
    return {{"id", "0123456789ABC"},
            {"title", "Ways <em> and means"},
            {"address", "/consultations/0123456789ABC"},
            {"state", "closed"},
            {"space", "home"},
            {"specimen", false}};
  }
  static base::JsonObject reply() {
    return {{"id", "R"},
            {"address", "/consultations/0123456789ABC/replies/R"},
            {"name", "Society <em>"},
            {"way", "named"},
            {"kind", "NGO"},
            {"language", "en"},
            {"direction", "ltr"},
            {"version", 1},
            {"published", true}};
  }
  static base::JsonObject person() {
    return {{"name", "Ben <em>"},
            {"reply", "R"},
            {"reply_name", "Society <em>"},
            {"since", "2026-12-01T09:00:00Z"},
            {"minutes", 3}};
  }
  static base::JsonObject code() {
    return {{"code", "obstacle"}, {"title", "Obstacles"}, {"group", "heading"}};
  }
  static base::JsonObject pages() {
    return {{"count", 1},      {"page", 1}, {"pages", 1},      {"previous", nullptr},
            {"next", nullptr}, {"from", 0}, {"several", false}};
  }
  static base::JsonObject passage() {
    return {{"id", "P"},
            {"reply", reply()},
            {"part", "question 1"},
            {"paragraph", 1},
            {"place", "question 1, para. 1"},
            {"from", 0},
            {"to", 9},
            {"codes", base::JsonArray{code()}},
            {"words", "Open <em>"},
            {"open", true},
            {"stale", false},
            {"use", "unused"},
            {"reason", ""},
            {"aside_seen", 0},
            {"seen", 7}};
  }
  static base::JsonObject line() {
    return {{"id", "L"},
            {"section", "obstacle"},
            {"order", 1},
            {"number", 6},
            {"text", "It is <em> hard."},
            {"direction", "ltr"},
            {"sources", "One non-governmental organization"},
            {"figures", "1 non-governmental organization"},
            {"passage_count", 1},
            {"lost_count", 0},
            {"stands", true},
            {"seen", 9}};
  }
};

}  // namespace comity::http
