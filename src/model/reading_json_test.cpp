#include <gtest/gtest.h>

#include <random>

#include "model/reading.h"

namespace comity::model {
namespace {

/// Readings with every member filled by chance.
class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  Reading reading() {
    Reading r;
    r.reader = text();
    r.program = text();
    r.media_type = text();
    r.language = static_cast<Language>(below(7));
    r.kind = static_cast<WorkKind>(below(11));
    if (below(3) != 0) r.symbol = *Symbol::parse("A/HRC/21/11" + std::string(below(3), '*'));
    r.title = text();
    r.masthead = {text(), text(), text(), text(), text(), text(), text(), text(), text()};
    if (below(4) == 0) r.masthead = {};
    r.sponsors = texts();
    r.sponsors_note = text();
    r.pages = some<Page>([&] { return Page{length(), length()}; });
    r.paragraphs = some<Paragraph>([&] { return paragraph(); });
    if (below(2) == 0) r.review = review();
    if (!r.paragraphs.empty()) {
      r.positions = some<PositionStatement>([&] { return position(r.paragraphs); });
      const auto index = [&] { return static_cast<std::uint32_t>(below(r.paragraphs.size())); };
      if (r.review) {
        r.review->dialogue = some<Intervention>([&] { return Intervention{index(), texts()}; });
      }
      if (below(3) == 0) {
        r.observations =
            Observations{text(), text(), static_cast<int>(below(99)), text(),
                         some<Observation>([&] { return Observation{index(), text()}; })};
      }
    }
    r.findings = some<Finding>(
        [&] { return Finding{text(), text(), below(2) == 0 ? Place{} : place(), text(), text()}; });
    return r;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  std::string text() {
    static constexpr std::array<const char*, 9> kBits = {
        "", "dialogue", " ", "\"", "\\ \n\t", "\u00E9\u0301", "\u5BF9\u8BDD", "\u0001", "\u0627"};
    std::string out;
    for (std::size_t i = 0, n = below(4); i < n; ++i) out += kBits[below(kBits.size())];
    return out;
  }

  template <typename T, typename Make>
  std::vector<T> some(Make make) {
    std::vector<T> values;
    for (std::size_t i = 0, n = below(4); i < n; ++i) values.push_back(make());
    return values;
  }

  std::vector<std::string> texts() {
    return some<std::string>([&] { return text(); });
  }

  float length() {
    switch (below(4)) {
      case 0:
        return 0;
      case 1:
        return static_cast<float>(below(1000));
      case 2:
        return static_cast<float>(random_()) / 7.0F - 1e8F;
      default:
        return static_cast<float>(below(100000)) / 100.0F;
    }
  }

  Place place() {
    Place p;
    p.begin = static_cast<std::uint32_t>(random_());
    p.end = static_cast<std::uint32_t>(random_());
    if (below(2) == 0) p.offset = (std::uint64_t{random_()} << 32U) | random_();
    if (below(2) == 0) p.page = static_cast<std::int32_t>(below(500));
    if (below(2) == 0) p.box = {length(), length(), length(), length()};
    return p;
  }

  Run run() { return {text(), {below(2) == 0, below(2) == 0, below(2) == 0}, text()}; }
  std::vector<Run> runs() {
    return some<Run>([&] { return run(); });
  }

  Paragraph paragraph() {
    Paragraph p;
    p.kind = static_cast<ParagraphKind>(below(15));
    p.number = text();
    p.printed = text();
    p.level = static_cast<std::uint8_t>(below(256));
    p.verb = text();
    p.runs = runs();
    p.places = some<Place>([&] { return place(); });
    p.footnotes = texts();
    const auto size = static_cast<std::uint32_t>(text_of(p.runs).size());
    p.citations = some<Citation>([&] { return Citation{size / 2, size, text(), text()}; });
    p.rows = some<std::vector<Cell>>([&] { return some<Cell>([&] { return Cell{runs()}; }); });
    if (!p.rows.empty() && below(2) == 0) {
      p.row_numbers.push_back({1, static_cast<std::uint32_t>(1 + below(9))});
    }
    return p;
  }

  /// In the text of a paragraph or, where there is one, in a cell of its table.
  PositionStatement position(const std::vector<Paragraph>& paragraphs) {
    PositionStatement statement;
    statement.report = text();
    statement.state = text();
    statement.list = text();
    statement.numbers = texts();
    statement.words = text();
    if (below(2) == 0) statement.counts_as = static_cast<CountsAs>(below(3));
    statement.partial = below(2) == 0;
    const auto at = below(paragraphs.size());
    statement.paragraph = static_cast<std::uint32_t>(at);
    const auto& paragraph = paragraphs[at];
    const bool table = !paragraph.rows.empty() && !paragraph.rows[0].empty();
    statement.row = table ? 1 : 0;
    statement.cell = table ? 1 : 0;
    const auto& own = table ? paragraph.rows[0][0].runs : paragraph.runs;
    statement.end = static_cast<std::uint32_t>(text_of(own).size());
    statement.begin = statement.end / 2;
    return statement;
  }

