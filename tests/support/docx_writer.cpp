#include "support/docx_writer.h"

#include <algorithm>
#include <cctype>

namespace comity::test_support {
namespace {

constexpr std::string_view kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kSpaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    " xmlns:v=\"urn:schemas-microsoft-com:vml\""
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"";
constexpr std::string_view kRelationType =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
constexpr std::string_view kPackageSpace =
    "http://schemas.openxmlformats.org/package/2006/relationships";

// Bold and size come down two steps of inheritance, as in the UN's own templates.
constexpr std::string_view kStyles = R"xml(
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="SingleTxtG"><w:name w:val="_ Single Txt_G"/>
 <w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="1134"/><w:jc w:val="both"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/>
 <w:basedOn w:val="SingleTxtG"/><w:pPr><w:ind w:firstLine="567"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="HMG"><w:name w:val="_ H __M_G"/><w:basedOn w:val="Normal"/>
 <w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="HChG"><w:name w:val="_ H _Ch_G"/><w:basedOn w:val="HMG"/>
 </w:style>
<w:style w:type="paragraph" w:styleId="H1G"><w:name w:val="_ H_1_G"/><w:basedOn w:val="HChG"/>
 </w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>
 <w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>
 <w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
 <w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
)xml";

// Paragraphs and what stands under them; items with plain numbers; headings.
constexpr std::string_view kPatterns = R"xml(
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
  <w:pPr><w:ind w:left="1134" w:firstLine="0"/></w:pPr></w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/>
  <w:pPr><w:ind w:left="1134" w:firstLine="567"/></w:pPr></w:lvl>
 <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/>
  <w:pPr><w:ind w:left="1134" w:firstLine="567"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
  <w:pPr><w:ind w:left="2268" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="multilevel"/>
 <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/>
  </w:lvl>
 <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/>
  </w:lvl></w:abstractNum>
)xml";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string run(std::string_view text, std::string_view properties) {
  if (text.empty()) return {};
  std::string out = "<w:r>";
  if (!properties.empty()) out += "<w:rPr>" + std::string(properties) + "</w:rPr>";
  return out + "<w:t xml:space=\"preserve\">" + escaped(text) + "</w:t></w:r>";
}

bool is_counted(std::string_view mark) {
  return std::all_of(mark.begin(), mark.end(), [](unsigned char c) { return std::isdigit(c); });
}

int last_number(const std::string& label) {
  std::string digits;
  for (auto c = label.rbegin(); c != label.rend(); ++c) {
    if (std::isdigit(static_cast<unsigned char>(*c)) != 0) {
      digits.insert(digits.begin(), *c);
    } else if (!digits.empty()) {
      break;
    }
  }
  return digits.empty() ? 1 : std::stoi(digits);
}

std::string wrapped(std::string_view element, const std::string& content) {
  return std::string(kHead) + "<w:" + std::string(element) + std::string(kSpaces) + ">" + content +
         "</w:" + std::string(element) + ">";
}

}  // namespace

void DocxWriter::masthead(std::string_view line) {
  lines_.push_back({"masthead", "", std::string(line), {}});
}
void DocxWriter::heading(std::string_view label, std::string_view text) {
  lines_.push_back({"heading", std::string(label), std::string(text), {}});
}
void DocxWriter::paragraph(std::string_view label, std::string_view text) {
  lines_.push_back({"paragraph", std::string(label), std::string(text), {}});
}
void DocxWriter::item(std::string_view label, std::string_view text) {
  lines_.push_back({"item", std::string(label), std::string(text), {}});
}
void DocxWriter::row(const std::vector<std::string>& cells) {
  lines_.push_back({"row", "", "", cells});
}
void DocxWriter::note(std::string_view mark, std::string_view text) {
  notes_.push_back({std::string(mark), std::string(text), false});
}
void DocxWriter::running_head(std::string_view text) { header_ = text; }
void DocxWriter::raw(std::string_view xml) { lines_.push_back({"raw", "", std::string(xml), {}}); }
void DocxWriter::part(const std::string& name, const std::string& xml) {
  parts_.emplace_back(name, xml);
}
void DocxWriter::relation(std::string_view id, std::string_view kind, std::string_view target,
                          bool external) {
  relations_ += "<Relationship Id=\"" + std::string(id) + "\" Type=\"" +
                std::string(kRelationType) + std::string(kind) + "\" Target=\"" + escaped(target) +
                "\"" + (external ? " TargetMode=\"External\"" : "") + "/>";
}

