// The index against Xapian: the same documents in six languages, analysed by the same code, and
// random questions; which documents match must be the same.
#include <gtest/gtest.h>
#include <xapian.h>

#include <map>

#include "base/text.h"
#include "search/query/query_node.h"
#include "search/segments/segment_format.h"
#include "search/test_fixture.h"
#include "search/test_oracle.h"

namespace comity::search {
namespace {

/// Several forms of a few words of each language, so that stems bring some together.
const std::map<model::Language, std::vector<std::string>> kForms = {
    {model::Language::en,
     {"right", "rights", "prison", "prisons", "child", "ratify", "ratified", "State's", "119.1",
      "A/HRC/21/11", "reform", "reforms", "treaties", "treaty"}},
    {model::Language::fr,
     {"droit", "droits", "prison", "l'école", "écoles", "réforme", "réformes", "enfant", "enfants",
      "d'État", "traité", "traités", "A/HRC/21/11"}},
    {model::Language::es,
     {"derecho", "derechos", "prisión", "prisiones", "niño", "niños", "reforma", "escuela",
      "agua"}},
    {model::Language::ru,
     {"право", "права", "прав", "тюрьма", "тюрьмы", "ребёнок", "школа", "школы", "вода",
      "реформа"}},
    {model::Language::ar,
     {"حقوق", "الحقوق", "والحقوق", "مدرسة", "المدرسة", "ماء", "الطفل", "طفل", "إصلاح"}},
    {model::Language::zh, {"儿童权利", "权利", "儿童", "改革", "监狱", "学校", "水", "公约"}}};

std::string any_form(Random& random, model::Language language) {
  const auto& forms = kForms.at(language);
  return forms[below(random, forms.size())];
}

IndexDocument random_text(Random& random, std::uint64_t id) {
  IndexDocument document;
  document.id = id;
  document.group = id;
  document.language =
      std::next(kForms.begin(), static_cast<std::ptrdiff_t>(below(random, kForms.size())))->first;
  for (auto length = 1 + below(random, 14); length > 0; --length) {
    document.text += any_form(random, document.language) + (below(random, 6) == 0 ? ", " : " ");
  }
  if (below(random, 3) == 0) document.title = any_form(random, document.language);
  document.facets = {{"state", kStates[below(random, kStates.size())]}};
  return document;
}

// The terms of Xapian: a letter for how they are matched, then field and tongue as in our keys.
std::string exact_term(Field field, Tongue tongue, std::string_view form) {
  return "F" + term_key(field, tongue, form);
}
std::string plain_term(Field field, Tongue tongue, std::string_view form) {
  return "P" + term_key(field, tongue, base::unaccented(form));
}

Xapian::Document document_of(const IndexDocument& document) {
  Xapian::Document out;
  Analyzer analyzer;
  for (const auto field : {Field::title, Field::text}) {
    const auto& text = field == Field::title ? document.title : document.text;
    for (const auto& token : analyzer.analyse(text, document.language)) {
      const auto position = token.position + 1;
      out.add_posting(exact_term(field, token.tongue, token.form), position);
      out.add_posting(plain_term(field, token.tongue, token.form), position);
      for (const auto& stem : stem_keys(token.tongue, token.form)) {
        out.add_boolean_term("S" + term_key(field, token.tongue, stem));
      }
    }
  }
  for (const auto& [facet, value] : document.facets) out.add_boolean_term("X" + facet + value);
  return out;
}

template <typename Function>
Xapian::Query in_all_places(Function function) {
  std::vector<Xapian::Query> places;
  for (const auto field : {Field::title, Field::text}) {
    for (std::size_t i = 0; i < kTongues; ++i) {
      places.push_back(function(field, static_cast<Tongue>(i)));
    }
  }
  return {Xapian::Query::OP_OR, places.begin(), places.end()};
}

std::string written_so(const QueryTerm& term, Field field, Tongue tongue) {
  const auto in = term.neutral ? Tongue::neutral : tongue;
  const bool plain = base::unaccented(term.form) == term.form;
  return plain ? plain_term(field, in, term.form) : exact_term(field, in, term.form);
}

/// A question in our language and in Xapian's.
struct Twice {
  std::string text;
  Xapian::Query query;
};

Twice word_question(const std::string& word) {
  const auto term = terms_of(word).front();
  return {word, in_all_places([&](Field field, Tongue tongue) {
            if ((tongue == Tongue::neutral) != term.neutral) return Xapian::Query();
            std::vector<Xapian::Query> stems;
            for (const auto& stem : stem_keys(tongue, term.form)) {
              stems.emplace_back("S" + term_key(field, tongue, stem));
            }
            return Xapian::Query(Xapian::Query::OP_OR, stems.begin(), stems.end());
          })};
}

Twice phrase_question(const std::string& words) {
  const auto terms = terms_of(words);
  return {"\"" + words + "\"", in_all_places([&](Field field, Tongue tongue) {
            std::vector<std::string> forms;
            for (const auto& term : terms) forms.push_back(written_so(term, field, tongue));
            return Xapian::Query(Xapian::Query::OP_PHRASE, forms.begin(), forms.end(),
                                 static_cast<Xapian::termcount>(forms.size()));
          })};
}

Twice prefix_question(const std::string& start) {
  const auto term = terms_of(start).front();
  return {start + "*", in_all_places([&](Field field, Tongue tongue) {
            QueryTerm in = term;
            in.neutral = false;  // a beginning is looked for among the forms of every tongue
            return Xapian::Query(Xapian::Query::OP_WILDCARD, written_so(in, field, tongue));
          })};
}

Twice random_leaf(Random& random) {
  const auto language =
      std::next(kForms.begin(), static_cast<std::ptrdiff_t>(below(random, kForms.size())))->first;
  std::string word;
  // Symbols and elisions are phrases of their own; Han characters are asked for as phrases.
  do word = any_form(random, language);
  while (word.find_first_of("'/.") != std::string::npos ||
         (language == model::Language::zh && word.size() > 6));
  if (below(random, 3) == 0) word = base::unaccented(word);
  switch (below(random, 4)) {
    case 0:
      return word_question(word);
    case 1: {
      const auto next = any_form(random, language);
      if (next.find_first_of("'/.") != std::string::npos) return word_question(word);
      return phrase_question(language == model::Language::zh ? next : word + " " + next);
    }
    case 2:
      return language == model::Language::zh ? word_question(word)
                                             : prefix_question(start_of(word));
    default: {
      const auto& state = kStates[below(random, kStates.size())];
      return {"state:" + state, Xapian::Query("Xstate" + state)};
    }
  }
}

Twice random_twice(Random& random) {
  auto all = random_leaf(random);
  for (auto more = below(random, 3); more > 0; --more) {
    const auto next = random_leaf(random);
    switch (below(random, 3)) {
      case 0:
        all = {"(" + all.text + ") (" + next.text + ")", all.query & next.query};
        break;
      case 1:
        all = {"(" + all.text + ") OR (" + next.text + ")", all.query | next.query};
        break;
      default:
        all = {"(" + all.text + ") -(" + next.text + ")",
               Xapian::Query(Xapian::Query::OP_AND_NOT, all.query, next.query)};
    }
  }
  return all;
}

TEST(AgainstXapian, TheSameDocumentsMatch) {
  Random random(17);
  const TestFolder folder;
  const auto index = *Index::open(folder.path(), base::posix_file_system());
  Xapian::WritableDatabase peer("", Xapian::DB_BACKEND_INMEMORY);
  for (std::uint64_t head = 1; head <= 12; ++head) {
    Batch batch;
    batch.head = head;
    for (std::uint64_t i = 0; i < 60; ++i) {
      const auto id = (head - 1) * 60 + i + 1;
      batch.added.push_back(random_text(random, id));
      peer.replace_document(static_cast<Xapian::docid>(id), document_of(batch.added.back()));
    }
    if (head > 1) {
      batch.deleted_groups = {(head - 2) * 60 + 7, (head - 2) * 60 + 8};
      for (const auto gone : batch.deleted_groups) {
        peer.delete_document(static_cast<Xapian::docid>(gone));
      }
    }
    ASSERT_TRUE(index->apply(batch));
  }
  std::uint64_t found = 0;
  for (int i = 0; i < 1500; ++i) {
    const auto asked = random_twice(random);
    Xapian::Enquire enquire(peer);
    enquire.set_query(asked.query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    std::vector<std::uint64_t> wanted;
    const auto matches = enquire.get_mset(0, peer.get_doccount());
    for (auto match = matches.begin(); match != matches.end(); ++match) wanted.push_back(*match);
    std::sort(wanted.begin(), wanted.end());
    const std::vector<SpaceView> views{{index->snapshot(), {0}}};
    EXPECT_EQ(found_ids(views, asked.text, kSchema), wanted) << asked.text;
    found += wanted.size();
  }
  EXPECT_GT(found, 50'000U);  // the questions are not about nothing
}

}  // namespace
}  // namespace comity::search
