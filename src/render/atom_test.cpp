#include "render/atom.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

namespace comity::render {
namespace {

using testing::IsEmpty;

Feed feed() {
  Feed out;
  out.id = "urn:uuid:00000000-0000-8000-8000-000000000001";
  out.title = "Comity: <rivers> & \"lakes\"";
  out.author = "Comity";
  out.updated = base::Time{1'337'904'000'000'000};
  out.self = "/search.atom?q=a%20b&state=XAA";
  out.alternate = "/search?q=a%20b&state=XAA";
  out.entries = {{"urn:uuid:00000000-0000-8000-8000-000000000002", "A/TEST/1, 2.1",
                  "/recommendations/A/TEST/1/2.1", "Keep <rivers> & lakes\x01 clean\xEF\xBF\xBF ✓",
                  "recommendation", base::Time{1'337'904'000'000'000}}};
  return out;
}

/// What of RFC 4287, section 4.1, does not hold.
std::vector<std::string> faults(const std::string& text) {
  std::vector<std::string> wrong;
  pugi::xml_document document;
  if (!document.load_buffer(text.data(), text.size(), pugi::parse_full)) return {"not XML"};
  const auto root = document.document_element();
  if (std::string_view(root.name()) != "feed" ||
      std::string_view(root.attribute("xmlns").value()) != "http://www.w3.org/2005/Atom") {
    wrong.emplace_back("no Atom feed");
  }
  std::set<std::string> ids;
  const auto check = [&](const pugi::xml_node& node) {
    for (const char* name : {"id", "title", "updated"}) {
      const auto children = node.children(name);
      if (std::distance(children.begin(), children.end()) != 1) {
        wrong.push_back(std::string(node.name()) + " has not one " + name);
      }
    }
    const std::string id = node.child("id").text().get();
    if (id.find(':') == std::string::npos) wrong.push_back("no IRI: " + id);
    if (!ids.insert(id).second) wrong.push_back("twice: " + id);
    const std::string updated = node.child("updated").text().get();
    if (updated.size() < 20 || updated[10] != 'T' || updated.back() != 'Z') {
      wrong.push_back("no RFC 3339: " + updated);
    }
    int alternates = 0;
    for (const auto& link : node.children("link")) {
      if (!link.attribute("href")) wrong.emplace_back("a link without href");
      if (std::string_view(link.attribute("rel").value()) == "alternate") ++alternates;
    }
    if (alternates > 1) wrong.emplace_back("two alternates of one type");
  };
  check(root);
  if (!root.child("author").child("name")) wrong.emplace_back("nobody is the author");
  for (const auto& entry : root.children("entry")) check(entry);
  return wrong;
}

TEST(Atom, HasWhatAFeedMustHave) {
  EXPECT_THAT(faults(atom(feed())), IsEmpty());
  auto none = feed();
  none.entries.clear();
  EXPECT_THAT(faults(atom(none)), IsEmpty());
  auto twice = feed();
  twice.entries.push_back(twice.entries.front());
  EXPECT_FALSE(faults(atom(twice)).empty()) << "the check sees nothing";
}

TEST(Atom, TextComesBackWithoutWhatXmlCannotHold) {
  pugi::xml_document document;
  const auto text = atom(feed());
  ASSERT_TRUE(document.load_buffer(text.data(), text.size()));
  const auto root = document.document_element();
  EXPECT_STREQ(root.child("title").text().get(), "Comity: <rivers> & \"lakes\"");
  const auto entry = root.child("entry");
  EXPECT_STREQ(entry.child("summary").text().get(), "Keep <rivers> & lakes clean ✓");
  EXPECT_STREQ(entry.child("link").attribute("href").value(), "/recommendations/A/TEST/1/2.1");
  EXPECT_STREQ(root.find_child_by_attribute("link", "rel", "self").attribute("href").value(),
               "/search.atom?q=a%20b&state=XAA");
}

TEST(Atom, PagesAreLinkedWhereThereAreSome) {
  EXPECT_EQ(atom(feed()).find("rel=\"next\""), std::string::npos);
  auto middle = feed();
  middle.next = "/search.atom?page=3";
  middle.previous = "/search.atom?page=1";
  const auto text = atom(middle);
  EXPECT_NE(text.find("rel=\"next\" type=\"application/atom+xml\" href=\"/search.atom?page=3\""),
            std::string::npos);
  EXPECT_NE(text.find("rel=\"previous\""), std::string::npos);
}

}  // namespace
}  // namespace comity::render
