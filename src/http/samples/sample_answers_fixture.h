#pragma once

#include <string_view>

#include "base/json.h"
#include "http/site.h"

namespace comity::http {

/// Small answers of every view, with characters that a page must escape.
class SampleAnswers {
 protected:
  static base::JsonObject token() {
    return {{"id", "0123456789ABC"},
            {"name", "night <ly>"},
            {"scopes", base::JsonArray{"read", "import"}},
            {"created", "2026-01-01T00:00:00Z"},
            {"expires", "2026-04-01T00:00:00Z"}};
  }
  static base::JsonObject count(int value, std::string_view address) {
    return {{"value", value}, {"address", address}};
  }
  static base::JsonObject state() {
    return {{"code", "BRA"}, {"name", "Brazil"}, {"address", "/states/BRA"}};
  }
  static base::JsonObject work() {
    return {{"work", "A/HRC/21/11"},
            {"symbol", "A/HRC/21/11"},
            {"kind", "working_group_report"},
            {"title", "Report <b>on</b> \"Brazil\""},
            {"date", "2012-07-09"},
            {"language", "en"},
            {"space", "main"},
            {"specimen", false},
            {"published", true},
            {"findings_count", 0},
            {"address", "/documents/A/HRC/21/11"}};
  }
  static base::JsonObject paragraph() {
    return {{"kind", "operative"},
            {"number", "1"},
            {"anchor", "1"},
            {"verb", "Requests"},
            {"text", "x < y"},
            {"html", "<em>x</em> &lt; y"},
            {"page", 1}};
  }
  static base::JsonObject review() {
    base::JsonObject object{{"state", state()}, {"cycle", 2},
                            {"session", 13},    {"date", "2012-05-25"},
                            {"work", work()},   {"address", "/reviews/BRA/2"}};
    base::JsonObject counts;
    for (const char* name : {"recommendations", "clauses", "clause_states", "supported", "noted",
                             "pending", "pledges"}) {
      counts[name] = count(3, "/search?state=BRA");
    }
    object["counts"] = std::move(counts);
    return object;
  }
  static base::JsonObject standings() {
    base::JsonObject counts;
    for (const char* name : {"rows", "agreed", "doubtful", "unmatched", "waiting", "repeated"}) {
      counts[name] = count(3, "/sources/~1/rows");
    }
    return counts;
  }
  static base::JsonObject source() {
    return {{"work", work()},
            {"counts", standings()},
            {"refused", count(1, "/sources/~1/refused.csv")},
            {"address", "/sources/~1"}};
  }
  static base::JsonObject source_row() {
    base::JsonObject row{
        {"row", 2},           {"cycle", 2},       {"text", "Go <on>"}, {"standing", "doubtful"},
        {"doubt", "wording"}, {"confidence", 75}, {"likeness", 0.5},   {"response", "Accepted"}};
    row["state_under_review"] = state();
    row["by"] = state();
    row["clause"] = base::JsonObject{{"number", "92.6"}, {"text", "Go"}, {"address", "/x"}};
    row["differences"] = base::JsonArray{base::JsonObject{{"in", "both"}, {"text", "Go"}},
                                         base::JsonObject{{"in", "source"}, {"text", "<on>"}}};
    return row;
  }
  static base::JsonObject recommendation() {
    base::JsonObject clause{{"clause", 1}, {"text", "Continue"}, {"address", "/x"}};
    clause["states"] = base::JsonArray{state()};
    base::JsonObject object{{"work", work()},
                            {"number", "92.6"},
                            {"printed", "92.6"},
                            {"position", "Supported"},
                            {"counts_as", "supported"},
                            {"page", 3},
                            {"cycle", 2},
                            {"session", 13}};
    object["state_under_review"] = state();
    object["clauses"] = base::JsonArray{std::move(clause)};
    object["address"] = "/recommendations/A/HRC/21/11/92.6";
    object["document_address"] = "/documents/A/HRC/21/11#92.6";
    return object;
  }

