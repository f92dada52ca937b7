#include "reading/office/xml_stream.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <vector>

namespace comity::reading {
namespace {

std::string_view seen(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

constexpr int kAttributeFields = 5;  // name, prefix, space, begin and end of the value

}  // namespace

struct XmlStream::Impl {
  explicit Impl(XmlListener& heard_by, std::string_view place) : listener(heard_by), name(place) {
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = begin;
    handler.endElementNs = end;
    handler.characters = text;
    handler.ignorableWhitespace = text;
    handler.cdataBlock = text;
    handler.internalSubset = document_type;
    handler.serror = [](void*, auto) {};  // told by the return code
    context = xmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr);
    if (context != nullptr) xmlCtxtUseOptions(context, XML_PARSE_NONET);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (context != nullptr) xmlFreeParserCtxt(context);
  }

  static Impl& of(void* self) { return *static_cast<Impl*>(self); }

  static void begin(void* self, const xmlChar* local, const xmlChar*, const xmlChar*, int,
                    const xmlChar**, int count, int, const xmlChar** fields) {
    auto& impl = of(self);
    impl.attributes.clear();
    for (int i = 0; i < count; ++i) {
      const auto** field = fields + static_cast<std::ptrdiff_t>(i) * kAttributeFields;
      const auto* const value = reinterpret_cast<const char*>(field[3]);
      impl.attributes.push_back(
          {seen(field[0]), {value, static_cast<std::size_t>(field[4] - field[3])}});
    }
    impl.listener.begin(seen(local), impl.attributes);
  }

  static void end(void* self, const xmlChar* local, const xmlChar*, const xmlChar*) {
    of(self).listener.end(seen(local));
  }

  static void text(void* self, const xmlChar* text, int size) {
    of(self).listener.text({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
  }

  static void document_type(void* self, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto& impl = of(self);
    impl.has_type = true;
    xmlStopParser(impl.context);
  }

  base::Status parse(std::string_view bytes, bool last) {
    const bool good =
        context != nullptr && xmlParseChunk(context, bytes.data(), static_cast<int>(bytes.size()),
                                            last ? 1 : 0) == XML_ERR_OK;
    COMITY_CHECK(listener.standing());
    if (good && !has_type) return {};
    return base::fail(base::ErrorKind::corrupt, "a part of the file is no whole XML", name,
                      "get a whole copy of the file");
  }

  XmlListener& listener;
  std::string name;
  xmlSAXHandler handler{};
  xmlParserCtxt* context = nullptr;
  std::vector<XmlAttribute> attributes;
  bool has_type = false;
};

XmlStream::XmlStream(XmlListener& listener, std::string_view name)
    : impl_(std::make_unique<Impl>(listener, name)) {}
XmlStream::~XmlStream() = default;

base::Status XmlStream::feed(std::string_view bytes) { return impl_->parse(bytes, false); }

base::Status XmlStream::finish() { return impl_->parse({}, true); }

}  // namespace comity::reading
