#include "model/reading.h"

#include "model/names_of.h"

namespace comity::model {
namespace {

constexpr std::array<std::string_view, 15> kWorkKinds = {"resolution",
                                                         "draft_resolution",
                                                         "decision",
                                                         "working_group_report",
                                                         "addendum",
                                                         "corrigendum",
                                                         "national_report",
                                                         "compilation",
                                                         "stakeholder_summary",
                                                         "session_report",
                                                         "concluding_observations",
                                                         "draft_amendments",
                                                         "table",
                                                         "other",
                                                         "presidential_statement"};
static_assert(kWorkKinds.size() == static_cast<std::size_t>(WorkKind::presidential_statement) + 1);

constexpr std::array<std::string_view, 15> kParagraphKinds = {
    "masthead",   "title",     "sponsors", "enacting", "heading",
    "preambular", "operative", "sub_item", "numbered", "recommendation",
    "pledge",     "text",      "table",    "note",     "rule"};
static_assert(kParagraphKinds.size() == static_cast<std::size_t>(ParagraphKind::rule) + 1);

}  // namespace

std::string_view name_of(WorkKind kind) { return detail::name_in(kWorkKinds, kind); }

std::optional<WorkKind> work_kind_from(std::string_view name) {
  return detail::value_in<WorkKind>(kWorkKinds, name);
}

bool adopts(WorkKind kind) {
  return kind == WorkKind::resolution || kind == WorkKind::draft_resolution ||
         kind == WorkKind::decision || kind == WorkKind::presidential_statement;
}

std::string_view name_of(ParagraphKind kind) { return detail::name_in(kParagraphKinds, kind); }

std::optional<ParagraphKind> paragraph_kind_from(std::string_view name) {
  return detail::value_in<ParagraphKind>(kParagraphKinds, name);
}

}  // namespace comity::model
