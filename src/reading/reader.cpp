#include "reading/reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <mutex>
#include <optional>
#include <utility>

#include "base/text.h"
#include "reading/confined/fd.h"
#include "reading/confined/warden.h"
#include "reading/confined/wire.h"
#include "reading/confined/worker.h"
#include "reading/detect.h"
#include "reading/office/xlsx_parts.h"
#include "reading/pdf/producer.h"
#include "reading/table_parts.h"

namespace comity::reading {
namespace {

using base::ErrorKind;
using model::Document;

constexpr std::size_t kForkedAhead = 2;
constexpr std::size_t kMostIdle = 8;
constexpr int kFewestPixels = 16;
constexpr int kMostPixels = 6000;
constexpr int kWrongPage = 99;  // pdftoppm's exit status for a page that is not there
constexpr std::string_view kPngSignature = "\x89PNG\r\n";

// A worker and the end of its socket that is ours.
struct Worker {
  Running process;
  Fd socket;
};

Deadline after(std::chrono::seconds time) { return std::chrono::steady_clock::now() + time; }

// The place of an error is the file, and where the reader knew more, the place in it.
base::Error placed(base::Error error, std::string_view name) {
  error.place = error.place.empty() ? std::string(name) : std::string(name) + ", " + error.place;
  return error;
}

tl::unexpected<base::Error> took_too_long() {
  return base::fail(ErrorKind::timeout, "reading the file took too long and was stopped", {},
                    "split the file, or save it anew from a PDF program");
}

tl::unexpected<base::Error> damaged_pdf(std::string_view bytes) {
  if (bytes.find("/Encrypt") != std::string_view::npos) {
    return base::fail(ErrorKind::corrupt, "the PDF is encrypted", {}, "remove the password");
  }
  return base::fail(ErrorKind::corrupt, "the PDF is damaged", {},
                    "open it in a PDF program and save it anew, or get another copy");
}

tl::unexpected<base::Error> stopped_by_file() {
  return base::fail(ErrorKind::corrupt, "the file made its reader fail", {},
                    "the file may be damaged or made to do harm; get another copy");
}

tl::unexpected<base::Error> no_program() {
  return base::fail(ErrorKind::unavailable, "the PDF program is missing", {},
                    "install the package poppler-utils");
}

tl::unexpected<base::Error> no_doc_program() {
  return base::fail(ErrorKind::unsupported,
                    "this is a Word 97-2003 document (DOC), and the program that reads them is "
                    "missing",
                    {}, "install the package antiword, or save the file as DOCX");
}

tl::unexpected<base::Error> damaged_doc(std::string_view) {
  return base::fail(ErrorKind::corrupt, "the Word document is damaged or encrypted", {},
                    "open it in a word processor and save it anew as DOCX without a password");
}

tl::unexpected<base::Error> no_document() {
  return base::fail(ErrorKind::unsupported, "this is a ZIP archive, not a document", {},
                    "import it by itself, so that each of its files is read; archives inside "
                    "archives are not unpacked");
}

bool is_scan(const base::Result<Document>& result) {
  return !result && result.error().kind == ErrorKind::unsupported;
}

}  // namespace

std::string_view version() { return "4"; }

bool holds_several(std::string_view bytes, std::string_view name) {
  const bool packed = bytes.starts_with("PK");
  if (!packed && !may_be_long_table(bytes)) return false;
  const auto type = type_of(bytes, name);
  if (!type) return false;
  if (packed) {
    return *type == FileType::zip || (*type == FileType::xlsx && may_be_long_workbook(bytes));
  }
  return *type == FileType::csv || *type == FileType::tsv || *type == FileType::json;
}

struct Reader::Impl {
  Impl(Warden started, const Limits& given) : warden(std::move(started)), limits(given) {}

  base::Result<Worker> start_worker() const {
    COMITY_TRY(auto sockets, make_socket_pair());
    COMITY_TRY(auto process, warden.run(Task::worker, {}, sockets.second.get(), -1));
    return Worker{std::move(process), std::move(sockets.first)};
  }

