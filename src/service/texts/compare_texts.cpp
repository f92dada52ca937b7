#include "service/texts/compare_texts.h"

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "compare/alignment.h"
#include "render/tracked_docx.h"
#include "service/address.h"
#include "service/documents/document_view.h"
#include "service/documents/documents.h"
#include "service/reviews/alike.h"
#include "service/texts/compared_paragraphs.h"
#include "service/texts/draft_amendments.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using compare::Aligned;
using compare::Relation;
using model::Paragraph;
using model::ParagraphKind;

constexpr std::uint64_t kFileBytes = std::uint64_t{200} << 20;
constexpr std::size_t kProposals = 12;

/// One of the two texts, read.
struct Text {
  JsonObject json;
  std::string name;   ///< as asked for
  std::string query;  ///< of the shown copy's own addresses
  bool stored = true;
  std::shared_ptr<const model::Reading> reading;
};

Result<Text> text_of_file(const Installation& installation, const std::filesystem::path& file) {
  COMITY_TRY(auto reading, read_apart(installation, file));
  Text text{{}, reading->symbol.text(), {}, false, std::move(reading)};
  text.json = {{"work", text.name},
               {"symbol", text.name},
               {"title", text.reading->title},
               {"date", text.reading->masthead.date},
               {"language", model::code_of(text.reading->language)},
               {"file", file.filename().string()},
               {"address", ""},
               {"specimen", false},
               {"amended_by", ""}};
  return text;
}

Result<Text> text_of_work(const Installation& installation, const store::Read& read, const Ask& ask,
                          const std::string& name, const std::string& language) {
  COMITY_TRY(const auto work, find_work(read, ask.actor, name));
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto shown, shown_copy(work, copies, {{}, language}));
  COMITY_TRY(auto reading, installation.store().reading(shown.copy.reading));
  Text text{{}, work.name, shown.leading ? "" : copy_query(shown.copy), true, std::move(reading)};
  text.json = {{"work", work.name},
               {"symbol", work.symbol},
               {"title", text.reading->title},
               {"date", text.reading->masthead.date},
               {"language", model::code_of(shown.copy.language)},
               {"file", shown.copy.file_name},
               {"address", address_with(document_address(work.name), {})},
               {"specimen", work.specimen},
               {"amended_by", ""}};
  return text;
}

Result<Text> text_of(const Installation& installation, const store::Read& read, const Ask& ask,
                     const ComparedText& asked, const std::string& language) {
  if (!asked.file.empty()) return text_of_file(installation, asked.file);
  return text_of_work(installation, read, ask, asked.work, language);
}

bool is_chosen(const ComparedText& text) { return !text.work.empty() || !text.file.empty(); }

/// A paragraph of one of the texts on the page.
struct Stand {
  const Paragraph* paragraph = nullptr;
  std::string anchor;
  std::string address;
};

Stand stand_of(const Text& text, const ComparedParagraphs& list, std::size_t at) {
  if (at == Aligned::kNone) return {};
  const auto place = list.places[at];
  const auto& paragraph = text.reading->paragraphs[place];
  Stand stand{&paragraph, anchor_of(paragraph, place + 1), {}};
  if (!text.stored) return stand;
  stand.address = document_address(text.name) + (text.query.empty() ? "" : "?" + text.query) + "#" +
                  encode_path(stand.anchor);
  return stand;
}

std::string_view number_of(const Stand& stand) {
  return stand.paragraph == nullptr ? std::string_view() : stand.paragraph->number;
}

JsonObject pair_json(const Aligned& pair, const Stand& from, const Stand& to, base::Json verb) {
  const auto* paragraph = to.paragraph != nullptr ? to.paragraph : from.paragraph;
  const bool renumbered = from.paragraph != nullptr && to.paragraph != nullptr &&
                          from.paragraph->number != to.paragraph->number;
  return {{"from", from.anchor},
          {"to", to.anchor},
          {"kind", compare::name_of(pair.relation)},
          {"words", words_json(pair.words)},
          {"verb", std::move(verb)},
          {"paragraph", model::name_of(paragraph->kind)},
          {"renumbered", renumbered},
          {"from_number", number_of(from)},
          {"to_number", number_of(to)},
          {"from_address", from.address},
          {"to_address", to.address}};
}

