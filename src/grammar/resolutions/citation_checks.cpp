#include "grammar/resolutions/citation_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.h"
#include "grammar/dates.h"
#include "grammar/scan.h"
#include "grammar/words.h"

namespace comity::grammar {
namespace {

constexpr int kYear = 12;
constexpr int kSeptember = 8;  ///< months count from 0

/// Months from and to which a session was held, both within, counted from the year 0.
struct Months {
  int from = 0;
  int to = 0;
};

/// When the session of a resolution's or decision's symbol was held; nothing of other documents,
/// of special sessions, and of those before numbers told the session.
std::optional<Months> session_of_symbol(std::string_view symbol) {
  constexpr std::array<std::string_view, 2> kAssembly = {"A/RES/", "A/DEC/"};
  constexpr std::array<std::string_view, 2> kCouncil = {"A/HRC/RES/", "A/HRC/DEC/"};
  constexpr int kFirstAssembly = 31;
  constexpr int kFirstCouncil = 4;
  const auto number_behind = [&](std::string_view start) {
    const auto number = symbol.starts_with(start) ? number_at(symbol, start.size()) : std::nullopt;
    return number && symbol.substr(number->end).starts_with('/') ? number->value : 0;
  };
  for (std::size_t i = 0; i < kAssembly.size(); ++i) {
    if (const int session = number_behind(kAssembly[i]); session >= kFirstAssembly) {
      const int opens = (1945 + session) * kYear + kSeptember;
      return Months{opens, opens + kYear};
    }
    if (const int session = number_behind(kCouncil[i]); session >= kFirstCouncil) {
      const int since = session - kFirstCouncil;
      const int opens = (2007 + since / 3) * kYear + 2 + 3 * (since % 3);
      return Months{opens - 1, opens + 3};
    }
  }
  return std::nullopt;
}

/// The month of an ISO date; -1 where it is none.
int month_of(std::string_view iso) {
  const auto year = number_at(iso, 0, 4);
  const auto month = year ? number_at(iso, year->end + 1, 2) : std::nullopt;
  return month ? year->value * kYear + month->value - 1 : -1;
}

/// "2019-09".
std::string written(int month) { return fmt::format("{}-{:02}", month / kYear, month % kYear + 1); }

std::size_t past_comma(std::string_view text, std::size_t at) {
  for (const std::string_view comma : {",", "،", "，"}) {
    if (text.substr(at).starts_with(comma)) return at + comma.size();
  }
  return at;
}

/// The date behind a citation: at once, or after a comma ("resolución 66/3, de 22 de …") or a word
/// or two ("of", "adopted on").
std::optional<DateAt> date_behind(std::string_view small, std::size_t at, const Words& words) {
  constexpr std::size_t kLongest = 14;  // bytes: seven letters of Arabic
  at = past_comma(small, at);
  for (int skipped = 0; skipped <= 2; ++skipped) {
    at = past_space(small, at);
    if (auto date = date_at(small, at, words)) return date;
    const auto end = std::min(small.find(' ', at), small.size());
    const auto word = small.substr(at, end - at);
    if (word.empty() || word.size() > kLongest || word.find_first_of(",;.(") != word.npos) break;
    at = end;
  }
  return std::nullopt;
}

/// What stands between the quotation marks that open at `at`; empty where none do.
std::string_view quoted_at(std::string_view text, std::size_t at) {
  constexpr std::array<std::array<std::string_view, 2>, 5> kMarks = {
      {{"“", "”"}, {"«", "»"}, {"《", "》"}, {"\"", "\""}, {"„", "“"}}};
  for (const auto& [open, close] : kMarks) {
    if (!text.substr(at).starts_with(open)) continue;
    const auto begin = at + open.size();
    const auto end = text.find(close, begin);
    if (end != text.npos) return base::trimmed(text.substr(begin, end - begin));
  }
  return {};
}

/// The title that is quoted behind a citation or its date.
std::string title_behind(std::string_view text, std::string_view small, std::size_t end,
                         const Words& words) {
  const auto at = past_space(small, past_comma(small, end));
  const auto entitled = words.at(Rule::entitled, small, at);
  // Without the word, Chinese alone puts titles behind numbers: in marks that are for titles.
  if (!entitled && !text.substr(std::min(at, text.size())).starts_with("《")) return {};
  return std::string(quoted_at(text, entitled ? past_space(small, entitled->end) : at));
}

model::Place first_place(const model::Paragraph& paragraph) {
  return paragraph.places.empty() ? model::Place{} : paragraph.places.front();
}

}  // namespace

std::vector<DescribedCitation> described_citations(const model::Reading& reading) {
  const auto& words = Words::of(reading.language);
  std::vector<DescribedCitation> described;
  for (const auto& paragraph : reading.paragraphs) {
    const auto text = model::text_of(paragraph.runs);
    const auto small = small_letters(text);
    for (const auto& citation : paragraph.citations) {
      if (citation.target.empty() || citation.end > text.size()) continue;
      const auto date = date_behind(small, citation.end, words);
      const std::size_t end = date ? date->end : citation.end;
      DescribedCitation found{paragraph.number,
                              text.substr(citation.begin, end - citation.begin),
                              citation.target,
                              date && !date->range ? date->iso : std::string(),
                              title_behind(text, small, end, words),
                              first_place(paragraph)};
      if (!found.date.empty() || !found.title.empty()) described.push_back(std::move(found));
    }
  }
  return described;
}

bool is_same_title(std::string_view a, std::string_view b) {
  const auto letters = [](std::string_view title) {
    constexpr std::array<std::string_view, 11> kMarks = {"“", "”",  "„",  "‘", "’", "«",
                                                         "»", "《", "》", "،", "，"};
    const auto folded = base::folded(title);
    std::string kept;
    for (std::size_t at = 0; at < folded.size();) {
      const auto rest = std::string_view(folded).substr(at);
      const auto* const mark = std::find_if(kMarks.begin(), kMarks.end(),
                                            [&](auto each) { return rest.starts_with(each); });
      if (mark == kMarks.end() && (is_letter_byte(rest[0]) || is_digit(rest[0]))) kept += rest[0];
      at += mark == kMarks.end() ? 1 : mark->size();
    }
    return kept;
  };
  return letters(a) == letters(b);
}

std::vector<model::Finding> impossible_citations(const model::Reading& reading) {
  std::vector<model::Finding> findings;
  for (const auto& citation : described_citations(reading)) {
    if (citation.date.empty()) continue;
    const auto session = session_of_symbol(citation.target);
    const int month = month_of(citation.date);
    if (!session || (month >= session->from && month <= session->to)) continue;
    findings.push_back({"check.citation-session", citation.number, citation.place, citation.text,
                        written(session->from) + " – " + written(session->to)});
  }
  const int own = month_of(reading.masthead.date);
  for (const auto& paragraph : reading.paragraphs) {
    const auto text = model::text_of(paragraph.runs);
    for (const auto& citation : paragraph.citations) {
      const auto session = session_of_symbol(citation.target);
      if (own < 0 || !session || own >= session->from || citation.end > text.size()) continue;
      findings.push_back({"check.citation-later", paragraph.number, first_place(paragraph),
                          text.substr(citation.begin, citation.end - citation.begin),
                          written(session->from)});
    }
  }
  return findings;
}

}  // namespace comity::grammar