  base::Result<Worker> take_worker() const {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto worker = std::move(idle.back());
        idle.pop_back();
        return worker;
      }
    }
    return start_worker();
  }

  void give_back(Worker worker) const {
    const std::lock_guard lock(mutex);
    if (idle.size() < kMostIdle) idle.push_back(std::move(worker));
  }

  void replace_worker() const {
    if (auto worker = start_worker()) give_back(std::move(*worker));
  }

  base::Result<Document> work(Format format, Fd input, Deadline deadline) const {
    COMITY_TRY(const auto answer, ask(format, std::move(input), deadline));
    return decode(answer);
  }

  // What a worker answers, encoded.
  base::Result<std::string> ask(Format format, Fd input, Deadline deadline) const {
    COMITY_TRY(auto worker, take_worker());
    if (!ask_worker(worker.socket.get(), format, input.get())) {
      // It ended while it waited; a new one has not read anything yet.
      COMITY_TRY(worker, start_worker());
      if (!ask_worker(worker.socket.get(), format, input.get())) return stopped_by_file();
    }
    input.reset();
    auto answer = take_answer(worker.socket.get(), limits, deadline);
    if (answer.end == ReadEnd::done && !answer.retires) {
      give_back(std::move(worker));
      return std::move(answer.result);
    }
    replace_worker();
    if (answer.end == ReadEnd::done) return std::move(answer.result);
    if (answer.end == ReadEnd::timeout) return took_too_long();
    const auto outcome = worker.process.wait(after(std::chrono::seconds(2)));
    if (outcome.ending == Ending::too_long) return took_too_long();
    if (answer.end == ReadEnd::too_large) {
      return base::fail(ErrorKind::too_large, "the file holds more text than is read", {},
                        "split the file");
    }
    return stopped_by_file();
  }

  // Reads what a program makes of the bytes, `failed` being what its failure means.
  base::Result<Document> read_through(
      Task task, Format format, std::string_view bytes,
      tl::unexpected<base::Error> (*failed)(std::string_view)) const {
    const auto deadline = after(limits.wall);
    COMITY_TRY(auto file, memory_file(bytes));
    COMITY_TRY(auto pipe, make_pipe());
    COMITY_TRY(auto program, warden.run(task, {}, file.get(), pipe.second.get()));
    pipe.second.reset();
    file.reset();
    auto result = work(format, std::move(pipe.first), deadline);
    if (!result && result.error().kind == ErrorKind::timeout) return result;
    const auto outcome = program.wait(deadline);
    switch (outcome.ending) {
      case Ending::finished:
        return result;
      case Ending::too_long:
        return took_too_long();
      case Ending::not_started:
        return base::fail(ErrorKind::unavailable,
                          "the program that reads the file could not be started", {},
                          "try again; if it fails again, start the program again");
      case Ending::crashed:
        // It is also ended by the pipe when the worker will take no more.
        if (!result && result.error().kind == ErrorKind::too_large) return result;
        return stopped_by_file();
      case Ending::failed:
        break;
    }
    return failed(bytes);
  }

  base::Result<Document> read_doc(std::string_view bytes) const {
    if (program_path(Task::doc_text, limits).empty()) return no_doc_program();
    return read_through(Task::doc_text, Format::doc_text, bytes, damaged_doc);
  }

  base::Result<Document> read_pdf(Task task, std::string_view bytes) const {
    if (program_path(task, limits).empty()) return no_program();
    return read_through(task, Format::pdf_xml, bytes, damaged_pdf);
  }

  base::Result<Document> read_pdf(std::string_view bytes) const {
    auto result = read_pdf(Task::pdf_text, bytes);
    if (is_scan(result)) {
      // A scan with recognised text has that text unpainted.
      if (auto hidden = read_pdf(Task::pdf_hidden, bytes)) result = std::move(hidden);
    }
    if (!result) return result;
    if (result->pages.size() > limits.pages) {
      return base::fail(ErrorKind::too_large,
                        "the PDF has " + std::to_string(result->pages.size()) +
                            " pages, more than " + std::to_string(limits.pages),
                        {}, "split the file");
    }
    result->producer = pdf_producer(bytes);
    return result;
  }

  base::Status check_size(std::string_view bytes) const {
    if (bytes.size() <= limits.file_bytes) return {};
    return base::fail(ErrorKind::too_large,
                      "the file has " + std::to_string(bytes.size()) + " bytes, more than " +
                          std::to_string(limits.file_bytes),
                      {}, "split the file");
  }

  base::Result<Document> read(std::string_view bytes, std::string_view name) const {
    COMITY_CHECK(check_size(bytes));
    COMITY_TRY(const auto type, type_of(bytes, name));
    switch (type) {
      case FileType::pdf:
        return read_pdf(bytes);
      case FileType::doc:
        return read_doc(bytes);
      case FileType::docx:
        return read_ourselves(Format::docx, bytes);
      case FileType::markdown:
        return read_ourselves(Format::markdown, bytes);
      case FileType::text:
        return read_ourselves(Format::text, bytes);
      case FileType::html:
        return read_ourselves(Format::html, bytes);
      case FileType::csv:
        return read_ourselves(Format::csv, bytes);
      case FileType::tsv:
        return read_ourselves(Format::tsv, bytes);
      case FileType::xlsx:
        return read_ourselves(Format::xlsx, bytes);
      case FileType::json:
        return read_ourselves(Format::json, bytes);
      case FileType::xml:
        return read_ourselves(Format::xml, bytes);
      case FileType::zip:
        break;
    }
    return no_document();
  }

  base::Result<Document> read_ourselves(Format format, std::string_view bytes) const {
    COMITY_TRY(auto file, memory_file(bytes));
    return work(format, std::move(file), after(limits.wall));
  }

  base::Result<std::vector<Member>> unpack(std::string_view bytes) const {
    COMITY_CHECK(check_size(bytes));
    COMITY_TRY(auto file, memory_file(bytes));
    COMITY_TRY(const auto answer,
               ask(format_of_several(bytes), std::move(file), after(limits.wall)));
    return decode_members(answer);
  }

  static Format format_of_several(std::string_view bytes) {
    if (!bytes.starts_with("PK")) return Format::long_table;
    const auto type = type_of(bytes, {});
    return type && *type == FileType::xlsx ? Format::long_workbook : Format::archive;
  }

  base::Result<Cleaned> clean(std::string_view bytes) const {
    COMITY_CHECK(check_size(bytes));
    COMITY_TRY(auto file, memory_file(bytes));
    COMITY_TRY(const auto answer, ask(Format::any_to_clean, std::move(file), after(limits.wall)));
    COMITY_TRY(auto members, decode_members(answer));
    if (members.empty() || !members.front().bytes) return stopped_by_file();
    Cleaned cleaned{*std::move(members.front().bytes), {}};
    for (std::size_t i = 1; i < members.size(); ++i) {
      const auto trace = trace_from(members[i].name);
      if (!trace) return stopped_by_file();
      cleaned.removed.push_back(*trace);
    }
    return cleaned;
  }

  base::Result<std::vector<SchemaFault>> faults_by_schema(std::string_view xml,
                                                          std::vector<Member> schemas) const {
    COMITY_CHECK(check_size(xml));
    schemas.insert(schemas.begin(), {"document", std::string(xml)});
    COMITY_TRY(auto file, memory_file(encode(schemas)));
    COMITY_TRY(const auto answer, ask(Format::xml_and_schema, std::move(file), after(limits.wall)));
    COMITY_TRY(const auto members, decode_members(answer));
    std::vector<SchemaFault> faults;
    for (const auto& member : members) {
      SchemaFault fault;
      const char* const end = member.name.data() + member.name.size();
      const auto number = std::from_chars(member.name.data(), end, fault.line);
      if (number.ec != std::errc() || number.ptr != end || !member.bytes) return stopped_by_file();
      if (!base::is_utf8(*member.bytes)) return stopped_by_file();
      fault.said = *member.bytes;
      faults.push_back(std::move(fault));
    }
    return faults;
  }

  base::Result<std::string> image(std::string_view pdf, int page, int pixels) const {
    if (program_path(Task::pdf_image, limits).empty()) return no_program();
    const auto deadline = after(limits.wall);
    COMITY_TRY(auto file, memory_file(pdf));
    COMITY_TRY(auto pipe, make_pipe());
    TaskArguments arguments;
    arguments.page = page;
    arguments.pixels = pixels;
    COMITY_TRY(auto program, warden.run(Task::pdf_image, arguments, file.get(), pipe.second.get()));
    pipe.second.reset();
    std::string png;
    const auto end = read_to_end(pipe.first.get(), limits.output_bytes, png, deadline);
    pipe.first.reset();
    if (end == ReadEnd::timeout) return took_too_long();
    if (end == ReadEnd::too_large) {
      return base::fail(ErrorKind::too_large, "the page's image is too large", {},
                        "ask for fewer pixels");
    }
    const auto outcome = program.wait(deadline);
    if (outcome.ending == Ending::too_long) return took_too_long();
    if (outcome.ending == Ending::failed && outcome.status == kWrongPage) {
      return base::fail(ErrorKind::not_found, "the PDF has no page " + std::to_string(page));
    }
    if (outcome.ending == Ending::crashed) return stopped_by_file();
    if (outcome.ending != Ending::finished) return damaged_pdf(pdf);
    // Asked for a page that is not there, some versions write nothing and call it success.
    if (png.empty()) {
      return base::fail(ErrorKind::not_found, "the PDF has no page " + std::to_string(page));
    }
    if (!png.starts_with(kPngSignature)) return stopped_by_file();
    return png;
  }

  std::string ask_version() const {
    if (program_path(Task::pdf_version, limits).empty()) return {};
    auto pipe = make_pipe();
    auto file = memory_file({});
    if (!pipe || !file) return {};
    auto program = warden.run(Task::pdf_version, {}, file->get(), pipe->second.get());
    if (!program) return {};
    pipe->second.reset();
    std::string text;
    static_cast<void>(
        read_to_end(pipe->first.get(), 1 << 16, text, after(std::chrono::seconds(5))));
    return std::string(base::trimmed(std::string_view(text).substr(0, text.find('\n'))));
  }

  Warden warden;
  Limits limits;
  mutable std::mutex mutex;
  mutable std::vector<Worker> idle;
  mutable std::once_flag asked;
  mutable std::string program_version;
};

