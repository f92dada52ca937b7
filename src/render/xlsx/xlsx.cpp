#include "render/xlsx.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "base/text.h"

namespace comity::render {
namespace {

using base::ErrorKind;
using base::Status;

constexpr std::size_t kPiece = 256 << 10;
constexpr std::size_t kLongestSheetName = 31;
// Rows after which it is looked whether those before reached the disk, and how large they are: an
// archive as all programs read it has no file of 4 GiB.
constexpr std::uint32_t kRowsBetweenLooks = 1'000;
constexpr std::int64_t kBytesASheet = std::int64_t{3} << 30;

struct FreeWorkbook {
  void operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }
};
struct CloseFile {
  // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): a deleter is the owner
  void operator()(std::FILE* file) const { std::fclose(file); }
};
struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

tl::unexpected<base::Error> unwritten(const std::filesystem::path& folder) {
  return base::fail(ErrorKind::unavailable, "the workbook could not be written", folder.string(),
                    "make room in the folder for temporary files, or set TMPDIR to another");
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

/// Where the code point after `count` others begins.
std::size_t offset_of(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (count-- > 0 && at < text.size()) std::ignore = base::next_code_point(text, at);
  return at;
}

std::string sheet_name(std::string_view wish, const std::set<std::string>& taken) {
  std::string clean;
  for (const char c : wish) {
    if (std::string_view("[]:*?/\\'").find(c) == std::string_view::npos) clean += c;
  }
  if (clean.empty()) clean = "1";
  for (int number = 1;; ++number) {
    const auto tail = number == 1 ? std::string() : " " + std::to_string(number);
    auto name = clean.substr(0, offset_of(clean, kLongestSheetName - tail.size())) + tail;
    if (!taken.contains(base::folded(name))) return name;
  }
}

std::optional<lxw_datetime> day_of(std::string_view iso) {
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return std::nullopt;
  const auto number = [iso](std::size_t at, std::size_t length) {
    int value = 0;
    const auto* const end = iso.data() + at + length;
    const auto read = std::from_chars(iso.data() + at, end, value);
    return read.ec == std::errc() && read.ptr == end ? value : 0;
  };
  const lxw_datetime day{number(0, 4), number(5, 2), number(8, 2), 0, 0, 0};
  // Before 1900-03-01 programs disagree on how days are counted.
  if (day.year < 1901 || day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31) {
    return std::nullopt;
  }
  return day;
}

}  // namespace

struct Xlsx::Impl {
  std::filesystem::path folder;
  std::filesystem::path path;
  std::uint32_t rows_a_sheet = kRowsASheet;
  std::unique_ptr<lxw_workbook, FreeWorkbook> workbook;
  std::vector<lxw_worksheet*> sheets;  // the workbook's own
  std::set<std::string> names;
  lxw_format* bold = nullptr;  // the workbook's own
  lxw_format* day = nullptr;
  lxw_format* moment = nullptr;
  std::string wish;
  std::vector<XlsxColumn> columns;
  std::uint32_t row = 0;
  std::uint64_t cut = 0;
  std::unique_ptr<std::FILE, CloseFile> packed;

  ~Impl() {
    if (!path.empty()) ::unlink(path.c_str());
  }

  Status open() {
    auto name = (folder / "comity-XXXXXX").string();
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return unwritten(folder);
    ::close(file);
    path = name;
    auto where = folder.string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = where.data();
    workbook.reset(workbook_new_opt(path.c_str(), &options));
    if (!workbook) return unwritten(folder);
    bold = workbook_add_format(workbook.get());
    format_set_bold(bold);
    day = workbook_add_format(workbook.get());
    format_set_num_format(day, "yyyy-mm-dd");
    moment = workbook_add_format(workbook.get());
    format_set_num_format(moment, "yyyy-mm-dd hh:mm:ss");
    return {};
  }