std::string DocxWriter::note_reference(std::string_view mark) {
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i].used || notes_[i].mark != mark) continue;
    notes_[i].used = true;
    const auto id = std::to_string(i + 1);
    const bool counted = is_counted(mark);
    return "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference" +
           std::string(counted ? "" : " w:customMarkFollows=\"1\"") + " w:id=\"" + id + "\"/>" +
           (counted ? "" : "<w:t>" + std::string(mark) + "</w:t>") + "</w:r>";
  }
  return run(mark, "<w:vertAlign w:val=\"superscript\"/>");
}

std::string DocxWriter::runs_of(std::string_view marked, std::string_view properties) {
  std::string out;
  std::string text;
  bool bold = false;
  bool italic = false;
  bool raised = false;
  const auto flush = [&] {
    if (raised) {
      out += note_reference(text);
    } else {
      out += run(text, std::string(properties) + (bold ? "<w:b/>" : "") + (italic ? "<w:i/>" : ""));
    }
    text.clear();
  };
  for (std::size_t i = 0; i < marked.size(); ++i) {
    if (marked[i] == '\\' && i + 1 < marked.size()) {
      text += marked[++i];
    } else if (marked.substr(i).starts_with("**")) {
      flush();
      bold = !bold;
      ++i;
    } else if (marked[i] == '*') {
      flush();
      italic = !italic;
    } else if (marked[i] == '^') {
      flush();
      raised = !raised;
    } else {
      text += marked[i];
    }
  }
  flush();
  return out;
}

// A list's number goes on by itself; one that does not follow gets a list with a start of its own.
std::string DocxWriter::list_of(const std::string& label, int level) {
  const bool letter = label.starts_with('(');
  const bool dotted = !letter && std::count(label.begin(), label.end(), '.') > 1;
  const int pattern = level == 1 && !letter && !dotted ? 1 : 0;
  const int own = letter ? 2 : dotted ? 1 : 0;
  auto& last = lists_[static_cast<std::size_t>(pattern)];
  const int value = last_number(label);
  if (!letter && !dotted && value != next_[pattern]) {
    last = std::to_string(100 + nums_.size());
    nums_.push_back("<w:num w:numId=\"" + last + "\"><w:abstractNumId w:val=\"" +
                    std::to_string(pattern) + "\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride " +
                    "w:val=\"" + std::to_string(value) + "\"/></w:lvlOverride></w:num>");
  }
  if (!letter && !dotted) next_[pattern] = value + 1;
  return "<w:numPr><w:ilvl w:val=\"" + std::to_string(own) + "\"/><w:numId w:val=\"" + last +
         "\"/></w:numPr>";
}

std::string DocxWriter::paragraph_xml(const Line& line) {
  const bool automatic = form_ == DocxForm::automatic;
  std::string properties;
  std::string label;
  if (line.kind == "heading") {
    properties = automatic ? "<w:pStyle w:val=\"Heading1\"/>" : "<w:pStyle w:val=\"H1G\"/>";
    if (automatic && !line.label.empty()) {
      const bool letter = line.label == "A." || line.label == "B.";
      properties += "<w:numPr><w:ilvl w:val=\"" + std::string(letter ? "1" : "0") +
                    "\"/><w:numId w:val=\"3\"/></w:numPr>";
    }
  } else if (line.kind == "item") {
    properties = automatic ? list_of(line.label, 1) : "<w:pStyle w:val=\"Item\"/>";
  } else {
    properties = "<w:pStyle w:val=\"SingleTxtG\"/>";
    if (automatic && !line.label.empty()) properties += list_of(line.label, 0);
  }
  if (!automatic && !line.label.empty()) {
    label = "<w:r><w:t>" + escaped(line.label) + "</w:t><w:tab/></w:r>";
  }
  return "<w:p><w:pPr>" + properties + "</w:pPr>" + label + runs_of(line.text) + "</w:p>\n";
}

