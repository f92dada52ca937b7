#include "reading/office/xlsx_parts.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "base/csv.h"
#include "base/text.h"
#include "reading/archive/zip.h"
#include "reading/office/xlsx_workbook.h"
#include "reading/office/xml_stream.h"
#include "reading/part_writer.h"
#include "reading/source_lines.h"

namespace comity::reading {
namespace {

using base::ErrorKind;

// Packed as tightly as spreadsheets are, no smaller file has so many cells.
constexpr std::size_t kLongWorkbook = std::size_t{1} << 20;
// Of all parts together, and of the strings that cells share: what the worker has room for.
constexpr std::size_t kMostText = std::size_t{160} << 20;
constexpr int kMostColumns = 16'384;  // of a sheet, as the format has it
// Sheets are never whole in memory, so that their size is bounded by the ratio alone.
constexpr ZipLimits kStreamed{10'000, std::uint64_t{4} << 30, 200, std::uint64_t{1} << 20, 1'024};

tl::unexpected<base::Error> too_much_text(std::string_view part) {
  return base::fail(
      ErrorKind::too_large,
      "the workbook holds more than " + std::to_string(kMostText >> 20) + " MB of text",
      std::string(part), "split the file");
}

/// The strings that cells share, by their numbers. Their readings for Chinese are no text of
/// theirs.
class StringsListener final : public XmlListener {
 public:
  explicit StringsListener(StringTable& strings) : strings_(strings) {}

  void begin(std::string_view name, std::span<const XmlAttribute>) override {
    if (name == "rPh") ++readings_;
    taking_ = name == "t" && readings_ == 0;
  }
  void end(std::string_view name) override {
    taking_ = false;
    if (name == "rPh") --readings_;
    if (name == "si") strings_.add(std::exchange(text_, {}));
  }
  void text(std::string_view text) override {
    if (taking_) text_ += text;
  }
  [[nodiscard]] base::Status standing() const override {
    if (strings_.bytes() + text_.size() > kMostText) return too_much_text("shared strings");
    return {};
  }

 private:
  StringTable& strings_;
  std::string text_;
  int readings_ = 0;
  bool taking_ = false;
};

/// The rows of a sheet that hold anything, each as far as it does.
class SheetListener final : public XmlListener {
 public:
  using TakeRow = std::function<base::Status(const std::vector<std::string>&)>;

  SheetListener(const WorkbookFacts& facts, const StringTable& strings, TakeRow take)
      : facts_(facts), strings_(strings), take_(std::move(take)) {}

  void begin(std::string_view name, std::span<const XmlAttribute> attributes) override {
    into_ = nullptr;
    if (name == "row") {
      row_.clear();
      next_ = 0;
    } else if (name == "c") {
      cell_ = {};
      for (const auto& each : attributes) {
        if (each.name == "r") cell_.reference = each.value;
        if (each.name == "t") cell_.type = each.value;
        if (each.name == "s") cell_.style = each.value;
      }
    } else if (name == "v") {
      into_ = &cell_.value;
    } else if (name == "f") {
      cell_.has_formula = true;
      into_ = &cell_.formula;
    } else if (name == "rPh") {
      ++readings_;
    } else if (name == "t" && readings_ == 0) {
      into_ = &cell_.own;
    }
  }

  void end(std::string_view name) override {
    into_ = nullptr;
    if (name == "rPh") --readings_;
    if (name == "c") end_cell();
    if (name == "row" && !row_.empty() && good_) good_ = take_(row_);
  }

  void text(std::string_view text) override {
    if (into_ != nullptr) *into_ += text;
  }

  [[nodiscard]] base::Status standing() const override { return good_; }

 private:
  void end_cell() {
    const auto named = column_of(cell_.reference);
    const auto column = named < 0 ? next_ : named;
    next_ = column + 1;
    if (column >= kMostColumns || column < static_cast<int>(row_.size())) return;
    auto text = base::collapsed(cleaned(cell_text(cell_, facts_, strings_)));
    if (text.empty()) return;
    row_.resize(static_cast<std::size_t>(column));
    row_.push_back(std::move(text));
  }

  const WorkbookFacts& facts_;
  const StringTable& strings_;
  TakeRow take_;
  CellSeen cell_;
  std::string* into_ = nullptr;
  std::vector<std::string> row_;
  int next_ = 0;
  int readings_ = 0;
  base::Status good_;
};

std::string csv_line(std::vector<std::string> row) {
  for (auto& cell : row) cell = base::defused(cell);
  std::string line;
  base::append_csv_row(line, row);
  return line;
}

class WorkbookParts {
 public:
  WorkbookParts(const Zip& zip, std::size_t most) : zip_(zip), most_(most) {}

  base::Result<std::vector<Member>> read() {
    COMITY_TRY(facts_, workbook_facts([this](std::string_view name) { return zip_.read(name); }));
    if (!facts_.strings_part.empty()) {
      StringsListener listener(strings_);
      COMITY_CHECK(hear(facts_.strings_part, listener));
    }
    for (const auto& sheet : facts_.sheets) COMITY_CHECK(read_sheet(sheet));
    if (cells_ <= most_) out_.clear();
    return std::move(out_);
  }

 private:
  base::Status hear(const std::string& part, XmlListener& listener) const {
    XmlStream stream(listener, part);
    COMITY_CHECK(zip_.each_piece(part, [&](std::string_view piece) { return stream.feed(piece); }));
    return stream.finish();
  }

  base::Status read_sheet(const SheetPart& sheet) {
    TablePartWriter parts({}, ".csv", most_, sheet.name + ", ");
    SheetListener listener(facts_, strings_, [&](const auto& row) -> base::Status {
      auto line = csv_line(row);
      cells_ += row.size();
      bytes_ += line.size();
      if (bytes_ > kMostText) return too_much_text(sheet.part);
      const auto empty = std::count(row.begin(), row.end(), std::string());
      parts.add(std::move(line), row.size(), row.size() - static_cast<std::size_t>(empty));
      return {};
    });
    COMITY_CHECK(hear(sheet.part, listener));
    auto members = parts.take();
    if (members.empty() && !parts.head().empty()) {
      members.push_back({sheet.name + ".csv", parts.head()});
    }
    std::move(members.begin(), members.end(), std::back_inserter(out_));
    return {};
  }

  const Zip& zip_;
  std::size_t most_;
  WorkbookFacts facts_;
  StringTable strings_;
  std::size_t cells_ = 0;
  std::size_t bytes_ = 0;
  std::vector<Member> out_;
};

}  // namespace

bool may_be_long_workbook(std::string_view bytes) { return bytes.size() > kLongWorkbook; }

base::Result<std::vector<Member>> workbook_parts(std::string_view bytes, std::size_t most) {
  COMITY_TRY(const auto zip, Zip::open(bytes, kStreamed));
  return WorkbookParts(zip, most).read();
}

}  // namespace comity::reading