/// All pairs. Of a paragraph that was split or merged only the first pair speaks of the verb.
Result<std::vector<JsonObject>> pairs_of(const Text& from, const Text& to) {
  const auto before = compared_paragraphs(*from.reading);
  const auto now = compared_paragraphs(*to.reading);
  COMITY_TRY(const auto aligned, compare::align(before.passages, now.passages));
  std::set<std::pair<bool, std::size_t>> told;
  std::vector<JsonObject> pairs;
  for (const auto& pair : aligned) {
    const auto a = stand_of(from, before, pair.from);
    const auto b = stand_of(to, now, pair.to);
    const bool split = pair.relation == Relation::split;
    const bool parted = split || pair.relation == Relation::merged;
    const bool first = !parted || told.emplace(split, split ? pair.from : pair.to).second;
    pairs.push_back(pair_json(
        pair, a, b,
        first ? verb_json(a.paragraph, b.paragraph, to.reading->language) : base::Json(nullptr)));
  }
  return pairs;
}

render::Holder holder_of(compare::Held held) {
  switch (held) {
    case compare::Held::only_first:
      return render::Holder::earlier;
    case compare::Held::only_second:
      return render::Holder::later;
    case compare::Held::both:
      break;
  }
  return render::Holder::both;
}

/// The day of the later text, as word processors want it; of one without a day, today.
std::string day_of(const Installation& installation, const Text& text) {
  const auto& printed = text.reading->masthead.date;
  return (printed.empty() ? base::to_rfc3339(installation.clock().now()).substr(0, 10) : printed) +
         "T00:00:00Z";
}

/// The changes are the later text's: its name stands for who made them.
Result<std::string> tracked(const Installation& installation, const Text& from, const Text& to) {
  const auto before = compared_paragraphs(*from.reading);
  const auto now = compared_paragraphs(*to.reading);
  COMITY_TRY(const auto aligned, compare::align(before.passages, now.passages));
  const auto file = base::text_at(to.json, "file");
  const std::string amended_by(base::text_at(to.json, "amended_by"));
  const auto author = !amended_by.empty() ? amended_by : to.name;
  render::Tracked texts{*from.reading,
                        *to.reading,
                        {},
                        to.name,
                        author.empty() ? std::string(file) : author,
                        day_of(installation, to)};
  for (const auto& pair : aligned) {
    if (pair.from == Aligned::kNone || pair.to == Aligned::kNone) continue;
    render::TrackedPair out{
        before.places[pair.from], now.places[pair.to], pair.relation == Relation::moved, {}};
    for (const auto& piece : pair.words) out.words.push_back({holder_of(piece.held), piece.text});
    texts.pairs.push_back(std::move(out));
  }
  return render::tracked_docx(texts);
}

/// What a file of the two is called: "A_C.3_75_L.5-A_C.3_75_L.5_Rev.1.docx".
std::string file_name_of(const Text& from, const Text& to) {
  const auto name_of = [](const Text& text) {
    auto name = text.name.empty()
                    ? std::filesystem::path(base::text_at(text.json, "file")).stem().string()
                    : text.name;
    std::replace(name.begin(), name.end(), '/', '_');
    return name + (base::text_at(text.json, "amended_by").empty() ? "" : "_amended");
  };
  return name_of(from) + "-" + name_of(to) + ".docx";
}

bool is_shown(const JsonObject& pair, std::string_view show) {
  const auto kind = base::text_at(pair, "kind");
  if (show.empty()) return true;
  if (show == "changes") return kind != "same";
  if (show == "verbs") return !pair.at("verb").is_null();
  return kind == show;
}

constexpr std::array<std::string_view, 9> kShown = {
    "changes", "changed", "added", "removed", "moved", "split", "merged", "verbs", "same"};

