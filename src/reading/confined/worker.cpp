#include "reading/confined/worker.h"

#include <poll.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <new>
#include <utility>

#include "base/text.h"
#include "reading/archive/archive.h"
#include "reading/cleaning/clean.h"
#include "reading/confined/wire.h"
#include "reading/encoding.h"
#include "reading/json_table.h"
#include "reading/markup/akn.h"
#include "reading/markup/html.h"
#include "reading/markup/markdown.h"
#include "reading/markup/xml_schema.h"
#include "reading/office/docx.h"
#include "reading/office/xlsx.h"
#include "reading/office/xlsx_parts.h"
#include "reading/pdf/layout.h"
#include "reading/plain_text.h"
#include "reading/table.h"
#include "reading/table_parts.h"

namespace comity::reading {
namespace {

constexpr int kMostDocuments = 300;
constexpr std::uint64_t kMostAnswer = std::uint64_t{192} << 20;
constexpr Deadline kNever = Deadline::max();

// Before each answer: what it is, whether the worker ends after it, how many bytes follow.
struct AnswerHead {
  std::uint8_t is_error = 0;
  std::uint8_t retires = 0;
  std::array<std::uint8_t, 6> unused{};
  std::uint64_t bytes = 0;
};

// Whether the input was read to its end.
base::Status whole(ReadEnd end) {
  if (end == ReadEnd::done) return {};
  if (end != ReadEnd::too_large) {
    return base::fail(base::ErrorKind::internal, "the input broke off");
  }
  return base::fail(base::ErrorKind::too_large, "the file holds more text than is read", {},
                    "split the file");
}

// For readers of UTF-8: a guess at another encoding is told with what they found.
base::Result<model::Document> read_decoded(
    std::string_view bytes, base::Result<model::Document> (*read)(std::string_view)) {
  COMITY_TRY(auto text, decoded_text(bytes));
  COMITY_TRY(auto document, read(text.text));
  if (text.finding) document.findings.push_back(*std::move(text.finding));
  return document;
}

// Each page is laid out when it is there, while the program is at the next.
base::Result<model::Document> read_pages(int input, const Limits& limits) {
  constexpr std::string_view kPageEnd = "</page>\n";
  PdfPages pages;
  std::string bytes;
  std::size_t looked = 0;
  const auto came = [&] {
    const auto from = looked - std::min(looked, kPageEnd.size());
    const auto page = std::string_view(bytes).substr(from).rfind(kPageEnd);
    if (page != std::string_view::npos) {
      const auto end = from + page + kPageEnd.size();
      pages.take(std::string_view(bytes).substr(0, end));
      bytes.erase(0, end);
    }
    looked = bytes.size();
  };
  COMITY_CHECK(whole(read_to_end(input, limits.output_bytes, bytes, kNever, came)));
  pages.take(bytes);
  return pages.finish();
}

base::Result<model::Document> read_document(Format format, std::string_view bytes) {
  switch (format) {
    case Format::pdf_xml:
      break;
    case Format::markdown:
      return read_decoded(bytes, read_markdown);
    case Format::text:
      return read_decoded(bytes, read_text);
    case Format::html:
      return read_html(bytes);
    case Format::csv:
      return read_table(bytes, false);
    case Format::tsv:
      return read_table(bytes, true);
    case Format::json:
      return read_decoded(bytes, read_json_table);
    case Format::xml:
      return read_akn(bytes);
    case Format::xlsx:
      return read_xlsx(bytes);
    case Format::docx:
      return read_docx(bytes);
    case Format::doc_text:
      return read_doc_text(bytes);
    case Format::archive:
    case Format::long_table:
    case Format::long_workbook:
    case Format::any_to_clean:
    case Format::xml_and_schema:
      break;
  }
  return base::fail(base::ErrorKind::internal, "an unknown format was asked for");
}

// The file, then a name for each thing that was removed from it.
base::Result<std::string> cleaned_members(std::string_view bytes) {
  COMITY_TRY(auto cleaned, clean(bytes));
  std::vector<Member> members;
  members.push_back({"cleaned", std::move(cleaned.bytes)});
  for (const auto trace : cleaned.removed) {
    members.push_back({std::string(name_of(trace)), std::string()});
  }
  return encode(members);
}

// A member for each fault: its line, and what is said of it.
base::Result<std::string> fault_members(std::string_view given) {
  COMITY_TRY(auto members, decode_members(given));
  if (members.empty() || !members.front().bytes) {
    return base::fail(base::ErrorKind::internal, "the input broke off");
  }
  const auto xml = *std::move(members.front().bytes);
  members.erase(members.begin());
  COMITY_TRY(const auto faults, faults_by_schema(xml, members));
  std::vector<Member> out;
  out.reserve(faults.size());
  for (const auto& fault : faults) out.push_back({std::to_string(fault.line), fault.said});
  return encode(out);
}

base::Result<std::string> read_format(Format format, std::string_view bytes) {
  if (format == Format::archive) {
    COMITY_TRY(const auto members, unpack(bytes));
    return encode(members);
  }
  if (format == Format::long_table) return encode(table_parts(bytes));
  if (format == Format::long_workbook) {
    COMITY_TRY(const auto members, workbook_parts(bytes));
    return encode(members);
  }
  if (format == Format::any_to_clean) return cleaned_members(bytes);
  if (format == Format::xml_and_schema) return fault_members(bytes);
  COMITY_TRY(const auto document, read_document(format, bytes));
  return encode(document);
}

base::Result<std::string> read_input(Format format, int input, const Limits& limits) {
  if (format == Format::pdf_xml) {
    COMITY_TRY(const auto document, read_pages(input, limits));
    return encode(document);
  }
  std::string bytes;
  COMITY_CHECK(whole(read_to_end(input, limits.output_bytes, bytes, kNever)));
  return read_format(format, bytes);
}

// Memory that runs out is the input's doing, and an answer like another.
base::Result<std::string> read_guarded(Format format, int input, const Limits& limits) {
  try {
    return read_input(format, input, limits);
  } catch (const std::bad_alloc&) {
    return base::fail(base::ErrorKind::too_large, "reading the file takes too much memory", {},
                      "split the file");
  } catch (const std::exception& error) {
    return base::fail(base::ErrorKind::internal, std::string("the reader failed: ") + error.what());
  }
}

// Processor time is limited for the whole life of a worker, so one that has used a part of it ends.
bool has_done_enough(int documents, const Limits& limits) {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return documents >= kMostDocuments || used.tv_sec * 4 >= limits.cpu.count();
}

bool answer(int socket, const base::Result<std::string>& result, bool retires) {
  const std::string error = result ? std::string() : encode(result.error());
  const std::string& body = result ? *result : error;
  AnswerHead head;
  head.is_error = result ? 0 : 1;
  head.retires = retires ? 1 : 0;
  head.bytes = body.size();
  const std::string_view bytes(reinterpret_cast<const char*>(&head), sizeof(head));
  return send_all(socket, bytes) && send_all(socket, body);
}

}  // namespace

void warm_up_worker() {
  static_cast<void>(base::normalised("e\xCC\x81"));
  static_cast<void>(base::folded("É"));
  static_cast<void>(decoded_from("caf\x8E", "macintosh"));
  static_cast<void>(pdf_layout("<pdf2xml><page></page></pdf2xml>"));
  static_cast<void>(clean("%PDF-1.4\ntrailer"));
  static_cast<void>(faults_by_schema("<a/>", {}));  // libxml2, which workbook_parts() needs too
  tzset();                                          // archives date their members
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
}

void be_worker(int socket, const Limits& limits) {
  for (int documents = 1;; ++documents) {
    auto request = take_message(socket, 1);
    if (request.bytes.size() != 1 || request.fds.size() != 1) _exit(0);
    const auto format = static_cast<Format>(request.bytes[0]);
    const auto result = read_guarded(format, request.fds[0].get(), limits);
    const bool retires = has_done_enough(documents, limits);
    if (!answer(socket, result, retires) || retires) _exit(0);
  }
}

bool ask_worker(int socket, Format format, int input) {
  const char byte = static_cast<char>(format);
  const std::array<int, 1> fds = {input};
  return send_message(socket, {&byte, 1}, fds);
}

WorkerAnswer take_answer(int socket, const Limits&, Deadline deadline) {
  WorkerAnswer out{ReadEnd::closed, base::fail(base::ErrorKind::internal, "no answer"), true};
  std::string bytes;
  out.end = read_exactly(socket, sizeof(AnswerHead), bytes, deadline);
  if (out.end != ReadEnd::done) return out;
  AnswerHead head;
  std::memcpy(&head, bytes.data(), sizeof(head));
  if (head.bytes > kMostAnswer) {
    out.end = ReadEnd::too_large;
    return out;
  }
  bytes.clear();
  out.end = read_exactly(socket, static_cast<std::size_t>(head.bytes), bytes, deadline);
  if (out.end != ReadEnd::done) return out;
  out.retires = head.retires != 0;
  if (head.is_error == 0) {
    out.result = std::move(bytes);
  } else {
    out.result = tl::unexpected<base::Error>(decode_error(bytes));
  }
  return out;
}

}  // namespace comity::reading
