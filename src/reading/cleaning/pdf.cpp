// clang does not take qpdf's JSON.hh in C++20 beside this libstdc++ (a vector of an incomplete
// type); its other headers need no more than the name.
#define JSON_HH
class JSON;

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <new>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>
#include <utility>

#include "reading/cleaning/clean.h"

// PDF (ISO 32000-1): written anew from what its pages need, so that earlier states of the file and
// what nothing leads to are gone with what is taken out here.
namespace comity::reading {
namespace {

using base::ErrorKind;

constexpr int kDeepest = 100;

struct ToldKey {
  const char* key;
  Trace trace;
};

/// Keys that tell of people, wherever they stand.
constexpr auto kAnywhere = std::to_array<ToldKey>({
    {"/Metadata", Trace::properties},
    {"/PieceInfo", Trace::properties},
    {"/CreatorInfo", Trace::properties},
    {"/LastModified", Trace::dates},
    {"/Thumb", Trace::thumbnail},
    {"/AF", Trace::embedded_files},
    {"/AA", Trace::scripts},
    {"/EF", Trace::embedded_files},
    {"/DPM", Trace::properties},
    {"/OPI", Trace::linked_paths},
});
constexpr auto kOfCatalogue = std::to_array<ToldKey>({
    {"/Collection", Trace::embedded_files},
    {"/SpiderInfo", Trace::linked_paths},
    {"/URI", Trace::linked_paths},
    {"/Legal", Trace::signatures},
    {"/Perms", Trace::signatures},
    {"/DSS", Trace::signatures},  // certificates, with whom they are of
});
constexpr auto kOfAnnotations = std::to_array<ToldKey>({
    {"/M", Trace::dates},
    {"/CreationDate", Trace::dates},
    {"/NM", Trace::identifiers},
});

tl::unexpected<base::Error> encrypted_pdf() {
  return base::fail(ErrorKind::unsupported, "an encrypted PDF cannot be cleaned", {},
                    "save it without a password, or print it to a new PDF");
}

tl::unexpected<base::Error> damaged_pdf() {
  return base::fail(ErrorKind::corrupt, "the PDF is damaged", {},
                    "open it in a PDF program and save it anew, or get another copy");
}

tl::unexpected<base::Error> packed_picture() {
  return base::fail(ErrorKind::unsupported,
                    "a picture of the PDF is packed so that it cannot be cleaned", {},
                    "print it to a new PDF");
}

bool is_named(QPDFObjectHandle object, const char* name) {
  return object.isName() && object.getName() == name;
}

class PdfCleaner {
 public:
  PdfCleaner(QPDF& pdf, Traces& traces) : pdf_(pdf), traces_(traces) {}

  base::Status clean() {
    clean_trailer();
    clean_catalogue(pdf_.getRoot());
    for (auto& object : pdf_.getAllObjects()) {
      clean_object(object, 0);
      if (object.isStream()) COMITY_CHECK(clean_picture(object));
    }
    return {};
  }

 private:
  void drop(QPDFObjectHandle object, const char* key, Trace trace) {
    if (!object.hasKey(key)) return;
    object.removeKey(key);
    traces_.insert(trace);
  }

  template <std::size_t N>
  void drop_all(const QPDFObjectHandle& object, const std::array<ToldKey, N>& keys) {
    for (const auto& each : keys) drop(object, each.key, each.trace);
  }

  void clean_trailer() {
    auto trailer = pdf_.getTrailer();
    for (const auto& key : trailer.getKeys()) {
      if (key == "/Root" || key == "/Size") continue;
      if (key == "/Info") traces_.insert(Trace::properties);
      if (key == "/ID") traces_.insert(Trace::identifiers);
      trailer.removeKey(key);
    }
    // Found anew in a damaged file it may lack its size, which is then not written either.
    if (!trailer.hasKey("/Size")) trailer.replaceKey("/Size", QPDFObjectHandle::newInteger(0));
  }

  void clean_catalogue(QPDFObjectHandle root) {
    drop_all(root, kOfCatalogue);
    auto names = root.getKey("/Names");
    if (names.isDictionary()) {
      drop(names, "/EmbeddedFiles", Trace::embedded_files);
      drop(names, "/JavaScript", Trace::scripts);
      drop(names, "/IDS", Trace::linked_paths);
      drop(names, "/URLS", Trace::linked_paths);
    }
    // Each thread of articles says of itself what /Info says of the file.
    for (auto thread : listed(root.getKey("/Threads"))) {
      if (thread.isDictionary()) drop(thread, "/I", Trace::properties);
    }
    auto form = root.getKey("/AcroForm");
    if (form.isDictionary()) drop(form, "/XFA", Trace::properties);
    if (acts(root.getKey("/OpenAction"))) drop(root, "/OpenAction", Trace::scripts);
  }

  /// Whether it is an action that runs or sends something.
  static bool acts(QPDFObjectHandle action) {
    if (!action.isDictionary()) return false;
    auto kind = action.getKey("/S");
    return is_named(kind, "/JavaScript") || is_named(kind, "/Launch") ||
           is_named(kind, "/ImportData") || is_named(kind, "/SubmitForm") ||
           is_named(kind, "/GoToR") || is_named(kind, "/GoToE");
  }

