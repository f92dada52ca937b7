#include "service/texts/session_facts.h"

#include <algorithm>

#include "grammar/dates.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::service {
namespace {

using base::Result;

/// More of one item say the same again.
constexpr int kTextsOfItem = 3;

/// Where a date may begin: at the beginning, behind a space or a comma.
bool may_begin(std::string_view text, std::size_t at) {
  return at == 0 || text[at - 1] == ' ' || text[at - 1] == ',' || text[at - 1] == '(';
}

std::optional<SessionDays> days_in(std::string_view line, const grammar::Words& words) {
  const auto small = grammar::small_letters(line);
  for (std::size_t at = 0; at < small.size(); ++at) {
    if (!may_begin(small, at)) continue;
    const auto date = grammar::date_at(small, at, words);
    if (date && date->range && !date->last.empty() && date->iso < date->last) {
      return SessionDays{date->iso, date->last, {}};
    }
  }
  return std::nullopt;
}

/// How often each stretch of days was told, and by which text first.
class Told {
 public:
  void add(SessionDays days) {
    auto& told = told_[{days.first, days.last}];
    if (told.times++ == 0) told.days = std::move(days);
  }
  [[nodiscard]] std::optional<SessionDays> most() const {
    const auto found = std::max_element(
        told_.begin(), told_.end(),
        [](const auto& a, const auto& b) { return a.second.times < b.second.times; });
    return found == told_.end() ? std::nullopt : std::optional(found->second.days);
  }

 private:
  struct Times {
    int times = 0;
    SessionDays days;
  };
  std::map<std::pair<std::string, std::string>, Times> told_;
};

}  // namespace

std::optional<SessionDays> days_of(const model::Reading& reading) {
  const auto& words = grammar::Words::of(reading.language);
  for (const auto& paragraph : reading.paragraphs) {
    if (paragraph.kind != model::ParagraphKind::masthead) continue;
    if (auto days = days_in(model::text_of(paragraph.runs), words)) return days;
  }
  return std::nullopt;
}

Result<SessionFacts> session_facts(const Installation& installation,
                                   const std::vector<const TextOfRecord*>& texts,
                                   model::Language language) {
  auto order = texts;
  std::stable_partition(order.begin(), order.end(),
                        [&](const TextOfRecord* text) { return text->work.language == language; });
  SessionFacts facts;
  Told told;
  std::map<std::string, int> asked;
  for (const auto* text : order) {
    const auto& item = text->work.agenda_item;
    if (++asked[item] > kTextsOfItem) continue;
    COMITY_TRY(const auto reading, installation.store().reading(text->work.reading));
    const auto& title = reading->masthead.agenda_title;
    if (!item.empty() && !title.empty()) facts.titles.emplace(item, title);
    // A paper of a working group prints the days of the group.
    const bool of_group = text->work.symbol.find("/WG.") != std::string::npos;
    auto days = of_group ? std::nullopt : days_of(*reading);
    if (!days) continue;
    days->work = text->work.name;
    told.add(*std::move(days));
  }
  facts.days = told.most();
  return facts;
}

}  // namespace comity::service
