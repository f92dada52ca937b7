// The lineage of a text and of a paragraph over ten thousand generated resolutions: a hundred
// questions, each taken up again at a hundred sessions, so that every text has ninety-nine others
// on its question, and every paragraph a long way back. What is asked for is under a second, the
// first answer too, which looks all texts through. COMITY_BENCH_SESSIONS takes another number.
#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "service/importing/import.h"
#include "service/texts/lineage.h"
#include "timing.h"

namespace comity::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kQuestions = 100;
constexpr int kParagraphs = 10;
constexpr int kFirstSession = 31;

/// Resolution `question` of a session; each session says one paragraph in other words.
std::string resolution(int session, int question) {
  auto text = fmt::format(
      "A/RES/{0}/{1}\n\n**Care of the lamps of harbour{1} and of the bridges of river{1}**\n\n"
      "Resolution adopted by the General Assembly on 5 December {2}\n\n"
      "*The General Assembly,*\n\n*Recalling* its resolution {3}/{1} of 5 December {4},\n\n",
      session, question, 1945 + session, session - 1, 1944 + session);
  for (int i = 1; i <= kParagraphs; ++i) {
    const int worded = session - (session + i) % kParagraphs;
    text += fmt::format(
        "{}. *Encourages* States to mend lamp{} of harbour{} with the oil of year{} and to count "
        "the bridges that follow upon it;\n\n",
        i, i, question, worded);
  }
  return text + fmt::format(
                    "{}. *Decides* to continue its consideration of the question at its "
                    "next session.\n",
                    kParagraphs + 1);
}

bool bring(service::Installation& installation, int sessions) {
  service::ImportOptions options;
  options.publish = true;
  for (int session = kFirstSession; session < kFirstSession + sessions; ++session) {
    std::vector<service::NamedBytes> files;
    for (int question = 1; question <= kQuestions; ++question) {
      files.push_back({fmt::format("{}-{}.md", session, question), resolution(session, question)});
    }
    const auto done = service::import_bytes(installation, service::owner_of_the_folder(),
                                            std::move(files), options);
    if (!done || done->read != kQuestions) return false;
  }
  return true;
}

/// Seconds for one answer, or below 0 where there is none.
double asked(service::Installation& installation, const std::string& work,
             const std::string& paragraph, std::size_t& steps) {
  const auto begun = Clock::now();
  const auto answer = service::lineage(installation, {}, work, paragraph);
  const double taken = seconds_since(begun);
  if (!answer) return -1;
  steps = base::array_at(answer->body, paragraph.empty() ? "texts" : "steps").size();
  return taken;
}

int lineage(int sessions) {
  const auto folder = fs::temp_directory_path() / fmt::format("comity-bench-{}", getpid());
  service::Installation::Options options;
  options.folder = folder;
  auto opened = service::Installation::open(options);
  if (!opened) return 1;
  auto& installation = **opened;
  const auto begun = Clock::now();
  if (!bring(installation, sessions)) return 1;
  fmt::print("{} resolutions brought in, {:.0f} s\n", sessions * kQuestions, seconds_since(begun));
  std::size_t count = 0;
  const int last = kFirstSession + sessions - 1;
  const double first = asked(installation, fmt::format("A/RES/{}/1", last), "", count);
  fmt::print("first lineage of a text: {:.0f} ms, {} texts\n", 1000 * first, count);
  std::vector<double> texts, paragraphs;
  for (int i = 0; i < kRuns; ++i) {
    const auto work = fmt::format("A/RES/{}/{}", last, 2 + i);
    texts.push_back(asked(installation, work, "", count));
    paragraphs.push_back(asked(installation, work, "3", count));
  }
  fmt::print("lineage of a text: {:.1f} ms, of a paragraph: {:.1f} ms with {} steps (medians)\n",
             1000 * median(texts), 1000 * median(paragraphs), count);
  opened->reset();
  fs::remove_all(folder);
  const bool answered = first >= 0 && *std::min_element(texts.begin(), texts.end()) >= 0 &&
                        *std::min_element(paragraphs.begin(), paragraphs.end()) >= 0;
  return answered ? 0 : 1;
}

}  // namespace
}  // namespace comity::bench

int main() {
  const char* const sessions = std::getenv("COMITY_BENCH_SESSIONS");
  return comity::bench::lineage(sessions == nullptr ? 100 : std::atoi(sessions));
}