  void clean_object(QPDFObjectHandle object, int depth) {
    if (depth > kDeepest) return;
    if (object.isArray()) {
      for (auto& item : object.getArrayAsVector()) {
        if (!item.isIndirect()) clean_object(item, depth + 1);
      }
      return;
    }
    if (object.isStream()) object = object.getDict();
    if (!object.isDictionary()) return;
    clean_dictionary(object);
    for (const auto& key : object.getKeys()) {
      auto value = object.getKey(key);
      if (!value.isIndirect()) clean_object(value, depth + 1);
    }
  }

  void clean_dictionary(QPDFObjectHandle object) {
    drop_all(object, kAnywhere);
    if (acts(object.getKey("/A"))) drop(object, "/A", Trace::scripts);
    if (acts(object.getKey("/Next"))) drop(object, "/Next", Trace::scripts);
    const bool to_sign = is_named(object.getKey("/FT"), "/Sig");
    auto value = object.getKey("/V");
    // The kind of a field may be its parent's to say.
    const bool is_signed = value.isDictionary() && value.hasKey("/ByteRange");
    if (to_sign || is_signed) drop(object, "/V", Trace::signatures);
    if (to_sign) drop(object, "/SV", Trace::signatures);
    if (!object.hasKey("/Rect") || !object.hasKey("/Subtype")) return;
    drop_all(object, kOfAnnotations);
    // Of a form's field it is the field's name.
    if (!is_named(object.getKey("/Subtype"), "/Widget")) drop(object, "/T", Trace::authors);
    if (is_named(object.getKey("/Subtype"), "/FileAttachment")) {
      drop(object, "/FS", Trace::embedded_files);
    }
  }

  static std::vector<QPDFObjectHandle> listed(QPDFObjectHandle object) {
    if (object.isArray()) return object.getArrayAsVector();
    if (object.isNull()) return {};
    return {object};
  }

  static bool is_jpeg_filter(const QPDFObjectHandle& filter) {
    return is_named(filter, "/DCTDecode") || is_named(filter, "/DCT");
  }

  /// A JPEG may be packed once more; what wraps it is taken off.
  base::Status clean_picture(QPDFObjectHandle stream) {
    auto dictionary = stream.getDict();
    auto filters = listed(dictionary.getKey("/Filter"));
    if (std::none_of(filters.begin(), filters.end(), is_jpeg_filter)) return {};
    const auto jpeg = filters.back();
    filters.pop_back();
    if (!is_jpeg_filter(jpeg) || std::any_of(filters.begin(), filters.end(), is_jpeg_filter)) {
      return packed_picture();
    }
    auto parameters = listed(dictionary.getKey("/DecodeParms"));
    parameters.resize(filters.size() + 1, QPDFObjectHandle::newNull());
    const auto of_jpeg = parameters.back();
    parameters.pop_back();
    COMITY_TRY(const auto raw, unwrapped(stream, filters, parameters));
    const std::string_view bytes(reinterpret_cast<const char*>(raw->getBuffer()), raw->getSize());
    Traces found;
    COMITY_TRY(auto cleaned, clean_jpeg(bytes, Orientation::dropped, found));
    if (found.empty()) return {};
    traces_.insert(found.begin(), found.end());
    stream.replaceStreamData(cleaned, jpeg, of_jpeg);
    return {};
  }

  /// The stream's data without these filters.
  base::Result<std::shared_ptr<Buffer>> unwrapped(QPDFObjectHandle stream,
                                                  const std::vector<QPDFObjectHandle>& filters,
                                                  const std::vector<QPDFObjectHandle>& parameters) {
    if (filters.empty()) return stream.getRawStreamData();
    // qpdf takes off all filters of a stream or none; nothing leads to this one, so that it is not
    // written.
    auto outer = QPDFObjectHandle::newStream(&pdf_);
    outer.replaceStreamData(stream.getRawStreamData(), QPDFObjectHandle::newArray(filters),
                            QPDFObjectHandle::newArray(parameters));
    try {
      return outer.getStreamData(qpdf_dl_generalized);
    } catch (const QPDFExc&) {
      return packed_picture();
    }
  }

  QPDF& pdf_;
  Traces& traces_;
};

std::string written_anew(QPDF& pdf) {
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setStreamDataMode(qpdf_s_preserve);
  writer.setDecodeLevel(qpdf_dl_none);
  writer.setObjectStreamMode(qpdf_o_generate);
  writer.setDeterministicID(true);  // of the content: it says nothing more
  writer.write();
  const auto bytes = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(bytes->getBuffer()), bytes->getSize()};
}

}  // namespace

base::Result<std::string> clean_pdf(std::string_view bytes, Traces& traces) {
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("file", bytes.data(), bytes.size());
    if (pdf.isEncrypted()) return encrypted_pdf();
    if (pdf.getAllPages().empty()) return damaged_pdf();
    COMITY_CHECK(PdfCleaner(pdf, traces).clean());
    return written_anew(pdf);
  } catch (const QPDFExc& error) {
    if (error.getErrorCode() == qpdf_e_password) return encrypted_pdf();
    return damaged_pdf();
  } catch (const std::bad_alloc&) {
    throw;  // the worker's to tell
  } catch (const std::exception&) {
    return damaged_pdf();
  }
}

}  // namespace comity::reading

#undef JSON_HH
