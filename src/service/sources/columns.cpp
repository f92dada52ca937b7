#include "service/sources/columns.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/text.h"
#include "grammar/sources/source.h"
#include "service/accounts/tokens.h"
#include "service/address.h"
#include "service/documents/documents.h"
#include "service/finding/indexes.h"

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::JsonArray;
using base::JsonObject;
using base::Result;
using model::ColumnMapping;
using model::SourceColumn;

constexpr std::size_t kShownRows = 8;

/// What may be said of every row alike.
constexpr SourceColumn kConstants[] = {SourceColumn::state, SourceColumn::by, SourceColumn::session,
                                       SourceColumn::cycle, SourceColumn::mechanism};

std::string header_hash(const std::vector<model::Cell>& row) {
  return base::sha256(model::header_of(row)).hex();
}

const model::Paragraph* table_of(const model::Reading& reading) {
  const auto found = std::find_if(
      reading.paragraphs.begin(), reading.paragraphs.end(),
      [](const model::Paragraph& each) { return each.kind == model::ParagraphKind::table; });
  return found == reading.paragraphs.end() || found->rows.empty() ? nullptr : &*found;
}

/// The row of a table with the names of its columns, from 0, as it is read now.
std::size_t header_now(const model::Reading& reading) {
  return reading.source ? reading.source->header : 0;
}

/// The same as a person wishes it, from 1; 0 for as it is read now.
Result<std::size_t> header_asked(const model::Reading& reading, std::size_t asked) {
  const auto rows = table_of(reading)->rows.size();
  if (asked == 0) return header_now(reading);
  if (asked > grammar::kHeaderRows || asked >= rows) {
    return fail(ErrorKind::invalid_input,
                "the names of the columns cannot stand in row " + std::to_string(asked), "header",
                "choose one of the first " +
                    std::to_string(std::min(grammar::kHeaderRows, rows - 1)) + " rows");
  }
  return asked - 1;
}

/// The reading of a work that is a table.
Result<std::shared_ptr<const model::Reading>> table_reading(const Installation& installation,
                                                            const store::Work& work) {
  COMITY_TRY(auto reading, installation.store().reading(work.reading));
  if (work.kind == model::WorkKind::table && table_of(*reading) != nullptr) return reading;
  return fail(ErrorKind::not_found, "the document is no table", document_address(work.name),
              "columns are asked of tables: CSV, XLSX, NDJSON");
}

std::string_view meaning_of(const ColumnMapping& mapping, std::size_t column) {
  for (const auto& [meaning, place] : mapping.columns) {
    if (place == column) return model::name_of(meaning);
  }
  return "";
}

/// What the columns are taken for now: as the table is read, else as they seem.
ColumnMapping mapping_now(const model::Reading& reading, const names::Register& states,
                          std::size_t header) {
  if (reading.source && reading.source->header == header) {
    return {reading.source->columns, reading.source->constants};
  }
  return grammar::guessed_columns(reading, states, header);
}

JsonArray meanings_json(std::string_view chosen) {
  JsonArray out;
  for (std::size_t i = 0; i < model::kSourceColumns; ++i) {
    const auto name = model::name_of(static_cast<SourceColumn>(i));
    out.push_back(JsonObject{{"value", name}, {"selected", name == chosen}});
  }
  return out;
}

JsonArray columns_json(const std::vector<std::string>& names, const ColumnMapping& mapping) {
  JsonArray out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto meaning = meaning_of(mapping, i);
    out.push_back(JsonObject{{"number", i + 1},
                             {"name", names[i]},
                             {"means", meaning},
                             {"meanings", meanings_json(meaning)}});
  }
  return out;
}

/// The rows that may name the columns, each as one text.
JsonArray header_choices(const model::Paragraph& table, std::size_t header) {
  constexpr std::size_t kLongest = 80;
  JsonArray out;
  for (std::size_t i = 0; i + 1 < table.rows.size() && i < grammar::kHeaderRows; ++i) {
    std::string text;
    for (const auto& cell : model::cells_of(table.rows[i])) {
      if (cell.empty()) continue;
      text += (text.empty() ? "" : " | ") + cell;
    }
    if (text.size() > kLongest) {
      auto end = kLongest;
      while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
      text = text.substr(0, end) + " …";
    }
    out.push_back(JsonObject{{"row", i + 1}, {"text", text}, {"selected", i == header}});
  }
  return out;
}

