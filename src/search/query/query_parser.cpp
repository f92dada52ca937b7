#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>

#include "base/text.h"
#include "search/query/number_range.h"
#include "search/query/query.h"
#include "search/query/query_node.h"
#include "search/query/query_text.h"
#include "search/query/thesaurus.h"

// query   = both { "OR" both }
// both    = { ["-"] one }
// one     = "(" query ")" | [ name ":" ] ( '"' text '"' | word [ "*" ] )
namespace comity::search {
namespace {

constexpr std::size_t kLongest = 2000;  // bytes
constexpr int kDeepest = 40;
constexpr std::size_t kMostAlso = 8;  ///< names in a question that are looked for by others too

using Kind = QueryNode::Kind;
using Parsed = std::variant<QueryNode, QueryError>;

QueryNode node_of(Kind kind, std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

class Parser {
 public:
  Parser(const QueryText& text, const Schema& schema) : text_(text), schema_(schema) {}

  [[nodiscard]] std::vector<AlsoCalled> take_also() { return std::move(also_); }

  /// Nothing for a question without words.
  std::optional<Parsed> parse() {
    auto whole = any(0);
    if (error_) return Parsed(*error_);
    if (at_ < text_.bytes.size()) {
      fail(QueryFault::not_opened, "there is no \"(\" for this \")\"", at_, 1);
      return Parsed(*error_);
    }
    if (!whole) return std::nullopt;
    return Parsed(*std::move(whole));
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.bytes.size() ? text_.bytes[at_] : '\0'; }
  [[nodiscard]] std::string_view rest() const { return std::string_view(text_.bytes).substr(at_); }

  void skip_space() {
    while (is_query_space(peek())) ++at_;
  }

  void fail(QueryFault fault, std::string message, std::size_t begin, std::size_t bytes) {
    QueryError error;
    error.fault = fault;
    error.message = std::move(message);
    fail(std::move(error), begin, bytes);
  }

  void fail(QueryError error, std::size_t begin, std::size_t bytes) {
    if (error_) return;
    error.position = text_.characters[begin];
    const auto last = text_.characters[std::min(begin + bytes, text_.bytes.size())];
    error.length = last - error.position;
    error_ = std::move(error);
  }

  [[nodiscard]] bool at_or() const {
    if (!rest().starts_with("OR")) return false;
    const auto after = rest().substr(2);
    return after.empty() || is_query_space(after[0]) || after[0] == '(' || after[0] == ')';
  }

  std::optional<QueryNode> any(int depth) {
    if (depth > kDeepest) {
      fail(QueryFault::too_deep, "too many parentheses", at_, 1);
      return std::nullopt;
    }
    std::vector<QueryNode> choices;
    std::size_t last_or = 0;
    bool after_or = false;
    while (!error_) {
      auto choice = both(depth);
      if (error_) return std::nullopt;
      if (!choice && (after_or || at_or())) {
        const auto where = at_or() ? at_ : last_or;
        fail(QueryFault::alone_or, "OR stands between two things that are looked for", where, 2);
        return std::nullopt;
      }
      if (choice) choices.push_back(*std::move(choice));
      if (!at_or()) break;
      last_or = at_;
      at_ += 2;
      after_or = true;
    }
    if (choices.empty()) return std::nullopt;
    if (choices.size() == 1) return std::move(choices.front());
    return node_of(Kind::disjunction, std::move(choices));
  }

  std::optional<QueryNode> both(int depth) {
    std::vector<QueryNode> parts;
    std::vector<bool> plain;  // words as they are typed, without quotation marks or signs
    while (!error_) {
      skip_space();
      if (at_ >= text_.bytes.size() || peek() == ')' || at_or()) break;
      const bool bare = peek() != '-' && peek() != '(' && peek() != '"' && field_name().empty();
      auto part = signed_one(depth);
      if (!part) continue;
      plain.push_back(bare && (part->kind == Kind::word || part->kind == Kind::phrase));
      parts.push_back(*std::move(part));
    }
    if (error_) return std::nullopt;
    if (schema_.thesaurus != nullptr) parts = by_all_names(std::move(parts), plain);
    return all_of(std::move(parts));
  }

  static std::optional<QueryNode> all_of(std::vector<QueryNode> parts) {
    drop_function_words(parts);
    if (parts.empty()) return std::nullopt;
    if (parts.size() == 1) return std::move(parts.front());
    return node_of(Kind::conjunction, std::move(parts));
  }

  /// Words that are a name of something become a choice between them and its other names.
  std::vector<QueryNode> by_all_names(std::vector<QueryNode> parts,
                                      const std::vector<bool>& plain) {
    std::vector<QueryNode> out;
    for (std::size_t i = 0; i < parts.size();) {
      std::vector<const std::vector<QueryTerm>*> words;
      for (auto j = i; j < parts.size() && plain[j]; ++j) words.push_back(&parts[j].terms);
      const auto meant =
          also_.size() < kMostAlso ? schema_.thesaurus->meant(words) : Thesaurus::Meant{};
      if (meant.words == 0) {
        out.push_back(std::move(parts[i++]));
        continue;
      }
      const auto begin = parts.begin() + static_cast<std::ptrdiff_t>(i);
      const auto end = begin + static_cast<std::ptrdiff_t>(meant.words);
      i += meant.words;
      out.push_back(
          by_names({std::make_move_iterator(begin), std::make_move_iterator(end)}, meant));
    }
    return out;
  }

  QueryNode by_names(std::vector<QueryNode> typed, const Thesaurus::Meant& meant) {
    const auto& last = typed.back().terms.back();
    AlsoCalled also{typed.front().terms.front().position, 0, {}};
    also.length = last.position + last.length - also.position;
    std::vector<QueryNode> choices;
    choices.push_back(*all_of(std::move(typed)));
    std::set<std::string> seen{describe(choices.front())};
    const auto add = [&](const Name& name) {
      auto choice = all_of(words_of(name));
      if (!choice || !seen.insert(describe(*choice)).second) return false;
      choice->typed = false;
      choices.push_back(*std::move(choice));
      return true;
    };
    for (const auto& name : meant.names) {
      if (add(name)) also.names.push_back(name);
    }
    for (const auto& name : meant.spellings) add(name);
    if (choices.size() == 1) return std::move(choices.front());
    also_.push_back(std::move(also));
    return node_of(Kind::disjunction, std::move(choices));
  }

  /// As if the name had been typed, but for its function words: in which language they are is
  /// known.
  static std::vector<QueryNode> words_of(const Name& name) {
    std::vector<QueryNode> words;
    for (const auto word : base::split(name.text, ' ')) {
      QueryNode node;
      node.terms = terms_of(word);
      if (node.terms.empty() || is_stop_word(name.language, node.terms[0].form)) continue;
      node.kind = node.terms.size() > 1 ? Kind::phrase : Kind::word;
      node.stemmed = true;
      words.push_back(std::move(node));
    }
    return words;
  }

  std::optional<QueryNode> signed_one(int depth) {
    const bool minus = peek() == '-' && at_ + 1 < text_.bytes.size() &&
                       !is_query_space(text_.bytes[at_ + 1]) && text_.bytes[at_ + 1] != '-';
    // OR is a word of the language, so people write this one too.
    const bool said = rest().starts_with("NOT") && rest().size() > 3 && is_query_space(rest()[3]);
    if (!minus && !said) return one(depth);
    at_ += minus ? 1 : 3;
    skip_space();
    auto inner = one(depth);
    if (!inner) return std::nullopt;
    std::vector<QueryNode> child;
    child.push_back(*std::move(inner));
    return node_of(Kind::negation, std::move(child));
  }

  std::optional<QueryNode> one(int depth) {
    if (peek() == '(') {
      const auto open = at_++;
      auto inner = any(depth + 1);
      if (error_) return std::nullopt;
      if (peek() != ')') {
        fail(QueryFault::not_closed, "this \"(\" is not closed", open, 1);
        return std::nullopt;
      }
      ++at_;
      return inner;
    }
    if (const auto field = field_name(); !field.empty()) return of_field(field);
    return value({});
  }

  /// The name before a colon that something follows; empty where there is none.
  [[nodiscard]] std::string_view field_name() const {
    const auto text = rest();
    std::size_t end = 0;
    while (end < text.size() &&
           (std::isalpha(static_cast<unsigned char>(text[end])) != 0 || text[end] == '_')) {
      ++end;
    }
    const bool names = end > 0 && end + 1 < text.size() && text[end] == ':' &&
                       !is_query_space(text[end + 1]) && text[end + 1] != ')' &&
                       text[end + 1] != '/';
    return names ? text.substr(0, end) : std::string_view{};
  }

  std::optional<QueryNode> of_field(std::string_view name) {
    const auto begin = at_;
    const auto length = name.size();
    Fields fields{name == "title", name == "text", name == "number"};
    const auto facet = std::find_if(schema_.fields.begin(), schema_.fields.end(),
                                    [&](const SchemaField& field) { return field.name == name; });
    const bool known = facet != schema_.fields.end();
    if (!known && !fields.title && !fields.text && !fields.number) {
      fail(no_such_field(name), begin, length);
      return std::nullopt;
    }
    at_ += length + 1;
    if (!known && peek() == '(') {
      fail(QueryFault::several_of_field, "a field takes one word or a \"phrase\"", at_, 1);
      return std::nullopt;
    }
    if (!known) return value(fields);
    const auto at = at_;
    const auto wanted = raw_value();
    if (error_) return std::nullopt;
    if (wanted.empty()) {
      fail(QueryFault::value_missing, "a value is missing after the colon", at > 0 ? at - 1 : 0, 1);
      return std::nullopt;
    }
    if (const auto range = number_range_from(wanted); range && range->empty()) {
      fail(QueryFault::backward_range, "this range ends before it begins", at, at_ - at);
      return std::nullopt;
    }
    QueryNode node;
    node.kind = Kind::facet;
    node.facet = facet->facet;
    node.value = value_meant(*facet, wanted);
    if (!number_range_from(wanted) && !has_value(*facet, node.value)) {
      fail(no_such_value(*facet, wanted), at, at_ - at);
      return std::nullopt;
    }
    return node;
  }

  [[nodiscard]] QueryError no_such_field(std::string_view name) const {
    QueryError error;
    error.fault = QueryFault::unknown_field;
    error.value = name;
    error.values = {"title", "text", "number"};
    for (const auto& field : schema_.fields) error.values.push_back(field.name);
    error.perhaps = value_like(error.values, name);
    error.message = "there is no field of that name; there are " + error.values.front();
    for (std::size_t i = 1; i < error.values.size(); ++i) error.message += ", " + error.values[i];
    return error;
  }

  /// What stands between quotation marks or up to the next blank.
  std::string raw_value() {
    if (peek() == '"') return quoted().value_or("");
    const auto text = rest();
    std::size_t end = 0;
    while (end < text.size() && !is_query_space(text[end]) && text[end] != '(' &&
           text[end] != ')' && text[end] != '"') {
      ++end;
    }
    at_ += end;
    return std::string(text.substr(0, end));
  }

  std::optional<std::string> quoted() {
    const auto open = at_++;
    const auto close = text_.bytes.find('"', at_);
    if (close == std::string::npos) {
      fail(QueryFault::quotation_not_closed, "this quotation mark is not closed", open, 1);
      return std::nullopt;
    }
    std::string inside = text_.bytes.substr(at_, close - at_);
    at_ = close + 1;
    return inside;
  }

  /// A phrase, prefix or word; nothing for a piece without letters.
  std::optional<QueryNode> value(std::optional<Fields> only) {
    QueryNode node;
    if (only) node.fields = *only;
    const auto begin = at_;
    const bool phrase = peek() == '"';
    std::string source = raw_value();
    if (error_) return std::nullopt;
    const bool prefix = !phrase && source.ends_with('*');
    if (prefix) source.pop_back();
    if (only && only->number && !only->text) return number(source, prefix, begin);
    node.terms = terms_of(source);
    for (auto& term : node.terms) place_in_question(term, begin + (phrase ? 1 : 0));
    if (prefix && (node.terms.size() != 1 || node.terms[0].form.size() < 2)) {
      fail(QueryFault::short_prefix, "a prefix needs two letters of one word before the \"*\"",
           begin, at_ - begin);
      return std::nullopt;
    }
    if (node.terms.empty()) return std::nullopt;
    node.kind = prefix ? Kind::prefix : phrase || node.terms.size() > 1 ? Kind::phrase : Kind::word;
    // A compound that the language joins ("социально-экономический") is a word in all its forms.
    node.stemmed = !phrase;
    return node;
  }

  /// The number of a paragraph, or how it begins.
  std::optional<QueryNode> number(std::string_view source, bool prefix, std::size_t begin) {
    QueryNode node;
    node.fields = {false, false, true};
    node.kind = prefix ? Kind::prefix : Kind::word;
    node.stemmed = true;
    node.terms = {{number_form(source), true, 0, text_.characters[begin], 0}};
    if (!node.terms[0].form.empty()) return node;
    if (prefix)
      fail(QueryFault::short_prefix, "a number is missing before the \"*\"", begin, at_ - begin);
    return std::nullopt;
  }

  /// From bytes of a piece to characters of the question, in which the piece begins there.
  void place_in_question(QueryTerm& term, std::size_t piece) const {
    const auto first = text_.characters[piece + term.position];
    term.length = text_.characters[piece + term.position + term.length] - first;
    term.position = first;
  }

  /// Words such as "of" do not have to stand in what is found, unless nothing else is asked for. Of
  /// other languages than English two are needed: "son preference" is not French.
  static void drop_function_words(std::vector<QueryNode>& parts) {
    constexpr auto kLanguages =
        std::to_array({model::Language::en, model::Language::fr, model::Language::es,
                       model::Language::ru, model::Language::ar});
    const auto function_word = [](const QueryNode& part, model::Language language) {
      return part.kind == Kind::word && part.fields.title && part.fields.text &&
             is_stop_word(language, part.terms[0].form);
    };
    for (const auto language : kLanguages) {
      const auto count = std::count_if(parts.begin(), parts.end(), [&](const QueryNode& part) {
        return function_word(part, language);
      });
      const int enough = language == model::Language::en ? 1 : 2;
      if (count < enough || static_cast<std::size_t>(count) == parts.size()) continue;
      std::erase_if(parts, [&](const QueryNode& part) { return function_word(part, language); });
    }
  }

  const QueryText& text_;
  const Schema& schema_;
  std::size_t at_ = 0;
  std::optional<QueryError> error_;
  std::vector<AlsoCalled> also_;
};

}  // namespace

Query::Query() = default;
Query::Query(std::shared_ptr<const QueryNode> root, std::vector<AlsoCalled> also)
    : root_(std::move(root)), also_(std::move(also)) {}

std::vector<QueryTerm> terms_of(std::string_view text) {
  Analyzer analyzer;
  auto language = model::Language::und;
  if (text.find('\'') != std::string_view::npos || text.find("\u2019") != std::string_view::npos) {
    // Which language it is shows in what falls away: "l'homme", "State's".
    auto fewest = analyzer.analyse(text, language).size();
    for (const auto other : {model::Language::en, model::Language::fr}) {
      const auto size = analyzer.analyse(text, other).size();
      if (size < fewest) language = other, fewest = size;
    }
  }
  const auto& tokens = analyzer.analyse(text, language);
  std::vector<QueryTerm> terms;
  std::size_t covered = 0;  // bytes that a compound has
  std::optional<std::uint32_t> first;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto& token = tokens[i];
    if (token.bytes.begin < covered && token.kind == Token::Kind::word) continue;
    if (token.kind == Token::Kind::whole) covered = token.bytes.end;
    // A lone Han character stands for itself, a run of them for its pairs.
    if (token.kind == Token::Kind::han) {
      const bool paired = (i + 1 < tokens.size() && tokens[i + 1].kind == Token::Kind::han_pair) ||
                          (i > 0 && tokens[i - 1].kind == Token::Kind::han_pair);
      if (paired) continue;
    }
    if (!first) first = token.position;
    terms.push_back({std::string(token.form), token.tongue == Tongue::neutral,
                     token.position - *first, token.bytes.begin,
                     token.bytes.end - token.bytes.begin});
  }
  return terms;
}

std::string describe(const QueryNode& node) {
  std::string text = "(" + std::to_string(static_cast<int>(node.kind));
  text += node.fields.title ? 't' : '-';
  text += node.fields.text ? 'x' : '-';
  text += node.fields.number ? 'n' : '-';
  text += node.stemmed ? 's' : '-';
  const auto add = [&](std::string_view part) {
    text += ' ' + std::to_string(part.size()) + ':';
    text += part;
  };
  for (const auto& term : node.terms) add(term.form);
  add(node.facet);
  add(node.value);
  for (const auto& child : node.children) text += describe(child);
  return text + ")";
}

std::variant<Query, QueryError> parse_query(std::string_view source, const Schema& schema) {
  if (source.size() > kLongest) {
    return QueryError{QueryFault::too_long, "the question is too long"};
  }
  if (!base::is_utf8(source)) {
    return QueryError{QueryFault::not_utf8, "the question is not valid UTF-8"};
  }
  const QueryText text(source);
  Parser parser(text, schema);
  auto parsed = parser.parse();
  if (!parsed) return Query();
  if (auto* error = std::get_if<QueryError>(&*parsed)) return std::move(*error);
  return Query(std::make_shared<const QueryNode>(std::get<QueryNode>(std::move(*parsed))),
               parser.take_also());
}

namespace {

bool asks(const QueryNode& node, std::string_view facet, std::string_view value) {
  if (node.kind == QueryNode::Kind::negation) return false;
  if (node.kind == QueryNode::Kind::facet) {
    return node.facet == facet && (value.empty() || base::folded(node.value) == value);
  }
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const QueryNode& child) { return asks(child, facet, value); });
}

}  // namespace

bool asks_facet(const Query& query, std::string_view facet, std::string_view value) {
  return !query.empty() && asks(*query.root(), facet, base::folded(value));
}

}  // namespace comity::search
