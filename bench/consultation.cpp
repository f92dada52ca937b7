// Reading and coding a consultation of a thousand replies of ten pages, each with twenty marks, and
// a synthesis of two hundred lines that use half of them: the list of replies with one that is
// read, coverage, and the report as DOCX. What is asked for is 20 ms for a page and 2 s for the
// file. COMITY_BENCH_REPLIES takes another number.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "service/coding/coding.h"
#include "service/coding/synthesis.h"
#include "store/calls.h"
#include "timing.h"

namespace comity::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kParagraphs = 100;  ///< ten a page
constexpr int kMarks = 20;
constexpr int kLines = 200;
constexpr store::CallId kCalled{4711};

/// A paragraph of some three hundred characters.
std::string paragraph(int reply, int number) {
  std::string text = fmt::format("Paragraph {} of reply {}:", number, reply);
  while (text.size() < 300) text += " dialogue between bodies of many places needs time and means,";
  return text;
}

store::CallWritten called(base::Time now) {
  store::CallWritten act{kCalled, 1, {}};
  act.content.state = model::CallState::open;
  act.content.title = {{model::Language::en, "Ways and means"}};
  act.content.questions = {
      {model::QuestionKind::text, {{model::Language::en, "What helps?"}}, {}, true}};
  act.content.opens = now;
  act.content.closes = {now.microseconds + 1'000'000'000};
  act.content.time_zone = "UTC";
  act.content.ways = {model::Way::named};
  return act;
}

store::ReplyReceived reply_of(int number, base::Time now) {
  store::ReplyReceived act;
  act.call = kCalled;
  act.reply = {static_cast<std::uint64_t>(number)};
  act.version = 1;
  act.language = model::Language::en;
  act.received = now;
  act.receipt = base::sha256(fmt::format("receipt {}", number));
  act.digest = base::sha256(fmt::format("digest {}", number));
  std::string text;
  for (int i = 1; i <= kParagraphs; ++i) text += paragraph(number, i) + "\n";
  act.content = model::ReplyContent{fmt::format("Body {}", number),
                                    number % 3 == 0 ? model::BodyKind::state : model::BodyKind::ngo,
                                    true,
                                    {{1, std::move(text), 0}},
                                    {}};
  return act;
}

std::string passage_name(int reply, int mark) {
  return base::crockford(static_cast<std::uint64_t>(reply * kMarks + mark + 1));
}

bool fill(service::Installation& installation, int replies) {
  auto& store = installation.store();
  const auto now = installation.clock().now();
  const auto read = store.read();
  const auto space = read->space(service::kOwnSpace)->id;
  const auto owner = installation.owner();
  const auto call = base::to_text(kCalled);
  if (!store.append({{space, owner, called(now)}})) return false;
  for (int reply = 1; reply <= replies; ++reply) {
    std::vector<store::NewEntry> entries;
    entries.push_back({space, {}, reply_of(reply, now)});
    for (int mark = 0; mark < kMarks; ++mark) {
      const model::Passage passage{passage_name(reply, mark),
                                   {base::crockford(static_cast<std::uint64_t>(reply)), 1,
                                    "question 1", mark * 4 + 1, 0, 40 + mark},
                                   {mark % 2 == 0 ? "obstacle" : "proposal"}};
      entries.push_back({space, owner, store::CodingAct(store::PassageMarked{call, passage})});
    }
    if (!store.append(std::move(entries))) return false;
  }
  const int each = std::max(1, replies * kMarks / kLines / 2);
  int next = 0;
  for (int line = 1; line <= kLines; ++line) {
    std::vector<std::string> on;
    for (int i = 0; i < each; ++i, ++next) {
      on.push_back(passage_name(1 + next / kMarks % replies, next % kMarks));
    }
    std::sort(on.begin(), on.end());
    on.erase(std::unique(on.begin(), on.end()), on.end());
    const model::SynthesisLine written{base::crockford(static_cast<std::uint64_t>(line)),
                                       line % 2 == 0 ? "obstacle" : "proposal", line,
                                       paragraph(0, line), std::move(on)};
    if (!store.append({{space, owner, store::CodingAct(store::LineWritten{call, written})}})) {
      return false;
    }
  }
  return store.append({{space, owner, store::CodingAct(store::CodingFinished{call, "", 0})}})
      .has_value();
}

int consultation(int replies) {
  const auto folder = fs::temp_directory_path() / fmt::format("comity-bench-{}", getpid());
  service::Installation::Options options;
  options.folder = folder;
  auto opened = service::Installation::open(options);
  if (!opened) return 1;
  auto& installation = **opened;
  const auto begun = Clock::now();
  if (!fill(installation, replies)) return 1;
  fmt::print("{} replies, {} marks, {} lines: {:.0f} s\n", replies, replies * kMarks, kLines,
             seconds_since(begun));
  const service::Ask owner{service::owner_of_the_folder()};
  const auto call = base::to_text(kCalled);
  const auto timed = [](const auto& ask) {
    const double before = processor_seconds();
    const bool answered = ask().has_value();
    return answered ? 1000 * (processor_seconds() - before) : -1.0;
  };
  const auto list = [&] {
    return service::passages(installation, owner, call,
                             {base::crockford(static_cast<std::uint64_t>(replies / 2)), {}, {}, 3});
  };
  const auto coverage = [&] {
    return service::synthesis(installation, owner, call, {{}, "unused", {}, 7});
  };
  const auto report = [&] {
    return service::report_file(installation, owner, call, service::ReportFormat::docx);
  };
  fmt::print("first list, which looks at every reply: {:.0f} ms of processor time\n", timed(list));
  std::vector<double> lists, coverages, reports;
  for (int i = 0; i < kRuns; ++i) {
    lists.push_back(timed(list));
    coverages.push_back(timed(coverage));
    reports.push_back(timed(report));
  }
  fmt::print("list with a reply: {:.1f} ms; coverage: {:.1f} ms; report as DOCX: {:.0f} ms\n",
             median(lists), median(coverages), median(reports));
  opened->reset();
  fs::remove_all(folder);
  const auto well = [](const std::vector<double>& all) {
    return *std::min_element(all.begin(), all.end()) >= 0;
  };
  return well(lists) && well(coverages) && well(reports) ? 0 : 1;
}

}  // namespace
}  // namespace comity::bench

int main() {
  const char* const replies = std::getenv("COMITY_BENCH_REPLIES");
  return comity::bench::consultation(replies == nullptr ? 1000 : std::atoi(replies));
}