JsonArray shown_rows_json(const model::Paragraph& table, std::size_t header) {
  JsonArray out;
  const auto width = table.rows[header].size();
  for (std::size_t i = header + 1; i < table.rows.size() && out.size() < kShownRows; ++i) {
    JsonArray cells;
    auto texts = model::cells_of(table.rows[i]);
    texts.resize(width);
    for (auto& text : texts) cells.push_back(JsonObject{{"text", std::move(text)}});
    out.push_back(JsonObject{{"row", i + 1}, {"cells", std::move(cells)}});
  }
  return out;
}

JsonArray constants_json(const ColumnMapping& mapping) {
  JsonArray out;
  for (const auto column : kConstants) {
    const auto found = mapping.constants.find(column);
    out.push_back(
        JsonObject{{"means", model::name_of(column)},
                   {"value", found == mapping.constants.end() ? std::string() : found->second}});
  }
  return out;
}

/// Reads the work's files again by what is told now.
base::Status read_again(Installation& installation, store::ActorId person, const store::Read& read,
                        const store::Work& work, const std::string& header,
                        const ColumnMapping& mapping) {
  const auto* space = read.space(work.space);
  if (space == nullptr) return {};
  COMITY_TRY(const auto states, installation.register_of(*space));
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  const ColumnsTold told =
      mapping == ColumnMapping() ? ColumnsTold{} : ColumnsTold{{header, mapping}};
  std::vector<store::NewEntry> entries;
  for (const auto& copy : copies) {
    COMITY_TRY(const auto bytes, installation.store().file(copy.file));
    COMITY_TRY(const auto now, installation.read_file(bytes, copy.file_name, *states, told));
    store::DocumentReread act{work.name,   copy.file,    {},           copy.reading,
                              now->reader, now->program, now->language};
    COMITY_TRY(act.reading, installation.store().put_reading(now));
    entries.push_back({work.space, person, std::move(act)});
  }
  COMITY_TRY(const auto appended, installation.store().append(std::move(entries)));
  return {};
}

/// By its name, else by a title that no other table has.
Result<store::Work> table_named(const store::Read& read, const Ask& ask, std::string_view name) {
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto work, read.work(name, asker));
  if (work) return *std::move(work);
  store::WorkFilter filter;
  filter.kind = model::WorkKind::table;
  filter.words = name;
  COMITY_TRY(auto page, read.works(filter, store::WorkOrder::title, asker));
  std::erase_if(page.works, [&](const store::Work& each) { return each.title != name; });
  if (page.works.size() == 1) return std::move(page.works.front());
  return fail(
      ErrorKind::not_found,
      page.works.empty() ? "there is no table of that name" : "several tables are called so",
      source_address(name), "look at the list of documents and name one as it does: ~ID");
}

std::size_t number_in(std::string_view text) {
  std::size_t value = 0;
  const auto end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end ? value : 0;
}

Result<ColumnWord> word_from(std::string_view part) {
  const auto sign = part.find_first_of("=:");
  const auto name = base::trimmed(part.substr(0, sign));
  const auto meaning = model::source_column_from(name);
  if (sign == std::string_view::npos || !meaning) {
    std::string known;
    for (std::size_t i = 0; i < model::kSourceColumns; ++i) {
      if (!known.empty()) known += ", ";
      known += model::name_of(static_cast<SourceColumn>(i));
    }
    return fail(ErrorKind::invalid_input, "this says nothing of a column: " + std::string(part),
                "columns", "write text=3,state=Country,cycle:3; what columns hold is " + known);
  }
  return ColumnWord{*meaning, part[sign] == ':', std::string(base::trimmed(part.substr(sign + 1)))};
}

}  // namespace

Result<std::vector<ColumnWord>> column_words_from(std::string_view text) {
  std::vector<ColumnWord> words;
  for (const auto line : base::split(text, '\n')) {
    for (const auto each : base::split(line, ',')) {
      const auto part = base::trimmed(each);
      if (part.empty() || part.starts_with('#')) continue;
      COMITY_TRY(auto word, word_from(part));
      words.push_back(std::move(word));
    }
  }
  return words;
}

Result<ColumnMapping> mapping_of(const std::vector<ColumnWord>& words,
                                 const std::vector<std::string>& names) {
  ColumnMapping mapping;
  for (const auto& word : words) {
    if (word.constant) {
      mapping.constants[word.meaning] = word.value;
      continue;
    }
    const auto named = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
      return base::folded(name) == base::folded(word.value);
    });
    auto place = static_cast<std::size_t>(named - names.begin());
    if (const auto number = number_in(word.value); named == names.end() && number > 0) {
      place = number - 1;
    }
    if (place >= names.size()) {
      return fail(ErrorKind::invalid_input,
                  "the table has no column " + word.value + " (it has " +
                      std::to_string(names.size()) + ")",
                  std::string(model::name_of(word.meaning)),
                  "give its number from 1 or its name; what every row says stands behind a colon");
    }
    mapping.columns[word.meaning] = static_cast<std::uint32_t>(place);
  }
  return mapping;
}