  Status begin() {
    const auto name = sheet_name(wish, names);
    auto* const sheet = workbook_add_worksheet(workbook.get(), name.c_str());
    if (sheet == nullptr) return unwritten(folder);
    names.insert(base::folded(name));
    sheets.push_back(sheet);
    row = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet, column, column, columns[i].width, nullptr);
      if (columns[i].name.empty()) continue;
      worksheet_write_string(sheet, 0, column, std::string(columns[i].name).c_str(), bold);
      row = 1;
    }
    if (row == 1) worksheet_freeze_panes(sheet, 1, 0);
    return {};
  }

  void write(lxw_col_t column, const XlsxCell& cell) {
    auto* const sheet = sheets.back();
    if (const auto* text = std::get_if<std::string_view>(&cell)) {
      write_text(column, *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      worksheet_write_number(sheet, row, column, static_cast<double>(*number), nullptr);
    } else if (const auto* date = std::get_if<XlsxDay>(&cell)) {
      auto value = day_of(date->iso);
      if (!value) return write_text(column, date->iso);
      worksheet_write_datetime(sheet, row, column, &*value, day);
    } else if (const auto* time = std::get_if<base::Time>(&cell)) {
      constexpr double kDay = 86'400e6;
      constexpr double kUnixDay = 25'569;  // 1970-01-01 as days are counted here
      const auto whole = time->microseconds / 1'000'000 * 1'000'000;
      worksheet_write_number(sheet, row, column, kUnixDay + static_cast<double>(whole) / kDay,
                             moment);
    }
  }

  void write_text(lxw_col_t column, std::string_view text) {
    if (text.empty()) return;
    std::string whole(text);
    if (text.size() > kLongestText && code_points(text) > kLongestText) {
      whole.resize(offset_of(text, kLongestText));
      ++cut;
    }
    worksheet_write_string(sheets.back(), row, column, whole.c_str(), nullptr);
  }

  /// Whether what was written so far is in its files; the library itself does not look.
  [[nodiscard]] bool sound() const {
    return std::all_of(sheets.begin(), sheets.end(), [](const lxw_worksheet* sheet) {
      return std::fflush(sheet->optimize_tmpfile) == 0 && std::ferror(sheet->optimize_tmpfile) == 0;
    });
  }

  /// Of the sheet that is open.
  [[nodiscard]] std::int64_t bytes() const { return std::ftell(sheets.back()->optimize_tmpfile); }

  Status pack() {
    for (auto* sheet : sheets) lxw_worksheet_write_single_row(sheet);
    if (!sound()) return unwritten(folder);
    std::vector<std::uint64_t> sizes;
    sizes.reserve(sheets.size());
    for (const auto* sheet : sheets) {
      sizes.push_back(static_cast<std::uint64_t>(std::ftell(sheet->optimize_tmpfile)));
    }
    // Frees the workbook whatever comes of it.
    if (workbook_close(workbook.release()) != LXW_NO_ERROR || !holds(sizes)) {
      return unwritten(folder);
    }
    // NOLINTNEXTLINE(cppcoreguidelines-owning-memory): owned at once
    packed.reset(std::fopen(path.c_str(), "rbe"));
    ::unlink(path.c_str());
    path.clear();
    if (!packed) return unwritten(folder);
    return {};
  }

  /// Whether each sheet is packed with all its rows.
  [[nodiscard]] bool holds(const std::vector<std::uint64_t>& sizes) const {
    const std::unique_ptr<zip_t, CloseArchive> archive(zip_open(path.c_str(), ZIP_RDONLY, nullptr));
    if (!archive) return false;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
      const auto name = "xl/worksheets/sheet" + std::to_string(i + 1) + ".xml";
      zip_stat_t stat;
      zip_stat_init(&stat);
      if (zip_stat(archive.get(), name.c_str(), 0, &stat) != 0 || stat.size <= sizes[i]) {
        return false;
      }
    }
    return true;
  }
};

Xlsx::Xlsx(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Xlsx::Xlsx(Xlsx&&) noexcept = default;
Xlsx& Xlsx::operator=(Xlsx&&) noexcept = default;
Xlsx::~Xlsx() = default;

base::Result<Xlsx> Xlsx::create(const std::filesystem::path& folder, std::uint32_t rows_a_sheet) {
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  impl->rows_a_sheet = rows_a_sheet;
  COMITY_CHECK(impl->open());
  return Xlsx(std::move(impl));
}

Status Xlsx::begin_sheet(std::string_view name, std::vector<XlsxColumn> columns) {
  impl_->wish = name;
  impl_->columns = std::move(columns);
  return impl_->begin();
}

Status Xlsx::add_row(std::span<const XlsxCell> cells) {
  if (impl_->row == impl_->rows_a_sheet) COMITY_CHECK(impl_->begin());
  for (std::size_t i = 0; i < cells.size(); ++i) {
    impl_->write(static_cast<lxw_col_t>(i), cells[i]);
  }
  if (++impl_->row % kRowsBetweenLooks != 0) return {};
  if (!impl_->sound()) return unwritten(impl_->folder);
  return impl_->bytes() < kBytesASheet ? Status() : impl_->begin();
}

std::uint64_t Xlsx::cut() const { return impl_->cut; }

Status Xlsx::finish() { return impl_->pack(); }

base::Result<std::string> Xlsx::next() {
  std::string piece(kPiece, '\0');
  piece.resize(std::fread(piece.data(), 1, piece.size(), impl_->packed.get()));
  if (piece.empty() && std::ferror(impl_->packed.get()) != 0) return unwritten(impl_->folder);
  return piece;
}

base::Result<std::string> bytes_of(Xlsx& workbook) {
  std::string out;
  while (true) {
    COMITY_TRY(const auto piece, workbook.next());
    if (piece.empty()) return out;
    out += piece;
  }
}

}  // namespace comity::render