  static base::JsonObject body_of(View view) {
    base::JsonObject body;
    switch (view) {
      case View::home: {
        base::JsonObject counts;
        for (const char* name : {"documents", "recommendations", "reviews", "states"}) {
          counts[name] = count(1234, "/documents");
        }
        body["counts"] = std::move(counts);
        body["recent"] = base::JsonArray{work()};
        break;
      }
      case View::documents:
        body["works"] = base::JsonArray{work()};
        body["count"] = count(1, "/documents");
        break;
      case View::document:
        body = work();
        body["paragraphs"] = base::JsonArray{paragraph()};
        body["pages"] =
            base::JsonArray{base::JsonObject{{"page", 1},
                                             {"width", 600},
                                             {"height", 800},
                                             {"image", "/documents/A/HRC/21/11/pages/1.png"},
                                             {"marks", base::JsonArray{}}}};
        break;
      case View::reviews:
        body["reviews"] = base::JsonArray{review()};
        break;
      case View::review:
        body = review();
        break;
      case View::states:
        body["groups"] = base::JsonArray{
            base::JsonObject{{"name", "GRULAC"}, {"states", base::JsonArray{state()}}}};
        break;
      case View::compare:
        body["from"] = nullptr;
        body["to"] = nullptr;
        body["pairs"] = base::JsonArray{};
        body["counts"] = nullptr;
        body["proposals"] = base::JsonArray{};
        break;
      case View::state:
        body["state"] = state();
        body["next_review"] = base::JsonObject{
            {"cycle", 3}, {"month", "2016-11"}, {"rule", "A/HRC/RES/16/21, annex, para. 3"}};
        break;
      case View::recommendation:
        body = recommendation();
        break;
      case View::sources:
        body["sources"] = base::JsonArray{source()};
        break;
      case View::source:
        body = source();
        body["reviews"] = base::JsonArray{base::JsonObject{{"state", state()},
                                                           {"cycle", 2},
                                                           {"address", "/reviews/BRA/2"},
                                                           {"counts", standings()}}};
        break;
      case View::source_rows:
        body["work"] = work();
        body["count"] = count(1, "/sources/~1/rows");
        body["rows"] = base::JsonArray{source_row()};
        break;
      case View::corrections:
        body["count"] = count(0, "/corrections");
        body["corrections"] = base::JsonArray{};
        break;
      case View::source_record:
        body = source_row();
        body["work"] = work();
        body["kind"] = "other_recommendation";
        body["mechanism"] = "treaty-body:CEDAW";
        body["state"] = state();
        body["mended"] = base::JsonArray{base::JsonObject{{"what", "entities"}}};
        body["text_in_table"] = "Go &lt;on&gt;";
        body["standings"] = base::JsonArray{source_row()};
        body["tags"] = base::JsonArray{
            base::JsonObject{{"scheme", "themes"},
                             {"values", base::JsonArray{base::JsonObject{{"value", "Water"}}}}}};
        break;
      case View::columns:
        body["work"] = work();
        body["address"] = "/sources/~1/columns";
        body["columns"] = base::JsonArray{base::JsonObject{
            {"number", 1},
            {"name", "Text <a>"},
            {"means", "text"},
            {"meanings",
             base::JsonArray{base::JsonObject{{"value", "text"}, {"selected", true}}}}}};
        body["constants"] =
            base::JsonArray{base::JsonObject{{"means", "state"}, {"value", "Brazil"}}};
        body["rows"] = base::JsonArray{base::JsonObject{
            {"row", 2}, {"cells", base::JsonArray{base::JsonObject{{"text", "Go <on>"}}}}}};
        body["may"] = base::JsonObject{{"change", true}};
        break;
      case View::search:
        body["query"] = "rights";
        body["count"] = count(1, "/search?q=rights");
        body["results"] =
            base::JsonArray{base::JsonObject{{"kind", "recommendation"},
                                             {"work", "A/HRC/21/11"},
                                             {"number", "92.6"},
                                             {"snippet", "<mark>rights</mark> &amp; more"},
                                             {"address", "/x"}}};
        body["error"] = nullptr;
        break;
      case View::completions:
        body["query"] = "state:";
        body["completions"] = base::JsonArray{};
        break;
      case View::asked:
        body["reviews"] = base::JsonArray{base::JsonObject{
            {"review", "BRA/2"}, {"state", state()}, {"cycle", 2}, {"selected", false}}};
        break;
      case View::similar:
        body["text"] = "Keep <clean> rivers";
        body["recommendation"] = nullptr;
        body["count"] = count(1, "/similar?text=rivers");
        body["recommendations"] = 1;
        body["complete"] = true;
        body["results"] = base::JsonArray{base::JsonObject{
            {"work", "A/HRC/21/11"},
            {"number", "92.6"},
            {"relation", "reworded"},
            {"likeness", 0.5},
            {"confidence", 0.5},
            {"address", "/x"},
            {"words",
             base::JsonArray{base::JsonObject{{"kind", "added"}, {"text", "<b>Keep</b>"}}}}}};
        break;
      case View::lineage:
        body["title"] = "Lamps <and> oil";
        body["work"] = "A/RES/74/1";
        body["texts"] = base::JsonArray{base::JsonObject{{"work", "A/RES/73/1"},
                                                         {"title", "Lamps"},
                                                         {"relation", "earlier"},
                                                         {"address", "/x"}}};
        break;
      case View::citations:
        body["count"] = count(1, "/citations");
        body["results"] = base::JsonArray{base::JsonObject{
            {"symbol", "A/RES/<60>/251"},
            {"works", count(1, "/citations?symbol=A/RES/60/251")},
            {"citing", base::JsonArray{base::JsonObject{{"symbol", "A/RES/74/1"},
                                                        {"title", "Lamps <and> oil"},
                                                        {"address", "/x"},
                                                        {"paragraphs", base::JsonArray{}}}}}}};
        break;
      case View::citation_graph:
        body["symbol"] = "A/RES/60/251";
        body["steps"] = 2;
        body["count"] = count(1, "/citations/graph?symbol=A/RES/60/251");
        body["left_out"] = 0;
        body["nodes"] = base::JsonArray{base::JsonObject{{"name", "A/RES/60/251"},
                                                         {"title", "Lamps <and> oil"},
                                                         {"kind", "resolution"},
                                                         {"step", 0},
                                                         {"held", true},
                                                         {"address", "/x"},
                                                         {"graph_address", "/x"}}};
        body["edges"] = base::JsonArray{base::JsonObject{{"citing", "A/HRC/21/11"},
                                                         {"citing_address", "/x"},
                                                         {"cited", "A/RES/60/251"},
                                                         {"cited_address", "/x"},
                                                         {"step", -1},
                                                         {"paragraphs", base::JsonArray{}}}};
        break;
      case View::plots:
        body["plot"] = "time";
        body["query"] = "<lamps>";
        body["count"] = count(3, "/search?kind=recommendation");
        body["row_facet"] = "session";
        body["column_facet"] = "position";
        body["whole"] = true;
        body["tagged_by"] = "gazetteers";
        body["plots"] = base::JsonArray{base::JsonObject{
            {"plot", "time"}, {"address", "/plots?plot=time"}, {"selected", true}}};
        body["filters"] = base::JsonArray{};
        body["columns"] = base::JsonArray{
            base::JsonObject{{"value", "noted"}, {"name", "noted"}, {"count", count(3, "/x")}}};
        body["rows"] =
            base::JsonArray{base::JsonObject{{"value", "<2>"},
                                             {"name", "<2>"},
                                             {"count", count(3, "/x")},
                                             {"opened", "/plots?session=2"},
                                             {"counts", base::JsonArray{3}},
                                             {"cells", base::JsonArray{count(3, "/x")}}}};
        break;
      case View::sessions:
        body["count"] = count(1, "/sessions");
        body["bodies"] = base::JsonArray{base::JsonObject{
            {"body", "HRC"},
            {"name", "Human <Rights> Council"},
            {"sessions", base::JsonArray{base::JsonObject{{"session", 21},
                                                          {"texts", count(1, "/sessions/HRC/21")},
                                                          {"address", "/sessions/HRC/21"}}}}}};
        break;
      case View::session:
        body["body"] = "HRC";
        body["name"] = "Human <Rights> Council";
        body["session"] = 21;
        body["address"] = "/sessions/HRC/21";
        body["count"] = count(1, "/sessions/HRC/21");
        body["asked_count"] = count(0, "/sessions/HRC/21");
        body["sponsor"] = "";
        body["sponsors"] = base::JsonArray{base::JsonObject{
            {"state", state()}, {"tabled", 1}, {"joined", 0}, {"texts", count(1, "/x")}}};
        body["asked"] = base::JsonArray{};
        body["items"] = base::JsonArray{base::JsonObject{
            {"item", "9"},
            {"texts", base::JsonArray{base::JsonObject{{"symbol", "A/HRC/21/1"},
                                                       {"kind", "resolution"},
                                                       {"title", "Lamps <and> oil"},
                                                       {"published", true},
                                                       {"sponsors", base::JsonArray{state()}},
                                                       {"sponsor_count", 1},
                                                       {"joined", base::JsonArray{}},
                                                       {"joined_count", 0},
                                                       {"action", nullptr},
                                                       {"address", "/x"}}}}}};
        break;
      case View::mandates:
        body["count"] = count(1, "/mandates");
        body["results"] = base::JsonArray{base::JsonObject{
            {"work", "A/RES/74/1"},
            {"number", "7"},
            {"title", "Lamps <and> oil"},
            {"kind", "request"},
            {"verb", "request"},
            {"addressees",
             base::JsonArray{base::JsonObject{{"code", "states"}, {"name", "states"}}}},
            {"action", "light <b>lamps</b>"},
            {"state", "due"},
            {"reason", "no_time"},
            {"by", nullptr},
            {"address", "/x"}}};
        break;
      case View::journal:
        body["spaces"] = base::JsonArray{base::JsonObject{
            {"space", "main"}, {"entries", 12}, {"root", "abc"}, {"title", "Main"}}};
        break;
    }
    return body;
  }
};

}  // namespace comity::http