  Review review() {
    Review r;
    r.states_under_review = texts();
    r.cycle = static_cast<int>(below(5));
    r.session = static_cast<int>(below(50));
    r.date = text();
    r.adopted = text();
    r.troika = texts();
    r.head_of_delegation = text();
    r.recommendations = some<Recommendation>([&] {
      return Recommendation{"n" + text(),
                            text(),
                            text(),
                            text(),
                            some<Clause>([&] { return Clause{text(), texts(), texts(), 0, 0}; }),
                            text(),
                            static_cast<CountsAs>(below(3)),
                            texts(),
                            text()};
    });
    r.pledges = some<Pledge>([&] { return Pledge{text(), text(), text()}; });
    return r;
  }

  std::mt19937 random_;
};

base::Result<Reading> read(std::string_view text) {
  auto json = base::parse_json(text);
  EXPECT_TRUE(json) << text;
  return reading_from_json(*json);
}

TEST(ReadingJsonProperty, ComesBackEqualAndWithTheSameText) {
  for (unsigned seed = 1; seed <= 400; ++seed) {
    const Reading reading = Chance(seed).reading();
    const std::string text = base::to_text(to_json(reading));
    const auto again = read(text);
    ASSERT_TRUE(again) << again.error().message << " " << again.error().place;
    ASSERT_EQ(*again, reading) << "seed " << seed;
    ASSERT_EQ(base::to_text(to_json(*again)), text);
    ASSERT_EQ(again->symbol.reissue(), reading.symbol.reissue());
  }
}

TEST(ReadingJson, LeavesOutWhatIsNeutral) {
  EXPECT_EQ(base::to_text(to_json(Reading())), R"({"language":"und","kind":"other"})");
  Reading reading;
  Paragraph paragraph;
  paragraph.runs = {{"One ", {}, ""}, {"two", {.italic = true}, ""}};
  paragraph.places = {{0, 7, 2, {56.7F, 100, 12.25F, 9}, 0}};
  reading.paragraphs = {paragraph};
  EXPECT_EQ(base::to_text(to_json(reading)),
            R"({"language":"und","kind":"other","paragraphs":[{"kind":"text","runs":["One ",)"
            R"({"text":"two","style":"i"}],"places":[[0,7,2,5.67E1,100,1.225E1,9]]}]})");
}

class CorruptReadings : public testing::TestWithParam<const char*> {};

TEST_P(CorruptReadings, AreRefused) {
  const auto reading = read(GetParam());
  ASSERT_FALSE(reading);
  EXPECT_EQ(reading.error().kind, base::ErrorKind::corrupt);
  EXPECT_FALSE(reading.error().place.empty());
}

INSTANTIATE_TEST_SUITE_P(
    OfEachPart, CorruptReadings,
    testing::Values(
        "1", "[]", "{}", R"({"language":"en"})", R"({"language":"xx","kind":"other"})",
        R"({"language":"en","kind":"novel"})", R"({"language":"en","kind":"other","extra":1})",
        R"({"language":"en","kind":"other","title":1})",
        R"({"language":"en","kind":"other","symbol":"and/or"})",
        R"({"language":"en","kind":"other","paragraphs":[{}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","level":256}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","level":-1}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","level":1.0}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","places":[[1,2]]}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","runs":[{"style":"x"}]}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","runs":["ab"],"citations":[{"begin":0,"end":3}]}]})",
        R"({"language":"en","kind":"other","positions":[{"numbers":["1"]}]})",
        R"({"language":"en","kind":"other","review":{"dialogue":[{"paragraph":0}]}})",
        R"({"language":"en","kind":"other","observations":{"recommendations":[{"paragraph":1}]}})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","runs":["ab"]}],"positions":[{"end":3}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","runs":["ab"]}],"positions":[{"row":1,"cell":1}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","runs":["ab"]}],"positions":[{"counts_as":"perhaps"}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","runs":["ab"]}],"positions":[{"partial":1}]})",
        R"({"language":"en","kind":"other","paragraphs":[{"kind":"text","number":"1","runs":["ab"]}],"review":{"recommendations":[{"number":"1","counts_as":"noted","clauses":[{"end":3}]}]}})",
        R"({"language":"en","kind":"other","pages":[[1e300,1]]})",
        R"({"language":"en","kind":"other","pages":[[1]]})"));

TEST(ReadingJson, HasALimitOfValues) {
  std::string text = R"({"language":"en","kind":"other","sponsors":[)";
  for (int i = 0; i < 2'000'001; ++i) text += "\"\",";
  text.back() = ']';
  EXPECT_FALSE(read(text + "}"));
}

TEST(Names, OfEveryValueComeBack) {
  for (int i = 0; i <= static_cast<int>(WorkKind::other); ++i) {
    EXPECT_EQ(work_kind_from(name_of(static_cast<WorkKind>(i))), static_cast<WorkKind>(i));
  }
  for (int i = 0; i <= static_cast<int>(ParagraphKind::rule); ++i) {
    EXPECT_EQ(paragraph_kind_from(name_of(static_cast<ParagraphKind>(i))),
              static_cast<ParagraphKind>(i));
  }
  for (int i = 0; i <= static_cast<int>(CountsAs::pending); ++i) {
    EXPECT_EQ(counts_as_from(name_of(static_cast<CountsAs>(i))), static_cast<CountsAs>(i));
  }
  EXPECT_FALSE(work_kind_from("novel"));
}

TEST(TextOf, JoinsRuns) {
  EXPECT_EQ(text_of({{"Calls ", {}, ""}, {"upon", {.italic = true}, ""}}), "Calls upon");
  EXPECT_EQ(text_of({}), "");
}

}  // namespace
}  // namespace comity::model
