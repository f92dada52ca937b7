#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hash.h"
#include "service/coding/state.h"
#include "service/coding/words.h"
#include "tagging/coded.h"

// What a machine learns from how one coder has coded so far
// (docs/decisions/0038-proposals-by-a-machine.md).
namespace comity::service::coding {

/// From so much of a coder's work it learns at most, the replies last coded first.
inline constexpr std::size_t kMostLearntParagraphs = 6000;
inline constexpr std::size_t kMostLearntBytes = std::size_t{4} << 20;

struct Learnt {
  tagging::CodeModel model;  ///< its codes are places in CodingState::codes
  std::int64_t paragraphs = 0;
  std::int64_t replies = 0;
  std::int64_t left_out = 0;  ///< replies: more than it learns from, or not open to this session
};

/// Who learns: a coder in one session, since what it opens is theirs alone.
struct Learner {
  store::ActorId person;
  std::string session;
};

/// How often the coder gave each code, as CodingState::codes has them: in how many paragraphs, and
/// in how many replies. Of their own marks alone.
struct OwnCodings {
  std::int64_t paragraphs = 0;
  std::int64_t replies = 0;
};
[[nodiscard]] std::vector<OwnCodings> own_codings(const CodingState& state, store::ActorId person);

/// The paragraphs that the coder has judged, with their codes: all of a reply that they have
/// finished; of another those up to the last one that they marked. Nothing of anybody else's marks
/// is in it, nor decides what is.
struct Material {
  std::vector<tagging::CodedText> texts;
  std::int64_t replies = 0;
  std::int64_t left_out = 0;
};
[[nodiscard]] base::Result<Material> material_of(const CodingState& state, store::ActorId person,
                                                 ReplyWords& words);

/// The models last used, in memory alone: no more than a few, each for one session, and none longer
/// than half an hour after it was used. One is learnt at a time. Thread-safe.
class CodeModels {
 public:
  [[nodiscard]] base::Result<std::shared_ptr<const Learnt>> learnt(const CodingState& state,
                                                                   const Learner& learner,
                                                                   ReplyWords& words,
                                                                   base::Time now);

 private:
  struct Kept {
    base::Hash of;  ///< who learnt from what
    base::Hash who;
    std::shared_ptr<const Learnt> learnt;
    base::Time used;
  };
  [[nodiscard]] std::shared_ptr<const Learnt> kept(const base::Hash& of, base::Time now);
  void keep(Kept made);

  std::mutex mutex_;
  std::mutex learning_;
  std::list<Kept> kept_;  ///< the last used first
};

}  // namespace comity::service::coding
