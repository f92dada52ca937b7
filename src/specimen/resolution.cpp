#include "specimen/resolution.h"

#include <algorithm>
#include <optional>

#include "specimen/conclusions.h"
#include "specimen/markdown.h"
#include "specimen/phrases.h"
#include "specimen/random.h"

namespace comity::specimen {
namespace {

/// A paragraph of a resolution: what is set in italics, what follows, and its sub-items. {cite} and
/// {next} in the text are filled in when it is printed.
struct Part {
  std::string verb;
  std::string text;
  std::vector<std::string> items;
};

struct Text {
  std::vector<Part> preamble;
  std::vector<Part> operative;
  std::vector<Part> close;
};

const Given& kept() {
  static const Given kKept = {{"cite", "{cite}"}, {"next", "{next}"}};
  return kKept;
}

Part part_of(std::string_view rule, Random& random) {
  const auto text = Phrases::builtin().text(rule, random, kept());
  const auto bar = std::min(text.find('|'), text.size());
  return {text.substr(0, bar), text.substr(std::min(bar + 1, text.size())), {}};
}

Part with_items(Random& random) {
  auto part = part_of("sub_head", random);
  const auto count = random.between(2, 4);
  while (part.items.size() < count) {
    auto item = Phrases::builtin().text("sub_item", random);
    if (std::find(part.items.begin(), part.items.end(), item) == part.items.end()) {
      part.items.push_back(std::move(item));
    }
  }
  return part;
}

/// Whether a paragraph begins as this one does.
bool has(const std::vector<Part>& parts, const Part& part) {
  constexpr std::size_t kSameStart = 24;
  return std::any_of(parts.begin(), parts.end(), [&](const Part& other) {
    return other.text.substr(0, kSameStart) == part.text.substr(0, kSameStart);
  });
}

/// Adds distinct paragraphs up to `count`; those with one verb stand together, as the UN writes.
void fill(std::vector<Part>& parts, std::string_view rule, std::size_t count, Random& random) {
  constexpr int kTries = 400;  // the table has fewer beginnings than a long text might want
  for (int i = 0; i < kTries && parts.size() < count; ++i) {
    auto part = part_of(rule, random);
    if (has(parts, part)) continue;
    const auto same = std::find_if(parts.rbegin(), parts.rend(),
                                   [&](const Part& other) { return other.verb == part.verb; });
    parts.insert(same.base() == parts.begin() ? parts.end() : same.base(), std::move(part));
  }
}

Text base_text(const Plan& plan, std::size_t question) {
  Random random(plan.seed, "question", question);
  Text text;
  text.preamble.push_back(
      {"Guided by", "the purposes and principles of the Charter of the United Nations", {}});
  fill(text.preamble, "preamble", random.between(7, 11), random);
  fill(text.operative, "operative", random.between(6, 11), random);
  text.operative.insert(text.operative.end() - 1, with_items(random));
  text.close = {part_of("request", random), part_of("close", random)};
  return text;
}

/// One change as negotiation makes it: a paragraph added, left out, rewritten or moved.
void change(std::vector<Part>& parts, std::string_view rule, Random& random) {
  const auto at = 1 + random.below(parts.size() - 1);
  const auto where = parts.begin() + static_cast<std::ptrdiff_t>(at);
  switch (random.below(4)) {
    case 0:
      fill(parts, rule, parts.size() + 1, random);
      break;
    case 1:
      if (parts.size() > 5) parts.erase(where);
      break;
    case 2:
      if (where->items.empty()) where->text += Phrases::builtin().text("amendment", random);
      break;
    default: {
      auto other = part_of(rule, random);
      if (!has(parts, other) && where->items.empty()) *where = std::move(other);
      break;
    }
  }
}

Text text_at(const Plan& plan, const ResolutionPlan& resolution, Stage stage) {
  auto text = base_text(plan, resolution.question);
  const auto changes = [&](std::string_view part, int round, int count) {
    Random random(plan.seed, part, resolution.question * 1000 + static_cast<std::size_t>(round));
    for (int i = 0; i < count; ++i) {
      change(text.preamble, "preamble", random);
      change(text.operative, "operative", random);
    }
  };
  for (int round = 0; round <= resolution.round; ++round) {
    if (round > 0) changes("session", round, 2);
    const bool adopted = round < resolution.round || stage == Stage::adopted;
    if (adopted) changes("adoption", round, 1);
  }
  return text;
}

class ResolutionWriter {
 public:
  ResolutionWriter(const Plan& plan, const ResolutionPlan& resolution, Stage stage)
      : plan_(plan),
        resolution_(resolution),
        stage_(stage),
        random_(plan.seed, stage == Stage::draft ? "draft" : "adopted",
                resolution.question * 1000 + static_cast<std::size_t>(resolution.round)),
        session_(std::to_string(resolution.session)),
        symbol_(symbol_of(resolution, stage)) {}

  File run() {
    masthead();
    const auto text = text_at(plan_, resolution_, stage_);
    page_.paragraph("*The General Assembly,*");
    preamble(text.preamble);
    operative(text);
    page_.flush_notes();
    return {file_name_of(symbol_), symbol_, page_.take(), std::nullopt};
  }

