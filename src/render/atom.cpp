#include "render/atom.h"

#include "render/html.h"

namespace comity::render {
namespace {

/// Text as XML 1.0 may hold it: without most control characters, and without U+FFFE and U+FFFF.
std::string xml_text(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const auto byte = static_cast<unsigned char>(c);
    const bool control = byte < 0x20 && c != '\t' && c != '\n' && c != '\r';
    if (control) continue;
    const auto three = text.substr(i, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {
      i += 2;
      continue;
    }
    clean += c;
  }
  return escape_html(clean);
}

class AtomWriter {
 public:
  void element(std::string_view name, std::string_view text) {
    out_ += "<" + std::string(name) + ">" + xml_text(text) + "</" + std::string(name) + ">\n";
  }

  void link(std::string_view relation, std::string_view type, std::string_view address) {
    if (address.empty()) return;
    out_ += "<link rel=\"" + std::string(relation) + "\" type=\"" + std::string(type) +
            "\" href=\"" + xml_text(address) + "\"/>\n";
  }

  void entry(const FeedEntry& entry) {
    out_ += "<entry>\n";
    element("id", entry.id);
    element("title", entry.title);
    element("published", base::to_rfc3339(entry.published));
    element("updated", base::to_rfc3339(entry.published));
    link("alternate", "text/html", entry.address);
    if (!entry.category.empty()) {
      out_ += "<category term=\"" + xml_text(entry.category) + "\"/>\n";
    }
    element("summary", entry.summary);
    out_ += "</entry>\n";
  }

  std::string write(const Feed& feed) {
    out_ =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
    element("id", feed.id);
    element("title", feed.title);
    element("updated", base::to_rfc3339(feed.updated));
    out_ += "<author><name>" + xml_text(feed.author) + "</name></author>\n";
    element("generator", "Comity");
    link("self", "application/atom+xml", feed.self);
    link("alternate", "text/html", feed.alternate);
    link("next", "application/atom+xml", feed.next);
    link("previous", "application/atom+xml", feed.previous);
    for (const auto& each : feed.entries) entry(each);
    out_ += "</feed>\n";
    return std::move(out_);
  }

 private:
  std::string out_;
};

}  // namespace

std::string atom(const Feed& feed) { return AtomWriter().write(feed); }

}  // namespace comity::render
