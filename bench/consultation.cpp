// bench_consultation [COMITY]
//
// Reading and coding a consultation of a thousand replies of ten pages, each with twenty marks, and
// a synthesis of two hundred lines that use half of them: the list of replies with one that is
// read, coverage, and the report as DOCX. What is asked for is 20 ms for a page and 2 s for the
// file. Before that, what a machine proposes for a reply: once while it learns from as much as it
// learns from at most, then when it has learnt. COMITY_BENCH_REPLIES takes another number.
//
// Then a server that people send to, each a reply with a document of 100 kB attached: seconds until
// the receipt at 50 a second, counted from the moment each was due, and how many a second it takes.
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include "base/hash.h"
#include "client.h"
#include "render/docx.h"
#include "server.h"
#include "service/coding/coding.h"
#include "service/coding/proposals.h"
#include "service/coding/synthesis.h"
#include "service/consultation/consultations.h"
#include "specimen/random.h"
#include "store/calls.h"
#include "timing.h"

namespace comity::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kParagraphs = 100;  ///< ten a page
constexpr int kMarks = 20;
constexpr int kLines = 200;
constexpr store::CallId kCalled{4711};
constexpr int kPerSecond = 50;
constexpr int kSubmissions = 250;
constexpr int kSenders = 32;
constexpr std::size_t kAttached = 100'000;

/// One of some eight thousand words, the first ones oftener.
std::string word(specimen::Random& random) {
  static constexpr const char* kParts[] = {"ba",  "den",  "mi",  "ros",  "ta",  "lun", "ke",
                                           "fir", "so",   "gal", "ne",   "vit", "ra",  "pol",
                                           "hu",  "ster", "co",  "ment", "al",  "ity"};
  constexpr auto kCount = std::size(kParts);
  const auto number = random.below(1 + random.below(kCount * kCount * kCount));
  return std::string(kParts[number % kCount]) + kParts[number / kCount % kCount] +
         kParts[number / kCount / kCount];
}

/// A paragraph of some three hundred characters; of those that are marked an obstacle or a proposal
/// one word in ten says so.
std::string paragraph(int reply, int number) {
  specimen::Random random(static_cast<std::uint64_t>(reply) * 1000 +
                          static_cast<std::uint64_t>(number));
  std::string text = fmt::format("Paragraph {} of reply {}:", number, reply);
  while (text.size() < 300) {
    const bool telling = number % 4 == 1 && random.below(10) == 0;
    text += ' ';
    text += !telling ? word(random) : number % 8 == 1 ? "hindrance" : "suggestion";
  }
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
  // Let go at once: what a snapshot reads keeps the log from being cut.
  const auto space = store.read()->space(service::kOwnSpace)->id;
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
  return true;
}

/// What is proposed for the reply that the coder was last at, learnt anew and learnt already.
bool proposed(service::Installation& installation, const service::Ask& owner,
              const std::string& call, int replies) {
  const auto reply = base::crockford(static_cast<std::uint64_t>(replies));
  const auto ask = [&] { return service::proposals(installation, owner, call, reply); };
  const auto begun = Clock::now();
  const auto first = ask();
  if (!first) return false;
  const auto learning = seconds_since(begun);
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) {
    const auto before = Clock::now();
    if (!ask()) return false;
    times.push_back(1000 * seconds_since(before));
  }
  fmt::print("proposals for a reply: {:.2f} s with learning from {} paragraphs, then {:.1f} ms\n",
             learning, base::integer_at(base::object_at(first->body, "learnt_from"), "paragraphs"),
             median(times));
  for (const auto& each : base::array_at(first->body, "codes")) {
    const auto& code = each.get_object();
    if (!base::truth_at(code, "learnt")) continue;
    fmt::print("  {}: F1 {:.2f} on what was held out\n", base::text_at(code, "code"),
               base::number_at(base::object_at(code, "held_out"), "f1"));
  }
  return true;
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
  if (!proposed(installation, owner, call, replies)) return 1;
  if (!service::finish_coding(installation, owner, call, "")) return 1;
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

/// A document of at least kAttached bytes; no two are alike.
std::string attachment(int number) {
  specimen::Random random(static_cast<std::uint64_t>(number) + 1);
  model::Reading reading;
  reading.kind = model::WorkKind::other;
  reading.language = model::Language::en;
  std::string bytes;
  for (std::size_t paragraphs = 700; bytes.size() < kAttached; paragraphs += 100) {
    while (reading.paragraphs.size() < paragraphs) {
      std::string text;
      while (text.size() < 300) text += fmt::format("{:x} ", random.below(0xffffffff));
      model::Paragraph paragraph;
      paragraph.kind = model::ParagraphKind::text;
      paragraph.runs = {{std::move(text)}};
      reading.paragraphs.push_back(std::move(paragraph));
    }
    auto made = render::docx(reading, fmt::format("attachment-{}", number));
    if (!made) std::exit(1);
    bytes = *std::move(made);
  }
  return bytes;
}