/// How many pairs each `show` gives, with the address that shows them.
JsonObject counts_of(const std::vector<JsonObject>& pairs, const Parameters& here) {
  JsonObject counts;
  for (const auto show : kShown) {
    const auto count = std::count_if(pairs.begin(), pairs.end(),
                                     [&](const auto& pair) { return is_shown(pair, show); });
    auto parameters = here;
    parameters.emplace_back("show", show);
    counts[show] =
        count_json(static_cast<std::uint64_t>(count), address_with("/compare", parameters));
  }
  return counts;
}

/// What asks for the same comparison.
Parameters here_of(const CompareQuery& query, const Text& from, const Text& to) {
  const bool amended = is_chosen(query.amended_by);
  return {{"from", from.name},
          {"to", amended ? query.to.work : to.name},
          {"amended_by", query.amended_by.work},
          {"language", query.language}};
}

/// Other works with the title of the one that is chosen.
Result<JsonArray> proposals(const store::Read& read, const Ask& ask, const Text& chosen,
                            bool as_second) {
  JsonArray out;
  if (chosen.reading->title.empty()) return out;
  store::WorkFilter filter;
  filter.words = chosen.reading->title;
  COMITY_TRY(const auto page, read.works(filter, store::WorkOrder::symbol,
                                         visibility_of(ask.actor, read), {}, kProposals));
  for (const auto& work : page.works) {
    if (work.name == chosen.name) continue;
    auto json = work_json(work);
    json["address"] = address_with("/compare", {{"from", as_second ? chosen.name : work.name},
                                                {"to", as_second ? work.name : chosen.name}});
    out.push_back(std::move(json));
  }
  return out;
}

base::Status must_be_one_language(const Text& from, const Text& to) {
  const auto a = from.reading->language;
  const auto b = to.reading->language;
  if (a == b || a == model::Language::und || b == model::Language::und) return {};
  return fail(ErrorKind::invalid_input,
              "the two texts are in two languages: " + std::string(model::code_of(a)) + " and " +
                  std::string(model::code_of(b)),
              "language", "compare copies in one language");
}

base::Status must_be_known(std::string_view show) {
  if (show.empty() || std::find(kShown.begin(), kShown.end(), show) != kShown.end()) return {};
  return fail(ErrorKind::invalid_input, "there are no pairs of the kind " + std::string(show),
              "show", "changes, changed, added, removed, moved, split, merged, verbs or same");
}

struct Texts {
  std::optional<Text> from;  ///< those of the two that are chosen
  std::optional<Text> to;
  base::Json amendments;  ///< by which one of them is amended, or null
};

/// The draft as the amendments make it, which stands nowhere.
Text amended_text_of(const Text& draft, const Text& proposing, const JudgedProposal& judged) {
  Text text{draft.json,
            draft.name,
            {},
            false,
            std::make_shared<const model::Reading>(judged.amended->reading)};
  text.json["title"] = text.reading->title;
  text.json["address"] = "";
  text.json["amended_by"] =
      proposing.name.empty() ? base::text_at(proposing.json, "file") : proposing.name;
  return text;
}

base::Status must_propose(const Text& text) {
  if (text.reading->kind == model::WorkKind::draft_amendments) return {};
  return fail(ErrorKind::invalid_input,
              (text.name.empty() ? std::string(base::text_at(text.json, "file")) : text.name) +
                  " proposes no amendments to a draft",
              "amended_by", "name a document of amendments to a draft resolution");
}

