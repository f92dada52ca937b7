#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::reading {

struct XmlAttribute {
  std::string_view name;  ///< without its prefix
  std::string_view value;
};

/// Hears what stands in an XML file, in its order.
class XmlListener {
 public:
  virtual ~XmlListener() = default;
  /// Of an element; its name is without the prefix, as in XmlNode.
  virtual void begin(std::string_view name, std::span<const XmlAttribute> attributes) = 0;
  virtual void end(std::string_view name) = 0;
  /// Perhaps in several pieces.
  virtual void text(std::string_view text) = 0;
  /// What ends the reading early; nothing where it goes on.
  [[nodiscard]] virtual base::Status standing() const { return {}; }
};

/// Parses an XML file as its bytes come, for files that are too long to lie in memory as a tree.
/// Nothing outside it is ever opened: there are no document types, no entities but XML's own five.
class XmlStream {
 public:
  /// `name` is the place in errors; the listener must outlive this.
  XmlStream(XmlListener& listener, std::string_view name);
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;
  ~XmlStream();

  /// corrupt: not well-formed, a document type, or nested too deep; or what the listener says.
  [[nodiscard]] base::Status feed(std::string_view bytes);
  [[nodiscard]] base::Status finish();

  struct Impl;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::reading