std::vector<std::string> column_names_of(const model::Reading& reading) {
  const auto* table = table_of(reading);
  if (table == nullptr) return {};
  return model::cells_of(table->rows[header_now(reading)]);
}

Result<ColumnsTold> columns_told(const store::Read& read, store::SpaceId space) {
  COMITY_TRY(auto records, read.column_mappings(space));
  ColumnsTold told;
  for (auto& record : records) told.emplace(record.header, std::move(record.mapping));
  return told;
}

void read_as_told(model::Reading& reading, const names::Register& states, const ColumnsTold& told) {
  const auto* table = table_of(reading);
  if (told.empty() || reading.kind != model::WorkKind::table || table == nullptr) return;
  for (std::size_t i = 0; i < table->rows.size() && i < grammar::kHeaderRows; ++i) {
    const auto found = told.find(header_hash(table->rows[i]));
    if (found == told.end()) continue;
    return grammar::read_source_as(reading, states, found->second, i);
  }
}

Result<Answer> columns(Installation& installation, const Ask& ask, std::string_view name,
                       std::size_t header_row) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto work, table_named(read, ask, name));
  COMITY_TRY(const auto reading, table_reading(installation, work));
  const auto* space = read.space(work.space);
  COMITY_TRY(const auto states, installation.register_of(*space));
  const auto& table = *table_of(*reading);
  COMITY_TRY(const auto header, header_asked(*reading, header_row));
  auto mapping = mapping_now(*reading, *states, header);
  std::string kept;
  const bool inside = may(ask.actor, Action::read_internal, work.space_name);
  if (inside) {
    COMITY_TRY(const auto records, read.column_mappings(work.space));
    const auto hash = header_hash(table.rows[header]);
    for (const auto& record : records) {
      if (record.header != hash) continue;
      kept = record.name;
      if (!reading->source || reading->source->header != header) mapping = record.mapping;
    }
  }
  const bool change = may(ask.actor, Action::import_document, work.space_name);
  const auto rows = table.rows.size() - 1 - header;
  JsonObject body{{"work", work_json(work)},
                  {"source_address", reading->source ? source_address(work.name) : std::string()},
                  {"address", source_address(work.name) + "/columns"},
                  {"name", kept},
                  {"told", reading->source && reading->source->told},
                  {"is_source", reading->source.has_value()},
                  {"header", header + 1},
                  {"header_choices", header_choices(table, header)},
                  {"columns", columns_json(model::cells_of(table.rows[header]), mapping)},
                  {"constants", constants_json(mapping)},
                  {"rows", shown_rows_json(table, header)},
                  {"row_count", rows},
                  {"rows_left", rows - std::min(rows, kShownRows)},
                  {"taken", model::source_row_count(*reading)},
                  {"refused", reading->source ? reading->source->refused.size() : std::size_t{0}},
                  {"may", JsonObject{{"change", change}}},
                  {"etag", state_of_work(work)},
                  {"at", at_json(read, ask.actor)}};
  return Answer{std::move(body), {}};
}

base::Status map_columns(Installation& installation, const Ask& ask, const ColumnsWish& wish) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto named, table_named(read, ask, wish.work));
  COMITY_TRY(const auto work,
             work_to_change(read, ask, named.name, Action::import_document, wish.etag));
  COMITY_TRY(const auto reading, table_reading(installation, work));
  COMITY_TRY(const auto header, header_asked(*reading, wish.header));
  const auto& names = table_of(*reading)->rows[header];
  COMITY_TRY(const auto mapping, mapping_of(wish.words, model::cells_of(names)));
  store::ColumnsMapped act;
  act.name = wish.name.empty() ? work.title : wish.name;
  act.header = base::sha256(model::header_of(names));
  act.mapping = mapping;
  COMITY_TRY(const auto person, person_of(installation, ask.actor));
  COMITY_TRY(const auto appended,
             installation.store().append({{work.space, person, std::move(act)}}));
  COMITY_CHECK(read_again(installation, person, read, work, header_hash(names), mapping));
  return installation.indexes().catch_up(kIndexPatience);
}

}  // namespace comity::service
