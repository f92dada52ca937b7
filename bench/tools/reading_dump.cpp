// Prints files as the reader sees them, for people who work on layouts: reading_dump FILE…
// A file with <pdf2xml> at its head is taken for what `pdftohtml -xml -i -stdout` wrote. `--times`
// prints milliseconds instead.
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "reading/dump.h"
#include "reading/pdf/layout.h"
#include "reading/reader.h"

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace

int main(int argc, char** argv) {
  const auto reader = comity::reading::Reader::create();
  if (!reader) {
    std::cerr << reader.error().message << "\n";
    return 1;
  }
  const auto confinement = reader->confinement();
  std::cerr << "limits " << confinement.limits << " seccomp " << confinement.seccomp
            << " namespaces " << confinement.namespaces << "\n";
  bool times = false;
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    if (path == "--times") {
      times = true;
      continue;
    }
    const auto bytes = content_of(path);
    const auto start = std::chrono::steady_clock::now();
    const auto document = bytes.substr(0, 400).find("<pdf2xml") != std::string::npos
                              ? comity::reading::pdf_layout(bytes)
                              : reader->read(bytes, path);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    if (times) std::cout << took.count() << " ms " << path << "\n";
    if (!document) {
      const auto& error = document.error();
      std::cout << comity::base::name_of(error.kind) << ": " << error.message << " [" << error.place
                << "] " << error.mend << "\n";
    } else if (!times) {
      std::cout << comity::reading::dump(*document);
    }
  }
  return 0;
}
