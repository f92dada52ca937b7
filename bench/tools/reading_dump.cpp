// Prints a file as the reader sees it, for people who work on layouts: reading_dump [--pdf] FILE…
// `--pdf` runs pdftohtml unconfined and is for one's own files only.
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "reading/dump.h"
#include "reading/pdf_layout.h"

namespace {

std::string output_of(const std::string& command) {
  std::string out;
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::array<char, 65536> buffer{};
  while (true) {
    const auto count = fread(buffer.data(), 1, buffer.size(), pipe);
    if (count == 0) break;
    out.append(buffer.data(), count);
  }
  pclose(pipe);
  return out;
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string path = argv[i];
    const bool xml = path.ends_with(".xml");
    const auto bytes =
        xml ? content_of(path) : output_of("pdftohtml -xml -i -stdout '" + path + "' 2>/dev/null");
    const auto document = comity::reading::pdf_layout(bytes);
    if (!document) {
      std::cout << path << ": " << document.error().message << "; " << document.error().mend << "\n";
      continue;
    }
    std::cout << comity::reading::dump(*document);
  }
  return 0;
}
