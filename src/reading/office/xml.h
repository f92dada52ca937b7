#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace comity::reading {

/// An element of an XML part, or none. Names are seen without their prefix ("p" for "w:p"): Office
/// formats exist under two sets of namespaces, and their local names tell them apart well enough.
/// Valid as long as its XmlPart.
class XmlNode {
 public:
  XmlNode() = default;
  explicit operator bool() const { return node_ != nullptr; }

  [[nodiscard]] std::string_view name() const;
  /// The text that stands directly in it.
  [[nodiscard]] std::string text() const;
  /// Empty where there is none.
  [[nodiscard]] std::string_view attribute(std::string_view name) const;
  [[nodiscard]] bool has_attribute(std::string_view name) const;
  /// Its first element, or none; and the element after this one.
  [[nodiscard]] XmlNode first() const;
  [[nodiscard]] XmlNode next() const;
  /// Its first element of that name, or none.
  [[nodiscard]] XmlNode child(std::string_view name) const;
  /// The byte of the part at which it begins.
  [[nodiscard]] std::uint64_t offset() const;

 private:
  friend class XmlPart;
  explicit XmlNode(const void* node) : node_(node) {}
  const void* node_ = nullptr;
};

/// A parsed XML file. Nothing outside it is ever opened: there are no document types, no entities
/// but XML's own five.
class XmlPart {
 public:
  static constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;
  static constexpr std::uint64_t kMostNodes = 4'000'000;
  static constexpr int kDeepest = 200;

  /// `name` is the place in errors: corrupt (not well-formed, a document type, deeper than
  /// `kDeepest`), too_large (over the other limits).
  [[nodiscard]] static base::Result<XmlPart> parse(std::string bytes, std::string_view name);
  XmlPart(XmlPart&&) noexcept;
  XmlPart& operator=(XmlPart&&) noexcept;
  ~XmlPart();

  [[nodiscard]] XmlNode root() const;

 private:
  struct Impl;
  explicit XmlPart(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace comity::reading