std::string submission(const std::string& address, int number) {
  constexpr std::string_view kBoundary = "between-the-parts";
  std::string body;
  const auto part = [&](std::string_view head, std::string_view value) {
    body += fmt::format("--{}\r\nContent-Disposition: form-data; {}\r\n\r\n", kBoundary, head);
    body += value;
    body += "\r\n";
  };
  part("name=\"way\"", "named");
  part("name=\"kind\"", "NGO");
  part("name=\"language\"", "en");
  part("name=\"body\"", fmt::format("Body {}", number));
  part("name=\"answer.1\"", paragraph(number, 1));
  part("name=\"file\"; filename=\"ours.docx\"", attachment(number));
  body += fmt::format("--{}--\r\n", kBoundary);
  return fmt::format(
      "POST {}/reply HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Type: "
      "multipart/form-data; boundary={}\r\nContent-Length: {}\r\n\r\n{}",
      address, kBoundary, body.size(), body);
}

/// A call that is open in a record of its own; its address.
std::string open_call(const std::string& comity, const std::filesystem::path& folder) {
  fs::create_directories(folder);
  const auto file = folder / "call.json";
  std::ofstream(file) << R"({"title": {"en": "Ways and means"}, "closes": "2100-01-01T00:00",)"
                      << R"( "questions": [{"text": {"en": "What helps?"}}]})";
  const auto data = (folder / "data").string();
  (void)run({comity, "consultation", "write", file.string(), "--data", data});
  service::Installation::Options options;
  options.folder = data;
  const auto opened = service::Installation::open(options);
  if (!opened) std::exit(1);
  const service::Ask owner{service::owner_of_the_folder()};
  const auto calls = service::consultations(**opened, owner);
  if (!calls) std::exit(1);
  const auto& call = base::array_at(calls->body, "calls").front().get_object();
  const std::string id(base::text_at(call, "id"));
  if (!service::change_call(**opened, owner, id, {service::CallStep::open, "", 1})) std::exit(1);
  return std::string(base::text_at(call, "address"));
}

/// Sends all, each when it is due (per second; 0: at once); seconds that each took since then.
std::vector<double> sent(std::uint16_t port, const std::vector<std::string>& all, int per_second) {
  std::vector<double> times(all.size());
  std::atomic<std::size_t> next{0};
  const auto begin = Clock::now();
  std::vector<std::jthread> senders;
  for (int i = 0; i < kSenders; ++i) {
    senders.emplace_back([&] {
      Client client(port);
      for (auto mine = next++; mine < all.size(); mine = next++) {
        auto due = Clock::now();
        if (per_second > 0) {
          due = begin +
                std::chrono::microseconds(mine * 1'000'000 / static_cast<std::size_t>(per_second));
        }
        std::this_thread::sleep_until(due);
        const auto& answer = client.exchange(all[mine]);
        if (!answer.starts_with("HTTP/1.1 200") || answer.find("\"receipt\"") == answer.npos) {
          std::fprintf(stderr, "no receipt: %.300s\n", answer.c_str());
          std::exit(1);
        }
        times[mine] = seconds_since(due);
      }
    });
  }
  senders.clear();
  std::sort(times.begin(), times.end());
  return times;
}

void submissions(const std::string& comity) {
  const auto folder = fs::temp_directory_path() / fmt::format("comity-bench-sent-{}", getpid());
  const auto address = open_call(comity, folder);
  std::vector<std::string> steady;
  std::vector<std::string> pressed;
  for (int i = 0; i < kSubmissions; ++i) {
    steady.push_back(submission(address, 2 * i));
    pressed.push_back(submission(address, 2 * i + 1));
  }
  {
    const Server server(serve(comity, folder / "data"));
    const auto taken = sent(server.port(), steady, kPerSecond);
    const auto at = [&](double share) {
      return taken[static_cast<std::size_t>(share * static_cast<double>(taken.size() - 1))];
    };
    fmt::print(
        "{} submissions of {} kB a second: receipt after {:.2f} / {:.2f} / {:.2f} s "
        "(p50 / p95 / last)\n",
        kPerSecond, steady.front().size() / 1000, at(0.5), at(0.95), at(1.0));
    const auto begin = Clock::now();
    (void)sent(server.port(), pressed, 0);
    fmt::print("without pause: {:.0f} a second\n", kSubmissions / seconds_since(begin));
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace comity::bench

int main(int argc, char** argv) {
  const char* const replies = std::getenv("COMITY_BENCH_REPLIES");
  const int failed = comity::bench::consultation(replies == nullptr ? 1000 : std::atoi(replies));
  if (failed == 0) comity::bench::submissions(argc > 1 ? argv[1] : "build/release/comity");
  return failed;
}
