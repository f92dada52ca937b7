#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/pages/messages.h"
#include "http/pages/pages.h"

// The catalogues beside each other: what one language says, the others say too.
namespace comity::http {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Words = std::set<std::string>;

struct Texts {
  std::string language;
  std::string locale;
  std::map<std::string, std::string> patterns;  ///< by id
};

std::vector<Texts> all_texts() {
  std::vector<Texts> all;
  for (const std::string_view source : catalogue_sources()) {
    const auto json = base::parse_json(source);
    if (!json || !json->is_object()) continue;
    const auto& object = json->as_object();
    Texts texts{std::string(base::text_at(object, "language")),
                std::string(base::text_at(object, "locale")),
                {}};
    for (const auto& [id, pattern] : base::object_at(object, "messages")) {
      texts.patterns[std::string(id)] = std::string(pattern.as_string());
    }
    all.push_back(std::move(texts));
  }
  return all;
}

Texts english_texts() {
  for (Texts& texts : all_texts()) {
    if (texts.language == "en") return texts;
  }
  return {};
}

std::string plain(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

Words categories_of(const std::string& locale) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(
      icu::PluralRules::forLocale(icu::Locale::forLanguageTag(locale, status), status));
  const std::unique_ptr<icu::StringEnumeration> keywords(rules->getKeywords(status));
  Words categories;
  while (const auto* const keyword = keywords->snext(status)) categories.insert(plain(*keyword));
  EXPECT_TRUE(U_SUCCESS(status)) << locale;
  return categories;
}

// Of each plural of a message, in order: its argument, and the categories that it has a text for.
std::vector<std::pair<std::string, Words>> plurals_of(const std::string& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(icu::UnicodeString::fromUTF8(pattern), nullptr, status);
  EXPECT_TRUE(U_SUCCESS(status)) << pattern;
  std::vector<std::pair<std::string, Words>> plurals;
  for (std::int32_t index = 0; index < parsed.countParts(); ++index) {
    const auto& part = parsed.getPart(index);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START ||
        part.getArgType() != UMSGPAT_ARG_TYPE_PLURAL) {
      continue;
    }
    Words categories;
    for (std::int32_t at = index + 2; at < parsed.getLimitPartIndex(index); ++at) {
      const auto& inner = parsed.getPart(at);
      if (inner.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) {
        const std::string selector = plain(parsed.getSubstring(inner));
        if (selector.front() != '=') categories.insert(selector);
      } else if (inner.getType() == UMSGPAT_PART_TYPE_MSG_START) {
        at = parsed.getLimitPartIndex(at);  // a message within says nothing of this plural
      }
    }
    plurals.emplace_back(plain(parsed.getSubstring(parsed.getPart(index + 1))), categories);
  }
  return plurals;
}

// "count: few": what a message lacks in a language. Words that do not change with the number say
// "other" alone, in English too.
std::vector<std::string> lacking_plurals(const std::string& pattern, const std::string& english,
                                         const Words& categories) {
  Words changing;
  for (const auto& [argument, used] : plurals_of(english)) {
    if (used.size() > 1) changing.insert(argument);
  }
  std::vector<std::string> lacking;
  for (const auto& [argument, used] : plurals_of(pattern)) {
    if (used.size() == 1 && changing.count(argument) == 0) continue;
    for (const std::string& category : categories) {
      if (used.count(category) == 0) lacking.push_back(argument + ": " + category);
    }
  }
  return lacking;
}

std::vector<std::string> ids_only_in(const Texts& here, const Texts& there) {
  std::vector<std::string> ids;
  for (const auto& [id, pattern] : here.patterns) {
    if (there.patterns.count(id) == 0) ids.push_back(id);
  }
  return ids;
}

TEST(Catalogues, HoldTheMessagesOfTheEnglishOne) {
  const Texts english = english_texts();
  ASSERT_FALSE(english.patterns.empty());
  for (const Texts& texts : all_texts()) {
    SCOPED_TRACE("data/messages/" + texts.language + ".json");
    EXPECT_THAT(ids_only_in(english, texts), IsEmpty()) << "missing";
    EXPECT_THAT(ids_only_in(texts, english), IsEmpty()) << "too much";
  }
}

TEST(Catalogues, TakeTheArgumentsOfTheEnglishOne) {
  std::map<std::string, Catalogue, std::less<>> catalogues;
  for (const std::string_view source : catalogue_sources()) {
    auto catalogue = Catalogue::parse(source);
    ASSERT_TRUE(catalogue) << catalogue.error().message << " " << catalogue.error().place;
    const std::string language = catalogue->language();
    catalogues.emplace(language, *std::move(catalogue));
  }
  const Catalogue& english = catalogues.at("en");
  for (const auto& [language, catalogue] : catalogues) {
    for (const std::string& id : english.ids()) {
      if (!catalogue.has(id)) continue;
      EXPECT_EQ(catalogue.arguments_of(id), english.arguments_of(id)) << language << " " << id;
    }
  }
}

TEST(Catalogues, HaveEveryPluralOfTheirLanguage) {
  const Texts english = english_texts();
  for (const Texts& texts : all_texts()) {
    const Words categories = categories_of(texts.locale);
    for (const auto& [id, pattern] : texts.patterns) {
      const auto as_english = english.patterns.find(id);
      if (as_english == english.patterns.end()) continue;
      EXPECT_THAT(lacking_plurals(pattern, as_english->second, categories), IsEmpty())
          << texts.language << " " << id;
    }
  }
}

TEST(Catalogues, WhatIsWrongWithAQuestionIsSaidInEachLanguage) {
  // QueryError of api/openapi.yaml; `no_value` has a message with the value.
  for (const auto& texts : all_texts()) {
    for (const char* code : {"too_long", "not_utf8", "too_deep", "not_opened", "not_closed",
                             "quotation_not_closed", "alone_or", "short_prefix", "unknown_field",
                             "several_of_field", "value_missing", "backward_range"}) {
      EXPECT_TRUE(texts.patterns.contains(std::string("search.error.") + code))
          << texts.language << " " << code;
    }
  }
}

TEST(Catalogues, LackingPluralsAreFound) {
  const std::string english = "{n, plural, =0 {none} one {# day} other {# days}}";
  EXPECT_THAT(
      lacking_plurals("{n, plural, one {a} many {b} other {c}}", english, categories_of("ru")),
      ElementsAre("n: few"));
  EXPECT_THAT(lacking_plurals("{n, plural, other {a}}", english, categories_of("fr")),
              ElementsAre("n: many", "n: one"));
  EXPECT_THAT(lacking_plurals("{n, plural, other {a}}", english, categories_of("zh-Hans")),
              IsEmpty());
  EXPECT_THAT(lacking_plurals("{n, plural, one {{m, plural, one {a} other {b}}} other {c}}",
                              english, categories_of("en")),
              IsEmpty());
  EXPECT_THAT(lacking_plurals("{n, plural, one {{m, plural, other {b}}} other {c}}",
                              "{n, plural, one {{m, plural, one {a} other {b}}} other {c}}",
                              categories_of("en")),
              ElementsAre("m: one"));
  const std::string same = "{cycle, plural, =0 {} other {, cycle #}}";
  EXPECT_THAT(lacking_plurals(same, same, categories_of("ar")), IsEmpty());
}

}  // namespace
}  // namespace comity::http
