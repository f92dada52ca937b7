#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "reading/confined/fd.h"
#include "reading/reader.h"

namespace comity::reading {

/// What a worker is asked to read.
enum class Format : std::uint8_t {
  pdf_xml,
  markdown,
  text,
  html,
  csv,
  tsv,
  xml,
  xlsx,
  docx,
  doc_text,
  archive,
  long_table,  ///< to be parted
  json,
  long_workbook,  ///< to be parted likewise
  any_to_clean,   ///< not to be read, but to be cleaned
  xml_and_schema  ///< members: a file, to be held against the schema and those it imports
};

/// Puts what pure code needs later (Unicode tables) into memory, so that children share it.
void warm_up_worker();

/// The worker's loop: takes requests over its socket, answers each, ends when the socket does or
/// when it has read enough. Never returns.
[[noreturn]] void be_worker(int socket, const Limits& limits);

/// Asks a worker to read `input` to its end.
[[nodiscard]] bool ask_worker(int socket, Format format, int input);

struct WorkerAnswer {
  ReadEnd end = ReadEnd::closed;     ///< done: `result` holds
  base::Result<std::string> result;  ///< encoded (wire.h): of an archive its members, of what was
                                     ///< cleaned or held against a schema too, else a document
  bool retires = false;              ///< the worker reads no more
};
/// Takes a worker's answer, to be decoded with every bound checked: the worker may have been taken
/// over by what it read.
[[nodiscard]] WorkerAnswer take_answer(int socket, const Limits& limits, Deadline deadline);

}  // namespace comity::reading