Reader::Reader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

base::Result<Reader> Reader::create(const Limits& limits) {
  COMITY_TRY(auto warden, Warden::start(limits));
  auto impl = std::make_unique<Impl>(std::move(warden), limits);
  for (std::size_t i = 0; i < kForkedAhead; ++i) impl->replace_worker();
  return Reader(std::move(impl));
}

base::Result<Document> Reader::read(std::string_view bytes, std::string_view name) const {
  auto result = impl_->read(bytes, name);
  if (!result) return tl::unexpected<base::Error>(placed(std::move(result).error(), name));
  return result;
}

base::Result<std::vector<Member>> Reader::unpack(std::string_view bytes,
                                                 std::string_view name) const {
  auto members = impl_->unpack(bytes);
  if (!members) return tl::unexpected<base::Error>(placed(std::move(members).error(), name));
  for (auto& member : *members) {
    if (member.bytes) continue;
    auto error = std::move(member.bytes).error();
    error.place = std::string(name) + "/" + member.name;
    member.bytes = tl::unexpected<base::Error>(std::move(error));
  }
  return members;
}

base::Result<Cleaned> Reader::clean(std::string_view bytes, std::string_view name) const {
  auto cleaned = impl_->clean(bytes);
  if (!cleaned) return tl::unexpected<base::Error>(placed(std::move(cleaned).error(), name));
  return cleaned;
}

base::Result<std::vector<SchemaFault>> Reader::faults_by_schema(std::string_view xml,
                                                                std::string_view name,
                                                                std::vector<Member> schemas) const {
  auto faults = impl_->faults_by_schema(xml, std::move(schemas));
  if (!faults) return tl::unexpected<base::Error>(placed(std::move(faults).error(), name));
  return faults;
}

base::Result<std::string> Reader::page_image(std::string_view pdf, int page, int pixels) const {
  if (page < 1 || pixels < kFewestPixels || pixels > kMostPixels) {
    return base::fail(ErrorKind::invalid_input, "no such page or size",
                      "page " + std::to_string(page) + ", " + std::to_string(pixels) + " pixels",
                      "pages count from 1; ask for " + std::to_string(kFewestPixels) + " to " +
                          std::to_string(kMostPixels) + " pixels");
  }
  return impl_->image(pdf, page, pixels);
}

Confinement Reader::confinement() const { return impl_->warden.confinement(); }

std::string Reader::program_version() const {
  std::call_once(impl_->asked, [this] { impl_->program_version = impl_->ask_version(); });
  return impl_->program_version;
}

}  // namespace comity::reading
