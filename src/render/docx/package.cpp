#include "render/docx/package.h"

#include <fmt/format.h>
#include <zip.h>

#include <ctime>
#include <initializer_list>
#include <memory>

#include "render/html.h"

namespace comity::render::docx_parts {
namespace {

using Parts = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kHead = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
// 2010-01-01, so that equal documents are equal bytes.
constexpr std::time_t kDate = 1'262'304'000;

constexpr std::string_view kContentTypes = R"(
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>
<Override PartName="/word/header.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>
<Override PartName="/word/footer.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>
</Types>)";

constexpr std::string_view kRelations = R"(
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="document" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
<Relationship Id="core" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>
<Relationship Id="app" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>
</Relationships>)";

constexpr std::string_view kSettings = R"(
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:zoom w:percent="100"/>
<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
</w:settings>)";

constexpr std::string_view kApplication = R"(
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Comity</Application></Properties>)";

/// The language as a word processor names it: of Latin and Cyrillic letters, of Arabic ones, of
/// Chinese ones.
struct Tags {
  std::string_view plain = "en-GB";
  std::string_view bidi = "ar-SA";
  std::string_view asian = "zh-CN";
};

Tags tags_of(model::Language language) {
  Tags tags;
  if (language == model::Language::fr) tags.plain = "fr-FR";
  if (language == model::Language::ru) tags.plain = "ru-RU";
  if (language == model::Language::es) tags.plain = "es-ES";
  if (language == model::Language::zh) tags.plain = "zh-CN";
  if (language == model::Language::ar) tags.plain = "ar-SA";
  return tags;
}

std::string style(std::string_view id, std::string_view name, std::string_view base,
                  std::string_view paragraph, std::string_view run) {
  return fmt::format(
      R"(<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/><w:basedOn w:val="{}"/><w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr></w:style>)",
      id, name, base, paragraph, run);
}

std::string size(int half_points) {
  return fmt::format(R"(<w:sz w:val="{0}"/><w:szCs w:val="{0}"/>)", half_points);
}

/// Ten points of a face with serifs, as the United Nations sets its documents.
std::string styles(model::Language language) {
  const auto tags = tags_of(language);
  const bool rtl = direction_of(language) == Direction::right_to_left;
  std::string out(kHead);
  out += fmt::format(
      R"(<w:styles xmlns:w="{}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>{}<w:lang w:val="{}" w:eastAsia="{}" w:bidi="{}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>)",
      kMainNamespace, size(20), tags.plain, tags.asian, tags.bidi);
  out += fmt::format(
      R"(<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>{}</w:pPr></w:style>)",
      rtl ? "<w:bidi/>" : "");
  out +=
      R"(<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>)"
      R"(<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>)"
      R"(<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style>)"
      R"(<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>)";
  out +=
      style("Title", "Title", "Normal", R"(<w:keepNext/><w:spacing w:before="240" w:after="240"/>)",
            "<w:b/><w:bCs/>" + size(28));
  for (int level = 1; level <= 6; ++level) {
    out +=
        style(fmt::format("Heading{}", level), fmt::format("heading {}", level), "Normal",
              fmt::format(R"(<w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{}"/>)",
                          level - 1),
              level < 4 ? "<w:b/><w:bCs/>" + size(28 - 2 * level) : size(20));
  }
  out += style("Masthead", "Masthead", "Normal", R"(<w:spacing w:after="0"/>)", "");
  out += style("FootnoteText", "footnote text", "Normal", R"(<w:spacing w:after="0"/>)", size(18));
  out += style("Note", "Note", "Normal", R"(<w:spacing w:after="60"/>)", size(18));
  out += style("Header", "header", "Normal", "", size(18));
  out += style("Footer", "footer", "Normal", R"(<w:jc w:val="center"/>)", size(18));
  return out + "</w:styles>";
}