 private:
  void masthead() {
    const int year = 1945 + resolution_.session;
    const bool draft = stage_ == Stage::draft;
    page_.paragraph("<!-- Specimen: an invented document about invented States. -->");
    page_.paragraph("**" + symbol_ + "**");
    page_.heading(1, "General Assembly");
    const Date date = draft ? Date{year, 10, 29} : Date{year, 12, 18};
    page_.facts(draft ? "Distr.: Limited" : "Distr.: General",
                printed(draft ? date : shifted(date, 40)));
    page_.paragraph("Original: English");
    page_.rule();
    page_.heading(2, capitalised(ordinal(resolution_.session)) + " session");
    if (draft) page_.heading(3, "Third Committee");
    page_.paragraph("Agenda item 72 (b)");
    page_.title(
        "Promotion and protection of human rights: human rights questions, including alternative "
        "approaches for improving the effective enjoyment of human rights and fundamental "
        "freedoms");
    if (draft) {
      sponsors();
      page_.title(title());
    } else {
      page_.title("Resolution adopted by the General Assembly on " + printed(date));
      page_.paragraph("[*on the report of the Third Committee (A/SPEC/" + session_ + "/" +
                      std::to_string(400 + resolution_.number) + ")*]");
      page_.title(session_ + '/' + std::to_string(resolution_.number) + ". " + title());
    }
  }

  [[nodiscard]] std::string title() const { return Phrases::builtin().nth("question", question()); }
  [[nodiscard]] std::size_t question() const { return resolution_.question; }

  void sponsors() {
    const int year = 1945 + resolution_.session;
    auto states =
        other_states(plan_.states.size(), plan_.states.size(), random_.between(1, 6), random_);
    // In the order of the alphabet, which for these names is that of their bytes.
    std::vector<std::string> names;
    names.reserve(states.size());
    for (const auto state : states) names.push_back(plan_.states[state].name_in(year));
    std::sort(names.begin(), names.end());
    const bool group = random_.one_in(3);
    if (group) names[names.size() / 2] += "\\*";
    std::string line;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (i > 0) line += i + 1 == names.size() ? " and " : ", ";
      line += names[i];
    }
    page_.title(line + ": draft resolution");
    if (!group) return;
    page_.rule();
    page_.paragraph(
        "\\* On behalf of the States Members of the United Nations that are members of the Circle "
        "of Small States.");
    page_.rule();
  }

  void preamble(const std::vector<Part>& parts) {
    std::string last;
    int same = 0;
    for (const auto& part : parts) {
      same = part.verb == last ? same + 1 : 0;
      last = part.verb;
      const char* also = same == 0 ? "" : same == 1 ? " also" : " further";
      page_.paragraph('*' + part.verb + also + "* " + filled(part.text, ","));
    }
    page_.flush_notes();
  }

  void operative(const Text& text) {
    auto parts = text.operative;
    parts.insert(parts.end(), text.close.begin(), text.close.end());
    std::string last;
    int same = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto& part = parts[i];
      same = part.verb == last ? same + 1 : 0;
      last = part.verb;
      auto verb = part.verb;
      if (same > 0) {
        verb[0] = static_cast<char>(verb[0] - 'A' + 'a');
        verb = (same == 1 ? "Also " : "Further ") + verb;
      }
      const char* end = i + 1 == parts.size() ? "." : ";";
      page_.paragraph(std::to_string(i + 1) + ". *" + verb + "* " +
                      filled(part.text, part.items.empty() ? end : ""));
      for (std::size_t item = 0; item < part.items.size(); ++item) {
        page_.paragraph("   (" + std::string(1, static_cast<char>('a' + item)) + ") " +
                        part.items[item] + ';');
      }
    }
  }

  /// The text with its mark of punctuation, a mark of a note after it, as the UN sets them.
  std::string filled(std::string text, std::string_view mark) {
    constexpr std::string_view kCite = "{cite}";
    if (text.ends_with(kCite)) {
      text.insert(text.size() - kCite.size(), mark);
    } else {
      text += mark;
    }
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      if (text.compare(at, 6, "{cite}") == 0) {
        out += page_.note(citation());
        at += 6;
      } else if (text.compare(at, 6, "{next}") == 0) {
        out += ordinal(resolution_.session + 2);
        at += 6;
      } else {
        out += text[at++];
      }
    }
    return out;
  }

  /// The resolution of the session before on the same question, or a report.
  std::string citation() {
    for (const auto& before : plan_.resolutions) {
      if (before.question != question() || before.round + 1 != resolution_.round) continue;
      if (cited_) break;
      cited_ = true;
      return "A/SPEC/RES/" + std::to_string(before.session) + '/' + std::to_string(before.number) +
             '.';
    }
    return "A/SPEC/" + session_ + '/' + std::to_string(random_.between(100, 399)) + '.';
  }

  const Plan& plan_;
  const ResolutionPlan& resolution_;
  Stage stage_;
  Random random_;
  std::string session_;
  std::string symbol_;
  Markdown page_;
  bool cited_ = false;
};

}  // namespace

std::string symbol_of(const ResolutionPlan& resolution, Stage stage) {
  const auto session = std::to_string(resolution.session);
  if (stage == Stage::adopted) {
    return "A/SPEC/RES/" + session + '/' + std::to_string(resolution.number);
  }
  const auto draft = "A/SPEC/C.3/" + session + "/L." + std::to_string(resolution.number / 3);
  return resolution.question % 6 == 5 ? draft + "/Rev.1" : draft;
}

File resolution_of(const Plan& plan, const ResolutionPlan& resolution, Stage stage) {
  return ResolutionWriter(plan, resolution, stage).run();
}

}  // namespace comity::specimen
