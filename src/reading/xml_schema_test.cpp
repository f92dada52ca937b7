// XML held against a schema, in the reader's confinement.
#include <gmock/gmock.h>

#include "reading/reader_fixture.h"

namespace comity::reading {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string schema(const std::string& inside) {
  return R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">)" + inside + "</xs:schema>";
}

const std::string kHouse = schema(R"(<xs:include schemaLocation="./rooms.xsd"/>
<xs:element name="house"><xs:complexType><xs:sequence>
  <xs:element name="room" type="room" maxOccurs="unbounded"/>
</xs:sequence></xs:complexType></xs:element>)");
const std::string kRooms = schema(R"(<xs:complexType name="room">
<xs:attribute name="windows" type="xs:integer" use="required"/></xs:complexType>)");

std::vector<Member> schemas() { return {{"house.xsd", kHouse}, {"rooms.xsd", kRooms}}; }

auto faults_of(const std::string& xml, const std::vector<Member>& against = schemas()) {
  return shared_reader().faults_by_schema(xml, "house.xml", against);
}

TEST(XmlSchema, WhatIsValidHasNoFault) {
  const auto faults = faults_of(R"(<house><room windows="2"/></house>)");
  ASSERT_TRUE(faults) << faults.error().message;
  EXPECT_THAT(*faults, IsEmpty());
}

TEST(XmlSchema, EachFaultHasItsLine) {
  const auto faults = faults_of("<house>\n<room windows='many'/>\n<cellar/></house>");
  ASSERT_TRUE(faults) << faults.error().message;
  ASSERT_THAT(*faults, testing::Not(IsEmpty()));
  EXPECT_EQ(faults->front().line, 2U);
  EXPECT_THAT(faults->front().said, HasSubstr("'many'"));
  EXPECT_EQ(faults->back().line, 3U);
  EXPECT_THAT(faults->back().said, HasSubstr("cellar"));
}

TEST(XmlSchema, WhatIsNotWellFormedSaysWhere) {
  const auto faults = faults_of("<house>\n<room></house>");
  ASSERT_TRUE(faults) << faults.error().message;
  ASSERT_THAT(*faults, testing::Not(IsEmpty()));
  EXPECT_EQ(faults->front().line, 2U);
}

TEST(XmlSchema, AThousandFaultsAreCut) {
  std::string many = "<house>";
  for (int i = 0; i < 1000; ++i) many += "<room windows='many'/>";
  const auto faults = faults_of(many + "</house>");
  ASSERT_TRUE(faults) << faults.error().message;
  EXPECT_THAT(*faults, SizeIs(200));
}

TEST(XmlSchema, NeitherAFileNorAnEntityIsOpened) {
  const auto faults = faults_of(R"(<!DOCTYPE house [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<house><room windows="&x;"/></house>)");
  ASSERT_TRUE(faults) << faults.error().message;
  ASSERT_THAT(*faults, testing::Not(IsEmpty()));
  for (const auto& fault : *faults) EXPECT_THAT(fault.said, testing::Not(HasSubstr("root:")));
}

TEST(XmlSchema, ASchemaThatIsNoneIsRefusedByName) {
  for (const std::string& broken : {std::string(), std::string("<house/>"), std::string("words"),
                                    schema("<xs:element name='a' type='nowhere'/>")}) {
    const auto faults = faults_of("<house/>", {{"house.xsd", broken}});
    ASSERT_FALSE(faults) << broken;
    EXPECT_EQ(faults.error().kind, base::ErrorKind::invalid_input) << broken;
    EXPECT_THAT(faults.error().place, HasSubstr("house.xml"));
    EXPECT_THAT(faults.error().mend, HasSubstr(".xsd"));
  }
}

TEST(XmlSchema, ASchemaWithoutThoseItNeedsIsRefused) {
  EXPECT_FALSE(faults_of("<house/>", {{"house.xsd", kHouse}}));
}

}  // namespace
}  // namespace comity::reading