std::string core(const Facts& facts) {
  std::string out(kHead);
  out += fmt::format(
      R"(<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:identifier>{}</dc:identifier><dc:language>{}</dc:language></cp:coreProperties>)",
      escape_html(facts.title), escape_html(facts.work),
      facts.language == model::Language::und ? std::string_view() : model::code_of(facts.language));
  return out;
}

std::string header(const Facts& facts) {
  std::string out(kHead);
  out += fmt::format(
      R"(<w:hdr xmlns:w="{}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p></w:hdr>)",
      kMainNamespace, escape_html(facts.work));
  return out;
}

std::string footer() {
  std::string out(kHead);
  out += fmt::format(
      R"(<w:ftr xmlns:w="{}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>)",
      kMainNamespace);
  return out;
}

std::string relations(std::initializer_list<std::string_view> parts,
                      const std::vector<std::string>& links) {
  std::string out(kHead);
  out += R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
  for (const auto part : parts) {
    out += fmt::format(R"(<Relationship Id="{0}" Type="{1}/{0}" Target="{0}.xml"/>)", part,
                       kRelationNamespace);
  }
  for (std::size_t i = 0; i < links.size(); ++i) {
    out += fmt::format(
        R"(<Relationship Id="link{}" Type="{}/hyperlink" Target="{}" TargetMode="External"/>)",
        i + 1, kRelationNamespace, escape_html(links[i]));
  }
  return out + "</Relationships>";
}

struct CloseArchive {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};

tl::unexpected<base::Error> unpacked() {
  return base::fail(base::ErrorKind::internal, "the document could not be packed");
}

bool add(zip_t* archive, const std::string& name, const std::string& bytes) {
  zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
  const auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index >= 0) {
    return zip_file_set_mtime(archive, static_cast<zip_uint64_t>(index), kDate, 0) == 0;
  }
  zip_source_free(source);
  return false;
}

base::Result<std::string> bytes_in(zip_source_t* source) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0) return unpacked();
  std::string bytes(static_cast<std::size_t>(stat.size), '\0');
  const auto read = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (read != static_cast<zip_int64_t>(bytes.size())) return unpacked();
  return bytes;
}

base::Result<std::string> zipped(const Parts& parts) {
  const std::unique_ptr<zip_source_t, FreeSource> target(
      zip_source_buffer_create(nullptr, 0, 0, nullptr));
  if (!target) return unpacked();
  zip_source_keep(target.get());  // one hold is the archive's, the other is ours
  std::unique_ptr<zip_t, CloseArchive> archive(
      zip_open_from_source(target.get(), ZIP_TRUNCATE, nullptr));
  if (!archive) {
    zip_source_free(target.get());
    return unpacked();
  }
  for (const auto& [name, bytes] : parts) {
    if (!add(archive.get(), name, bytes)) return unpacked();
  }
  if (zip_close(archive.get()) != 0) return unpacked();
  static_cast<void>(archive.release());  // zip_close has freed it
  return bytes_in(target.get());
}

}  // namespace

Direction direction_of(model::Language language) {
  return language == model::Language::ar ? Direction::right_to_left : Direction::left_to_right;
}

base::Result<std::string> packed(const Facts& facts, const Text& text) {
  const auto whole = [](std::string_view part) { return std::string(kHead) + std::string(part); };
  return zipped({{"[Content_Types].xml", whole(kContentTypes)},
                 {"_rels/.rels", whole(kRelations)},
                 {"word/document.xml", text.body},
                 {"word/_rels/document.xml.rels",
                  relations({"styles", "settings", "footnotes", "header", "footer"}, text.links)},
                 {"word/styles.xml", styles(facts.language)},
                 {"word/settings.xml", whole(kSettings)},
                 {"word/footnotes.xml", text.footnotes},
                 {"word/_rels/footnotes.xml.rels", relations({}, text.note_links)},
                 {"word/header.xml", header(facts)},
                 {"word/footer.xml", footer()},
                 {"docProps/core.xml", core(facts)},
                 {"docProps/app.xml", whole(kApplication)}});
}

}  // namespace comity::render::docx_parts
