#include "reading/runs.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "reading/labels.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

using model::Block;
using model::BlockKind;
using model::Run;

void raise_stars(Run run, std::vector<Run>& out) {
  const auto star = run.text.find('*');
  const auto after = run.text.find_first_not_of('*', star);
  const bool mark = star != std::string::npos && star > 0 && run.text[star - 1] != ' ' &&
                    !run.style.superscript &&
                    (after == std::string::npos || run.text[after] == ' ' ||
                     run.text[after] == ',' || run.text[after] == ';' || run.text[after] == '.');
  if (!mark) {
    out.push_back(std::move(run));
    return;
  }
  auto rest = run;
  auto raised = run;
  raised.style.superscript = true;
  raised.text = run.text.substr(star, after == std::string::npos ? after : after - star);
  rest.text = after == std::string::npos ? std::string() : run.text.substr(after);
  run.text.resize(star);
  out.push_back(std::move(run));
  out.push_back(std::move(raised));
  if (!rest.text.empty()) out.push_back(std::move(rest));
}

void fit_place(Block& block) {
  if (block.places.empty()) return;
  block.places.front().end = static_cast<std::uint32_t>(model::text_of(block.runs).size());
}

void make_note(Block& block, std::string mark, std::size_t bytes) {
  block.kind = BlockKind::note;
  block.label = std::move(mark);
  drop_head(block.runs, bytes);
  if (!block.runs.empty() && block.runs.front().text.starts_with(": ")) drop_head(block.runs, 2);
  fit_place(block);
}

}  // namespace

void tidy(std::vector<Run>& runs) {
  bool space = true;
  std::vector<Run> out;
  for (auto& run : runs) {
    std::string text;
    for (const char c : cleaned(run.text)) {
      if (c == ' ' && space) continue;
      space = c == ' ';
      text += c;
    }
    if (text.empty()) continue;
    run.text = std::move(text);
    raise_stars(std::move(run), out);
  }
  runs = std::move(out);
  trim(runs);
}

void take_label(Block& block) {
  if (block.runs.empty()) return;
  const auto text = model::text_of(block.runs);
  const auto& first = block.runs.front();
  const bool note_allowed = block.kind == BlockKind::paragraph;
  if (note_allowed && first.style.superscript && is_mark(base::trimmed(first.text))) {
    make_note(block, std::string(base::trimmed(first.text)), first.text.size());
    return;
  }
  const auto word = text.substr(0, text.find(' '));
  if (note_allowed && word.size() < text.size() && (word[0] == '*' || word.starts_with("†")) &&
      is_mark(word)) {
    make_note(block, word, word.size());
    return;
  }
  if (note_allowed && text.starts_with("[^")) return;
  if (const auto label = label_at(text); label.shape != LabelShape::none) {
    block.label = text.substr(0, label.length);
    drop_head(block.runs, label.length);
    fit_place(block);
  }
}

}  // namespace comity::reading
