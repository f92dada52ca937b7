#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "service/installation.h"

// The texts of a record by the question that they are on, from one snapshot: what came of a
// promise, and which text follows on which.
namespace comity::service {

/// From this likeness of titles on, two texts are on the same question: the words that both have
/// over the words of either, rare ones counting more.
inline constexpr double kSameQuestion = 0.75;

struct TextOfRecord {
  store::Work work;
  std::string body;     ///< code of data/grammar/bodies.csv, by the symbol; empty without one
  int session = 0;      ///< that the symbol or the masthead names, or 0
  int year = 0;         ///< of its date, or 0
  std::string time;     ///< time_of() it
  bool adopts = false;  ///< as model::adopts() says
};

/// Its date, else the month in which the body's session opened by rule ("2021-09"); empty where
/// neither is known.
[[nodiscard]] std::string time_of(std::string_view date, std::string_view body, int session);

/// A text on a question.
struct OnQuestion {
  std::size_t text = 0;  ///< in texts()
  double likeness = 0;   ///< of the titles
};

class RecordTexts {
 public:
  /// Every work that the asker may see, each name once.
  [[nodiscard]] static base::Result<RecordTexts> look(const store::Read& read,
                                                      const store::Visibility& asker);

  [[nodiscard]] std::span<const TextOfRecord> texts() const { return texts_; }
  [[nodiscard]] const TextOfRecord* named(std::string_view name) const;
  /// Texts whose titles are at least `least` alike, by time, those without one last.
  [[nodiscard]] std::vector<OnQuestion> on_question(std::string_view title,
                                                    double least = kSameQuestion) const;
  /// Documents whose titles hold every word of the question: reports on it.
  [[nodiscard]] std::vector<std::size_t> reports_on(std::string_view title) const;
  /// The last session of the body of which the record holds a text, or 0.
  [[nodiscard]] int last_session(std::string_view body) const;
  /// The year of the latest text of the body, or 0.
  [[nodiscard]] int last_year(std::string_view body) const;

 private:
  using Word = std::uint32_t;
  /// Texts whose titles have the same words.
  struct Group {
    std::vector<Word> words;  ///< ascending
    std::vector<std::size_t> texts;
  };
  struct Asked {
    std::vector<Word> words;  ///< that some title has, rarest first
    double weight = 0;        ///< of all, those that no title has too
  };
  void add(store::Work work);
  void index();
  [[nodiscard]] Asked asked(std::string_view title) const;
  [[nodiscard]] double weight_of(const std::vector<Word>& words) const;

  std::vector<TextOfRecord> texts_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  std::unordered_map<std::string, Word> vocabulary_;
  std::vector<double> weights_;
  std::vector<Group> groups_;
  std::vector<std::vector<std::size_t>> groups_with_;  ///< by word
  std::map<std::string, int, std::less<>> sessions_;
  std::map<std::string, int, std::less<>> years_;
};

/// What texts cite and no work in sight bears, counted once for a state of the record. Thread-safe.
class MissingCitations {
 public:
  explicit MissingCitations(std::vector<store::Cited> all) : all_(std::move(all)) {}
  /// Most cited first.
  [[nodiscard]] const std::vector<store::Cited>& all() const { return all_; }
  /// The first works that cite a symbol, as `find` gave them when it was first asked for.
  [[nodiscard]] base::Result<base::JsonArray> citing(
      const std::string& symbol, const std::function<base::Result<base::JsonArray>()>& find);

 private:
  std::vector<store::Cited> all_;
  std::mutex mutex_;
  std::map<std::string, base::JsonArray, std::less<>> citing_;
};

/// What was looked through, until the record or what the asker may see is another. Thread-safe.
class KeptTexts {
 public:
  [[nodiscard]] base::Result<std::shared_ptr<const RecordTexts>> look(
      const store::Read& read, const store::Visibility& asker);
  [[nodiscard]] base::Result<std::shared_ptr<MissingCitations>> missing(
      const store::Read& read, const store::Visibility& asker);

 private:
  struct Kept {
    std::string asker;
    std::vector<store::Head> heads;
    std::shared_ptr<const RecordTexts> texts;
    std::shared_ptr<MissingCitations> missing;  ///< null until it is asked for
  };
  [[nodiscard]] std::shared_ptr<MissingCitations> kept_missing(
      const std::string& who, const std::vector<store::Head>& heads);
  std::mutex mutex_;
  std::list<Kept> recent_;  ///< the last used first
};

}  // namespace comity::service
