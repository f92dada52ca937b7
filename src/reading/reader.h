#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "reading/cleaning.h"
#include "reading/schema.h"

namespace comity::reading {

/// The limits within which untrusted bytes are read (design 5).
struct Limits {
  std::uint64_t file_bytes = std::uint64_t{200} << 20;
  std::uint64_t memory_bytes = std::uint64_t{1} << 30;  ///< of a child process
  std::chrono::seconds cpu{60};
  std::chrono::seconds wall{90};
  std::uint64_t output_bytes = std::uint64_t{256} << 20;  ///< of the PDF program
  std::uint32_t pages = 5000;
  /// Only programs that lie here are run: poppler's, and antiword.
  std::vector<std::string> program_folders = {"/usr/bin", "/usr/local/bin"};
};

/// Which layers of confinement hold on this machine, for /healthz.
struct Confinement {
  bool limits = false;      ///< rlimits and deadline
  bool seccomp = false;     ///< system calls filtered, no network
  bool namespaces = false;  ///< own user and network namespace
};

/// Whether the bytes are to be unpacked before they are read: an archive of files, or what may be a
/// table with more cells than one document holds.
[[nodiscard]] bool holds_several(std::string_view bytes, std::string_view name);

/// The version of this code; changes whenever the Document it gives may change.
[[nodiscard]] std::string_view version();

/// A file in an archive, or a part of a long table: its name there, and its bytes or why they could
/// not be unpacked.
struct Member {
  std::string name;
  base::Result<std::string> bytes;
};

/// Turns bytes into a Document in a confined child process. create() must be called while the
/// process has one thread: it forks the process from which children are made. Thread-safe after
/// that; as many reads run at once as there are callers.
class Reader {
 public:
  [[nodiscard]] static base::Result<Reader> create(const Limits& limits = {});
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;
  ~Reader();

  /// `name` is the file's name: a hint for the type and the place in errors. Errors:
  /// unsupported (not a type that is read; a scan without a text layer), corrupt (damaged,
  /// encrypted), too_large, timeout (the reader took too long and was stopped), unavailable (the
  /// PDF program is missing), each with place and mend. An archive is no document: unsupported.
  [[nodiscard]] base::Result<model::Document> read(std::string_view bytes,
                                                   std::string_view name) const;

  /// What holds_several(), unpacked in the same confinement: the files in a ZIP archive, at most
  /// 10,000 and 160 MB together, or the parts of a long table (table_parts.h); none where the table
  /// is to be read as it is. Errors: corrupt, too_large, timeout.
  [[nodiscard]] base::Result<std::vector<Member>> unpack(std::string_view bytes,
                                                         std::string_view name) const;

  /// A DOCX, PDF, JPEG or PNG that reads and looks the same, without what tells of the people who
  /// made it, cleaned in the same confinement. Errors: unsupported (another format, encrypted,
  /// macros, something inside that cannot be cleaned), corrupt, too_large, timeout, with the mend.
  [[nodiscard]] base::Result<Cleaned> clean(std::string_view bytes, std::string_view name) const;

  /// Where an XML file is not as a schema says, held against it in the same confinement: at most
  /// 200 places. `schemas`: the schema, then those that it imports, by their files' names. Errors:
  /// invalid_input (the schema is none), too_large, timeout.
  [[nodiscard]] base::Result<std::vector<SchemaFault>> faults_by_schema(
      std::string_view xml, std::string_view name, std::vector<Member> schemas) const;

  /// The page (from 1) as a PNG, `pixels` wide, made in the same confinement.
  [[nodiscard]] base::Result<std::string> page_image(std::string_view pdf, int page,
                                                     int pixels) const;

  [[nodiscard]] Confinement confinement() const;
  /// "pdftohtml version 22.12.0", or empty where it is not installed.
  [[nodiscard]] std::string program_version() const;

 private:
  struct Impl;
  explicit Reader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::reading