std::string DocxWriter::body() {
  std::string out;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const auto& line = lines_[i];
    const bool first = i == 0 || lines_[i - 1].kind != line.kind;
    const bool last = i + 1 == lines_.size() || lines_[i + 1].kind != line.kind;
    if (line.kind == "raw") {
      out += line.text;
    } else if (line.kind == "masthead") {
      if (first) out += "<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>";
      out += "<w:p>" + runs_of(line.text) + "</w:p>";
      if (last) out += "</w:tc></w:tr></w:tbl>";
    } else if (line.kind == "row") {
      if (first) out += "<w:tbl>";
      out += "<w:tr>";
      for (const auto& cell : line.cells) out += "<w:tc><w:p>" + runs_of(cell) + "</w:p></w:tc>";
      out += "</w:tr>";
      if (last) out += "</w:tbl>";
    } else {
      out += paragraph_xml(line);
    }
  }
  return out;
}

std::string DocxWriter::footnotes() {
  std::string out =
      "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p>"
      "</w:footnote>";
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    const auto& note = notes_[i];
    const auto mark = is_counted(note.mark) ? "<w:footnoteRef/>" : "<w:t>" + note.mark + "</w:t>";
    out += "<w:footnote w:id=\"" + std::to_string(i + 1) +
           "\"><w:p><w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr><w:r><w:rPr><w:rStyle "
           "w:val=\"FootnoteReference\"/></w:rPr>" +
           mark + "</w:r><w:r><w:tab/></w:r>" + runs_of(note.text) + "</w:p></w:footnote>";
  }
  return out;
}

std::string DocxWriter::save() {
  lists_ = {"1", "2"};
  nums_.clear();
  next_[0] = next_[1] = 1;
  for (auto& note : notes_) note.used = false;
  const auto document =
      "<w:body>" + body() + "<w:sectPr><w:pgSz w:w=\"11906\"/></w:sectPr></w:body>";
  std::string nums;
  for (int i = 0; i < 3; ++i) {
    nums += "<w:num w:numId=\"" + std::to_string(i + 1) + "\"><w:abstractNumId w:val=\"" +
            std::to_string(i) + "\"/></w:num>";
  }
  for (const auto& num : nums_) nums += num;

  ZipFiles files = {
      {"[Content_Types].xml",
       std::string(kHead) +
           "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
           "<Default Extension=\"rels\" "
           "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
           "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
           "<Override PartName=\"/word/document.xml\" ContentType=\"application/"
           "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>"},
      {"_rels/.rels", std::string(kHead) + "<Relationships xmlns=\"" + std::string(kPackageSpace) +
                          "\"><Relationship Id=\"rId1\" Type=\"" + std::string(kRelationType) +
                          "officeDocument\" Target=\"word/document.xml\"/></Relationships>"},
      {"word/document.xml", wrapped("document", document)},
      {"word/styles.xml", wrapped("styles", std::string(kStyles))},
      {"word/numbering.xml", wrapped("numbering", std::string(kPatterns) + nums)}};
  const auto given = relations_;
  relation("rId1", "styles", "styles.xml");
  relation("rId2", "numbering", "numbering.xml");
  if (!notes_.empty()) {
    relation("rId3", "footnotes", "footnotes.xml");
    files.emplace_back("word/footnotes.xml", wrapped("footnotes", footnotes()));
  }
  if (!header_.empty()) {
    relation("rId4", "header", "header1.xml");
    files.emplace_back("word/header1.xml", wrapped("hdr", "<w:p>" + runs_of(header_) + "</w:p>"));
  }
  files.emplace_back("word/_rels/document.xml.rels",
                     std::string(kHead) + "<Relationships xmlns=\"" + std::string(kPackageSpace) +
                         "\">" + relations_ + "</Relationships>");
  relations_ = given;
  for (const auto& [name, xml] : parts_) {
    const auto same = std::find_if(files.begin(), files.end(),
                                   [&](const auto& file) { return file.first == name; });
    if (same == files.end()) {
      files.emplace_back(name, xml);
    } else {
      same->second = xml;
    }
  }
  return zip_of(files);
}

}  // namespace comity::test_support
