// bench_reading [DATA]
//
// Each working-group report from bytes to structure (confined reading and grammar) against what
// pdftohtml alone costs on it: eleven runs of each in turns, the ratio of the medians. Then the
// same report as a Word document, for which the budget is 10 ms for 20 pages.
#include <fmt/format.h>

#include <filesystem>

#include "../tests/support/docx_writer.h"
#include "../tests/support/upr_reference.h"
#include "grammar/parse.h"
#include "reading/reader.h"
#include "timing.h"

namespace {

namespace fs = std::filesystem;
using namespace comity;

/// Ends the benchmark where the report is not read.
double seconds_of(const reading::Reader& reader, const std::string& bytes,
                  const std::string& name) {
  const auto begin = bench::Clock::now();
  const auto document = reader.read(bytes, name);
  if (!document) {
    fmt::print(stderr, "{}: {}\n", name, document.error().message);
    std::exit(1);
  }
  const auto reading = grammar::parse(*document, names::Register::builtin());
  const double taken = bench::seconds_since(begin);
  if (reading.paragraphs.empty()) std::exit(1);
  return taken;
}

std::string marked(const std::vector<model::Run>& runs) {
  std::string out;
  for (const auto& run : runs) {
    const std::string sign = run.style.superscript ? "^"
                             : run.style.bold      ? "**"
                             : run.style.italic    ? "*"
                                                   : "";
    out += sign;
    for (const char c : run.text) {
      if (c == '*' || c == '^' || c == '\\') out += '\\';
      out += c;
    }
    out += sign;
  }
  return out;
}

/// The document as read, written as a Word document.
std::string docx_of(const model::Document& document) {
  test_support::DocxWriter writer;
  for (const auto& block : document.blocks) {
    if (block.kind == model::BlockKind::note) writer.note(block.label, marked(block.runs));
  }
  for (const auto& block : document.blocks) {
    const auto text = marked(block.runs);
    if (block.kind == model::BlockKind::heading) writer.heading(block.label, text);
    if (block.kind == model::BlockKind::paragraph) writer.paragraph(block.label, text);
    if (block.kind == model::BlockKind::list_item) writer.item(block.label, text);
    for (const auto& row : block.rows) {
      std::vector<std::string> cells;
      for (const auto& cell : row) cells.push_back(marked(cell.runs));
      writer.row(cells);
    }
  }
  return writer.save();
}

}  // namespace

int main(int argc, char** argv) {
  const char* given = std::getenv("COMITY_DATA");
  const fs::path data = argc > 1 ? argv[1] : given != nullptr ? given : "../shared/data";
  const auto reader = reading::Reader::create();
  if (!reader) return 1;
  std::vector<double> ratios;
  double ours = 0, program = 0, word = 0;
  std::size_t pages = 0;
  for (const auto& entry : fs::directory_iterator(data / "upr-reports")) {
    if (entry.path().extension() != ".pdf") continue;
    const std::string bytes = support::file_text(entry.path());
    std::vector<double> reads, programs;
    for (int i = 0; i < bench::kRuns; ++i) {
      programs.push_back(
          bench::run({"pdftohtml", "-xml", "-i", "-q", "-stdout", entry.path().string()}));
      reads.push_back(seconds_of(*reader, bytes, entry.path().filename().string()));
    }
    const auto document = reader->read(bytes, "report.pdf");
    if (!document) return 1;
    const auto docx = docx_of(*document);
    std::vector<double> words;
    for (int i = 0; i < bench::kRuns; ++i) words.push_back(seconds_of(*reader, docx, "a.docx"));
    word += bench::median(words);
    pages += document->pages.size();
    ours += bench::median(reads);
    program += bench::median(programs);
    ratios.push_back(bench::median(reads) / bench::median(programs));
    fmt::print("{:<18} {:6.1f} ms, pdftohtml alone {:6.1f} ms, ratio {:.2f}; as DOCX {:.1f} ms\n",
               entry.path().filename().string(), 1000 * bench::median(reads),
               1000 * bench::median(programs), ratios.back(), 1000 * bench::median(words));
  }
  if (ratios.empty()) return 1;
  fmt::print("{} reports: ratio {:.2f} in all, {:.2f} in the middle, {:.2f} at most\n",
             ratios.size(), ours / program, bench::median(ratios),
             *std::max_element(ratios.begin(), ratios.end()));
  fmt::print("as DOCX: {:.1f} ms for 20 pages, bytes to structure\n",
             1000 * word / static_cast<double>(pages) * 20);
  return 0;
}
