#include "service/documents/document_files.h"

#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "render/akn.h"
#include "render/docx.h"
#include "render/html_document.h"

namespace comity::service {
namespace {

struct Written {
  std::string_view media_type;
  std::string_view extension;
  std::string bytes;
};

base::Result<Written> write(const model::Reading& reading, std::string_view work,
                            DocumentFormat format) {
  switch (format) {
    case DocumentFormat::akn:
      break;
    case DocumentFormat::docx: {
      COMITY_TRY(auto bytes, render::docx(reading, work));
      return Written{"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                     ".docx", std::move(bytes)};
    }
    case DocumentFormat::html:
      return Written{"text/html", ".html", render::html_document(reading, work)};
  }
  return Written{"application/akn+xml", ".akn", render::akn(reading, work)};
}

}  // namespace

base::Result<StoredFile> written_document(Installation& installation, const Ask& ask,
                                          std::string_view name, DocumentFormat format,
                                          const CopyWish& wish) {
  COMITY_TRY(const auto read, installation.store().read());
  COMITY_TRY(const auto work, find_work(read, ask.actor, name));
  COMITY_TRY(const auto copies, read.copies(work.space, work.id));
  COMITY_TRY(const auto shown, shown_copy(work, copies, wish));
  COMITY_TRY(const auto reading, installation.store().reading(shown.copy.reading));
  COMITY_TRY(auto written, write(*reading, work.name, format));
  auto file = work.name;
  std::replace(file.begin(), file.end(), '/', '_');
  auto tag = base::sha256(written.bytes).hex();
  return StoredFile{std::string(written.media_type), file + std::string(written.extension),
                    std::move(tag), std::make_shared<const std::string>(std::move(written.bytes))};
}

}  // namespace comity::service
