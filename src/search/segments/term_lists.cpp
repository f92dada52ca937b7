#include "search/segments/term_lists.h"

#include <algorithm>

#include "base/text.h"

namespace comity::search {
namespace {

/// Collects the lists of terms, each once.
class ListFinder {
 public:
  explicit ListFinder(const Segment& segment) : segment_(segment) {}

  /// The very form of a term.
  void add_term(Field field, Tongue tongue, std::string_view form) {
    const auto payload = segment_.terms().find(term_key(field, tongue, form));
    if (payload) add(field, *payload);
  }

  /// All terms under a key of the key dictionary.
  void add_key(Field field, std::string_view key) {
    const auto payload = segment_.keys().find(key);
    if (payload) add_ordinals(field, *payload);
  }

  void add_ordinals(Field field, std::string_view payload) {
    ByteReader reader(payload);
    std::uint32_t ordinal = 0;
    while (reader.left() > 0) {
      ordinal += static_cast<std::uint32_t>(reader.varint());
      if (const auto term = segment_.terms().payload(ordinal)) add(field, *term);
    }
    damaged_ = damaged_ || reader.failed();
  }

  void add(Field field, std::string_view payload) {
    const auto list = segment_.postings(payload);
    if (!list) {
      damaged_ = true;
      return;
    }
    if (list->documents > 0) lists_.push_back({field, *list});
  }

  [[nodiscard]] TermLists take() {
    const auto place = [](const FieldList& one) { return one.list.bytes.data(); };
    std::sort(lists_.begin(), lists_.end(),
              [&](const FieldList& a, const FieldList& b) { return place(a) < place(b); });
    const auto end =
        std::unique(lists_.begin(), lists_.end(),
                    [&](const FieldList& a, const FieldList& b) { return place(a) == place(b); });
    lists_.erase(end, lists_.end());
    return {std::move(lists_), damaged_};
  }

 private:
  const Segment& segment_;
  std::vector<FieldList> lists_;
  bool damaged_ = false;
};

template <typename Function>
void for_each_tongue(bool neutral, Function function) {
  if (neutral) return function(Tongue::neutral);
  for (std::size_t i = 0; i + 1 < kTongues; ++i) function(static_cast<Tongue>(i));
}

void add_form(ListFinder& finder, const QueryTerm& term, Field field) {
  if (field == Field::number) {
    finder.add_term(field, Tongue::neutral, number_form(term.form));
    return;
  }
  const bool plain = base::unaccented(term.form) == term.form;
  for_each_tongue(term.neutral, [&](Tongue tongue) {
    finder.add_term(field, tongue, term.form);
    if (plain) finder.add_key(field, lookup_key(KeyKind::plain, field, tongue, term.form));
  });
}

void add_beginning(ListFinder& finder, const Segment& segment, const QueryTerm& term, Field field) {
  const bool plain = base::unaccented(term.form) == term.form;
  for (std::size_t i = 0; i < kTongues; ++i) {
    const auto tongue = static_cast<Tongue>(i);
    const auto key = term_key(field, tongue, term.form);
    for (auto at = segment.terms().lower_bound(key); at.valid() && at.key().starts_with(key);
         at.next()) {
      finder.add(field, at.payload());
    }
    if (!plain) continue;
    const auto folded = lookup_key(KeyKind::plain, field, tongue, term.form);
    for (auto at = segment.keys().lower_bound(folded); at.valid() && at.key().starts_with(folded);
         at.next()) {
      finder.add_ordinals(field, at.payload());
    }
  }
}

}  // namespace

std::uint64_t visible_in(const PostingList& list, const VisibleDocuments& visible,
                         std::uint32_t documents) {
  if (visible.count == documents) return list.documents;
  std::uint64_t count = 0;
  PostingCursor cursor(list, documents);
  for (std::uint32_t from = 0; cursor.seek(from);) {
    for (const auto document : cursor.documents()) count += visible.set.test(document);
    from = cursor.documents().back() + 1;
  }
  return count;
}

std::vector<Field> fields_in(const Fields& fields) {
  std::vector<Field> all;
  if (fields.title) all.push_back(Field::title);
  if (fields.text) all.push_back(Field::text);
  if (fields.number) all.push_back(Field::number);
  return all;
}

TermLists lists_of_word(const Segment& segment, const QueryTerm& term, const Fields& fields) {
  ListFinder finder(segment);
  for (const auto field : fields_in(fields)) {
    if (field == Field::number) {
      add_form(finder, term, field);
      continue;
    }
    for_each_tongue(term.neutral, [&](Tongue tongue) {
      for (const auto& stem : stem_keys(tongue, term.form)) {
        finder.add_key(field, lookup_key(KeyKind::stem, field, tongue, stem));
      }
    });
  }
  return finder.take();
}

TermLists lists_of_form(const Segment& segment, const QueryTerm& term, const Fields& fields) {
  ListFinder finder(segment);
  for (const auto field : fields_in(fields)) add_form(finder, term, field);
  return finder.take();
}

TermLists lists_of_prefix(const Segment& segment, const QueryTerm& term, const Fields& fields) {
  ListFinder finder(segment);
  for (const auto field : fields_in(fields)) add_beginning(finder, segment, term, field);
  return finder.take();
}

}  // namespace comity::search
