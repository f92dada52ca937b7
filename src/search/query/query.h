#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/language.h"

namespace comity::search {

struct QueryNode;
class Thesaurus;

/// A name that may stand before a colon in a query ("state:BRA"), and the facet it asks. The names
/// `title`, `text` and `number` are always known and ask those fields.
struct SchemaField {
  std::string name;
  std::string facet;
  /// The facet's value that a typed one means ("Brazil": BRA); where it is empty, the typed one.
  std::function<std::string(std::string_view)> meant = {};
  /// All values that there are, where they are a closed list: another one is an error. They outlive
  /// the schema.
  std::span<const std::string> values = {};
  /// Whether a text is a value too, where the list has not all that may be.
  std::function<bool(std::string_view)> value_too = {};
  /// Whether an error lists them: codes that nobody reads through are not.
  enum class Told : std::uint8_t { all, none } told = Told::all;
  /// The value of the list that a word means which is none ("accepted": supported), or nothing.
  std::function<std::string(std::string_view)> perhaps = {};
};

struct Schema {
  std::vector<SchemaField> fields;
  /// Where it is given, words that are a name in it are looked for by the other names too, unless
  /// they stand between quotation marks.
  const Thesaurus* thesaurus = nullptr;
};

/// What something is called in a language.
struct Name {
  model::Language language = model::Language::und;
  std::string text;
  bool operator==(const Name&) const = default;
};

/// Words of a question that are looked for by other names of the same thing as well. Position and
/// length count characters of the question.
struct AlsoCalled {
  std::size_t position = 0;
  std::size_t length = 0;
  std::vector<Name> names;
};

/// What may be wrong with a query's text.
enum class QueryFault : std::uint8_t {
  too_long,
  not_utf8,
  too_deep,    ///< parentheses within parentheses
  not_opened,  ///< a closing parenthesis
  not_closed,  ///< an opening one
  quotation_not_closed,
  alone_or,  ///< OR with nothing on one side
  short_prefix,
  unknown_field,
  several_of_field,  ///< a field with parentheses
  value_missing,     ///< behind the colon
  backward_range,
  no_value  ///< that the field has
};
/// As programs know it: "too_long".
[[nodiscard]] std::string_view name_of(QueryFault fault);

/// What a query's text got wrong. Position and length count characters (code points) of the text.
struct QueryError {
  QueryFault fault = QueryFault::no_value;
  std::string message;
  std::size_t position = 0;
  std::size_t length = 0;
  /// Of a value that its field does not have; otherwise empty.
  std::string field = {};
  std::string value = {};                ///< as it was typed; also the name of an unknown field
  std::vector<std::string> values = {};  ///< those that there are, or the fields
  std::string perhaps = {};              ///< the one of them that was probably meant, or empty
};

/// The value as documents have it, which a typed one means: "Brazil" is BRA, "Supported" the
/// supported of a closed list. Where nothing is known of it, the typed one.
[[nodiscard]] std::string value_meant(const SchemaField& field, std::string_view typed);
/// Whether there is such a value, case aside. Where the field's values are no closed list, every
/// one is.
[[nodiscard]] bool has_value(const SchemaField& field, std::string_view value);
/// The only text of the list that begins as this one does, else the one that is spelt most alike;
/// empty where none is.
[[nodiscard]] std::string value_like(std::span<const std::string> values, std::string_view typed);
/// What to say of a value that the field does not have, without its place.
[[nodiscard]] QueryError no_such_value(const SchemaField& field, std::string_view value);

/// A question understood: an immutable value, cheap to copy, shared by threads. The empty query
/// matches every document.
class Query {
 public:
  Query();
  explicit Query(std::shared_ptr<const QueryNode> root, std::vector<AlsoCalled> also = {});
  [[nodiscard]] bool empty() const { return root_ == nullptr; }
  /// In the order of the question.
  [[nodiscard]] const std::vector<AlsoCalled>& also() const { return also_; }
  /// Nothing when empty; for this module only.
  [[nodiscard]] const QueryNode* root() const { return root_.get(); }

 private:
  std::shared_ptr<const QueryNode> root_;
  std::vector<AlsoCalled> also_;
};

/// Reads the query language (README.md gives the grammar): words, "phrases", prefix*, -not, OR,
/// parentheses, field:value, field:2008..2014. White text gives the empty query.
[[nodiscard]] std::variant<Query, QueryError> parse_query(std::string_view text,
                                                          const Schema& schema);

/// Whether the question asks for a value of that facet ("state:BRA"), other than with a minus; for
/// this one, case aside, where it is not empty.
[[nodiscard]] bool asks_facet(const Query& query, std::string_view facet,
                              std::string_view value = {});

/// Bytes [begin, end) of a text.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
  auto operator<=>(const Range&) const = default;
};

/// Where the words, phrases and prefixes asked for stand in a text of that language; in order, not
/// overlapping. What is asked only of other fields, or with a minus, marks nothing.
[[nodiscard]] std::vector<Range> highlight(const Query& query, std::string_view text,
                                           model::Language language);

/// A piece of a snippet; `marked` where a highlight covers it.
struct SnippetPiece {
  enum class Kind { plain, marked, gap } kind = Kind::plain;
  std::string text;
};

/// About `length` characters of the text, cut between words, where the highlights stand thickest;
/// a gap piece ("…") where something was left out. Plain text: the caller escapes it.
[[nodiscard]] std::vector<SnippetPiece> snippet(std::string_view text,
                                                const std::vector<Range>& highlights,
                                                std::size_t length);

}  // namespace comity::search
