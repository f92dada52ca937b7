#include "reading/page_furniture.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>

#include "base/text.h"
#include "model/symbol.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

constexpr std::ptrdiff_t kMostOnASide = 3;  // lines of furniture before a page's end, and after it
constexpr std::size_t kMostWithoutFeed = 4;

/// What a line shows that may be furniture; of a line that holds anything else there is none.
struct FurnitureLine {
  bool number = false;
  bool job = false;    ///< "GE.11-14583", "*1319162*"
  bool named = false;  ///< a word before the number: "Page 7"
  std::string symbol;
};

/// Four figures are a year.
bool is_page_number(std::string_view word) {
  constexpr std::size_t kMostFigures = 3;
  std::size_t figures = 0;
  for (std::size_t at = 0; at < word.size(); ++figures) {
    if (u_charType(static_cast<UChar32>(base::next_code_point(word, at))) != U_DECIMAL_DIGIT_NUMBER)
      return false;
  }
  return figures > 0 && figures <= kMostFigures;
}

bool is_job_number(std::string_view word) {
  if (word.starts_with("GE.")) {
    return word.find_first_not_of("0123456789-", 3) == std::string_view::npos;
  }
  return word.size() > 4 && word.front() == '*' && word.back() == '*' &&
         word.find_first_not_of("0123456789", 1) == word.size() - 1;
}

/// What follows a job number: its language and the days on which it was made.
bool is_of_job(std::string_view word) {
  constexpr std::size_t kDay = 6;
  const bool day =
      word.size() == kDay && word.find_first_not_of("0123456789") == std::string_view::npos;
  return day || (word.size() == 3 && word.front() == '(' && word.back() == ')');
}

std::string symbol_in(std::string_view word) {
  const auto symbol = model::Symbol::parse(word);
  return symbol && symbol->parts().size() > 2 ? symbol->text() : std::string();
}

bool may_name_page(std::string_view word) {
  constexpr std::size_t kLongest = 24;  // bytes: "Страница"
  return has_letter(word) && word.size() <= kLongest && word.find(',') == std::string_view::npos;
}

std::optional<FurnitureLine> furniture_line(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.empty() || text.size() > kLongest) return std::nullopt;
  FurnitureLine line;
  const auto words = base::split(text, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto word = words[i];
    if (word == "-" || word == "–" || (line.job && is_of_job(word))) continue;
    if (is_job_number(word)) {
      line.job = true;
    } else if (!line.number && is_page_number(word)) {
      line.number = true;
    } else if (auto symbol = symbol_in(word); line.symbol.empty() && !symbol.empty()) {
      line.symbol = std::move(symbol);
    } else if (!line.named && i + 1 < words.size() && may_name_page(word) &&
               is_page_number(words[i + 1])) {
      line.named = true;
    } else {
      return std::nullopt;
    }
  }
  return line;
}

class FurnitureFinder {
 public:
  FurnitureFinder(const std::vector<std::string>& texts, const std::vector<bool>& feeds)
      : texts_(texts), feeds_(feeds), found_(texts.size()) {
    for (const auto& text : texts) {
      lines_.push_back(furniture_line(text));
      if (lines_.back() && !lines_.back()->symbol.empty()) ++shown_[lines_.back()->symbol];
    }
  }

  std::vector<bool> run() {
    std::vector<std::size_t> run;
    std::size_t begin = 0;  // behind the text before
    for (std::size_t i = 0; i <= texts_.size(); ++i) {
      if (i < texts_.size() && (texts_[i].empty() || lines_[i])) {
        if (lines_[i]) run.push_back(i);
        continue;
      }
      if (!run.empty()) take(run, begin, i);
      run.clear();
      begin = i + 1;
    }
    return std::move(found_);
  }

 private:
  /// The lines `run`, between the texts before `begin` and at `end`.
  void take(const std::vector<std::size_t>& run, std::size_t begin, std::size_t end) {
    auto feed = begin;
    while (feed < end && !feeds_[feed]) ++feed;
    if (!ends_page(feed)) {
      if (is_head(run)) take_all(run);
      return;
    }
    const auto middle = std::lower_bound(run.begin(), run.end(), feed);
    const auto before = std::min(kMostOnASide, middle - run.begin());
    const auto after = std::min(kMostOnASide, run.end() - middle);
    std::vector<std::size_t> near(middle - before, middle + after);
    // The number that stands next to the page's end is the page's.
    std::reverse(near.begin(), near.begin() + before);
    take_all(near);
  }

  /// A file of pages ends with one, whether or not a form feed says so.
  [[nodiscard]] bool ends_page(std::size_t at) const {
    if (at < feeds_.size()) return feeds_[at];
    return std::find(feeds_.begin(), feeds_.end(), true) != feeds_.end();
  }

  /// Without a form feed a page's head is told by the symbol and what stands with it.
  [[nodiscard]] bool is_head(const std::vector<std::size_t>& run) const {
    bool symbol = false;
    bool other = false;
    for (const auto at : run) {
      const auto& line = *lines_[at];
      symbol = symbol || is_repeated(line.symbol);
      other = other || line.job || line.number;
    }
    return symbol && other && run.size() <= kMostWithoutFeed;
  }

  /// A page has one number: another that stands there alone is text.
  void take_all(const std::vector<std::size_t>& run) {
    bool numbered = false;
    for (const auto at : run) {
      const auto& line = *lines_[at];
      if (!line.symbol.empty() && !is_repeated(line.symbol)) continue;
      if (line.named && line.symbol.empty() && !is_beside_symbol(at)) continue;
      const bool bare = line.number && !line.job && line.symbol.empty();
      if (bare && numbered) continue;
      numbered = numbered || line.number;
      found_[at] = true;
    }
  }

  [[nodiscard]] bool is_repeated(const std::string& symbol) const {
    const auto shown = shown_.find(symbol);
    return shown != shown_.end() && (shown->second > 1 || stands_in_text(symbol));
  }

  /// The masthead shows the symbol beside the name of the organization.
  [[nodiscard]] bool stands_in_text(const std::string& symbol) const {
    constexpr std::size_t kMasthead = 12;
    const auto end = std::min(texts_.size(), kMasthead);
    return std::any_of(texts_.begin(), texts_.begin() + static_cast<std::ptrdiff_t>(end),
                       [&](const std::string& text) { return text.ends_with(' ' + symbol); });
  }

  [[nodiscard]] bool is_beside_symbol(std::size_t at) const {
    const auto shows = [&](std::size_t i) {
      return i < lines_.size() && lines_[i] && is_repeated(lines_[i]->symbol);
    };
    return shows(at + 1) || (at > 0 && shows(at - 1));
  }

  const std::vector<std::string>& texts_;
  const std::vector<bool>& feeds_;
  std::vector<std::optional<FurnitureLine>> lines_;
  std::map<std::string, std::size_t> shown_;  ///< lines that show a symbol
  std::vector<bool> found_;
};

}  // namespace

std::vector<bool> page_furniture(const std::vector<std::string>& texts,
                                 const std::vector<bool>& feeds) {
  return FurnitureFinder(texts, feeds).run();
}

}  // namespace comity::reading
