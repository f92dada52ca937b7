#include "reading/markup/xml_schema.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>

#include <algorithm>
#include <memory>

#include "base/text.h"

namespace comity::reading {
namespace {

constexpr std::size_t kMostFaults = 200;
constexpr int kOptions = XML_PARSE_NONET;

template <typename T, void (*Free)(T*)>
struct Freed {
  void operator()(T* it) const { Free(it); }
};
using Parsed = std::unique_ptr<xmlDoc, Freed<xmlDoc, xmlFreeDoc>>;
using SchemaParser =
    std::unique_ptr<xmlSchemaParserCtxt, Freed<xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt>>;
using Schema = std::unique_ptr<xmlSchema, Freed<xmlSchema, xmlSchemaFree>>;
using Validator =
    std::unique_ptr<xmlSchemaValidCtxt, Freed<xmlSchemaValidCtxt, xmlSchemaFreeValidCtxt>>;

// What libxml2 complains of goes into the vector that it was given.
#if LIBXML_VERSION >= 21200
using Told = const xmlError*;
#else
using Told = xmlError*;
#endif
void add_fault(void* faults, Told error) {
  auto& out = *static_cast<std::vector<SchemaFault>*>(faults);
  if (out.size() >= kMostFaults || error->message == nullptr) return;
  const auto line = static_cast<std::uint32_t>(std::max(error->line, 0));
  out.push_back({line, std::string(base::trimmed(error->message))});
}

// The loader has no argument of its own, so the files it may give hang here while it is in use.
thread_local const std::vector<Member>* given_schemas = nullptr;

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

xmlParserInput* load_given(const char* url, const char*, xmlParserCtxt* context) {
  if (url == nullptr || given_schemas == nullptr) return nullptr;
  for (const auto& schema : *given_schemas) {
    if (!schema.bytes || file_name(schema.name) != file_name(url)) continue;
    auto* const buffer = xmlParserInputBufferCreateMem(
        schema.bytes->data(), static_cast<int>(schema.bytes->size()), XML_CHAR_ENCODING_NONE);
    return buffer == nullptr ? nullptr
                             : xmlNewIOInputStream(context, buffer, XML_CHAR_ENCODING_NONE);
  }
  return nullptr;
}

/// While it lives, libxml2 opens the given files alone, and complains of what it parses to `faults`.
class GivenAlone {
 public:
  GivenAlone(const std::vector<Member>& schemas, std::vector<SchemaFault>& faults)
      : before_(xmlGetExternalEntityLoader()) {
    given_schemas = &schemas;
    xmlSetExternalEntityLoader(load_given);
    xmlSetStructuredErrorFunc(&faults, add_fault);
  }
  GivenAlone(const GivenAlone&) = delete;
  GivenAlone& operator=(const GivenAlone&) = delete;
  ~GivenAlone() {
    xmlSetStructuredErrorFunc(nullptr, nullptr);
    xmlSetExternalEntityLoader(before_);
    given_schemas = nullptr;
  }

 private:
  xmlExternalEntityLoader before_;
};

Parsed parsed(std::string_view xml, const char* name) {
  return Parsed(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), name, nullptr, kOptions));
}

base::Result<Schema> schema_of(const std::vector<Member>& schemas) {
  std::vector<SchemaFault> faults;
  const GivenAlone given(schemas, faults);
  if (!schemas.empty() && schemas.front().bytes) {
    const auto document = parsed(*schemas.front().bytes, schemas.front().name.c_str());
    const SchemaParser parser(document ? xmlSchemaNewDocParserCtxt(document.get()) : nullptr);
    if (parser) {
      xmlSchemaSetParserStructuredErrors(parser.get(), add_fault, &faults);
      Schema schema(xmlSchemaParse(parser.get()));
      if (schema && faults.empty()) return schema;
    }
  }
  const auto first = faults.empty() ? SchemaFault{0, "it is empty"} : faults.front();
  return base::fail(base::ErrorKind::invalid_input, "the schema cannot be used: " + first.said,
                    first.line == 0 ? "" : "line " + std::to_string(first.line),
                    "give an XML Schema (.xsd), with those that it imports in the same folder");
}

}  // namespace

base::Result<std::vector<SchemaFault>> faults_by_schema(std::string_view xml,
                                                        const std::vector<Member>& schemas) {
  COMITY_TRY(const auto schema, schema_of(schemas));
  std::vector<SchemaFault> faults;
  const std::vector<Member> none;
  const GivenAlone given(none, faults);
  const auto document = parsed(xml, "");
  if (!document) return faults;
  const Validator validator(xmlSchemaNewValidCtxt(schema.get()));
  if (!validator) return base::fail(base::ErrorKind::internal, "the schema could not be loaded");
  xmlSchemaSetValidStructuredErrors(validator.get(), add_fault, &faults);
  if (xmlSchemaValidateDoc(validator.get(), document.get()) != 0 && faults.empty()) {
    faults.push_back({0, "not as the schema says"});
  }
  return faults;
}

}  // namespace comity::reading