/// Of the two, the draft as amended takes the place that is free, else that of the draft.
base::Status amend(const Installation& installation, const store::Read& read, const Ask& ask,
                   const CompareQuery& query, Texts& texts) {
  const std::string language =
      texts.from ? std::string(model::code_of(texts.from->reading->language)) : query.language;
  COMITY_TRY(const auto proposing, text_of(installation, read, ask, query.amended_by, language));
  COMITY_CHECK(must_propose(proposing));
  if (!texts.from) {
    auto target = grammar::draft_amendments_of(*proposing.reading).target;
    if (target.empty()) {
      return fail(ErrorKind::invalid_input, "the amendments do not say which draft they change",
                  "from", "name the draft as the earlier text");
    }
    const std::string own(model::code_of(proposing.reading->language));
    COMITY_TRY(texts.from, text_of_work(installation, read, ask, target, own));
  }
  COMITY_CHECK(must_be_one_language(*texts.from, proposing));
  const Proposal proposal{texts.from->name, texts.from->reading,
                          proposing.stored ? proposing.name : std::string(), proposing.reading};
  const auto found = judged(proposal);
  texts.amendments = to_json(proposal, found, ask.language);
  auto amended = amended_text_of(*texts.from, proposing, found);
  (texts.to ? texts.from : texts.to) = std::move(amended);
  return {};
}

Result<Texts> texts_of(const Installation& installation, const store::Read& read, const Ask& ask,
                       const CompareQuery& query) {
  Texts texts;
  if (is_chosen(query.from)) {
    COMITY_TRY(texts.from, text_of(installation, read, ask, query.from, query.language));
  }
  if (is_chosen(query.to)) {
    // The second text in the language of the first, where it has such a copy.
    const auto language = query.language.empty() && texts.from
                              ? std::string(model::code_of(texts.from->reading->language))
                              : query.language;
    COMITY_TRY(texts.to, text_of(installation, read, ask, query.to, language));
  }
  if (is_chosen(query.amended_by)) COMITY_CHECK(amend(installation, read, ask, query, texts));
  return texts;
}

}  // namespace

Result<std::shared_ptr<const model::Reading>> read_apart(const Installation& installation,
                                                         const std::filesystem::path& file) {
  COMITY_TRY(const auto bytes, installation.files().read(file, kFileBytes));
  return installation.read_file(bytes, file.string(), names::Register::builtin());
}

Result<Answer> compare_texts(Installation& installation, const Ask& ask,
                             const CompareQuery& query) {
  COMITY_CHECK(must_be_known(query.show));
  COMITY_TRY(const auto read, installation.store().read());
  JsonObject body{
      {"from", nullptr},          {"to", nullptr},         {"pairs", JsonArray{}},
      {"counts", nullptr},        {"show", query.show},    {"swap_address", ""},
      {"proposals", JsonArray{}}, {"amendments", nullptr}, {"at", at_json(read, ask.actor)}};
  COMITY_TRY(auto texts, texts_of(installation, read, ask, query));
  auto& [from, to, amendments] = texts;
  if (from && to) {
    COMITY_CHECK(must_be_one_language(*from, *to));
    COMITY_TRY(auto pairs, pairs_of(*from, *to));
    body["counts"] = counts_of(pairs, here_of(query, *from, *to));
    if (amendments.is_null()) {
      body["swap_address"] = address_with(
          "/compare", {{"from", to->name}, {"to", from->name}, {"language", query.language}});
    }
    for (auto& pair : pairs) {
      if (is_shown(pair, query.show)) body["pairs"].as_array().push_back(std::move(pair));
    }
  } else if (from || to) {
    COMITY_TRY(body["proposals"], proposals(read, ask, from ? *from : *to, from.has_value()));
  }
  if (from) body["from"] = std::move(from->json);
  if (to) body["to"] = std::move(to->json);
  body["amendments"] = std::move(amendments);
  return Answer{std::move(body), {}};
}

Result<StoredFile> tracked_comparison(Installation& installation, const Ask& ask,
                                      const CompareQuery& query) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto texts, texts_of(installation, read, ask, query));
  const auto& from = texts.from;
  const auto& to = texts.to;
  if (!from || !to) {
    return fail(ErrorKind::invalid_input, "only one of two texts is named", from ? "to" : "from",
                "name two texts");
  }
  COMITY_CHECK(must_be_one_language(*from, *to));
  COMITY_TRY(auto bytes, tracked(installation, *from, *to));
  auto tag = base::sha256(bytes).hex();
  return StoredFile{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    file_name_of(*from, *to), std::move(tag),
                    std::make_shared<const std::string>(std::move(bytes))};
}

}  // namespace comity::service
